"""Desk: how do all forms of the desk look? Long texts get room to be read; dates are explained once; nothing is deleted
by the way.
"""

from copy import copy
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.db import models
from django.http import HttpRequest
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directory.querysets import today
from directory.rules.date_fields import DayField
from directory.rules.partial_dates import DAY_HELP
from directory.rules.unicode_cleaning import clean

# For pages of an admin, which are methods.
require_get: Any = method_decorator(require_safe)
require_post: Any = method_decorator(require_POST)
get_or_post: Any = method_decorator(require_http_methods(["GET", "HEAD", "POST"]))

LONG = 300
TODAY = {"read_on", "decided_on"}
"""Days on which somebody does what they enter: mostly the day on which they enter it."""
DATES_EXPLAINED_BY = {"end": "start", "as_of": "start"}


class Lines(AdminTextareaWidget):
    """Several lines. Browsers send the end of a line as two signs, and count it as one; so do we."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class Desk:
    """Mixed into the admin's pages."""

    class Media:
        css = {"all": ("css/admin.css", "css/sheet.css")}
        js = ("js/picker.js",)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> forms.Field | None:
        if type(db_field) is models.CharField and (db_field.max_length or 0) >= LONG:
            options.setdefault("widget", Lines(attrs={"rows": 2}))
        if isinstance(db_field, models.TextField):
            options.setdefault("widget", Lines)
        if isinstance(db_field, models.URLField):
            options["assume_scheme"] = "https"
        if type(db_field) is models.DateField:
            said = {"help_text": db_field.help_text or DAY_HELP, "initial": today if db_field.name in TODAY else None}
            options = {"form_class": DayField, **said, **options}
        field = super().formfield_for_dbfield(db_field, request, **options)  # type: ignore[misc]
        if field and db_field.name in DATES_EXPLAINED_BY:
            field.help_text = ""
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field


def only_looking(request: HttpRequest) -> HttpRequest:
    """The same request, as if nothing had been sent with it."""
    glance = copy(request)
    glance.method = "GET"
    return glance


class ReadOnlyAdmin(admin.ModelAdmin):
    """Pages on which nothing is added, changed or deleted by a form of the admin's own, but what ``allowed`` names."""

    allowed: ClassVar[tuple[str, ...]] = ()
    view_on_site = False

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        return super().get_search_results(request, queryset, clean(search_term))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return "add" in self.allowed and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return "change" in self.allowed and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return "delete" in self.allowed and super().has_delete_permission(request, obj)
