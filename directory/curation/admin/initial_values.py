"""Initial values: what is a form of the desk filled in with before its editor types? What led here may suggest it, on
the request.
"""

from typing import Any, ClassVar

from django.http import HttpRequest

from directory.curation.admin.base import StatementForm
from directory.curation.admin.inline_forms import RowFormSet

NEW_FACT = "new-fact"
"""Suggested for a new fact on its network's page."""
FACT = "fact"
"""Suggested for the fact whose own page it is."""


def suggested(request: HttpRequest, what: str) -> dict[str, Any]:
    """Values of fields by name; only for a form that is opened, never for one that is sent."""
    return getattr(request, "suggested", {}).get(what, {}) if request.method == "GET" else {}


class FilledFormSet(RowFormSet):
    """``filled_in``: what a new row is suggested to say."""

    filled_in: ClassVar[list[dict[str, Any]]] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"initial": self.filled_in, **options})


class FilledInline:
    """Mixed into the inline of facts: an empty form for a new one, filled in."""

    formset: Any = FilledFormSet

    def get_extra(self, request: HttpRequest, obj: Any = None, **options: Any) -> int:
        return 1 if suggested(request, NEW_FACT) else 0

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        formset = super().get_formset(request, obj, **options)  # type: ignore[misc]
        values = suggested(request, NEW_FACT)
        formset.filled_in = [values] if values else []
        return formset


class FilledForm(StatementForm):
    """``filled_in``: what the row is suggested to say instead."""

    filled_in: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.update(self.filled_in)


class FilledPage:
    """Mixed into the page of one fact."""

    form: Any = FilledForm

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        form = super().get_form(request, obj, change, **options)  # type: ignore[misc]
        form.filled_in = suggested(request, FACT)
        return form
