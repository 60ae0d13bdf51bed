"""Do officers hear of new applications, all in one letter a day that names nobody?"""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group

from memberships.applications import actions, reminders, retention
from memberships.enums import Letter
from memberships.models import Application
from tests.directory import making as catalogue
from tests.memberships import making

pytestmark = pytest.mark.django_db

BEGIN = datetime.fromisoformat("2026-11-22T12:00:00+00:00")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(BEGIN, tick=False) as clock:
        yield clock


@pytest.fixture
def networks():
    """Two networks of one body, for which two people decide."""
    body = catalogue.body("Amt")
    made = [making.network(name) for name in ("Netz A", "Netz B")]
    for network in made:
        catalogue.tenure(network, body)
    making.officer(body)
    making.officer(body, name="zwei", email="zwei@stelle.example")
    return made


def news() -> list[tuple[str, str]]:
    return [(row.to, row.subject) for row in making.letters(letter=Letter.NEWS)]


def test_all_new_ones_in_one_letter_to_each_officer(networks, clock):
    for number, network in enumerate([networks[0], networks[0], networks[1]]):
        making.waiting(network, email=f"a{number}@b.example", name="Anna Geheim", organisation=f"Amt {number}")
    making.applied(networks[0], email="unbestaetigt@b.example")
    assert reminders.tell_new() == 2
    subject = "3 neue Mitgliedsanträge: Netz A, Netz B"
    assert sorted(news()) == [("amt@stelle.example", subject), ("zwei@stelle.example", subject)]
    text = making.letters(letter=Letter.NEWS)[0].text
    assert "- Netz A: 2\n- Netz B: 1" in text
    assert "/admin/memberships/application/?mine=yes" in text
    assert [word for word in ("Anna", "b.example", "Amt 1") if word in text] == []


def test_at_most_one_letter_a_day_and_none_without_news(networks, clock):
    found = []
    for hour in range(60):
        if hour in (1, 2, 50):
            making.waiting(networks[0], email=f"a{hour}@b.example", organisation="")
        found.append(reminders.tell_new())
        found.append(reminders.tell_new())
        clock.shift(timedelta(hours=1))
    assert [number // 2 for number, written in enumerate(found) if written] == [1, 25, 50]
    assert Application.objects.filter(announced_at=None).count() == 0


def test_rhythm_is_a_setting(networks, settings, clock):
    settings.NEWS_EVERY = 0
    making.waiting(networks[0])
    assert (reminders.tell_new(), Application.objects.get().announced_at) == (0, None)
    settings.NEWS_EVERY = 4
    assert reminders.tell_new() == 2
    making.waiting(networks[1])
    clock.shift(timedelta(hours=3))
    assert reminders.tell_new() == 0
    clock.shift(timedelta(hours=1))
    assert reminders.tell_new() == 2


def test_without_a_body_operators_hear_of_it_and_officers_once_it_is_theirs(clock):
    making.user("betrieb", email="betrieb@b.example").groups.add(Group.objects.get(name="Betrieb"))
    lost = making.waiting()
    assert reminders.tell_new() == 1
    [letter] = making.letters(letter=Letter.NEWS)
    assert (letter.to, "/admin/memberships/application/unrouted/" in letter.text) == ("betrieb@b.example", True)
    body = catalogue.body("Amt")
    making.officer(body)
    actions.assign(application=lost, body=body, by=making.user("betrieb"))
    clock.shift(timedelta(days=1))
    assert (reminders.tell_new(), news()[-1][0]) == (1, "amt@stelle.example")


def test_letters_go_after_a_fortnight(networks, clock):
    making.waiting(networks[0])
    reminders.tell_new()
    clock.shift(timedelta(days=15))
    retention.run()
    assert news() == []
