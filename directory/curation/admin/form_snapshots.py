"""Form snapshots: what did a page show of what is stored? Each field by name, with a short mark of its value."""

import zlib
from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.text import Truncator

WORDS = 80  # characters of a value in a sentence


class Shown:
    """The stored fields of a page by name: ``status`` of the record, ``facts:12:text`` of a row.

    Args:
        context: what the admin's template is given, whether its forms are filled in or not.
    """

    def __init__(self, context: dict[str, Any]) -> None:
        self.fields: dict[str, BoundField] = {}
        self.rows: dict[str, str] = {}
        self.formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        self._read("", context["adminform"].form)
        for inline in context["inline_admin_formsets"]:
            kind = str(inline.opts.verbose_name)
            for form in inline.formset.initial_forms:
                if form.instance.pk:
                    row = f"{inline.formset.prefix}:{form.instance.pk}"
                    self.rows[row] = f"{kind[0].upper()}{kind[1:]} „{getattr(form, 'heading', '') or form.instance}“"
                    self._read(f"{row}:", form)

    def _read(self, stem: str, form: Any) -> None:
        for field in form:
            if not field.is_hidden and field.name != "DELETE":
                self.fields[f"{stem}{field.name}"] = field

    def __str__(self) -> str:
        """All names with their marks, as the page carries them."""
        return " ".join(f"{name}={mark(sent(field))}" for name, field in self.fields.items())

    def label(self, name: str) -> str:
        """How a field is named in a sentence, with its row."""
        row = self.rows.get(name.rpartition(":")[0], "")
        return f"{row}, {self.fields[name].label}" if row else str(self.fields[name].label)


def sent(field: BoundField) -> str:
    """What a browser sends of a field that nobody touches."""
    # Not what a form may be filled in with beforehand.
    stored = getattr(field.form, "stored", field.form.initial)
    initial = stored.get(field.name, field.field.initial)
    widget, value = field.field.widget, field.field.prepare_value(initial() if callable(initial) else initial)
    if isinstance(widget, forms.CheckboxInput):
        return "on" if value else ""
    text = widget.format_value(value)
    if isinstance(text, list):
        text = text[0] if text else ""
    return str(text or "")


def mark(text: str) -> str:
    """A short mark of a value; browsers send line ends their own way."""
    return f"{zlib.crc32(text.replace(chr(13), '').encode()):x}"


def in_words(field: BoundField) -> str:
    """The stored value as an editor reads it; empty where nothing is stored."""
    widget, value = field.field.widget, sent(field)
    if isinstance(widget, forms.CheckboxInput):
        return "ja" if value else "nein"
    known: dict[str, str] = getattr(getattr(widget, "widget", widget), "known", {})
    labels = known or {str(key): str(label) for key, label in _flat(getattr(field.field, "choices", ()))}
    return Truncator(labels.get(value, value) if value else "").chars(WORDS)


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for key, label in choices:
        yield from label if isinstance(label, (list, tuple)) else [(key, label)]
