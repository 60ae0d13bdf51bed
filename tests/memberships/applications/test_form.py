"""Does each network's form ask for its own conditions in their own words, and let no description refuse anybody?"""

import uuid

import pytest

from directory.models import Criterion, Network
from directory.rules.membership_paths import Path
from memberships.applications.consent import SHIPPED as CONSENT
from memberships.applications.form import COLUMNS, ApplicationForm, CorrectionForm
from memberships.models import Application
from tests.directory.real import real
from tests.memberships import making
from tests.memberships.filling import REQUIRED, errors, form

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ALWAYS = (
    "party name email organisation place remark consent consent_version list_publicly website began submission corrects"
)
APPLY = list(making.ANSWERS)


# --- what is asked ----------------------------------------------------------------------------

MORE = {
    "avd": "condition_function sector function statement",
    "bipar": "condition_activity statement",
    "fvb": "condition_purpose",
    "bnbw": "condition_land condition_purpose",
    "nbh": "condition_purpose",
    "nekopa": "condition_sector level function statement",
}


def test_asked_is_what_the_terms_need(catalogue):
    found = {short: set(ApplicationForm(network=real(short)).fields) for short in MORE}
    assert found == {short: {*ALWAYS.split(), *more.split()} for short, more in MORE.items()}
    assert set(ApplicationForm(network=making.network()).fields) == set(ALWAYS.split())


def test_conditions_in_their_own_words(catalogue):
    """No box of one network fits another one."""
    found = {
        short: {field.name: [words for _, words in field.field.choices] for field in form(real(short)).conditions}
        for short in ("avd", "bipar", "fvb", "bnbw", "nbh", "nekopa")
    }
    assert found == {
        "avd": {
            "condition_function": [
                "treibt Bürgerbeteiligung in der eigenen Organisation oder Institution voran oder verantwortet sie"
            ]
        },
        "bipar": {
            "condition_activity": [
                "tätig in der Bürgerbeteiligung",
                "tätig in der Demokratieförderung",
                "tätig in der Partizipationsforschung",
            ]
        },
        "fvb": {"condition_purpose": ["Interesse, an der Initiative mitzuwirken"]},
        "bnbw": {
            "condition_land": ["Einsatz in Baden-Württemberg"],
            "condition_purpose": ["Einsatz für mehr Bürgerbeteiligung und eine starke Zivilgesellschaft"],
        },
        "nbh": {"condition_purpose": ["Interesse am Austausch"]},
        "nekopa": {"condition_sector": ["beschäftigt in einer Verwaltung"]},
    }


def test_parties_of_conditions_else_all(catalogue):
    """What only describes keeps nobody from choosing."""
    found = {short: [value for value, _ in form(real(short)).fields["party"].choices] for short in APPLY}
    assert found == {
        "avd": ["person"],
        "bipar": ["person"],
        "fvb": ["", "person", "organisation", "initiative"],
        "bnbw": ["", "organisation", "initiative"],
        "nbh": ["", "person", "organisation"],
    }


def test_required_is_named_and_nothing_voluntary_blocks(catalogue):
    """Whoever fills in just what is required gets through, at every network."""
    for short in APPLY:
        made = ApplicationForm({}, network=real(short))
        assert set(errors(made)) == {name for name, field in made.fields.items() if field.required}, short
        least = {name: value for name, value in making.ANSWERS[short].items() if made.fields[name].required}
        group = {"organisation": "Initiative Beispiel"} if least.get("party") == "initiative" else {}
        assert errors(form(real(short), **least, **group)) == {}, short


# --- who fits ---------------------------------------------------------------------------------


def test_missed_condition_told_at_its_question_whatever_is_explained(catalogue):
    for short in APPLY:
        for missed in [name for name in making.ANSWERS[short] if name.startswith("condition_")]:
            made = form(real(short), **{**making.ANSWERS[short], missed: [], "remark": "Bitte trotzdem."})
            [(field, [text])] = errors(made).items()
            wanted = " oder ".join(words for _, words in made.fields[missed].choices)
            assert (field, text.startswith(f"Das Netzwerk verlangt: {wanted}.")) == (missed, True)


def test_one_of_several_is_enough(catalogue):
    for value in ("buergerbeteiligung", "demokratiefoerderung", "partizipationsforschung"):
        assert errors(form(real("bipar"), **{**making.ANSWERS["bipar"], "condition_activity": [value]})) == {}


def test_descriptions_refuse_nobody(catalogue):
    group = {"party": "organisation", "organisation": "Verein Beispiel"}
    assert errors(form(real("fvb"), **{**making.ANSWERS["fvb"], **group})) == {}
    for kind, name in [("sector", "sector"), ("land", "land"), ("level", "level")]:
        network = making.network(f"Netz {kind}")
        value = {"sector": "verwaltung", "land": "berlin", "level": "kommune"}[kind]
        other = {"sector": "politik", "land": "bayern", "level": "bund"}[kind]
        Criterion.objects.create(terms=network.terms, kind=kind, value=value, binding=False)
        assert errors(form(network, **{name: other})) == errors(form(network)) == {}, kind


def test_condition_in_another_land_is_no_question_of_the_seat(catalogue):
    """Somebody with a seat in Hesse may work for participation in Baden-Württemberg."""
    assert errors(form(real("bnbw"), **{**making.ANSWERS["bnbw"], "place": "Hanau"})) == {}


@pytest.mark.parametrize("party", ["organisation", "initiative"])
def test_group_without_name(catalogue, party):
    network = real("bnbw" if party == "initiative" else "nbh")
    answers = {**making.ANSWERS["bnbw"], "party": party, "organisation": ""}
    assert errors(form(network, **answers))["organisation"] == ["Wie heißt Ihre Organisation oder Initiative?"]


UNKNOWN = [
    ("party", "organisation"), ("party", "alien"), ("sector", "militär"), ("consent", ""),
    ("condition_function", ["beteiligung-voranbringen"]),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), UNKNOWN)
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
    asked = "party name email organisation place remark list_publicly sector function statement tasks consent_version"
    assert made.application().keys() == set(asked.split())
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


def test_stated_keeps_the_words_in_which_it_was_asked(catalogue):
    made = form(real("bipar"), **{**making.ANSWERS["bipar"], "condition_activity": ["partizipationsforschung"]})
    assert errors(made) == {}
    assert made.application()["tasks"] == [
        {
            "kind": "activity",
            "value": "partizipationsforschung",
            "text": "tätig in der Partizipationsforschung",
        }
    ]


# --- putting right ----------------------------------------------------------------------------


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
