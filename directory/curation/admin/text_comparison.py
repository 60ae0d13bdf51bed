"""Text comparison: which text does an editor want compared with the citations of a source? Read, compared, and never
stored.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from directory.curation.admin.desk import Lines

MOST = 1_000_000  # bytes of a file
MOST_TYPED = 200_000  # characters; in bytes still less than a request may hold
CONTROL = "\0"


class TextForm(forms.Form):
    """A text as a file or typed in; ``cleaned_data["lines"]`` are its lines, counted as citations count them."""

    file = forms.FileField(
        label="Datei", required=False, allow_empty_file=True, help_text="Reiner Text in UTF-8, höchstens 1 MB."
    )
    text = forms.CharField(label="oder Text", required=False, strip=False, max_length=MOST_TYPED, widget=Lines())

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        file, text = self.cleaned_data.get("file"), self.cleaned_data.get("text")
        if self.errors:
            return values
        if bool(file) == bool(text):
            raise ValidationError("Bitte wählen Sie eine Datei oder fügen Sie einen Text ein, nicht beides.")
        found = decoded(file) if file else str(text)
        if not found.strip():
            raise ValidationError("Der Text ist leer.")
        self.cleaned_data["lines"] = found.splitlines()
        return values


def decoded(file: Any) -> str:
    """The words of an uploaded file.

    Raises:
        ValidationError: at the file, if it is too large or no text.
    """
    if file.size > MOST:
        raise ValidationError({"file": "Die Datei ist größer als 1 MB."})
    try:
        text = str(file.read().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValidationError(
            {"file": f"Die Datei ist nicht in UTF-8 gespeichert (erstes falsches Byte: {error.start + 1})."}
        ) from error
    if CONTROL in text:
        raise ValidationError({"file": "Das ist keine Textdatei."})
    return text
