"""Is exactly that on the desk which has become old, and gone once somebody has looked at it?"""

from datetime import timedelta

import pytest
import time_machine

from directory.curation.review_queue.staleness import CHECKS, CONTACTS, FIGURES, PLANS
from directory.enums import Visibility
from directory.models import Contact, Fact, Network, Tenure
from directory.querysets import today
from tests.directory.smallest import make

pytestmark = pytest.mark.django_db


HIDDEN = [Visibility.DRAFT, Visibility.ARCHIVED]
FIGURE = {"kind": "figure", "text": "", "number": 3, "bound": "exactly", "unit": "Treffen"}


def ago(days):
    return today() - timedelta(days=days)


def records(task):
    """What the task's list opens; it is as long as the number on the desk says."""
    found = [item.record for item in task[0:100]]
    assert len(found) == task.count()
    return found


# --- entries ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("checked", "waits"), [(None, True), (366, True), (365, False), (0, False), (-9, False)])
def test_entry_whose_check_is_due(checked, waits):
    network = make(Network, verified_on=None if checked is None else ago(checked))
    assert records(CHECKS) == ([network] if waits else [])


@pytest.mark.parametrize("visibility", HIDDEN)
def test_entry_nobody_sees_needs_no_check(visibility):
    make(Network, visibility=visibility)
    assert records(CHECKS) == []


def test_entries_the_longest_unchecked_first():
    later, never = make(Network, name="B", verified_on=ago(400)), make(Network, name="C")
    first, also_never = make(Network, name="A", verified_on=ago(500)), make(Network, name="A")
    assert records(CHECKS) == [also_never, never, first, later]


def test_entry_says_when_it_was_checked():
    make(Network, name="A", verified_on="2020-05-03")
    make(Network, name="B")
    assert [(item.what, item.why) for item in CHECKS[0:9]] == [
        ("B", "noch nie geprüft"),
        ("A", "geprüft am 3. Mai 2020"),
    ]


def test_checks_worked_down_to_zero():
    make(Network)
    make(Network, verified_on=ago(999))
    for network in records(CHECKS):
        network.verified_on = today()
        network.save()
    assert records(CHECKS) == []


# --- plans ------------------------------------------------------------------------------------

TEXTS = [
    "2024", "2025", "2026", "2024~", "2025~", "2025-12", "2026-01", "2026-02", "2026-05", "2026-12", "2026-01~",
    "2026-01-14", "2026-01-15", "2026-01-16", "2026-01-14~", "2025-21", "2025-22", "2025-23", "2025-24", "2026-21",
    "2026-24", "2024-24", "2024-24~",
]  # fmt: skip


@pytest.mark.parametrize("now", ["2026-01-15", "2026-02-28", "2026-03-01", "2026-12-31", "2027-01-01"])
def test_plan_has_passed_as_the_page_says(now):
    with time_machine.travel(f"{now}T12:00:00+01:00"):
        facts = [make(Fact, planned=True, start=text) for text in TEXTS]
        waiting = {fact.start for fact in records(PLANS)}
        assert waiting == {fact.start for fact in facts if fact.has_passed}


@pytest.mark.parametrize("start", ["", "2025-03"])
@pytest.mark.parametrize(("end", "waits"), [("2026-01-14", True), ("2026-01-15", False), ("2026-01", False)])
def test_plan_with_an_end_has_passed_with_it(start, end, waits):
    with time_machine.travel("2026-01-15T12:00:00+01:00"):
        fact = make(Fact, planned=True, start=start, end=end)
        assert (records(PLANS), fact.has_passed) == ([fact] if waits else [], waits)


@pytest.mark.parametrize("columns", [{"planned": False, "start": "2020"}, {"planned": True}])
def test_what_is_not_planned_or_has_no_day_never_passes(columns):
    make(Fact, **columns)
    assert records(PLANS) == []


@pytest.mark.parametrize("visibility", HIDDEN)
def test_plan_nobody_sees(visibility):
    make(Fact, planned=True, start="2020", network=make(Network, visibility=visibility))
    assert records(PLANS) == []


@pytest.mark.parametrize(
    ("span", "checked", "waits"),
    [
        ({"start": "2025-03-10"}, "2025-03-09", True),
        ({"start": "2025-03-10"}, "2025-03-10", True),
        ({"start": "2025-03-10"}, "2025-03-11", False),
        ({"start": "2025-03"}, "2025-03-31", True),
        ({"start": "2025-03"}, "2025-04-01", False),
        ({"start": "2025-21"}, "2025-05-31", True),
        ({"start": "2025-21"}, "2025-06-01", False),
        ({"start": "2024-24"}, "2025-02-28", True),
        ({"start": "2024-24"}, "2025-03-01", False),
        ({"start": "2024"}, "2024-12-31", True),
        ({"start": "2024"}, "2025-01-01", False),
        ({"start": "2024~"}, "2024-12-31", True),
        ({"start": "2024", "end": "2025-03"}, "2025-03-31", True),
        ({"start": "2024", "end": "2025-03"}, "2025-04-01", False),
    ],
)
def test_plan_waits_until_somebody_looks_after_its_day(span, checked, waits):
    fact = make(Fact, planned=True, verified_on=checked, **span)
    assert records(PLANS) == ([fact] if waits else [])


