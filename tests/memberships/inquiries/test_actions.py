"""Whom do we ask whether facts still hold, when and where; and who must never be asked or named?"""

from datetime import datetime, timedelta

import pytest
import time_machine

from directory.enums import Status, Visibility
from directory.models import Network
from memberships import queue
from memberships.enums import Letter
from memberships.inquiries import actions as inquiry_actions
from memberships.letters import outbox
from memberships.models import Correspondent, Inquiry, Message, Secret
from tests.directory import making as catalogue
from tests.memberships import hinting, making
from tests.memberships.racing import race, raised

pytestmark = pytest.mark.django_db

BEGIN = datetime.fromisoformat("2026-11-22T12:00:00+00:00")
KIM = "kim@beispiel.example"


@pytest.fixture
def network() -> Network:
    return catalogue.network("Netz")


@pytest.fixture
def every(settings) -> None:
    settings.INQUIRY_EVERY = 180


# --- for which networks a body speaks ----------------------------------------------------------


@pytest.mark.parametrize(
    ("tenure", "columns", "speaks"),
    [
        ({}, {}, True),
        ({"role": "organises"}, {}, True),
        ({"role": "hosts"}, {}, True),
        ({"role": "initiated"}, {}, False),
        ({"end": "2020"}, {}, False),
        ({"start": "2090"}, {}, False),
        ({}, {"visibility": Visibility.DRAFT}, False),
        ({}, {"visibility": Visibility.ARCHIVED}, False),
        ({}, {"status": Status.ENDED}, False),
        ({}, {"status": Status.PLANNED}, True),
    ],
)
def test_body_speaks_for_published_networks_it_leads_today(tenure, columns, speaks):
    body = catalogue.body()
    network = catalogue.network("Netz", **columns)
    catalogue.tenure(network, body, **tenure)
    assert list(inquiry_actions.networks_of(body)) == ([network] if speaks else [])
    assert list(inquiry_actions.leading_bodies()) == ([body] if speaks else [])


# --- at which address -------------------------------------------------------------------------


def test_address_stored_by_an_editor_comes_first(network):
    hinting.person(network, email=KIM)
    assert inquiry_actions.address_of(hinting.body()) == hinting.ADDRESS


def test_address_of_the_contact_person_else(network):
    body = hinting.body(email="")
    assert inquiry_actions.address_of(body) == ""
    hinting.person(network, email=KIM)
    assert inquiry_actions.address_of(body) == KIM
    Correspondent.objects.create(body=body, email="")
    assert inquiry_actions.address_of(body) == KIM


def test_address_person_of_the_tenure_before_person_of_the_network(network):
    body = hinting.body(email="")
    hinting.person(network, name="Alle", email="alle@beispiel.example")
    hinting.person(network, email=KIM, tenure=network.tenures.get())
    assert inquiry_actions.address_of(body) == KIM


@pytest.mark.parametrize("columns", [{"withheld": True}, {"end": "2020"}, {"email": ""}])
def test_address_never_of_people_who_are_not_shown(network, columns):
    body = hinting.body(email="")
    hinting.person(network, **{"email": KIM, **columns})
    assert inquiry_actions.address_of(body) == ""


def test_address_never_of_people_of_others(network):
    body, other = hinting.body(email=""), catalogue.body("Andere")
    earlier = catalogue.tenure(network, other, start="2018", end="2020")
    hinting.person(network, email=KIM, tenure=earlier)
    hinting.person(network, name="Toni", email="toni@beispiel.example", tenure=catalogue.tenure(network, other))
    hinting.person(catalogue.network("Anderswo"), name="Luca", email="luca@beispiel.example")
    assert inquiry_actions.addresses([body, other]) == {other.pk: "toni@beispiel.example"}


def test_unreachable_bodies_named_for_the_desk(network, django_assert_num_queries):
    without = hinting.body("Ohne", "")
    hinting.body("Mit", "mit@beispiel.example")
    silent = hinting.body("Still", "")
    Correspondent.objects.create(body=silent, declined_at=BEGIN)
    catalogue.body("Ohne Netz")
    with django_assert_num_queries(4):
        assert queue.unreachable_bodies() == [without]
    for number in range(3):
        hinting.body(f"Ohne {number}", "")
    with django_assert_num_queries(4):
        assert len(queue.unreachable_bodies()) == 4


# --- asking -----------------------------------------------------------------------------------


def test_ask_writes_one_letter_with_every_fact(network):
    facts = [catalogue.fact(network, key=f"f{number}", text=f"Angabe {number}.") for number in range(3)]
    draft = catalogue.draft("Geheim")
    inquiry = hinting.asked(hinting.body("Stelle", hinting.ADDRESS, network, draft))
    (letter,) = making.letters()
    page = hinting.page_of(inquiry)
    assert (letter.letter, letter.to, letter.inquiry) == (Letter.INQUIRY, hinting.ADDRESS, inquiry)
    assert making.LINK.findall(letter.text) == [page, *(f"{page}#angabe-{fact.pk}" for fact in facts)]
    assert [f"Angabe {number}." in letter.text for number in range(3)] == [True] * 3
    assert "Geheim" not in letter.text


