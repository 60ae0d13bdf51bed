"""What is left when many do the same, or two do different things, at the same moment?"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from directory.models import Member, Network
from memberships.applications import actions, notices, retention
from memberships.enums import DeclineReason, Letter, State
from memberships.letters import emails
from memberships.models import Application, Message, Notice, Secret, StatusEvent
from tests.memberships import making
from tests.memberships.racing import race, raised

pytestmark = pytest.mark.django_db(transaction=True)

MANY, THREADS, ROUNDS = 50, 8, 4


def submitting(network: Network, number: uuid.UUID | None = None) -> Callable[[], Application | None]:
    """One person pressing the button; without a number each press is a form of its own."""
    fields = dict(making.FIELDS)
    return lambda: actions.submit(network=network, fields=fields, submission=number or uuid.uuid4())


# --- many at once -----------------------------------------------------------------------------


def test_identical_applications_one_row():
    network, number = making.network(), uuid.uuid4()
    outcomes = race([submitting(network, number)] * MANY, THREADS)
    assert raised(outcomes) == []
    assert set(outcomes) == {Application.objects.get()}
    assert (making.kinds(), StatusEvent.objects.count()) == ([Letter.CONFIRM], 1)


def test_one_address_many_forms_one_row():
    network = making.network()
    outcomes = race([submitting(network)] * MANY, THREADS)
    assert raised(outcomes) == []
    assert set(outcomes) == {Application.objects.get()}
    assert Secret.objects.filter(expires_at__gt=timezone.now() + emails.OVERLAP).count() == 1  # older ones end


@pytest.mark.parametrize("same", [True, False])
def test_visitors_see_no_error_and_get_few_letters(same):
    making.network()
    number = str(uuid.uuid4()) if same else None

    def press() -> int:
        data = making.filled(**({"submission": number} if number else {}))
        return Client(raise_request_exception=False).post("/netzwerke/netz/mitmachen/", data).status_code

    codes = race([press] * MANY, THREADS)
    assert set(codes) <= {200, 429}
    assert Application.objects.count() == 1
    assert Message.objects.count() <= 5 + THREADS  # the limit per address, and who was on the way


@contextmanager
def without(name: str) -> Iterator[None]:
    """Drop a constraint for a while."""
    (constraint,) = [row for row in Application._meta.constraints if row.name == name]
    with connection.schema_editor() as editor:
        editor.remove_constraint(Application, constraint)
    try:
        yield
    finally:
        StatusEvent.objects.all().delete()
        Application.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Application, constraint)


def test_control_without_constraint_several_rows():
    network = making.network()
    with without("application_once_unconfirmed"):
        outcomes = race([submitting(network)] * MANY, THREADS)
        assert raised(outcomes) == []
        assert Application.objects.count() > 1
    race([submitting(network)] * THREADS)
    assert Application.objects.count() == 1  # the constraint is in force again


def test_control_without_constraint_organisation_twice():
    with without("application_one_per_organisation"):
        assert raised(race(approvals_of_one_organisation())) == []
        assert Member.objects.count() == 2


def test_same_organisation_approved_at_once():
    outcomes = race(approvals_of_one_organisation())
    assert raised(outcomes) == ["OrganisationTaken"]
    assert (Member.objects.count(), making.kinds(letter=Letter.APPROVED)) == (1, [Letter.APPROVED])


def approvals_of_one_organisation() -> list[Callable[[], None]]:
    network = making.network(one_only=True)
    rows = [making.waiting(network, email=f"{name}@{name}.example") for name in ("anna", "bert")]
    return [ACTS["approve"](row) for row in rows]


def test_one_wish_to_be_told_many_times():
    network = making.network()
    wish = {"network": network, "email": "anna@stadt.example", "consent": "1"}
    assert raised(race([lambda: notices.wish(**wish)] * 12, 4)) == []
    assert Notice.objects.count() == 1


def test_two_workers_tell_once():
    notices.wish(network=making.network(), email="anna@stadt.example", consent="1")
    notices.confirm(notice=Notice.objects.get())
    assert sum(race([notices.tell_opened] * 4)) == 1
    assert making.kinds(letter=Letter.OPENED) == [Letter.OPENED]


def test_two_workers_sweep_at_once():
    for number in range(8):
        making.applied(email=f"a{number}@stadt.example")
    Secret.objects.all().delete()
    assert raised(race([retention.run] * 4)) == []
    assert set(Application.objects.values_list("state", flat=True)) == {State.EXPIRED}
    Application.objects.update(submitted_at="2020-01-01T00:00:00Z")
    assert raised(race([retention.run] * 4)) == []
    assert StatusEvent.objects.filter(note="Angaben gelöscht").count() == 8


# --- two acts at once -------------------------------------------------------------------------


def with_row(act: Callable[..., None], **values: Any) -> Callable[[Application], Callable[[], None]]:
    """The act on an application as it stands now, loaded separately for everybody."""

    def prepare(row: Application) -> Callable[[], None]:
        loaded = Application.objects.select_related("network", "member").get(pk=row.pk)
        given = {name: value() if callable(value) else value for name, value in values.items()}
        return lambda: act(application=loaded, **given)

    return prepare


DECLINE = {"by": making.user, "reason": DeclineReason.OTHER}
ACTS = {
    "confirm": with_row(actions.confirm),
    "expire": with_row(actions.expire),
    "ask": with_row(actions.ask, by=making.user, question="Wer?"),
    "answer": with_row(actions.answer, answer="Ich."),
    "correct": with_row(actions.correct, fields={"place": "Ulm"}),
    "approve": with_row(actions.approve, by=making.user),
    "decline": with_row(actions.decline, **DECLINE),
    "withdraw": with_row(actions.withdraw),
    "erase": with_row(retention.erase),
}
GONE = "gone"
RACES = [
    (State.WAITING, "approve", "approve", {("approved", 1)}, 1),
    (State.WAITING, "approve", "decline", {("approved", 1), ("declined", 0)}, 1),
    (State.WAITING, "approve", "withdraw", {("approved", 1), ("withdrawn", 0)}, 1),
    (State.WAITING, "decline", "withdraw", {("declined", 0), ("withdrawn", 0)}, 1),
    (State.WAITING, "ask", "withdraw", {("asked", 0), ("withdrawn", 0)}, 1),
    (State.ASKED, "answer", "decline", {("waiting", 0), ("declined", 0)}, 1),
    (State.UNCONFIRMED, "confirm", "expire", {("waiting", 0), ("expired", 0)}, 1),
    (State.UNCONFIRMED, "confirm", "confirm", {("waiting", 0)}, 1),
    (State.WAITING, "withdraw", "withdraw", {("withdrawn", 0)}, 1),
    (State.APPROVED, "withdraw", "withdraw", {("withdrawn", 1)}, 1),
    (State.WAITING, "correct", "approve", {("approved", 1)}, None),
    (State.WAITING, "approve", "erase", {(GONE, 0), (GONE, 1)}, None),
    (State.WAITING, "withdraw", "erase", {(GONE, 0)}, None),
    (State.WAITING, "ask", "erase", {(GONE, 0)}, None),
    (State.APPROVED, "withdraw", "erase", {(GONE, 1)}, None),
    (State.APPROVED, "erase", "erase", {(GONE, 1)}, 0),
    (State.WAITING, "erase", "erase", {(GONE, 0)}, 0),
]
"""Start, two acts, the ends there may be (state and members), and how many acts come too late if that is certain."""


@pytest.mark.parametrize(("start", "one", "other", "ends", "late"), RACES)
def test_two_acts_end_in_one_state(start, one, other, ends, late):
    for number in range(ROUNDS):
        Member.objects.all().delete()
        row = making.in_state(start, email=f"a{number}@stadt.example", list_publicly=True)
        outcomes = race([ACTS[one](row), ACTS[other](row)])
        found = Application.objects.filter(pk=row.pk).first()
        assert (found.state if found else GONE, Member.objects.count()) in ends
        assert set(raised(outcomes)) <= {"Overtaken"}
        if late is not None:
            assert len(raised(outcomes)) == late
        nothing_left_over(row, found)


def nothing_left_over(row: Application, found: Application | None) -> None:
    """What is gone has left no letter, no name, and one line that says so."""
    if found is None:
        assert Message.objects.filter(to=row.email).count() == 0
        assert not Member.objects.exclude(name="", is_public=False).exists()
        assert StatusEvent.objects.filter(reference=row.reference, note="Angaben gelöscht").count() == 1
    else:
        assert found.events.latest("pk").after == found.state
