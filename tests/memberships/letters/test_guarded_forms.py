"""Is a person told from a machine, and do the small forms refuse what they must?"""

import uuid

import pytest

from memberships.applications.form import ApplicationForm
from memberships.letters.guarded_forms import CAUGHT, MINIMUM, AnswerForm, LostLinkForm, NoticeForm
from tests.directory import making as catalogue_making
from tests.memberships import making
from tests.memberships.filling import REQUIRED, errors, form

pytestmark = [pytest.mark.django_db, pytest.mark.once]


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
