"""Codes: columns whose values a spreadsheet could take for a number or a date. What it makes of one is refused.

``007`` becomes 7, ``588284326561`` becomes 5,88284E+11, ``1-mai`` becomes 01. Mai or 1-May. So a code has a letter and
no capital, and nothing else is taken for it.
"""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

models.CharField.register_lookup(Length)

CODE = RegexValidator(
    r"^(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*\Z",
    "Nur Kleinbuchstaben ohne Umlaute, Ziffern und Bindestriche, mindestens ein Buchstabe.",
)
FINGERPRINT = RegexValidator(
    r"^[0-9a-f]{12}\Z",
    "Ein Fingerabdruck hat zwölf Zeichen, nur Ziffern und a bis f. Eine Tabelle muss die Spalte als Text einlesen.",
)
NUMBERED = RegexValidator(r"^[A-Za-z][A-Za-z0-9]*\Z", "Nur Buchstaben und Ziffern, vorn ein Buchstabe: K12.")
PHONE = RegexValidator(
    r"^[1-9][0-9.,]{6,}(E\+[0-9]+)?\Z", "Eine Telefonnummer beginnt mit 0 oder +.", inverse_match=True
)


class CodeFormField(forms.SlugField):
    """A code as it is typed; Django's own words for what is wrong allow more than its column does."""

    default_validators = [CODE]


class CodeField(models.SlugField):
    """A column for a code that names a record or a row; in migrations it is Django's own."""

    default_validators = [CODE]

    def formfield(self, **options: Any) -> Any:
        return super().formfield(**{"form_class": CodeFormField, **options})

    def deconstruct(self) -> Any:
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.SlugField", args, options


def fingerprint_formed() -> models.CheckConstraint:
    """What tells a fingerprint from a number; not every database knows regular expressions in a constraint."""
    return models.CheckConstraint(
        condition=Q(fingerprint="") | (Q(fingerprint__length=12) & ~Q(fingerprint__contains="+")),
        name="%(class)s_fingerprint_formed",
        violation_error_message=FINGERPRINT.message,
    )
