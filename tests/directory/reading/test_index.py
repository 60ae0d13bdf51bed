"""Does the index say what the database says, however it came about, and does it follow every edit at once?"""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings, strategies as st
from pyroaring import BitMap

from directory.models import Network, Version
from directory.querysets import today
from directory.reading import index, search
from directory.reading.facets import Facets
from directory.reading.filters import Hits, Selected
from directory.reading.index import Index
from tests.directory.asking import selection
from tests.directory.reading import changing, oracle
from tests.worlds import taken_back

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("versions")]

NOON = f"{changing.FIRST_DAY} 12:00 +0100"
QUERIES = ("Rat", "Haushalt", "Stadt Rat", "Beratung Forum", "Kim", "Bürgerhaushlat", "eins", "Sachsen", "West")
CHOICES: dict[str, tuple[str, ...]] = {
    "status": ("active", "ended"),
    "land": (*changing.AREAS, "nicht-genannt"),
    "ebene": changing.LEVELS,
    "thema": (*changing.SLUGS, "nicht-genannt"),
    "stelle": (*changing.SLUGS, "nicht-genannt"),
    "kosten": ("kostenlos", "nicht-genannt"),
    "beitritt": ("antrag", "anmeldung"),
    "wer": ("person", "organisation", "nicht-genannt"),
    "art": ("network",),
    "offen": ("alle", "noch-nicht", "nicht-mehr"),
}
SELECTIONS = st.fixed_dictionaries(
    {}, optional={name: st.lists(st.sampled_from(values), max_size=2, unique=True) for name, values in CHOICES.items()}
)
RANDOM = settings(
    max_examples=6, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class Follower:
    """An index that is never made anew: it follows what has changed since, as that of a worker does."""

    def __init__(self) -> None:
        self.index, self.version, self.day = Index(), newest(), today()

    def follow(self) -> Index:
        changed = index.changed_since(self.version, self.day, today())
        assert changed is not None
        self.version, self.day = newest(), today()
        self.index.refresh(changed)
        return self.index


def newest() -> int:
    return Version.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def told(known: Index) -> dict[str, Any]:
    """All that an index holds, by the numbers of networks."""

    def numbers(found: BitMap) -> list[int]:
        return sorted(known.numbers[slot] for slot in found & known.alive)

    def values(kept: Any) -> dict[Any, list[int]]:
        return {value: numbers(found) for value, found in kept.items() if numbers(found)}

    return {
        "facets": {name: values(kept) for name, kept in known.facets.items()},
        "words": [values(kept) for kept in known.words],
        "dates": {name: values(kept) for name, kept in known.dates.items()},
        "called": values(known.called),
        "published": numbers(known.published),
        "order": known.page(known.alive, 0, len(known.alive)),
        "pages": [known.page(known.published, start, start + 2) for start in range(0, len(known.published), 2)],
        "found": {text: answered(known, text) for text in QUERIES},
    }


def answered(known: Index, text: str) -> tuple[Any, ...]:
    found = search.find(known, text)
    groups = [(why, sorted(known.numbers[slot] for slot in hits)) for why, hits in found.groups]
    return groups, found.places, found.only_most, bool(found.meant)


@RANDOM
@given(
    catalogue=changing.CATALOGUES,
    days=st.lists(st.lists(changing.EDITS, min_size=1, max_size=3), min_size=1, max_size=3),
)
def test_brought_up_to_date_as_made_anew(catalogue, days):
    with taken_back(), time_machine.travel(NOON, tick=False) as clock:
        changing.made(catalogue)
        follower = Follower()
        for edits in days:
            for edit in edits:
                changing.edit(edit)
            assert told(follower.follow()) == told(Index())
            clock.shift(timedelta(days=1))
            assert told(follower.follow()) == told(Index())


@RANDOM
@given(
    catalogue=changing.CATALOGUES,
    edits=st.lists(changing.EDITS, max_size=4),
    chosen=SELECTIONS,
    sort=st.sampled_from(("name", "geprueft", "gruendung")),
)
def test_list_as_the_database_has_it(catalogue, edits, chosen, sort):
    with taken_back(), time_machine.travel(NOON, tick=False):
        changing.made(catalogue)
        follower = Follower()
        for edit in edits:
            changing.edit(edit)
        query = "&".join([f"sort={sort}", *(f"{name}={value}" for name, values in chosen.items() for value in values)])
        asked = selection(query)
        known = {name: [value for value in values if value in asked.chosen[name]] for name, values in chosen.items()}
        selected = Selected(follower.follow(), asked)
        hits = Hits(selected.index, selected.groups())
        expected = oracle.listed(known, sort)
        assert (hits[:], hits.count()) == (expected, len(expected))
        assert [number for start in range(0, len(hits), 2) for number in hits[start : start + 2]] == expected
        for facet in Facets(selected).all:
            counted = oracle.counts(known, facet.name)
            assert {option.value: option.count for option in facet.options if option.count} == counted, facet.name
            assert facet.total == oracle.left(known, without=facet.name).count()


@RANDOM
@given(catalogue=changing.CATALOGUES, edits=st.lists(changing.EDITS, min_size=1, max_size=6))
def test_asked_after_every_edit(catalogue, edits):
    """As a worker asks: followed or made anew, whichever it finds cheaper."""
    with taken_back(), time_machine.travel(NOON, tick=False):
        changing.made(catalogue)
        for edit in edits:
            changing.edit(edit)
            with index.asked() as known:
                assert told(known) == told(Index())
    assert Network.objects.count() == 0
