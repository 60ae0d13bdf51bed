"""Does each act do all it should at once: the row, one line in the log, the letter; or nothing at all?"""

import uuid

import pytest
from django.db import IntegrityError, transaction

from directory.models import Member
from memberships.applications import actions
from memberships.enums import Actor, ApplicationStep, DeclineReason, Letter, State
from memberships.letters import emails
from memberships.letters.workflow import APPLICATION, NotAllowed, Overtaken
from memberships.models import Application, Message, Secret, StatusEvent
from tests.directory import making as catalogue_making
from tests.memberships import making

pytestmark = pytest.mark.django_db


def log(application: Application) -> list[tuple[str, str, str, str, str]]:
    events = application.events.order_by("pk").select_related("by")
    return [(row.step, row.before, row.after, row.role, row.by.username if row.by else "") for row in events]


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in (Application, StatusEvent, Message, Secret, Member)}


def stale(application: Application) -> Application:
    """The same application as somebody else has loaded it before."""
    return Application.objects.get(pk=application.pk)


# --- submitting -------------------------------------------------------------------------------


def test_submit_stores_logs_and_asks():
    made = making.applied()
    assert (made.state, made.email_key, made.domain_key, made.organisation_key) == (
        State.UNCONFIRMED, "anna@stadt.example", "stadt.example", "stadt beispiel",
    )  # fmt: skip
    assert log(made) == [("", "", "unconfirmed", "applicant", "")]
    assert str(made.events.get()) == "Antrag abgeschickt"
    assert making.kinds(application=made) == [Letter.CONFIRM]


@pytest.mark.parametrize("public", [True, False])
def test_submit_dates_consents(public):
    made = making.applied(list_publicly=public)
    assert made.consent_at is not None
    assert (made.list_publicly_at is not None) is public


def test_submit_same_submission_same_row():
    number = uuid.uuid4()
    first = making.applied(submission=number)
    before = counts()
    assert making.applied(submission=number) == first
    assert counts() == before


def test_submit_same_submission_after_confirmation_same_row():
    number = uuid.uuid4()
    first = making.applied(submission=number)
    actions.confirm(application=first)
    assert making.applied(submission=number).state == State.WAITING


@pytest.mark.parametrize("email", ["anna@stadt.example", "Anna@STADT.example"])
@pytest.mark.parametrize("state", [State.UNCONFIRMED, State.WAITING])
def test_submit_other_words_are_another_application(email, state):
    """Nothing that somebody typed is lost, whatever is stored under the address."""
    first = making.in_state(state)
    again = making.applied(first.network, email=email, name="Anna Berichtigt")
    assert set(Application.objects.values_list("name", "state")) == {
        ("Anna Beispiel", state), ("Anna Berichtigt", State.UNCONFIRMED),
    }  # fmt: skip
    assert making.kinds(application=again) == [Letter.CONFIRM]


def test_submit_same_words_from_another_form_bring_a_letter_only():
    first = making.applied()
    assert making.applied(first.network) == first
    assert making.kinds() == [Letter.CONFIRM, Letter.CONFIRM]


def test_confirm_second_of_one_address_conflicts():
    first = making.waiting()
    again = making.applied(first.network, name="Anna Berichtigt")
    with pytest.raises(Overtaken):
        actions.confirm(application=again)
    again.refresh_from_db()
    assert again.state == State.UNCONFIRMED


def test_submit_same_address_other_network():
    making.applied()
    making.applied(making.network("Zweites"))
    assert Application.objects.count() == 2


@pytest.mark.parametrize("state", [State.APPROVED, State.DECLINED, State.WITHDRAWN, State.EXPIRED])
def test_submit_again_after_the_end(state):
    first = making.in_state(state)
    assert making.applied(first.network) != first


def test_submit_refused_for_another_reason_is_not_swallowed():
    with pytest.raises(IntegrityError):
        making.applied(party="alien")
    assert counts()["Application"] == 0


def test_submit_rolled_back_leaves_nothing(monkeypatch):
    making.network()

    def fail(application: Application) -> None:
        raise RuntimeError

    before = counts()
    monkeypatch.setattr(emails, "confirm", fail)
    with pytest.raises(RuntimeError):
        making.applied()
    assert counts() == before


# --- the acts of the table --------------------------------------------------------------------

DECLINE = {"reason": DeclineReason.NOT_ELIGIBLE, "text": "Leider."}
ACTS = {
    "confirm": (State.UNCONFIRMED, lambda row: actions.confirm(application=row)),
    "ask": (State.WAITING, lambda row: actions.ask(application=row, by=making.user(), question="Wer?")),
    "answer": (State.ASKED, lambda row: actions.answer(application=row, answer="Ich.")),
    "correct": (State.WAITING, lambda row: actions.correct(application=row, fields={"name": "Neu"})),
    "unlist": (State.WAITING, lambda row: actions.unlist(application=row)),
    "approve": (State.WAITING, lambda row: actions.approve(application=row, by=making.user())),
    "decline": (State.WAITING, lambda row: actions.decline(application=row, by=making.user(), **DECLINE)),
    "withdraw": (State.WAITING, lambda row: actions.withdraw(application=row)),
    "leave": (State.APPROVED, lambda row: actions.withdraw(application=row)),
    "expire": (State.UNCONFIRMED, lambda row: actions.expire(application=row)),
}


