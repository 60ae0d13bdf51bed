"""What do a coordinating body's replies do: a check or a hint, changed as often as it likes, and nothing else?"""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from directory.models import Contact, Fact, Network
from memberships.enums import Flaw, Said, Stage
from memberships.hints import actions as hint_actions
from memberships.inquiries import actions as inquiry_actions, scope as inquiry_scope
from memberships.models import Hint, Inquiry, Reply
from tests import kept
from tests.directory import making as catalogue
from tests.memberships import hinting, making
from tests.memberships.racing import race, raised

pytestmark = pytest.mark.django_db

BEGIN = datetime.fromisoformat("2026-11-22T12:00:00+00:00")
TODAY, LONG_AGO = date(2026, 11, 22), date(2020, 1, 1)
NEW = "Seit 2026 sind es 130."


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(BEGIN, tick=False) as clock:
        yield clock


@pytest.fixture
def network() -> Network:
    return catalogue.network("Netz", verified_on=LONG_AGO)


@pytest.fixture
def fact(network: Network) -> Fact:
    return catalogue.fact(network, text="Es sind 95.", verified_on=LONG_AGO)


@pytest.fixture
def inquiry(fact: Fact) -> Inquiry:
    return hinting.asked()


def still(inquiry: Inquiry, target) -> None:
    """Confirm what stands there now."""
    inquiry_actions.confirm(
        inquiry=inquiry, target=target, seen=inquiry_scope.mark(type(target).objects.get(pk=target.pk))
    )


def everything(inquiry: Inquiry, network: Network) -> None:
    """Confirm all that stands there now."""
    inquiry_actions.confirm_all(
        inquiry=inquiry, network=network, seen=inquiry_scope.mark(Network.objects.get(pk=network.pk))
    )


def day(row) -> date | None:
    row = type(row).objects.get(pk=row.pk)
    return row.confirmed_on if isinstance(row, Contact) else row.verified_on


def said(inquiry: Inquiry) -> list[tuple[str, str]]:
    kinds = ("network", "fact", "contact")
    return sorted(
        (next(kind for kind in kinds if getattr(row, kind)), row.said) for row in Reply.objects.filter(inquiry=inquiry)
    )


# --- still right ------------------------------------------------------------------------------


def test_confirm_is_a_check_of_today(inquiry, fact):
    still(inquiry, fact)
    assert (day(fact), kept.told(fact)["verified_on"]) == (TODAY, TODAY.isoformat())
    assert (kept.why(fact), kept.act_of(fact).by) == ("von der koordinierenden Stelle bestätigt", None)
    assert said(inquiry) == [("fact", Said.STILL)]


def test_confirm_is_no_edit(inquiry, fact, network, clock):
    before = Network.objects.get().updated_at, Fact.objects.get().updated_at
    clock.shift(timedelta(hours=1))
    still(inquiry, fact)
    assert (Network.objects.get().updated_at, Fact.objects.get().updated_at) == before


def test_confirm_keeps_what_an_editor_has_just_written(inquiry, fact):
    old = Fact.objects.get()
    fact.text = "Es sind 96."
    fact.save()
    still(inquiry, old)
    assert (Fact.objects.get().text, kept.told(fact)["text"]) == ("Es sind 96.", "Es sind 96.")


def test_confirm_twice_is_fine(inquiry, fact):
    for _ in range(3):
        still(inquiry, fact)
    assert (said(inquiry), len(kept.versions(fact))) == ([("fact", Said.STILL)], 1)


def test_confirm_person(inquiry, network):
    person = hinting.person(network)
    still(inquiry, person)
    assert (day(person), said(inquiry)) == (TODAY, [("contact", Said.STILL)])


def test_confirm_person_withheld_meanwhile_is_forgotten_again(inquiry, network):
    person = hinting.person(network)
    old = Contact.objects.get()
    person.withheld = True
    person.save()
    still(inquiry, old)
    assert "name" not in kept.told(person)


# --- no longer right --------------------------------------------------------------------------


def test_objection_is_a_hint_of_the_body(inquiry, fact, network):
    inquiry_actions.object_to(inquiry=inquiry, target=fact, text=NEW)
    made = Hint.objects.get()
    assert (made.entry, made.about, made.stood, made.text) == (network, "fact:angabe", "Es sind 95.", NEW)
    assert (made.flaw, made.informant, made.email, made.stage) == (Flaw.OUTDATED, inquiry.body, "", Stage.OPEN)
    assert (day(fact), said(inquiry)) == (LONG_AGO, [("fact", Said.NO_LONGER)])


def test_objection_to_a_person_keeps_no_name(inquiry, network):
    inquiry_actions.object_to(inquiry=inquiry, target=hinting.person(network), text="Jemand anderes.")
    assert Hint.objects.get().stood == "Die Kontaktperson"


def test_objection_to_the_whole(inquiry, network):
    inquiry_actions.object_to(inquiry=inquiry, target=network, text="Der Sitz fehlt.")
    made = Hint.objects.get()
    assert (made.entry, made.about, said(inquiry)) == (network, "", [("network", Said.NO_LONGER)])


