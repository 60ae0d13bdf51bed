"""Does each network's form ask only what its terms need, block what plain rules forbid and want a word for the rest?"""

import uuid

import pytest

from directory.joining import Path, Task
from directory.models import Criterion, Network
from memberships.consent import SHIPPED as CONSENT
from memberships.forms import (
    CAUGHT,
    COLUMNS,
    MINIMUM,
    AnswerForm,
    ApplicationForm,
    CorrectionForm,
    LostLinkForm,
    NoticeForm,
)
from memberships.models import Application
from tests.directory import making as catalogue_making
from tests.directory.real import real
from tests.memberships import making

pytestmark = pytest.mark.django_db

BLOCKED = "Nach den Regeln dieses Netzwerks ist eine Aufnahme so nicht möglich."
WANTS_WORD = "Nicht alles passt zu den Bedingungen. Bitte erklären Sie kurz, warum Sie trotzdem mitmachen möchten."
REQUIRED = "Dieses Feld ist zwingend erforderlich."
ALWAYS = "party name email organisation place remark consent consent_version list_publicly "
ALWAYS += "website began submission corrects"
APPLY = list(making.ANSWERS)


def form(network: Network, /, **data) -> ApplicationForm:
    return ApplicationForm(making.filled(**data), network=network)


def errors(made) -> dict[str, list[str]]:
    made.is_valid()
    return {name: list(found) for name, found in made.errors.items()}


# --- what is asked ----------------------------------------------------------------------------

MORE = {
    "avd": "sector function tasks statement",
    "bipar": "tasks statement",
    "fvb": "tasks",
    "bnbw": "land tasks",
    "nbh": "tasks",
    "nekopa": "sector level function tasks statement",
}


@pytest.mark.parametrize(("short", "more"), MORE.items())
def test_fields_only_what_terms_need(catalogue, short, more):
    assert set(ApplicationForm(network=real(short)).fields) == {*ALWAYS.split(), *more.split()}


def test_fields_without_rules():
    assert set(ApplicationForm(network=making.network()).fields) == set(ALWAYS.split())


@pytest.mark.parametrize(
    ("short", "tasks"),
    [
        ("avd", {Task.CHARGED, Task.RESPONSIBLE}),
        ("bipar", {Task.CHARGED, Task.RESPONSIBLE, Task.WORKING, Task.DEMOCRACY, Task.RESEARCH}),
        ("fvb", {Task.INTERESTED}),
        ("bnbw", {Task.ENGAGED, Task.INTERESTED}),
        ("nbh", {Task.INTERESTED}),
    ],
)
def test_tasks_only_those_that_matter(catalogue, short, tasks):
    choices = ApplicationForm(network=real(short)).fields["tasks"].choices
    assert {value for value, _ in choices} == tasks


@pytest.mark.parametrize(
    ("short", "parties"),
    [
        ("avd", ["person"]),
        ("bipar", ["person"]),
        ("fvb", ["", "person", "organisation", "initiative"]),
        ("bnbw", ["", "organisation", "initiative"]),
        ("nbh", ["", "person", "organisation"]),
    ],
)
def test_parties_of_plain_rules_else_all(catalogue, short, parties):
    """A soft rule such as the Fachverband's warns, so nobody may be kept from choosing."""
    choices = ApplicationForm(network=real(short)).fields["party"].choices
    assert [value for value, _ in choices] == parties


@pytest.mark.parametrize(("short", "required"), [("avd", True), ("bipar", False), ("nbh", False)])
def test_organisation_required_only_where_rules_need_it(catalogue, short, required):
    assert ApplicationForm(network=real(short)).fields["organisation"].required is required


@pytest.mark.parametrize("short", APPLY)
def test_required_fields_named_in_german(catalogue, short):
    made = ApplicationForm({}, network=real(short))
    missing = errors(made)
    assert {name for name, field in made.fields.items() if field.required} == set(missing)
    assert {text for texts in missing.values() for text in texts} == {REQUIRED}


# --- who fits ---------------------------------------------------------------------------------


@pytest.mark.parametrize("short", APPLY)
def test_fitting_answers_valid(catalogue, short):
    made = form(real(short), **making.ANSWERS[short])
    assert errors(made) == {}


@pytest.mark.parametrize(
    ("short", "changes"),
    [
        ("avd", {"tasks": []}),
        ("bipar", {"tasks": []}),
        ("bnbw", {"land": "bayern"}),
        ("bnbw", {"tasks": ["interesse"]}),
        ("bnbw", {"tasks": []}),
    ],
)
def test_plain_rule_blocks_whatever_is_explained(catalogue, short, changes):
    made = form(real(short), **{**making.ANSWERS[short], **changes, "remark": "Bitte trotzdem."})
    assert errors(made) == {"__all__": [BLOCKED]}
    assert made.finding is not None
    assert made.finding.blocked


@pytest.mark.parametrize("short", ["fvb", "nbh"])
def test_no_task_means_mere_interest(catalogue, short):
    assert errors(form(real(short), **{**making.ANSWERS[short], "tasks": []})) == {}


def test_soft_rule_wants_word(catalogue):
    group = {"party": "organisation", "organisation": "Verein Beispiel"}
    assert errors(form(real("fvb"), **group)) == {"remark": [WANTS_WORD]}
    assert errors(form(real("fvb"), **group, remark="Wir gründen mit.")) == {}


@pytest.mark.parametrize(("binding", "expected"), [(True, {"__all__": [BLOCKED]}), (False, {"remark": [WANTS_WORD]})])
def test_missed_sector_by_binding(binding, expected):
    network = making.network()
    Criterion.objects.create(terms=network.terms, kind="sector", value="verwaltung", binding=binding)
    assert errors(form(network, sector="politik")) == expected


