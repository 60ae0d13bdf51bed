"""Field checks: what may stand in a field? Refuses, with a sentence, what no honest entry contains. Pure checks, no
database.
"""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from directory.rules.csv_injection import FORMULA
from directory.rules.unicode_cleaning import CleanField

DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
MARKUP = re.compile(r"<\s*[a-zA-Z/!?]")


def refuse_strange(text: str, *, lines: bool) -> None:
    """Refuse control characters, direction marks, markup and, in single lines, formulas.

    Raises:
        ValidationError: naming what was found.
    """
    allowed = "\n\r\t" if lines else ""
    if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in allowed for sign in text):
        what = "Steuerzeichen" if lines else "Steuerzeichen und Zeilenumbrüche"
        raise ValidationError(f"Bitte entfernen Sie {what} aus diesem Feld.")
    if DIRECTION.search(text):
        raise ValidationError("Bitte entfernen Sie unsichtbare Zeichen, die die Schreibrichtung ändern.")
    if MARKUP.search(text):
        raise ValidationError("Bitte schreiben Sie ohne HTML; spitze Klammern sind hier nicht möglich.")
    if not lines and FORMULA.match(text):
        raise ValidationError("Dieses Feld darf nicht mit =, +, - oder @ beginnen.")


class AtMost(MaxLengthValidator):
    """A limit that says how much is too much, so that people can shorten what they have pasted."""

    def __call__(self, value: Any) -> None:
        limit, length = int(str(self.limit_value)), len(value)
        if length > limit:
            raise ValidationError(
                f"{number(length - limit)} Zeichen zu viel: Es sind {number(length)}, möglich sind höchstens "
                f"{number(limit)}.",
                code="max_length",
            )


def number(count: int) -> str:
    return f"{count:,}".replace(",", ".")


class LineField(CleanField):
    """One line of plain text."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.validators = [
            AtMost(each.limit_value) if isinstance(each, MaxLengthValidator) else each for each in self.validators
        ]

    def validate(self, value: Any) -> None:
        super().validate(value)
        refuse_strange(value, lines=False)


class TextField(LineField):
    """Several lines of plain text."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        """Browsers send the end of a line as two signs, and count it as one; so do we."""
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)

    def validate(self, value: Any) -> None:
        forms.CharField.validate(self, value)
        refuse_strange(value, lines=True)
