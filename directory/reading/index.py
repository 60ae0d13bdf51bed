"""Index: which networks have a value or a word? One in the memory of each process, derived from the stored rows, never
written by anybody. Networks stand in it in the order of their names, so that a page of a list is a slice.

It is brought up to date by the versions that acts have kept since, with the first question after an edit.
"""

import threading
from array import array
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Q
from pyroaring import BitMap

from directory.catalogue.registry import BODY, NETWORK, TOPIC
from directory.enums import Visibility
from directory.models import Network, Relation, Revision, Tenure, Version
from directory.querysets import today
from directory.reading import entries
from directory.reading.facet_filters import FACETS
from directory.rules import german, normalisation

Values = dict[Any, BitMap]
NONE = BitMap()
NAMED_BY = {BODY.name: "tenures__body", TOPIC.name: "treatments__topic"}
"""Records whose names networks show, by the path from a network to them."""


class Index:
    """``slots``: where each network (by number) stands. Those below ``len(keys)`` are in the order of names; the later
    ones, the tail, have been named since the index was made. ``words``: by weight, the slots in which a stem occurs;
    ``forms``: each stem as somebody wrote it; ``cards``: what pages
    have drawn of networks (by slot). What a slot held stays in the sets when it is given up; so whoever asks
    keeps to those ``alive``, or to those ``published``.
    """

    def __init__(self) -> None:
        self.facets: dict[str, Values] = {name: {} for name in FACETS}
        self.words: tuple[Values, ...] = ({}, {}, {})
        self.dates: dict[str, Values] = {"verified_on": {}, "start_earliest": {}}
        self.called: Values = {}
        self.alive = BitMap()
        self.published = BitMap()
        self.numbers: list[int] = []
        self.slots: dict[int, int] = {}
        self.tail: dict[int, tuple[str, int]] = {}
        self.forms: dict[str, str] = {}
        self.cards: dict[Any, str] = {}
        self.stems: list[str] = []
        self.backwards: list[str] = []
        names = sorted(entries.names(), key=lambda row: (row.key, row.number))
        self.keys = [(row.key, row.number) for row in names]
        self._place(names)
        self._read()

    # --- asking -------------------------------------------------------------------------------

    def having(self, stem: str, weight: int = entries.TEXT) -> BitMap:
        """The slots in which a stem occurs with at least this weight."""
        return BitMap.union(*(words.get(stem, NONE) for words in self.words[: weight + 1]))

    def __contains__(self, stem: object) -> bool:
        """Whether the stem occurs, or has occurred, anywhere."""
        return any(stem in words for words in self.words)

    def tells(self, stem: str, scope: BitMap) -> bool:
        """Whether the stem occurs in any of these slots."""
        return any(stem in words and words[stem].intersect(scope) for words in self.words)

    def compounds(self, part: str) -> list[str]:
        """The stems of which this one is a part."""
        found = {*_beginning(self.stems, part), *(each[::-1] for each in _beginning(self.backwards, part[::-1]))}
        return sorted(each for each in found if german.has_part(each, part, self))

    def page(self, found: BitMap, start: int, stop: int) -> list[int]:
        """The numbers of the networks found, from one place to another, by name."""
        late = sorted((self.tail[slot], slot) for slot in found & BitMap(self.tail)) if self.tail else []
        if not late:
            return [self.numbers[slot] for slot in found[start:stop]]
        main = found - BitMap([slot for _, slot in late])
        before = [bisect_left(self.keys, key) for key, _ in late]
        places = {(main.rank(at - 1) if at else 0) + at_late: late[at_late][1] for at_late, at in enumerate(before)}
        skipped = sum(place < start for place in places)
        rest = iter(main[start - skipped : stop])
        wanted = range(start, min(stop, len(found)))
        return [self.numbers[places[place] if place in places else next(rest)] for place in wanted]

    # --- making, and keeping up to date -------------------------------------------------------

    def refresh(self, numbers: Collection[int]) -> None:
        """Read anew what is stored of these networks; those that are gone are forgotten."""
        gone = BitMap([self.slots.pop(number) for number in numbers if number in self.slots])
        self.alive -= gone
        self.published -= gone
        for slot in gone:
            self.tail.pop(slot, None)
        self._place(entries.names(numbers))
        self._read(numbers)

    def _place(self, names: Iterable[entries.Names]) -> None:
        for row in names:
            slot = self.slots[row.number] = len(self.numbers)
            self.numbers.append(row.number)
            if slot >= len(self.keys):
                self.tail[slot] = row.key, row.number
            self.alive.add(slot)
            if row.visibility == Visibility.PUBLISHED:
                self.published.add(slot)
            for column, values in self.dates.items():
                values.setdefault(getattr(row, column), BitMap()).add(slot)
            for name in filter(None, (row.name, row.short_name)):
                self.called.setdefault(normalisation.fold(name), BitMap()).add(slot)

    def _read(self, numbers: Collection[int] | None = None) -> None:
        """The values and words of these networks, or of all."""
        networks = Network._base_manager.order_by()
        networks = networks if numbers is None else networks.filter(pk__in=numbers)
        for name, facet in FACETS.items():
            _add(self.facets[name], self._placed(facet.values(networks).values_list("pk", "value")))
        told = self._told(numbers)
        new = {stem for words in told for stem in words if stem not in self}
        for words, slots in zip(self.words, told, strict=True):
            for stem, found in slots.items():
                words.setdefault(stem, BitMap()).update(found)
        _insert(self.stems, new)
        _insert(self.backwards, {stem[::-1] for stem in new})

    def _told(self, numbers: Collection[int] | None) -> tuple[dict[str, Any], ...]:
        """By weight, the slots in whose texts a stem occurs."""
        told: tuple[dict[str, Any], ...] = tuple(defaultdict(partial(array, "I")) for _ in self.words)
        known: dict[str, tuple[str, ...]] = {}
        for number, weight, text in entries.texts(numbers):
            slot, words = self.slots.get(number), told[weight]
            if slot is None:
                continue
            for token in german.tokens(text):
                stems = known.get(token)
                if stems is None:
                    stems = known[token] = german.stems_of(token)
                    self.forms |= dict.fromkeys((stem for stem in stems if stem not in self.forms), token)
                for stem in stems:
                    words[stem].append(slot)
        return told

    def _placed(self, rows: Any) -> Iterator[tuple[int, Any]]:
        slots = self.slots
        return ((slots[number], value) for number, value in rows.iterator(entries.CHUNK) if number in slots)