def test_plan_says_when_it_was_to_be():
    make(Fact, planned=True, start="2025-21", text="Ein Treffen.", network=make(Network, name="Netz"))
    (item,) = PLANS[0:9]
    assert (item.what, item.where, item.why) == ("Ein Treffen.", "Netz", "geplant ab Frühjahr 2025")


def test_plans_worked_down_to_zero():
    came_about, unknown = (make(Fact, planned=True, start="2020") for _ in range(2))
    came_about.planned, unknown.verified_on = False, today()
    came_about.save()
    unknown.save()
    assert records(PLANS) == []


# --- figures ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "checked", "waits"),
    [
        ("", None, True),
        ("", ago(731), True),
        ("", ago(730), False),
        (ago(731).isoformat(), None, True),
        (ago(730).isoformat(), None, False),
        (ago(1500).isoformat(), ago(731), True),
        (ago(1500).isoformat(), ago(1), False),
        (str(today().year - 4), None, True),
        (str(today().year), None, False),
    ],
)
def test_figure_that_is_old_or_undated(as_of, checked, waits):
    fact = make(Fact, **FIGURE, as_of=as_of, verified_on=checked)
    assert records(FIGURES) == ([fact] if waits else [])


def test_other_facts_do_not_age():
    make(Fact)
    assert records(FIGURES) == []


@pytest.mark.parametrize("visibility", HIDDEN)
def test_figure_nobody_sees(visibility):
    make(Fact, **FIGURE, network=make(Network, visibility=visibility))
    assert records(FIGURES) == []


def test_figure_that_a_newer_one_has_replaced_stays_and_waits_no_more():
    old = make(Fact, **FIGURE, as_of="2015")
    newer = make(Fact, **FIGURE, as_of="2018", network=old.network)
    assert records(FIGURES) == [newer]


@pytest.mark.parametrize(
    "other",
    [{"unit": "Mitglieder", "as_of": "2025"}, {"as_of": ""}, {"as_of": "2012"}, {"as_of": "2015"}],
)
def test_figure_that_no_newer_one_replaces(other):
    old = make(Fact, **FIGURE, as_of="2015")
    make(Fact, **{**FIGURE, **other}, network=old.network)
    assert old in records(FIGURES)


def test_figure_is_not_replaced_by_another_networks():
    old = make(Fact, **FIGURE, as_of="2015")
    make(Fact, **FIGURE, as_of=today().isoformat())
    assert records(FIGURES) == [old]


def test_figure_says_of_when_it_is():
    network = make(Network, name="Netz")
    make(Fact, **FIGURE, as_of="2015-05", network=network)
    make(Fact, **{**FIGURE, "unit": "Orte"}, network=network)
    assert [(item.what, item.where, item.why) for item in FIGURES[0:9]] == [
        ("3 Orte", "Netz", "ohne Datum"),
        ("3 Treffen", "Netz", "Stand: Mai 2015"),
    ]


def test_figures_worked_down_to_zero():
    replaced, confirmed = make(Fact, **FIGURE, as_of="2015"), make(Fact, **FIGURE)
    make(Fact, **FIGURE, as_of=ago(1).isoformat(), network=replaced.network)
    confirmed.verified_on = today()
    confirmed.save()
    assert records(FIGURES) == []


# --- contact persons --------------------------------------------------------------------------


@pytest.mark.parametrize(("confirmed", "waits"), [(None, True), (366, True), (365, False), (0, False)])
def test_contact_whose_confirmation_has_expired(confirmed, waits):
    contact = make(Contact, confirmed_on=None if confirmed is None else ago(confirmed))
    assert (records(CONTACTS), contact.is_shown) == ([contact] if waits else [], True)


@pytest.mark.parametrize(
    ("own", "tenure"),
    [
        ({}, None),
        ({"end": "2999"}, None),
        ({"end": "2020"}, None),
        ({"withheld": True}, None),
        ({}, {}),
        ({}, {"start": "2020", "end": "2999"}),
        ({}, {"end": "2020"}),
        ({}, {"start": "2999"}),
        ({"end": "2020"}, {}),
    ],
)
def test_contact_counts_while_readers_see_it(own, tenure):
    running = None if tenure is None else make(Tenure, **tenure)
    contact = make(Contact, tenure=running, **own)
    assert records(CONTACTS) == ([contact] if contact.is_shown else [])


@pytest.mark.parametrize("visibility", HIDDEN)
def test_contact_nobody_sees(visibility):
    make(Contact, network=make(Network, visibility=visibility))
    assert records(CONTACTS) == []


def test_contact_says_when_it_was_confirmed():
    network = make(Network, name="Netz")
    make(Contact, name="Kim", network=network, confirmed_on="2020-05-03")
    make(Contact, name="Toni", network=network)
    assert [(item.what, item.where, item.why) for item in CONTACTS[0:9]] == [
        ("Toni", "Netz", "noch nie bestätigt"),
        ("Kim", "Netz", "bestätigt am 3. Mai 2020"),
    ]


def test_contacts_worked_down_to_zero():
    confirmed, withdrawn = make(Contact), make(Contact)
    confirmed.confirmed_on, withdrawn.withheld = today(), True
    confirmed.save()
    withdrawn.save()
    assert records(CONTACTS) == []
