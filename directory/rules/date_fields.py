"""Date fields: how are dates typed into a form? As one writes them in German, or in EDTF; stored dates are shown again
in words. What is no date is refused by the row, together with what depends on it.
"""

from contextlib import suppress
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from directory.rules import partial_dates

LONGEST = 40  # characters of a date in words


class PartialDateField(forms.CharField):
    """A partial date; its value is EDTF."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "max_length": LONGEST})

    def prepare_value(self, value: Any) -> Any:
        return partial_dates.exact_in_words(value) if isinstance(value, str) and value else value

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        with suppress(partial_dates.NotADate):
            return partial_dates.from_words(text)
        return text


class PartialDateColumn(models.CharField):
    """A column for a partial date in EDTF; forms take it as one writes it in German as well."""

    def formfield(self, **options: Any) -> Any:
        return super().formfield(**{"form_class": PartialDateField, **options})

    def run_validators(self, value: Any) -> None:
        """None: a text that is too long is no date, which the row says."""

    def deconstruct(self) -> Any:
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.CharField", args, options


class DayField(forms.DateField):
    """One day of the calendar."""

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            return partial_dates.day_from_words(value)
        except partial_dates.NotADay as error:
            raise ValidationError(str(error)) from error
