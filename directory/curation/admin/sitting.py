"""Sitting: how does an editor who enters much from one source name it once? In one field at the top of the page."""

from typing import Any

from django.contrib.admin.utils import flatten_fieldsets
from django.http import HttpRequest

from directory.curation.admin.citation_fields import USUAL
from directory.curation.admin.citation_forms import Citing

HELP = (
    "Gilt für jede neue Angabe auf dieser Seite, bei der Sie keine andere Quelle nennen. Die Textstelle nennen "
    "Sie bei der Angabe."
)


class Sitting:
    """Mixed into pages of records that list ``USUAL`` among their fields."""

    source_field = Citing.source_field

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        host: Any = super()
        named = options.pop("fields", None) or flatten_fieldsets(self.get_fieldsets(request, obj))  # type: ignore[attr-defined]
        options["fields"] = [name for name in named if name != USUAL]
        form = host.get_form(request, obj, change, **options)
        form.base_fields[USUAL] = self.source_field(request, "Quelle für alles Neue")  # type: ignore[misc]
        form.base_fields[USUAL].help_text = HELP
        return form
