"""Forms: what does somebody fill in who tells of a mistake, or a coordinating body that says what is no longer
right?
"""

from typing import Any

from django import forms

from directory.rules.mail_addresses import OwnAddressField
from memberships.enums import Flaw
from memberships.letters.field_checks import LineField, TextField
from memberships.letters.guarded_forms import Guarded

CONSENT = "2026-11"
"""The version of templates/memberships/hint/consent.html; a new text gets a new version."""
WORDS = 2000  # characters of what somebody may tell us at once


class HintForm(Guarded):
    """A hint about an entry. Asks for no name; where one knows it from is asked for, in any words."""

    flaw = forms.ChoiceField(label="Was stimmt nicht?", choices=Flaw.choices, widget=forms.RadioSelect)
    text = TextField(label="Was ist richtig?", max_length=WORDS, widget=forms.Textarea({"rows": 5}))
    source = LineField(label="Woher wissen Sie das?", max_length=400)
    email = OwnAddressField(required=False)
    consent = forms.BooleanField(
        label="Ich willige ein, dass meine Adresse für diese Antwort gespeichert wird.", required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("email") and not data.get("consent"):
            self.add_error("consent", "Bitte willigen Sie ein, oder lassen Sie die Adresse weg.")
        return data

    def hint(self) -> dict[str, Any]:
        """The columns of the hint that come from the form, and no others."""
        told = {name: self.cleaned_data[name] for name in ("flaw", "text", "source", "email")}
        return {**told, "consent_version": CONSENT if told["email"] else ""}


class ObjectionForm(forms.Form):
    """What is right instead, says the coordinating body."""

    text = TextField(label="Was ist richtig?", max_length=WORDS, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **options})
