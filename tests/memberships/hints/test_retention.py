"""Do senders' addresses, hints, letters and links go in time, and on demand without a trace?"""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail

from memberships.applications import retention
from memberships.enums import Move, Stage
from memberships.hints import actions as hint_actions, retention as hint_retention
from memberships.inquiries import actions as inquiry_actions
from memberships.letters import outbox
from memberships.models import Correspondent, Hint, Inquiry, Message, Reply, Secret
from tests.directory import making as catalogue
from tests.memberships import hinting, making
from tests.memberships.test_traces import MARKER, note, traces

pytestmark = pytest.mark.django_db

BEGIN = datetime.fromisoformat("2026-11-22T12:00:00+00:00")
ANNA = "anna@stadt.example"


@pytest.fixture
def clock():
    with time_machine.travel(BEGIN, tick=False) as clock:
        yield clock


def kept() -> list[tuple[str, int]]:
    """The addresses at hints, and how many letters there are."""
    retention.run()
    return [(row.email, row.messages.count()) for row in Hint.objects.order_by("pk")]


# --- the address ------------------------------------------------------------------------------


def test_address_stays_while_undecided(clock):
    hinting.hint(email=ANNA)
    clock.shift(timedelta(days=364))
    assert kept() == [(ANNA, 0)]


def test_address_goes_after_a_year_undecided(clock):
    made = hinting.hint(email=ANNA)
    clock.shift(timedelta(days=365))
    assert kept() == [("", 0)]
    hinting.move(made, Move.ACCEPT)  # the copy still has the address; what counts is what is stored
    assert Message.objects.count() == 0


@pytest.mark.parametrize("move", [Move.ACCEPT, Move.DECLINE, Move.MATCH])
def test_address_goes_once_the_answer_has_left(clock, move):
    hinting.move(hinting.hint(email=ANNA), move)
    assert kept()[0] == (ANNA, 1)
    assert outbox.send_due() == 1
    assert kept()[0] == ("", 0)
    assert [letter.to for letter in mail.outbox] == [[ANNA]]
    assert traces(ANNA) == []


def test_address_goes_at_once_where_nobody_answers(clock):
    hinting.move(hinting.hint(email=ANNA), Move.WITHDRAW)
    assert kept() == [("", 0)]


def test_address_of_undeliverable_answer_goes_after_three_months(clock):
    hinting.move(hinting.hint(email=ANNA), Move.ACCEPT)
    Message.objects.update(failed_at=BEGIN)
    clock.shift(timedelta(days=92) - timedelta(seconds=1))
    assert kept() == [(ANNA, 1)]
    clock.shift(timedelta(seconds=1))
    assert kept() == [("", 0)]


def test_address_kept_for_a_late_decision_until_answered(clock):
    made = hinting.hint(email=ANNA)
    clock.shift(timedelta(days=360))
    hinting.move(made, Move.ACCEPT)
    clock.shift(timedelta(days=10))
    assert kept() == [(ANNA, 1)]


# --- the hint ---------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.OPEN])
def test_hint_goes_a_year_after_the_decision(clock, stage):
    made = hinting.in_stage(stage)
    clock.shift(timedelta(days=365) - timedelta(seconds=1))
    retention.run()
    assert Hint.objects.filter(pk=made.pk).exists()
    clock.shift(timedelta(seconds=1))
    retention.run()
    assert not Hint.objects.filter(pk=made.pk).exists()


def test_open_hint_waits_for_an_editor(clock):
    hinting.hint()
    clock.shift(timedelta(days=3000))
    assert kept() == [("", 0)]


def test_repeat_outlives_what_it_repeats(clock):
    made = hinting.in_stage(Stage.DUPLICATE)
    hint_retention.erase(made.same_as)
    made.refresh_from_db()
    assert (made.same_as, made.stage) == (None, Stage.DUPLICATE)


# --- on demand, without a trace ---------------------------------------------------------------


@pytest.mark.parametrize("stage", Stage)
def test_erase_leaves_no_trace_in_any_table(stage):
    made = hinting.hint(
        text=f"{MARKER} A", source=f"{MARKER} B", email=f"{MARKER}@{MARKER}.example", consent_version=MARKER
    )
    if stage in (Stage.ACCEPTED, Stage.DECLINED):
        hinting.move(made, hinting.WAYS[stage], answer=f"{MARKER} C")
    elif stage is not Stage.OPEN:
        hinting.move(made, hinting.WAYS[stage])
    note(made)
    assert "memberships_hint" in traces()
    hint_retention.erase(made)
    assert traces() == []


def test_erase_leaves_others_and_the_catalogue():
    made, other = hinting.hint(email=ANNA), hinting.hint(email=ANNA)
    for row in (made, other):
        hinting.move(row, Move.ACCEPT)
    hint_retention.erase(made)
    assert (Hint.objects.get(), Message.objects.get().hint) == (other, other)


def test_erase_twice_is_fine():
    made = hinting.hint()
    again = Hint.objects.get()
    hint_retention.erase(made)
    hint_retention.erase(again)
    assert Hint.objects.count() == 0


# --- inquiries --------------------------------------------------------------------------------


def test_letter_to_a_body_goes_once_it_has_left(clock):
    catalogue.fact(catalogue.network("Netz"))
    inquiry = hinting.asked()
    retention.run()
    assert Message.objects.count() == 1
    outbox.send_due()
    retention.run()
    assert (Message.objects.count(), Secret.objects.count(), Inquiry.objects.get()) == (0, 1, inquiry)
    Correspondent.objects.all().delete()
    assert traces(hinting.ADDRESS) == []


def test_undeliverable_letter_to_a_body_goes_with_its_link(clock, client):
    inquiry = hinting.asked()
    path = hinting.page_of(inquiry)
    Message.objects.update(failed_at=BEGIN)
    clock.shift(timedelta(days=60) - timedelta(seconds=1))
    retention.run()
    assert (Message.objects.count(), client.get(path).status_code) == (1, 200)
    clock.shift(timedelta(seconds=1))
    retention.run()
    assert (Message.objects.count(), Secret.objects.count()) == (0, 0)
    assert [client.get(path).status_code, client.post(path).status_code] == [404, 404]


def test_replies_stay_and_name_nobody(clock):
    network = catalogue.network("Netz")
    inquiry = hinting.asked()
    inquiry_actions.object_to(inquiry=inquiry, target=network, text=MARKER)
    hint_actions.accept(hint=Hint.objects.get(), by=making.user())
    clock.shift(timedelta(days=365))
    retention.run()
    assert (Reply.objects.get().hint, traces()) == (None, [])
