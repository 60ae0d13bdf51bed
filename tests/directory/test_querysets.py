"""Do readers see only what they may, in German order, and do database and rows agree about what runs today?"""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import Body, Contact, Criterion, Membership, Network, Revision, Scope, Tenure, Terms, Topic
from directory.querysets import leading, running, today
from directory.reading import costs
from tests.directory.smallest import fresh, make

pytestmark = pytest.mark.django_db

NOON = "2026-06-15 12:00+02:00"


# --- today ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-06-15 21:59+00:00", date(2026, 6, 15)),
        ("2026-06-15 22:00+00:00", date(2026, 6, 16)),
        ("2026-12-31 22:59+00:00", date(2026, 12, 31)),
        ("2026-12-31 23:00+00:00", date(2027, 1, 1)),
    ],
)
def test_today_is_the_day_in_berlin(moment, day):
    with time_machine.travel(moment, tick=False):
        assert today() == day


# --- what runs --------------------------------------------------------------------------------


SPANS = [
    ("", "", True),
    ("2026", "", True),
    ("2026-06-15", "", True),
    ("2026-06-16", "", False),
    ("2026-06", "", True),
    ("2026-07", "", False),
    ("2026-22", "", True),
    ("2026-23", "", False),
    ("2026~", "", True),
    ("", "2026", True),
    ("", "2026-06", True),
    ("", "2026-05", False),
    ("", "2026-06-15", True),
    ("", "2026-06-14", False),
    ("", "2025-24", False),
    ("2015-10", "2018-06", False),
    ("2015-10", "2026-06-15", True),
    ("2026-06-15", "2026-06-15", True),
    ("2027", "2028", False),
]


@pytest.mark.parametrize(("start", "end", "expected"), SPANS)
@time_machine.travel(NOON, tick=False)
def test_running(start, end, expected):
    tenure = make(Tenure, start=start, end=end)
    assert tenure.is_running is expected
    assert Tenure.objects.filter(running()).exists() is expected
    assert Network.objects.filter(running("tenures__")).exists() is expected


@pytest.mark.parametrize(
    ("role", "leads"), [("coordinates", True), ("organises", True), ("hosts", True), ("initiated", False)]
)
@pytest.mark.parametrize(("end", "runs"), [("", True), ("2018", False)])
@time_machine.travel(NOON, tick=False)
def test_leading(role, leads, end, runs):
    tenure = make(Tenure, role=role, end=end)
    expected = leads and runs
    assert tenure.leads is expected
    assert Tenure.objects.leading_now().exists() is expected
    assert Network.objects.filter(leading("tenures__")).exists() is expected


def test_running_ends_at_midnight():
    tenure = make(Tenure, end="2026-06-15")
    with time_machine.travel("2026-06-15 23:59+02:00", tick=False):
        assert (tenure.is_running, Tenure.objects.leading_now().count()) == (True, 1)
    with time_machine.travel("2026-06-16 00:00+02:00", tick=False):
        assert (tenure.is_running, Tenure.objects.leading_now().count()) == (False, 0)


@pytest.mark.parametrize(
    ("day", "leader"), [("2018-06-30", "Bertelsmann Stiftung"), ("2018-07-01", "Berlin Institut für Partizipation")]
)
def test_real_hand_over(catalogue, day, leader):
    with time_machine.travel(f"{day} 12:00+02:00", tick=False):
        network = Network.objects.get(slug="allianz-vielfaeltige-demokratie")
        assert [str(tenure.body) for tenure in network.leaders] == [leader]


# --- what readers see -------------------------------------------------------------------------


def test_published():
    visible = make(Network)
    for visibility in ("draft", "archived"):
        make(Network, visibility=visibility)
    assert list(Network.objects.published()) == [visible]


def test_published_is_not_the_default():
    columns = {"slug": "neu", "name": "Neu", "summary": "Neu.", "kind": "network", "status": "active"}
    Network.objects.create(**columns)
    assert not Network.objects.published().exists()


def test_of_published():
    visible = make(Tenure)
    make(Tenure, network=make(Network, visibility="draft"))
    assert list(Tenure.objects.of_published()) == [visible]


@pytest.mark.parametrize("model", [Network, Body, Topic])
def test_by_name(model):
    for name in ("zwei", "Öl", "Ofen", "„Baum“", "Ärger", "Arm", "Straße", "Strasse b", "Übung"):
        make(model, name=name)
    names = list(model.objects.by_name().values_list("name", flat=True))
    assert names == ["Ärger", "Arm", "„Baum“", "Ofen", "Öl", "Straße", "Strasse b", "Übung", "zwei"]


def test_by_name_same_name():
    rows = [make(Network, name="Rat") for _ in range(3)]
    assert list(Network.objects.by_name()) == rows


@pytest.mark.parametrize("number", [1, 3])
def test_for_cards_queries(number):
    for _ in range(number):
        network = make(Network)
        terms = make(Terms, network=network)
        for value in ("person", "organisation"):
            make(Criterion, terms=terms, value=value)
        make(Scope, network=network)
        make(Tenure, network=network)
        make(Membership, network=network)
    with CaptureQueriesContext(connection) as captured:
        for network in Network.objects.for_cards():
            str([network.areas, network.levels, network.leaders, network.who, network.has_conditions])
            str([costs.in_short(network), [tenure.body.name for tenure in network.leaders]])
    assert len(captured) == 6


def test_for_cards_without_terms():
    make(Network)
    network = Network.objects.for_cards().get()
    assert (network.rules, network.who, network.leaders) == ([], [], [])


# --- bulk changes move the revision -----------------------------------------------------------


@pytest.fixture
def contacts():
    network = make(Network)
    return [make(Contact, network=network, name=f"Person {number}") for number in range(3)]


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: Contact.objects.update(purpose="Fragen"),
        lambda rows: Contact.objects.filter(name="Person 1").update(purpose="Fragen"),
        lambda rows: Contact.objects.filter(name="Person 1").delete(),
        lambda rows: Contact.objects.all().delete(),
        lambda rows: Contact.objects.bulk_create([fresh(Contact, network=rows[0].network)]),
        lambda rows: Contact.objects.bulk_update(rows, ["purpose"]),
        lambda rows: rows[0].network.contacts.update(purpose="Fragen"),
        lambda rows: rows[0].network.contacts.all().delete(),
        lambda rows: Contact.objects.get_or_create(network=rows[0].network, name="Neue Person"),
        lambda rows: Contact.objects.update_or_create(pk=rows[0].pk, defaults={"purpose": "Fragen"}),
        lambda rows: rows[0].network.contacts.create(name="Neue Person"),
    ],
)
def test_bulk_change_moves_the_revision(contacts, change):
    before = Revision.current()
    change(contacts)
    assert Revision.current() > before


@pytest.mark.parametrize(
    "question",
    [
        lambda: list(Contact.objects.all()),
        Contact.objects.count,
        lambda: Contact.objects.get_or_create(name="Person 1"),
    ],
)
def test_reading_does_not_move_the_revision(contacts, question):
    before = Revision.current()
    question()
    assert Revision.current() == before


def test_bulk_change_answers_like_django(contacts):
    assert Contact.objects.filter(name="Person 1").update(purpose="Fragen") == 1
    assert Contact.objects.filter(name="Person 1").delete() == (1, {"directory.Contact": 1})
    row = fresh(Contact, network=contacts[0].network)
    assert Contact.objects.bulk_create([row]) == [row]


def test_delete_needs_a_selection():
    assert not hasattr(Contact.objects, "delete")
