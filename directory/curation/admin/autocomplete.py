"""Autocomplete: how does an editor pick another record, without the page asking the database once for every row it
shows?
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Model
from django.http import HttpRequest

from directory.curation.admin.desk import Desk


class Picker(AutocompleteSelect):
    """An autocomplete that asks the database only for names the form does not know yet."""

    known: dict[str, str] = {}

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        """An empty one says what to do: the combo box has no other name for screen readers."""
        return {**super().build_attrs(base_attrs, extra_attrs), "data-placeholder": "suchen …"}

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> list[Any]:
        chosen = [key for key in value if key]
        if any(key not in self.known for key in chosen):
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options += [self.create_option(name, key, self.known[key], True, 0) for key in chosen]
        return [(None, options, 0)]


class RecordField(forms.ModelChoiceField):
    """A choice that asks the database only for records the form does not know yet."""

    known: Model | None = None

    def to_python(self, value: Any) -> Any:
        known = self.known
        return known if known is not None and str(value) == str(known.pk) else super().to_python(value)


def set_choice(field: forms.Field, record: Model) -> None:
    """Let a field and its picker know the record they show already."""
    if isinstance(field, RecordField):
        field.known = record
    widget = getattr(field.widget, "widget", field.widget)  # the admin wraps it to add its links
    if isinstance(widget, Picker):
        widget.known = {str(record.pk): str(record)}


class Picking(Desk):
    """Mixed into pages: their autocomplete fields are pickers."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        host: Any = self
        options.setdefault("form_class", RecordField)
        if db_field.name in host.get_autocomplete_fields(request):
            options.setdefault("widget", Picker(db_field, host.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **options)  # type: ignore[misc]
