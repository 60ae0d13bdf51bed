"""Are officers reminded of what waits, after a week and then weekly, and of nothing else?"""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group

from memberships.applications import actions, reminders
from memberships.enums import Letter, State
from memberships.models import Application
from tests.directory import making as catalogue_making
from tests.memberships import making

pytestmark = pytest.mark.django_db

BEGIN = datetime.fromisoformat("2026-11-22T12:00:00+00:00")


@pytest.fixture
def clock():
    with time_machine.travel(BEGIN, tick=False) as clock:
        yield clock


@pytest.fixture
def waiting(clock) -> Application:
    """An application that ``amt`` decides on, confirmed now."""
    body = catalogue_making.body("Amt")
    made = making.waiting()
    catalogue_making.tenure(made.network, body)
    making.officer(body)
    return made


def reminded() -> list[str]:
    return [row.to for row in making.letters(letter=Letter.REMINDER)]


def test_send_after_a_week_then_weekly(waiting, clock):
    sent = []
    for _ in range(16):
        sent.append(reminders.send())
        sent.append(reminders.send())
        clock.shift(timedelta(days=1))
    assert [day // 2 for day, number in enumerate(sent) if number] == [8]
    assert reminded() == ["amt@stelle.example"]
    assert reminders.send() == 1


def test_send_names_day_and_network_only(waiting, clock):
    clock.shift(timedelta(days=8))
    reminders.send()
    text = making.letters(letter=Letter.REMINDER)[0].text
    assert "seit dem 22. November 2026" in text
    assert waiting.network.name in text
    assert "Anna" not in text


@pytest.mark.parametrize("state", [state for state in State if state is not State.WAITING])
def test_send_other_states_never(clock, state):
    made = making.in_state(state)
    body = catalogue_making.body("Amt")
    catalogue_making.tenure(made.network, body)
    making.officer(body, name="anderes")
    clock.shift(timedelta(days=30))
    assert reminders.send() == 0


def test_send_answered_again(waiting, clock):
    actions.ask(application=waiting, by=making.user(), question="Wer?")
    clock.shift(timedelta(days=8))
    assert reminders.send() == 0
    actions.answer(application=waiting, answer="Ich.")
    assert reminders.send() == 1


def test_send_every_active_officer_with_address(waiting, clock):
    body = catalogue_making.body("Amt")
    making.officer(body, name="zweite", email="zweite@stelle.example")
    making.officer(body, name="ohne", email="")
    making.officer(body, name="fort", email="fort@stelle.example", is_active=False)
    clock.shift(timedelta(days=8))
    assert reminders.send() == 2
    assert sorted(reminded()) == ["amt@stelle.example", "zweite@stelle.example"]


def test_send_officer_of_two_bodies_once(waiting, clock):
    other = catalogue_making.body("Zweites Amt")
    catalogue_making.tenure(waiting.network, other)
    making.user().officer.bodies.add(other)
    clock.shift(timedelta(days=8))
    assert reminders.send() == 1


def test_send_assigned_body_instead_of_leader(waiting, clock):
    other = catalogue_making.body("Zweites Amt")
    making.officer(other, name="zweite", email="zweite@stelle.example")
    Application.objects.update(body=other)
    clock.shift(timedelta(days=8))
    assert reminders.send() == 1
    assert reminded() == ["zweite@stelle.example"]


def test_send_nobody_decides_then_whoever_may_say_who_does(clock):
    """Operators hear of it, also of a body for which nobody decides; of the applicant they hear nothing."""
    lost = making.waiting()
    making.user("betrieb", email="betrieb@b.example").groups.add(Group.objects.get(name="Betrieb"))
    clock.shift(timedelta(days=8))
    assert (reminders.send(), reminded()) == (1, ["betrieb@b.example"])
    text = making.letters(letter=Letter.REMINDER)[0].text
    assert ("/admin/memberships/application/unrouted/" in text, "Anna" in text) == (True, False)
    catalogue_making.tenure(lost.network, catalogue_making.body("Amt"))
    clock.shift(timedelta(days=8))
    assert reminders.send() == 1


def test_send_another_worker_was_faster(waiting, clock, monkeypatch):
    clock.shift(timedelta(days=8))
    due = list(Application.objects.select_related("network", "body"))
    monkeypatch.setattr(reminders, "overdue", lambda: due)
    Application.objects.update(reminded_at=BEGIN)
    assert (reminders.send(), reminded()) == (0, [])
