"""Unicode cleaning of typed and pasted text: NFC, without the signs that copied web pages bring along.

Zero-width joiners stay, for some scripts and emoji need them. Direction marks are not cleaned but refused, where
strangers write.
"""

import unicodedata
from typing import Any

from django import forms
from django.db import models

CLEANED = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"), "") | dict.fromkeys(map(ord, "\u00a0\u202f\u2007"), " ")
"""Soft hyphens and zero-width signs go; spaces that do not break become plain ones."""


def clean(text: str) -> str:
    """The text as it is stored and sought: ``clean(clean(text)) == clean(text)``."""
    return unicodedata.normalize("NFC", text.translate(CLEANED))


class CleanField(forms.CharField):
    """A form field for text that no column cleans."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(clean(value) if isinstance(value, str) else value)


class CleanColumns:
    """A model whose columns of text are cleaned before they are checked, by whatever way the text comes in.

    Web and mail addresses are not: they refuse signs nobody sees.
    """

    def clean_fields(self, exclude: Any = None) -> None:
        for column in self._meta.concrete_fields:  # type: ignore[attr-defined]
            value = getattr(self, column.attname)
            if type(column) in (models.CharField, models.TextField) and isinstance(value, str):
                setattr(self, column.attname, clean(value))
        super().clean_fields(exclude)  # type: ignore[misc]
