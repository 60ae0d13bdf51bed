"""Are the catalogue's addresses known, and visited when they are due, by one process at a time?"""

from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings as project
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from directory.curation.link_checks import Limits, Pace, Visit, Visitor, schedule
from directory.management.commands import check_links
from directory.models import Body, Fact, Lease, Link, LinkState, Source
from tests.directory.curation.link_checks.serving import HERE, answer, moved, serving
from tests.directory.smallest import make

pytestmark = pytest.mark.django_db

NOW = timezone.now()
DAY = timedelta(days=1)
GONE = "Die Seite gibt es dort nicht mehr (404)."


@pytest.fixture
def visitor():
    return Visitor("x", allows=lambda address: address == HERE, limits=Limits(step=1, total=3), pace=Pace(pause=0))


@pytest.fixture
def site():
    with serving() as made:
        yield made


def urls():
    return sorted(Link.objects.values_list("url", flat=True))


# --- which addresses --------------------------------------------------------------------------


def test_note_what_sources_facts_and_bodies_name():
    make(Source, url="https://a.example.org/")
    make(Body, url="https://c.example.org/")
    make(Source, url="")
    make(Fact, url="https://b.example.org/")
    make(Fact, url="https://a.example.org/")
    make(Fact)
    schedule.note()
    assert urls() == ["https://a.example.org/", "https://b.example.org/", "https://c.example.org/"]
    assert set(Link.objects.values_list("state", "due_at", "checked_at")) == {("unknown", None, None)}


def test_note_again_keeps_what_is_known_and_forgets_what_is_not_named():
    source = make(Source, url="https://a.example.org/")
    make(Fact, url="https://b.example.org/")
    schedule.note()
    Link.objects.update(state=LinkState.ALIVE)
    source.url = "https://neu.example.org/"
    source.save()
    schedule.note()
    assert sorted(Link.objects.values_list("url", "state")) == [
        ("https://b.example.org/", "alive"),
        ("https://neu.example.org/", "unknown"),
    ]


def test_note_costs_the_same_for_many_addresses(django_assert_max_num_queries):
    for number in range(30):
        make(Source, url=f"https://a.example.org/{number}")
    with django_assert_max_num_queries(6):
        schedule.note()
    assert Link.objects.count() == 30


def test_note_all_of_the_real_catalogue(catalogue):
    schedule.note()
    named = {*Source.objects.values_list("url", flat=True), *Fact.objects.values_list("url", flat=True)} - {""}
    assert urls() == sorted(named)
    assert len(named) > 3


def test_uses(django_assert_num_queries):
    source, fact = make(Source, url="https://a.example.org/"), make(Fact, url="https://a.example.org/")
    alone, body = make(Fact, url="https://b.example.org/"), make(Body, url="https://b.example.org/")
    make(Source, url="https://c.example.org/")
    found = [make(Link, url=f"https://{name}.example.org/") for name in "ab"]
    with django_assert_num_queries(4):
        uses = schedule.uses(found)
    assert uses == {"https://a.example.org/": [source, fact], "https://b.example.org/": [alone, body]}


# --- which visits are due ---------------------------------------------------------------------


def test_due_the_longest_waiting_first():
    later, never = make(Link, due_at=NOW - DAY), make(Link)
    first = make(Link, due_at=NOW - 2 * DAY)
    make(Link, due_at=NOW + DAY)
    assert list(schedule.due()) == [never, first, later]


def test_visit_due(site, visitor):
    site.pages |= {"/a": answer(200), "/b": moved("/a")}
    for path in ("/a", "/b", "/c"):
        make(Link, url=site.at(path))
    make(Link, url=site.at("/d"), due_at=NOW + DAY)
    assert schedule.visit_due(visitor) == 3
    assert sorted(Link.objects.values_list("url", "state", "status", "moved_to", "error")) == [
        (site.at("/a"), "alive", 200, "", ""),
        (site.at("/b"), "moved", 200, site.at("/a"), ""),
        (site.at("/c"), "dead", 404, "", GONE),
        (site.at("/d"), "unknown", None, "", ""),
    ]
    assert schedule.visit_due(visitor) == 0


def test_visit_due_at_most(site, visitor):
    for number in range(3):
        make(Link, url=site.at(f"/{number}"))
    assert schedule.visit_due(visitor, limit=2) == 2
    assert schedule.due().count() == 1


def test_internal_address_refused_by_the_real_rule(site):
    link = make(Link, url=site.at("/"))
    schedule.visit_due(Visitor("x"))
    link.refresh_from_db()
    assert (link.state, link.error) == ("refused", "Die Adresse führt nicht ins öffentliche Internet.")
    assert site.asked == []


