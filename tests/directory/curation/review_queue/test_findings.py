"""Is exactly that on the desk which machines have found and no editor has dealt with?"""

from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.utils import timezone

from directory.curation.review_queue import TASKS
from directory.curation.review_queue.findings import DEAD_LINKS, MOVED_LINKS, PAIRS
from directory.enums import Visibility
from directory.models import Fact, Link, LinkState, Network, Pair, Source
from tests.directory.smallest import make

pytestmark = pytest.mark.django_db

URL = "https://a.example.org/"
BOTH = [(DEAD_LINKS, LinkState.DEAD), (MOVED_LINKS, LinkState.MOVED)]
SINCE = datetime(2026, 5, 3, 12, tzinfo=UTC)


def records(task):
    """What the task's list opens; it is as long as the number on the desk says."""
    found = [item.record for item in task[0:100]]
    assert len(found) == task.count()
    return found


# --- web addresses ----------------------------------------------------------------------------


@pytest.mark.parametrize("state", LinkState)
def test_link_waits_by_its_state(state):
    make(Source, url=URL)
    link = make(Link, url=URL, state=state)
    assert records(DEAD_LINKS) == ([link] if state in (LinkState.DEAD, LinkState.REFUSED) else [])
    assert records(MOVED_LINKS) == ([link] if state == LinkState.MOVED else [])


@pytest.mark.parametrize(("task", "state"), BOTH)
def test_link_named_by_a_source_or_a_fact_readers_see(task, state):
    link = make(Link, url=URL, state=state)
    assert records(task) == []
    fact = make(Fact, url=URL, network=make(Network, visibility=Visibility.DRAFT))
    assert records(task) == []
    Network.objects.filter(pk=fact.network_id).update(visibility=Visibility.PUBLISHED)
    assert records(task) == [link]
    Fact.objects.all().delete()
    assert records(task) == []
    make(Source, url=URL)
    make(Source, url=URL)
    assert records(task) == [link]


@pytest.mark.parametrize(("task", "state"), BOTH)
def test_link_an_editor_has_left_as_it_is(task, state):
    make(Source, url=URL)
    make(Link, url=URL, state=state, accepted_on="2026-01-01")
    assert records(task) == []


def test_link_says_what_is_the_matter_and_where_it_stands():
    source, fact = make(Source, url=URL), make(Fact, url=URL)
    make(Link, url=URL, state="dead", error="Gibt es nicht.", failures=1, failing_since=SINCE)
    make(Source, url=f"{URL}intern")
    make(Link, url=f"{URL}intern", state="refused", error="Führt nach innen.")
    first, second = DEAD_LINKS[0:9]
    assert (first.what, first.why, first.others) == (URL, "Gibt es nicht. Seit 3. Mai 2026.", [source, fact])
    assert second.why == "Führt nach innen."
    Link.objects.filter(url=URL).update(state="moved", moved_to="https://neu.example.org/")
    assert [item.why for item in MOVED_LINKS[0:9]] == ["jetzt https://neu.example.org/"]


@pytest.mark.parametrize("task", [DEAD_LINKS, MOVED_LINKS])
def test_links_of_a_page_in_five_queries(task, django_assert_num_queries):
    for number in range(5):
        make(Fact, url=f"{URL}{number}")
        make(Link, url=f"{URL}{number}", state="dead" if task is DEAD_LINKS else "moved")
    with django_assert_num_queries(5):
        assert len(task[0:100]) == 5


@pytest.mark.parametrize(("task", "state"), BOTH)
def test_links_worked_down_to_zero(task, state):
    source = make(Source, url=URL)
    make(Source, url=f"{URL}weg")
    make(Link, url=URL, state=state)
    left = make(Link, url=f"{URL}weg", state=state)
    source.url = "https://neu.example.org/"
    source.save()
    left.accepted_on = "2026-01-01"
    left.save()
    assert records(task) == []


# --- records that look alike ------------------------------------------------------------------


def test_pairs_the_most_alike_first():
    less, more = make(Pair, second=2, likeness=80), make(Pair, second=3, likeness=95)
    make(Pair, second=4, distinct_at=timezone.now())
    assert records(PAIRS) == [more, less]


def test_pair_says_what_is_alike():
    make(Pair)
    (item,) = PAIRS[0:9]
    assert (item.what, item.where, item.why) == ("A / B", "Netzwerk", "Name fast gleich")


def test_pairs_worked_down_to_zero():
    make(Pair, second=2).delete()
    distinct = make(Pair, second=3)
    distinct.distinct_at = timezone.now()
    distinct.save()
    assert records(PAIRS) == []


# --- all of it --------------------------------------------------------------------------------


def test_every_task_is_told_once():
    assert len({task.key for task in TASKS}) == len({task.label for task in TASKS}) == len(TASKS) == 12
    assert [task.advice for task in TASKS if not task.advice.endswith(".")] == []


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.key)
def test_task_counts_with_one_query(task, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert task.count() == 0


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.key)
def test_task_told_by_a_template_is_not_looked_up(task):
    assert Template("{{ task.key }}").render(Context({"task": task})) == task.key
    with pytest.raises(TypeError):
        task["key"]