def test_acts_every_step():
    assert set(ACTS) == set(ApplicationStep.values)


@pytest.mark.parametrize("step", ACTS)
def test_act_logs_one_line_and_writes_its_letter(step):
    start, act = ACTS[step]
    made = making.in_state(start)
    events, letters = log(made), making.kinds()
    act(made)
    (role,) = {role for role in Actor if ApplicationStep(step) in APPLICATION.steps(start, role)}
    row = APPLICATION.look_up(start, ApplicationStep(step), role)
    by = "amt" if role is Actor.OFFICER else ""
    assert log(made) == [*events, (step, start.value, row.to.value, role.value, by)]
    assert making.kinds() == [*letters, *([row.letter] if row.letter else [])]
    assert stale(made).state == row.to


@pytest.mark.parametrize("step", ACTS)
def test_act_rolled_back_leaves_nothing(step):
    start, act = ACTS[step]
    made = making.in_state(start)
    before = counts()
    with transaction.atomic():
        act(made)
        transaction.set_rollback(True)
    assert (counts(), stale(made).state) == (before, start)


@pytest.mark.parametrize("step", [name for name in ACTS if name not in ("correct", "unlist", "answer", "expire")])
def test_act_letter_fails_leaves_nothing(step, monkeypatch):
    start, act = ACTS[step]
    made = making.in_state(start)
    before = counts()

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(emails, "_queue", fail)
    with pytest.raises(RuntimeError):
        act(made)
    assert (counts(), stale(made).state) == (before, start)


@pytest.mark.parametrize("step", ACTS)
def test_act_state_moved_meanwhile(step):
    start, act = ACTS[step]
    made = making.in_state(start)
    Application.objects.filter(pk=made.pk).update(state=State.EXPIRED)
    before = counts()
    with pytest.raises(Overtaken) as conflict:
        act(made)
    assert str(conflict.value).startswith("Inzwischen hat sich an diesem Antrag etwas geändert.")
    assert (counts(), stale(made).state) == (before, State.EXPIRED)


@pytest.mark.parametrize("step", [name for name in ACTS if name != "leave"])
def test_act_too_late(step):
    _, act = ACTS[step]
    made = making.in_state(State.DECLINED)
    before = counts()
    with pytest.raises(NotAllowed):
        act(made)
    assert counts() == before


@pytest.mark.parametrize("step", ACTS)
def test_act_erased_meanwhile(step):
    start, act = ACTS[step]
    made = making.in_state(start)
    stale(made).delete()
    with pytest.raises(Overtaken):
        act(made)


# --- what each act stores ---------------------------------------------------------------------


def test_confirm_dated():
    assert making.waiting().confirmed_at is not None


def test_ask_replaces_older_answer():
    made = making.in_state(State.ASKED)
    actions.answer(application=made, answer="Erste Antwort")
    assert (made.question, made.answer) == ("Was tun Sie?", "Erste Antwort")
    actions.ask(application=made, by=making.user(), question="Und noch?")
    assert (made.question, made.answer) == ("Und noch?", "")


def test_correct_compares_organisation_anew():
    made = making.waiting()
    actions.correct(application=made, fields={"organisation": "Bürgerverein e.V.", "place": "Ulm"})
    assert (made.organisation, made.organisation_key, made.place) == ("Bürgerverein e.V.", "burgerverein", "Ulm")
    assert (made.email_key, made.domain_key) == ("anna@stadt.example", "stadt.example")


def test_correct_without_organisation_keeps_its_key():
    made = making.waiting()
    actions.correct(application=made, fields={"name": "Neu"})
    assert (made.name, made.organisation_key) == ("Neu", "stadt beispiel")


def test_decline_dated_and_reasoned():
    made = making.waiting()
    actions.decline(application=made, by=making.user(), **DECLINE)
    assert (made.decline_reason, made.decline_text, made.decided_by) == ("not-eligible", "Leider.", making.user())
    assert made.decided_at == made.closed_at is not None


@pytest.mark.parametrize("state", [State.UNCONFIRMED, State.ASKED])
def test_withdraw_from_other_open_states(state):
    made = making.in_state(state)
    actions.withdraw(application=made)
    assert (made.state, made.closed_at is not None, made.member) == (State.WITHDRAWN, True, None)


# --- who decides ------------------------------------------------------------------------------


def test_assign_where_nobody_is_responsible():
    made, body = making.waiting(), catalogue_making.body("Amt")
    actions.assign(application=made, body=body, by=making.user())
    assert (stale(made).body, stale(made).state) == (body, State.WAITING)
    assert log(made)[-1] == ("", "waiting", "waiting", "officer", "amt")


def test_assign_meanwhile_somebody_is_responsible():
    made = making.waiting()
    catalogue_making.tenure(made.network, catalogue_making.body("Amt"))
    before = counts()
    with pytest.raises(Overtaken):
        actions.assign(application=made, body=catalogue_making.body("Anderes"), by=making.user())
    assert (counts(), stale(made).body) == (before, None)