def test_not_compared_while_fields_are_wrong(catalogue):
    made = form(real("bnbw"), **{**making.ANSWERS["bnbw"], "land": "bayern", "email": "x"})
    assert (set(errors(made)), made.finding) == ({"email"}, None)


@pytest.mark.parametrize("party", ["organisation", "initiative"])
def test_group_without_name(catalogue, party):
    network = real("bnbw" if party == "initiative" else "nbh")
    answers = {**making.ANSWERS["bnbw"], "party": party, "organisation": ""}
    assert errors(form(network, **answers))["organisation"] == ["Wie heißt Ihre Organisation oder Initiative?"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("party", "organisation"), ("party", "alien"), ("sector", "militär"), ("tasks", ["projekte"]), ("consent", "")],
)
def test_unknown_values_refused(catalogue, field, value):
    assert set(errors(form(real("avd"), **{**making.ANSWERS["avd"], field: value}))) == {field}


# --- what is taken over -----------------------------------------------------------------------

SMUGGLED = {
    "state": "approved", "organisation_slot": "x", "reference": str(uuid.uuid4()), "body": "1", "member": "1",
    "decided_at": "2026-01-01", "email_key": "x", "consent_at": "2020-01-01", "id": "1",
    "network": "1", "level": "bund", "land": "bayern",
}  # fmt: skip


def test_application_own_columns_only(catalogue):
    made = form(real("avd"), **making.ANSWERS["avd"], **SMUGGLED)
    assert errors(made) == {}
    expected = {"party", "name", "email", "organisation", "place", "remark", "list_publicly"} | set(MORE["avd"].split())
    assert made.application().keys() == expected | {"consent_version"}
    assert made.application()["consent_version"] == CONSENT


def test_columns_exist_and_fit():
    fields = {field.name: field for field in Application._meta.concrete_fields}
    for name in COLUMNS:
        limit = getattr(ApplicationForm.base_fields[name], "max_length", None)
        assert limit == (fields[name].max_length if limit else None), name


def test_listing_unticked_by_default(catalogue):
    made = form(real("nbh"), **making.ANSWERS["nbh"])
    assert errors(made) == {}
    assert made.application()["list_publicly"] is False
    assert not ApplicationForm(network=real("nbh"))["consent"].value()


# --- machines ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "machine"),
    [
        ({}, False),
        ({"website": "http://spam.example"}, True),
        ({"began": f"{making.began(60)}x"}, True),
        ({"began": "ü:ü:ü"}, True),
        ({"began": ""}, True),
        ({"began": None}, True),
    ],
)
def test_is_machine(sent, machine):
    assert errors(form(making.network(), **sent)) == ({"__all__": [CAUGHT]} if machine else {})


@pytest.mark.parametrize(
    ("ago", "machine"), [(MINIMUM - 1, True), (-3600, True), (MINIMUM + 0.1, False), (86_400, False)]
)
def test_is_machine_by_time(ago, machine):
    assert errors(form(making.network(), began=making.began(ago))) == ({"__all__": [CAUGHT]} if machine else {})


def test_began_of_fresh_form_is_now():
    shown = ApplicationForm(network=making.network())
    assert errors(form(shown.network, began=shown.initial["began"])) == {"__all__": [CAUGHT]}


def test_submission_new_for_each_form():
    network = making.network()
    assert (
        ApplicationForm(network=network).initial["submission"] != ApplicationForm(network=network).initial["submission"]
    )


@pytest.mark.parametrize(("sent", "wrong"), [(None, []), ("", []), ("x", ["submission"])])
def test_submission_missing_or_wrong(sent, wrong):
    made = form(making.network(), submission=sent)
    assert list(errors(made)) == wrong
    assert isinstance(made.cleaned_data.get("submission"), uuid.UUID) is not bool(wrong)


# --- the other forms --------------------------------------------------------------------------


def test_lost_link_published_networks_only():
    making.network("Offen")
    catalogue_making.draft("Entwurf")
    choices = LostLinkForm().fields["network"].choices
    assert [str(label) for _, label in choices] == ["bitte wählen", "Offen"]


def test_notice_wants_consent():
    assert errors(NoticeForm(making.filled(consent=""))) == {"consent": [REQUIRED]}


@pytest.mark.parametrize("text", ["", "a" * 2001, "<b>x</b>", "\u202e"])
def test_answer_refused(text):
    assert list(errors(AnswerForm({"answer": text}))) == ["answer"]


@pytest.mark.parametrize(
    ("party", "one_only", "required"),
    [("person", False, False), ("person", True, True), ("organisation", False, True), ("initiative", False, True)],
)
def test_correction_cannot_leave_out_what_was_asked_for(party, one_only, required):
    application = making.applied(making.network(one_only=one_only), party=party)
    made = CorrectionForm({"name": "Anna"}, application=application)
    assert (list(errors(made)) == ["organisation"]) is required


def test_correction_unasked_stays_voluntary(catalogue):
    made = CorrectionForm({"name": "Anna"}, application=making.applied(real("nbh")))
    assert errors(made) == {}


def test_correction_statement_of_network_that_asks(catalogue):
    made = CorrectionForm({"name": "Anna"}, application=making.applied(real("bipar")))
    assert errors(made) == {"statement": [REQUIRED]}


def test_path_of_networks_with_forms(catalogue):
    slugs = Network.objects.filter(terms__path=Path.APPLY).values_list("slug", flat=True)
    assert {real(short).slug for short in APPLY} == set(slugs)
