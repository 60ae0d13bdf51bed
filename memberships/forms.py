"""What does an applicant fill in? Each network's form asks only what its terms need. Forms check, they never act."""

import time
import uuid
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

from directory import finder
from directory.enums import Area, CriterionKind, Level, OnePerOrganisation, Sector, Who
from directory.joining import AS_WHOM, MEETS, TASK_KINDS, Task
from directory.models import Network
from directory.recipients import OwnAddressField
from memberships import consent
from memberships.fields import LineField, TextField
from memberships.models import Application

SALT = "memberships.began"
MINIMUM = 3  # seconds; nobody reads and fills in the form faster, not even with autofill
CAUGHT = (
    "Das Formular kam so zurück, wie es sonst nur Programme senden: sehr schnell, oder mit einem ausgefüllten Feld, "
    "das niemand sieht. Es ist noch nichts gespeichert. Bitte senden Sie noch einmal."
)
EMPTY = [("", "bitte wählen")]
GROUPS = (Who.ORGANISATION, Who.INITIATIVE)
LAENDER = [choice for choice in Area.choices if choice[0] != Area.NATIONWIDE]


class Guarded(forms.Form):
    """A form strangers can send: a trap for machines, a minimum time, one number per form shown."""

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


class ApplicationForm(Guarded):
    """The application to one network."""

    party = forms.ChoiceField(label="Als wer möchten Sie mitmachen?", choices=EMPTY)
    name = LineField(label="Ihr Name", max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    email = OwnAddressField()
    organisation = LineField(
        label="Ihre Organisation oder Initiative",
        max_length=160,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    function = LineField(
        label="Ihre Funktion dort", max_length=160, widget=forms.TextInput({"autocomplete": "organization-title"})
    )
    sector = forms.ChoiceField(label="Bereich", choices=[*EMPTY, *Sector.choices])
    place = LineField(label="Ort", max_length=120, required=False)
    land = forms.ChoiceField(label="Land", choices=[*EMPTY, *LAENDER])
    level = forms.ChoiceField(label="Ebene", choices=[*EMPTY, *Level.choices])
    tasks = forms.MultipleChoiceField(
        label="Was trifft auf Sie zu?", choices=[], required=False, widget=forms.CheckboxSelectMultiple
    )
    statement = TextField(label="Was tun Sie in der Beteiligung?", max_length=2000)
    remark = TextField(label="Möchten Sie etwas erklären?", max_length=1000, required=False)
    consent = forms.BooleanField(label="Ich willige ein, dass meine Angaben für diesen Antrag verarbeitet werden.")
    consent_version = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    list_publicly = forms.BooleanField(
        label="Nach der Aufnahme darf ich öffentlich als Mitglied genannt werden.", required=False
    )

    def __init__(self, *args: Any, network: Network, **options: Any) -> None:
        self.consent_text = consent.current()
        options["initial"] = {"consent_version": self.consent_text.version, **options.get("initial", {})}
        super().__init__(*args, **options)
        self.network = network
        self.finding: finder.Finding | None = None
        self._ask_only_what_is_needed({rule.kind for rule in network.rules})

    def _ask_only_what_is_needed(self, kinds: set[str]) -> None:
        admitted = {row.value for row in self.network.who if row.binding} or set(Who.values)
        parties = [(value, label) for value, label in AS_WHOM if value in admitted]
        party: Any = self.fields["party"]
        party.choices = parties if len(parties) == 1 else [*EMPTY, *parties]
        needed = {
            "sector": CriterionKind.SECTOR in kinds,
            "land": CriterionKind.LAND in kinds,
            "level": CriterionKind.LEVEL in kinds,
            "function": CriterionKind.FUNCTION in kinds,
            "tasks": bool(kinds & set(TASK_KINDS)),
            "statement": bool(kinds & {"function", "activity", "experience"}),
        }
        for name, wanted in needed.items():
            if not wanted:
                del self.fields[name]
        self.fields["organisation"].required = self.one_only or CriterionKind.FUNCTION in kinds
        if "tasks" in self.fields:
            tasks: Any = self.fields["tasks"]
            tasks.choices = [(task.value, task.label) for task in Task if self._matters(task, kinds)]

    def _matters(self, task: Task, kinds: set[str]) -> bool:
        wanted = {(row.kind, row.value) for row in self.network.rules}
        met = {(kind, value) for kind, values in MEETS[task].items() for value in values}
        return bool(wanted & met) or (task == Task.INTERESTED and CriterionKind.PURPOSE in kinds)

    @property
    def one_only(self) -> bool:
        """Whether the network takes one member per organisation, strictly or as a rule."""
        terms = getattr(self.network, "terms", None)
        rule = terms.one_per_organisation if terms else ""
        return rule in (OnePerOrganisation.RULE, OnePerOrganisation.AS_A_RULE)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        as_group = data.get("party") in GROUPS
        if as_group and not data.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", "Wie heißt Ihre Organisation oder Initiative?")
        if data.get("consent_version", "") not in ("", self.consent_text.version):
            self.add_error("consent", "Der Text darüber hat sich inzwischen geändert. Bitte lesen Sie ihn noch einmal.")
        if not self.errors:
            self._compare(data)
        return data

    def _compare(self, data: dict[str, Any]) -> None:
        """A miss of a plain rule blocks; a miss of a rule that only follows from a description needs a word."""
        answers = {
            "als": [data["party"]],
            "bereich": [data["sector"]] if data.get("sector") else [],
            "land": [data["land"]] if data.get("land") else [],
            "ebene": [data["level"]] if data.get("level") else [],
            "aufgabe": data.get("tasks") or ([Task.INTERESTED.value] if "tasks" in self.fields else []),
        }
        self.finding = finder.compare(self.network, finder.candidate(answers))
        if self.finding.blocked:
            raise ValidationError("Nach den Regeln dieses Netzwerks ist eine Aufnahme so nicht möglich.")
        if self.finding.misses and not data.get("remark"):
            self.add_error(
                "remark",
                "Nicht alles passt zu den Bedingungen. Bitte erklären Sie kurz, warum Sie trotzdem mitmachen möchten.",
            )

    def application(self) -> dict[str, Any]:
        """The columns of the application that come from the form, and no others."""
        data = {name: value for name, value in self.cleaned_data.items() if name in COLUMNS}
        return {**data, "consent_version": self.consent_text.version}


COLUMNS = (
    "party", "name", "email", "organisation", "function", "sector", "place", "land", "level", "tasks",
    "statement", "remark", "list_publicly",
)  # fmt: skip

CORRECTABLE = ("name", "function", "organisation", "place", "statement", "remark")


class CorrectionForm(forms.Form):
    """What an applicant may put right until the decision. What was asked for may be changed, not left out."""

    name = LineField(label="Ihr Name", max_length=120)
    organisation = LineField(label="Ihre Organisation oder Initiative", max_length=160, required=False)
    function = LineField(label="Ihre Funktion dort", max_length=160, required=False)
    place = LineField(label="Ort", max_length=120, required=False)
    statement = TextField(label="Was tun Sie in der Beteiligung?", max_length=2000, required=False)
    remark = TextField(label="Erläuterung", max_length=1000, required=False)

    def __init__(self, *args: Any, application: Application, **options: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **options})
        asked = ApplicationForm(network=application.network).fields
        for name, field in self.fields.items():
            field.required = name in asked and asked[name].required
        if application.party in GROUPS:
            self.fields["organisation"].required = True


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
