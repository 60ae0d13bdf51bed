"""Consent: how does the operator change what applicants consent to? By a new version that begins with the one in force;
the old ones stay as they were asked.
"""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse

from directory.curation.admin.desk import Lines, ReadOnlyAdmin, only_looking
from directory.querysets import today
from directory.reading import markup
from memberships.applications import consent
from memberships.models import ConsentText

FIELDS = ("version", "text")


@admin.register(ConsentText)
class ConsentTextAdmin(ReadOnlyAdmin):
    allowed = ("add",)
    fields = FIELDS
    list_display = ("version", "created_at", "in_force")
    formfield_overrides = {models.TextField: {"widget": Lines}}

    @admin.display(description="gilt heute", boolean=True)
    def in_force(self, text: ConsentText) -> bool:
        return text.version == consent.current().version

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return super().changelist_view(request, {"consent": consent.current()})

    # --- a new one ----------------------------------------------------------------------------

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The preview opens the form once more, with what was typed, and saves nothing."""
        shown = only_looking(request) if "_preview" in request.POST else request
        return super().changeform_view(shown, object_id, form_url, extra_context)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        typed = {name: request.POST[name] for name in FIELDS if name in request.POST}
        return {"version": today().isoformat(), "text": consent.current().text, **typed}

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any) -> Any:
        record = context.get("original")
        text = record.text if record else request.POST.get("text", "")
        context |= {"consent": consent.current(), "today": today(), "drawn": markup.to_html(text)}
        return super().render_change_form(request, context, *args, **options)
