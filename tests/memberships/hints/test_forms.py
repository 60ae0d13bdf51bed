"""What does the form for hints ask, take and refuse, and what of it becomes a row?"""

import uuid

import pytest

from memberships.hints.forms import CONSENT, HintForm, ObjectionForm
from memberships.letters.guarded_forms import CAUGHT
from tests.memberships import hinting, making

REQUIRED = "Dieses Feld ist zwingend erforderlich."


def form(**changes) -> HintForm:
    return HintForm(hinting.filled(**changes))


def test_form_asks_for_no_name():
    assert set(HintForm().fields) == {
        "website", "began", "submission", "corrects", "flaw", "text", "source", "email", "consent",
    }  # fmt: skip


@pytest.mark.parametrize("flaw", ["wrong", "outdated", "missing", "other"])
def test_form_filled_in_is_valid(flaw):
    made = form(flaw=flaw)
    assert made.is_valid()


@pytest.mark.parametrize("name", ["flaw", "text", "source"])
@pytest.mark.parametrize("value", [None, "", "  ", "\n\t"])
def test_form_asks_what_where_and_from_where(name, value):
    assert set(form(**{name: value}).errors) == {name}
    assert form(**{name: None}).errors == {name: [REQUIRED]}


def test_form_one_word_is_source_enough():
    assert form(source="Erfahrung").is_valid()


def test_form_address_needs_consent():
    assert form(email="anna@stadt.example").errors == {
        "consent": ["Bitte willigen Sie ein, oder lassen Sie die Adresse weg."]
    }
    assert form(email="anna@stadt.example", consent="on").is_valid()


def test_form_consent_alone_is_no_mistake():
    made = form(consent="on")
    assert made.is_valid()
    assert made.hint()["consent_version"] == ""


def test_hint_only_its_columns():
    made = form(email="anna@stadt.example", consent="on", stage="accepted", decided_by="1", network="7", stood="x")
    assert made.is_valid()
    assert made.hint() == {
        "flaw": "wrong",
        "text": "Es sind 130 Mitglieder.",
        "source": "https://beispiel.example/2026",
        "email": "anna@stadt.example",
        "consent_version": CONSENT,
    }


@pytest.mark.parametrize("flaw", ["", "unsinn", "WRONG", "wrong\0"])
def test_form_unknown_flaw_refused(flaw):
    assert set(form(flaw=flaw).errors) == {"flaw"}


@pytest.mark.parametrize(("name", "most"), [("text", 2000), ("source", 400)])
def test_form_length(name, most):
    assert form(**{name: "ä" * most}).is_valid()
    assert set(form(**{name: "ä" * (most + 1)}).errors) == {name}


def test_form_several_lines_in_the_text_only():
    assert form(text="eins\r\nzwei").is_valid()
    assert set(form(source="eins\r\nzwei").errors) == {"source"}


@pytest.mark.parametrize("change", [{"website": "x"}, {"began": "x"}, {"began": None}, "too fast"])
def test_form_tells_machines(change):
    made = form(**({"began": making.began(1)} if change == "too fast" else change))
    assert made.errors == {"__all__": [CAUGHT]}


@pytest.mark.parametrize("number", [None, ""])
def test_form_without_number_gets_one(number):
    made = form(submission=number)
    assert made.is_valid()
    assert isinstance(made.cleaned_data["submission"], uuid.UUID)


@pytest.mark.parametrize("text", ["", " ", "<b>", "a\0", "\u202eabc", "a" * 2001])
def test_objection_refused(text):
    assert set(ObjectionForm({"text": text}).errors) == {"text"}


def test_objection_one_sentence():
    assert ObjectionForm({"text": "Seit 2026 sind es 130."}).is_valid()