def test_objection_twice_is_one_hint_with_the_last_words(inquiry, fact):
    for text in ("Anders.", NEW, NEW):
        inquiry_actions.object_to(inquiry=inquiry, target=fact, text=text)
    assert [(row.text, row.stage) for row in Hint.objects.all()] == [(NEW, Stage.OPEN)]


def test_objection_after_a_decision_is_a_new_hint(inquiry, fact):
    inquiry_actions.object_to(inquiry=inquiry, target=fact, text="Anders.")
    hint_actions.accept(hint=Hint.objects.get(), by=making.user())
    inquiry_actions.object_to(inquiry=inquiry, target=fact, text=NEW)
    assert [(row.text, row.stage) for row in Hint.objects.all()] == [("Anders.", "accepted"), (NEW, "open")]


# --- thinking again ---------------------------------------------------------------------------


def test_objection_after_confirming_takes_the_check_back(inquiry, fact):
    still(inquiry, fact)
    inquiry_actions.object_to(inquiry=inquiry, target=fact, text=NEW)
    reasons = [version.act.reason for version in kept.versions(fact)][::-1]
    assert (day(fact), said(inquiry)) == (LONG_AGO, [("fact", Said.NO_LONGER)])
    assert reasons == ["Bestätigung der koordinierenden Stelle zurückgenommen", inquiry_actions.CONFIRMED]


def test_objection_leaves_a_check_made_since(inquiry, fact, clock):
    still(inquiry, fact)
    clock.shift(timedelta(days=3))
    Fact.objects.update(verified_on="2026-11-25")
    inquiry_actions.object_to(inquiry=inquiry, target=fact, text=NEW)
    assert day(fact) == date(2026, 11, 25)


def test_confirming_after_objecting_withdraws_the_hint(inquiry, fact):
    inquiry_actions.object_to(inquiry=inquiry, target=fact, text=NEW)
    still(inquiry, fact)
    assert (Hint.objects.get().stage, day(fact)) == (Stage.WITHDRAWN, TODAY)
    assert said(inquiry) == [("fact", Said.STILL)]


def test_confirming_leaves_a_decided_hint(inquiry, fact):
    inquiry_actions.object_to(inquiry=inquiry, target=fact, text=NEW)
    hint_actions.accept(hint=Hint.objects.get(), by=making.user())
    still(inquiry, fact)
    assert (Hint.objects.get().stage, day(fact)) == (Stage.ACCEPTED, TODAY)


# --- all at once ------------------------------------------------------------------------------


def test_confirm_all_checks_facts_and_entry(inquiry, network, fact):
    other = catalogue.fact(network, key="zweite")
    everything(inquiry, network)
    assert [day(row) for row in (fact, other, network)] == [TODAY] * 3
    assert said(inquiry) == [("fact", Said.STILL), ("fact", Said.STILL), ("network", Said.STILL)]
    assert len(kept.versions(network)) == 1


def test_confirm_all_leaves_objections_and_then_the_entry_unchecked(inquiry, network, fact):
    other = catalogue.fact(network, key="zweite")
    inquiry_actions.object_to(inquiry=inquiry, target=fact, text=NEW)
    everything(inquiry, network)
    assert [day(row) for row in (fact, other, network)] == [LONG_AGO, TODAY, LONG_AGO]
    assert Hint.objects.get().stage == Stage.OPEN


def test_confirm_all_keeps_what_was_said_about_the_whole(inquiry, network, fact):
    inquiry_actions.object_to(inquiry=inquiry, target=network, text="Der Sitz fehlt.")
    everything(inquiry, network)
    assert [day(row) for row in (fact, network)] == [TODAY, LONG_AGO]
    assert Hint.objects.get().stage == Stage.OPEN


def test_objection_after_all_takes_back_the_whole(inquiry, network, fact):
    everything(inquiry, network)
    inquiry_actions.object_to(inquiry=inquiry, target=fact, text=NEW)
    assert [day(row) for row in (fact, network)] == [LONG_AGO, LONG_AGO]
    assert said(inquiry) == [("fact", Said.NO_LONGER)]


def test_confirm_all_leaves_other_networks(inquiry, network):
    elsewhere = catalogue.fact(catalogue.network("Anderswo"), verified_on=LONG_AGO)
    everything(inquiry, network)
    assert day(elsewhere) == LONG_AGO


# --- at the same moment -----------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_button_pressed_many_times_one_reply():
    network = catalogue.network("Netz")
    fact, inquiry = catalogue.fact(network), hinting.asked()
    acts = [lambda: still(inquiry, fact)] * 4
    acts += [lambda: inquiry_actions.object_to(inquiry=inquiry, target=fact, text=NEW)] * 4
    assert raised(race(acts)) == []
    assert Reply.objects.count() == 1
    assert Hint.objects.filter(stage=Stage.OPEN).count() == (Reply.objects.get().said == Said.NO_LONGER)
