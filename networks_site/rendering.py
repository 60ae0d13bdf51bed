"""Rendering: how are form fields written? Browsers cut at ``maxlength`` without a word; the server says what is
wrong.
"""

from typing import Any

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Tells the limit instead of cutting at it."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        attributes = context.get("widget", {}).get("attrs", {})
        limit = attributes.pop("maxlength", None)
        if limit is not None:
            attributes.setdefault("title", f"höchstens {limit} Zeichen")
        return super().render(template_name, context, request)