def test_ask_letter_names_no_person(network):
    body = hinting.body()
    for columns in ({}, {"name": "Verborgen", "withheld": True}):
        hinting.person(network, email=KIM, **{"tenure": network.tenures.get(), **columns})
    hinting.asked(body)
    (letter,) = making.letters()
    assert not [word for word in ("Kim", "Verborgen", KIM) if word in letter.text + letter.html]


@pytest.mark.parametrize("case", ["no network", "no address", "declined", "just asked"])
def test_ask_says_why_not(network, case):
    body = catalogue.body("Stelle")
    if case != "no network":
        hinting.body("Stelle", "" if case == "no address" else hinting.ADDRESS)
    if case == "declined":
        Correspondent.objects.update(declined_at=BEGIN)
    if case == "just asked":
        hinting.asked(body)
    before = Message.objects.count()
    with pytest.raises(inquiry_actions.NotAsked) as refused:
        inquiry_actions.ask(body=body, by=None)
    expected = {"no network": "kein veröffentlichtes Netzwerk", "no address": "keine E-Mail-Adresse"}
    assert expected.get(case, "gerade erst gefragt oder möchte nicht") in str(refused.value)
    assert Message.objects.count() == before


def test_ask_anew_after_a_day_old_link_dies(network, client):
    with time_machine.travel(BEGIN, tick=False) as clock:
        old = hinting.asked()
        clock.shift(timedelta(days=1))
        new = inquiry_actions.ask(body=old.body, by=making.user())
        assert [client.get(hinting.page_of(each)).status_code for each in (old, new)] == [404, 200]
    assert (new.asked_by, Secret.objects.count()) == (making.user(), 1)


@pytest.mark.django_db(transaction=True)
def test_two_editors_ask_at_once_one_letter():
    catalogue.network("Netz")
    body = hinting.body()
    assert raised(race([lambda: inquiry_actions.ask(body=body, by=None)] * 4)) == ["NotAsked"] * 3
    assert making.kinds() == [Letter.INQUIRY]


# --- by itself --------------------------------------------------------------------------------


def test_send_due_off_by_itself_here(network, settings):
    assert settings.INQUIRY_EVERY == 0
    hinting.body()
    assert (inquiry_actions.send_due(), Message.objects.count()) == (0, 0)


def test_send_due_keeps_the_rhythm(network, every):
    body = hinting.body()
    with time_machine.travel(BEGIN, tick=False) as clock:
        assert [inquiry_actions.send_due(), inquiry_actions.send_due()] == [1, 0]
        clock.shift(timedelta(days=180) - timedelta(seconds=1))
        assert inquiry_actions.send_due() == 0
        clock.shift(timedelta(seconds=1))
        assert inquiry_actions.send_due() == 1
    assert [each.asked_by for each in Inquiry.objects.filter(body=body)] == [None, None]


def test_send_due_asking_by_hand_counts(network, every):
    hinting.asked()
    assert inquiry_actions.send_due() == 0


def test_send_due_leaves_out_who_cannot_or_will_not_be_asked(network, every):
    hinting.body("Ohne", "")
    Correspondent.objects.create(body=hinting.body("Still", ""), declined_at=BEGIN)
    catalogue.body("Ohne Netz")
    hinting.body("Mit")
    assert (inquiry_actions.send_due(), [each.body.name for each in Inquiry.objects.all()]) == (1, ["Mit"])


@pytest.mark.django_db(transaction=True)
def test_send_due_two_workers_one_letter(every):
    catalogue.network("Netz")
    hinting.body()
    assert sum(race([inquiry_actions.send_due] * 4)) == 1
    assert making.kinds() == [Letter.INQUIRY]


@pytest.mark.usefixtures("catalogue")
def test_real_bodies_without_address_get_nothing(every):
    assert (inquiry_actions.send_due(), Message.objects.count()) == (0, 0)
    assert len(queue.unreachable_bodies()) == inquiry_actions.leading_bodies().count() > 0


def test_inquiry_keeps_no_address(network):
    inquiry = hinting.asked()
    assert {field.name for field in Inquiry._meta.concrete_fields} == {"id", "body", "asked_at", "asked_by"}
    outbox.send_due()
    assert inquiry.messages.get().text == ""


def test_stop_forgets_the_address(network, every):
    inquiry = hinting.asked()
    inquiry_actions.stop(inquiry=inquiry)
    known = Correspondent.objects.get()
    assert (known.email, known.declined_at is None) == ("", False)
    with time_machine.travel(BEGIN + timedelta(days=5000), tick=False):
        assert inquiry_actions.send_due() == 0