def _add(values: Values, rows: Iterable[tuple[int, Any]]) -> None:
    found: dict[Any, list[int]] = defaultdict(list)
    for slot, value in rows:
        found[value].append(slot)
    for value, slots in found.items():
        values.setdefault(value, BitMap()).update(slots)


def _insert(ordered: list[str], new: set[str]) -> None:
    if len(new) > len(ordered) // 100:
        ordered.extend(new)
        ordered.sort()
    else:
        for each in new:
            insort(ordered, each)


def _beginning(ordered: list[str], text: str) -> Iterator[str]:
    for at in range(bisect_left(ordered, text), len(ordered)):
        if not ordered[at].startswith(text):
            return
        yield ordered[at]


# --- the one of this process --------------------------------------------------------------------


class Kept:
    """The index of this process, and of which state of the catalogue it is."""

    lock = threading.RLock()
    index: Index | None = None
    revision = version = 0
    day: date | None = None


@contextmanager
def asked() -> Iterator[Index]:
    """The index as of now; nobody else asks it meanwhile."""
    with Kept.lock:
        yield _current()


def forget() -> None:
    """Make it anew with the next question."""
    Kept.index = None


def _current() -> Index:
    revision, day = Revision.current(), today()
    index = Kept.index
    if index is not None and (revision, day) == (Kept.revision, Kept.day):
        return index
    version = Version.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    changed = changed_since(Kept.version, Kept.day, day) if index is not None else None
    if index is None or changed is None or len(index.tail) > len(index.keys) // 10 + len(changed):
        index = Kept.index = Index()
    elif changed:
        index.refresh(changed)
    Kept.revision, Kept.version, Kept.day = revision, version, day
    return index


def changed_since(version: int, earlier: date | None, day: date) -> set[int] | None:
    """The networks (by number) that show something else than at that version and day; None where nobody can tell."""
    rows = Version.objects.filter(pk__gt=version).order_by().values_list("kind", "record", "network")
    records: dict[str, set[int]] = defaultdict(set)
    for kind, number, network in rows:
        records[kind].add(number)
        records[NETWORK.name] |= {network} if network else set()
    found = set(records[NETWORK.name])
    named = Q()
    for kind, path in NAMED_BY.items():
        named |= Q(**{f"{path}__in": records[kind]}) if records[kind] else Q()
    if named:
        found |= set(Network._base_manager.filter(named).order_by().values_list("pk", flat=True))
    if found:
        ties = Relation._base_manager.filter(Q(network__in=found) | Q(other__in=found), other__isnull=False)
        found |= {number for pair in ties.order_by().values_list("network", "other") for number in pair}
        runs = Tenure.objects.filter(network__in=found, body__entry__isnull=False).order_by()
        found |= set(runs.values_list("body__entry", flat=True))
    if earlier is not None and earlier != day:
        found |= (
            set(entries.changing_between(earlier, day))
            if earlier < day
            else set(Network._base_manager.values_list("pk", flat=True))
        )
    return found