def test_nobody_else_visits_meanwhile(visitor):
    make(Link)
    assert Lease.take(schedule.ROUND, timezone.now() + DAY)
    assert schedule.visit_due(visitor) is None
    Lease.keep(schedule.ROUND, timezone.now() - DAY)
    make(Link, url="http://10.0.0.1/")
    assert schedule.visit_due(visitor, limit=1) == 1


def test_round_ends_with_a_pause_for_everybody(visitor):
    visitor.pace.pause = 60
    make(Link, url="http://10.0.0.1/")
    schedule.visit_due(visitor)
    make(Link, url="http://10.0.0.2/")
    assert schedule.visit_due(visitor) is None


def test_visit_that_fails_unforeseen_stops_neither_round_nor_queue(visitor, monkeypatch):
    first, second = make(Link, url="http://10.0.0.1/"), make(Link, url="http://10.0.0.2/")
    visits = []

    def visit(url):
        visits.append(url)
        if url == first.url:
            raise KeyError("unforeseen")
        return Visit(200)

    monkeypatch.setattr(visitor, "visit", visit)
    with pytest.raises(KeyError):
        schedule.visit_due(visitor)
    assert schedule.visit_due(visitor) == 1
    assert visits == [first.url, second.url]


# --- new addresses ----------------------------------------------------------------------------


def test_follow():
    source, fact = make(Source, url="https://alt.example.org/"), make(Fact, url="https://alt.example.org/")
    link = make(Link, url="https://alt.example.org/", state="moved", moved_to="https://neu.example.org/")
    schedule.follow(link, [source, fact])
    assert {row.url for row in (Source.objects.get(), Fact.objects.get())} == {"https://neu.example.org/"}


def test_follow_all_or_nothing():
    source, fact = make(Source, url="https://alt.example.org/"), make(Fact, url="https://alt.example.org/")
    link = make(Link, url="https://alt.example.org/", state="moved", moved_to=f"https://neu.example.org/{'x' * 350}")
    with pytest.raises(ValidationError):
        schedule.follow(link, [source, fact])
    assert {row.url for row in (Source.objects.get(), Fact.objects.get())} == {"https://alt.example.org/"}


# --- by itself, and by hand -------------------------------------------------------------------


def test_nobody_is_visited_unasked_from_a_laptop(site):
    assert project.CHECK_LINKS is False
    make(Source, url=site.at("/"))
    make(Link, url=site.at("/"))
    Link.objects.update(due_at=None)
    schedule.keep_up()
    schedule.visit_one()
    assert (site.asked, urls()) == ([], [site.at("/")])


def test_worker_notes_and_visits_one_after_the_other(settings, site, visitor, monkeypatch):
    settings.CHECK_LINKS = True
    monkeypatch.setattr(schedule, "VISITOR", visitor)
    for path in ("/a", "/b"):
        make(Source, url=site.at(path))
    schedule.keep_up()
    schedule.visit_one()
    assert sorted(Link.objects.values_list("state", flat=True)) == ["dead", "unknown"]


def test_visitor_says_who_it_is():
    assert schedule.VISITOR.agent.endswith(f"(+{project.SITE_URL})")


def said(*arguments):
    out = StringIO()
    call_command("check_links", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_command(site, visitor, monkeypatch):
    monkeypatch.setattr(schedule, "VISITOR", visitor)
    site.pages |= {"/a": answer(200), "/b": moved("/a")}
    for path in ("/a", "/b", "/c"):
        make(Source, url=site.at(path))
    assert said() == [
        "3 Webadressen besucht. Jetzt bekannt: 1 antwortet, 1 umgezogen, 1 antwortet nicht.",
        f"  {site.at('/b')}: umgezogen {site.at('/a')}",
        f"  {site.at('/c')}: antwortet nicht {GONE}",
    ]
    assert said()[0].startswith("0 Webadressen besucht.")
    assert said("--all", "--limit", "2")[0].startswith("2 Webadressen besucht.")


def test_command_waits_for_another_process_and_then_gives_up(monkeypatch):
    monkeypatch.setattr(check_links.time, "sleep", lambda seconds: None)
    make(Source, url="https://a.example.org/")
    Lease.take(schedule.ROUND, timezone.now() + DAY)
    with pytest.raises(CommandError, match=r"^Ein anderer Prozess besucht gerade Adressen\."):
        said()


def test_command_without_addresses():
    assert said() == ["0 Webadressen besucht. Jetzt bekannt: keine."]
