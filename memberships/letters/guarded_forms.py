"""Guarded forms: what do strangers fill in, and how is a person told from a machine? Forms check, they never act."""

import time
import uuid
from typing import Any

from django import forms
from django.core import signing

from directory.models import Network
from directory.rules.mail_addresses import OwnAddressField
from memberships.letters.field_checks import TextField

SALT = "memberships.began"
MINIMUM = 3  # seconds; nobody reads and fills in the form faster, not even with autofill
CAUGHT = (
    "Das Formular kam so zurück, wie es sonst nur Programme senden: sehr schnell, oder mit einem ausgefüllten Feld, "
    "das niemand sieht. Es ist noch nichts gespeichert. Bitte senden Sie noch einmal."
)


class Guarded(forms.Form):
    """A form strangers can send: a trap for machines, a minimum time, one number per form shown. ``came_back`` says why
    it is shown once more as it was typed.
    """

    came_back = ""
    website = forms.CharField(required=False, max_length=200)
    began = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput)
    corrects = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("initial", {})
        began = signing.dumps(time.time(), salt=SALT)
        options["initial"] = {"began": began, "submission": uuid.uuid4(), **options["initial"]}
        options["label_suffix"] = ""
        super().__init__(*args, **options)

    def clean(self) -> dict[str, Any]:
        """Whoever seems to be a machine sees the form again, with the trap emptied: form fillers catch people too."""
        data = super().clean() or {}
        if self._is_machine(data):
            if not self.errors:
                self.add_error(None, CAUGHT)
            emptied: Any = self.data.copy()  # type: ignore[attr-defined]
            # The second time nobody has to wait, for it has been read.
            emptied["website"], emptied["began"] = "", signing.dumps(time.time() - MINIMUM, salt=SALT)
            self.data = emptied
        return data

    @staticmethod
    def _is_machine(data: dict[str, Any]) -> bool:
        """Whether the trap was filled in, or the form came back faster than anybody reads it."""
        if data.get("website"):
            return True
        try:
            return time.time() - signing.loads(data.get("began", ""), salt=SALT) < MINIMUM
        except signing.BadSignature:
            return True

    def clean_submission(self) -> uuid.UUID:
        return self.cleaned_data.get("submission") or uuid.uuid4()


class AnswerForm(forms.Form):
    """The answer to an officer's question."""

    answer = TextField(label="Ihre Antwort", max_length=2000)


class LostLinkForm(Guarded):
    """Where should a new link go?"""

    network = forms.ModelChoiceField(
        Network.objects.published().by_name(), label="Netzwerk", to_field_name="slug", empty_label="bitte wählen"
    )
    email = OwnAddressField()


class NoticeForm(Guarded):
    """Who wants to be told when a planned network opens?"""

    email = OwnAddressField()
    consent = forms.BooleanField(
        label="Ich willige ein, dass meine Adresse dafür gespeichert wird, höchstens zwei Jahre lang."
    )
