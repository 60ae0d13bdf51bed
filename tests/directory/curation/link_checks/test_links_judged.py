"""Is an address called dead, moved or alive neither too early nor too late?"""

from datetime import timedelta

import pytest
from django.utils import timezone

from directory.curation.link_checks import Visit, schedule
from directory.models import Link
from tests.directory.smallest import make

pytestmark = pytest.mark.django_db

NOW = timezone.now()
DAY = timedelta(days=1)
BROKEN = "Der Server meldet einen Fehler (500)."


def after(link, given, now=NOW):
    """The link as it is after such a visit."""
    Link.objects.filter(pk=link.pk).update(**schedule.judged(link, given, now))
    link.refresh_from_db()
    return link


@pytest.mark.parametrize("status", [200, 204, 301])
def test_alive(status):
    link = after(make(Link, failures=2, failing_since=NOW, error="Alt"), Visit(status))
    assert (link.state, link.status, link.error, link.failures, link.failing_since) == ("alive", status, "", 0, None)
    assert (link.checked_at, link.due_at) == (NOW, NOW + 30 * DAY)


@pytest.mark.parametrize("status", [401, 403, 405, 406, 407, 429, 451, 999])
def test_there_but_not_for_machines(status):
    link = after(make(Link), Visit(status))
    sentence = f"Die Seite lässt Programme nicht hinein ({status}); Menschen sehen sie vielleicht."
    assert (link.state, link.error, link.due_at) == ("alive", sentence, NOW + 30 * DAY)


def test_moved():
    link = after(make(Link), Visit(200, moved_to="https://neu.example.org/"))
    assert (link.state, link.moved_to, link.due_at) == ("moved", "https://neu.example.org/", NOW + 30 * DAY)


def test_moved_to_an_address_too_long_to_keep():
    link = after(make(Link), Visit(200, moved_to=f"https://neu.example.org/{'x' * 400}"))
    assert (link.state, link.moved_to) == ("alive", "")


@pytest.mark.parametrize("status", [404, 410])
def test_gone_at_once(status):
    link = after(make(Link, state="moved", moved_to="https://neu.example.org/"), Visit(status))
    assert (link.state, link.error, link.moved_to) == ("dead", f"Die Seite gibt es dort nicht mehr ({status}).", "")
    assert (link.failures, link.failing_since, link.due_at) == (1, NOW, NOW + 7 * DAY)


@pytest.mark.parametrize("given", [Visit(500), Visit(400), Visit(error="Die Seite antwortet nicht rechtzeitig.")])
def test_dead_after_three_vain_visits_over_two_days(given):
    link = make(Link, state="alive")
    for number, state, due in ((0, "alive", 1), (1, "alive", 1), (2, "dead", 7)):
        link = after(link, given, NOW + number * DAY)
        assert (link.state, link.failures, link.failing_since) == (state, number + 1, NOW)
        assert link.due_at == NOW + (number + due) * DAY
    assert link.error in {given.error, BROKEN, "Der Server meldet einen Fehler (400)."}


def test_many_vain_visits_within_a_day_prove_nothing():
    link = make(Link, state="alive")
    for number in range(9):
        link = after(link, Visit(500), NOW + number * DAY / 9)
    assert (link.state, link.failures) == ("alive", 9)


def test_two_vain_visits_prove_nothing_however_far_apart():
    link = after(make(Link, state="alive"), Visit(500))
    assert after(link, Visit(500), NOW + 90 * DAY).state == "alive"


def test_dead_stays_dead_while_it_fails_and_lives_again():
    link = after(make(Link), Visit(404))
    link = after(link, Visit(500), NOW + DAY)
    assert (link.state, link.failing_since, link.due_at) == ("dead", NOW, NOW + 8 * DAY)
    assert after(link, Visit(200), NOW + 2 * DAY).state == "alive"


def test_refused():
    link = after(make(Link, failures=1, failing_since=NOW), Visit(error="Nein.", refused=True))
    assert (link.state, link.error, link.failures, link.due_at) == ("refused", "Nein.", 0, NOW + 30 * DAY)


@pytest.mark.parametrize(
    ("before", "given", "stays"),
    [
        ({"state": "dead"}, Visit(404), True),
        ({"state": "dead"}, Visit(200), False),
        ({"state": "moved", "moved_to": "https://a.example.org/"}, Visit(200, "https://a.example.org/"), True),
        ({"state": "moved", "moved_to": "https://a.example.org/"}, Visit(200, "https://b.example.org/"), False),
    ],
)
def test_what_an_editor_accepted_holds_until_it_changes(before, given, stays):
    link = after(make(Link, accepted_on=NOW.date(), **before), given)
    assert link.accepted_on == (NOW.date() if stays else None)
