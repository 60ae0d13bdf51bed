"""Form: what does an applicant fill in? Each condition a network states is a question of its own, in that condition's
own words; what merely describes its members is asked by the way and never refuses anybody. Forms check, they never
act.
"""

from typing import Any

from django import forms

from directory.enums import LAENDER, CriterionKind, Level, OnePerOrganisation, Sector, Who
from directory.models import Network
from directory.rules.mail_addresses import OwnAddressField
from directory.rules.membership_paths import AS_WHOM
from directory.rules.punctuation import closed
from memberships.applications import consent
from memberships.letters.field_checks import LineField, TextField
from memberships.letters.guarded_forms import Guarded
from memberships.models import Application

EMPTY = [("", "bitte wählen")]
GROUPS = (Who.ORGANISATION, Who.INITIATIVE)
DESCRIBED = {"sector": CriterionKind.SECTOR, "land": CriterionKind.LAND, "level": CriterionKind.LEVEL}
"""Fields that ask about what the sources only describe, and the kind of description."""
DONE = {CriterionKind.FUNCTION, CriterionKind.ACTIVITY, CriterionKind.EXPERIENCE}
"""Kinds of conditions that only somebody meets who does something, which they then tell in their own words."""
ANOTHER = "Warum soll es noch eine Mitgliedschaft Ihrer Organisation geben?"


class ConditionField(forms.MultipleChoiceField):
    """One condition of a network: what of it holds. At least one thing must, for values of one kind widen."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, kind: str, rules: list[Any]) -> None:
        several = len(rules) > 1
        wanted = " oder ".join(str(rule) for rule in rules)
        super().__init__(
            label=f"{CriterionKind(kind).label}: {'Was davon trifft' if several else 'Trifft das'} auf Sie zu?",
            help_text=f"Das ist eine Bedingung dieses Netzwerks{'; eines genügt' if several else ''}.",
            choices=[(rule.value, str(rule)) for rule in rules],
            error_messages={
                "required": f"Das Netzwerk verlangt: {closed(wanted)} Trifft es auf Sie zu, kreuzen Sie es bitte an. "
                "Sonst ist eine Aufnahme nach seinen Regeln nicht möglich."
            },
        )
        self.kind, self.rules = kind, rules

    def stated(self, values: list[str]) -> list[dict[str, str]]:
        """What was ticked, with the words in which it was asked."""
        return [
            {"kind": self.kind, "value": rule.value, "text": str(rule)} for rule in self.rules if rule.value in values
        ]


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
    sector = forms.ChoiceField(label="Bereich", choices=[*EMPTY, *Sector.choices], required=False)
    place = LineField(label="Ort", max_length=120, required=False)
    land = forms.ChoiceField(label="Land", choices=[*EMPTY, *LAENDER], required=False)
    level = forms.ChoiceField(label="Ebene", choices=[*EMPTY, *Level.choices], required=False)
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
        binding = self._by_kind(binding=True)
        self._ask_for_conditions(binding)
        self._ask_by_the_way(binding, self._by_kind(binding=False))

    def _by_kind(self, *, binding: bool) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for rule in self.network.rules:
            if rule.binding is binding:
                found.setdefault(rule.kind, []).append(rule)
        return found

    def _ask_for_conditions(self, binding: dict[str, list[Any]]) -> None:
        self.left_to_people = binding.pop(CriterionKind.WORDS, [])
        admitted = {row.value for row in binding.pop(CriterionKind.WHO, [])} or set(Who.values)
        parties = [(value, label) for value, label in AS_WHOM if value in admitted]
        party: Any = self.fields["party"]
        party.choices = parties if len(parties) == 1 else [*EMPTY, *parties]
        for kind, rules in binding.items():
            self.fields[condition(kind)] = ConditionField(kind, rules)

    def _ask_by_the_way(self, binding: dict[str, list[Any]], described: dict[str, list[Any]]) -> None:
        for name, kind in DESCRIBED.items():
            if kind in binding or kind not in described:
                del self.fields[name]
            else:
                told = ", ".join(dict.fromkeys(rule.label for rule in described[kind]))
                field: Any = self.fields[name]
                field.help_text = (
                    f"So beschreiben die Quellen die Mitglieder: {closed(told)} Das schließt niemanden aus."
                )
        if not DONE & {*binding, *described}:
            del self.fields["statement"]
        else:
            self.fields["statement"].required = bool(DONE & {*binding})
        if CriterionKind.FUNCTION not in {*binding, *described}:
            del self.fields["function"]
        else:
            self.fields["function"].required = CriterionKind.FUNCTION in binding
        self.fields["organisation"].required = self.one_only or CriterionKind.FUNCTION in binding

    @property
    def conditions(self) -> list[forms.BoundField]:
        """The questions that ask for what the network states as a condition."""
        return [self[name] for name, field in self.fields.items() if isinstance(field, ConditionField)]

    @property
    def descriptions(self) -> list[forms.BoundField]:
        """The questions about what the sources only describe."""
        return [self[name] for name in DESCRIBED if name in self.fields]

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
        return data

    def application(self) -> dict[str, Any]:
        """The columns of the application that come from the form, and no others."""
        data = {name: value for name, value in self.cleaned_data.items() if name in COLUMNS}
        stated = [
            row
            for name, field in self.fields.items()
            if isinstance(field, ConditionField)
            for row in field.stated(self.cleaned_data[name])
        ]
        return {**data, "tasks": stated, "consent_version": self.consent_text.version}


def condition(kind: str) -> str:
    """The name of the field that asks for conditions of a kind."""
    return f"condition_{kind}"


COLUMNS = (
    "party", "name", "email", "organisation", "function", "sector", "place", "land", "level",
    "statement", "remark", "list_publicly",
)  # fmt: skip

CORRECTABLE = ("name", "function", "organisation", "place", "statement", "remark")


class CorrectionForm(forms.Form):
    """What an applicant may put right, also as a member. What was asked for may be changed, not left out."""

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


class WhyForm(forms.Form):
    """The one question that is asked only after the address is confirmed."""

    remark = TextField(label=ANOTHER, max_length=1000)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", "auto_id": "id_why_%s", **options})
