"""Log: which acts does a log tell, and what is said of each? Newest first; a constant number of queries a page."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.utils import timezone

from directory.history import ordering, version_tables
from directory.history.sentences import Eyes, Line, describe
from directory.history.snapshots import Rows
from directory.models.history import FROM_TEXTS

Pair = tuple[UUID, int | None]
"""An act, and the network in whose log it is told."""
UNCOUNTED = {"network", "citation", "verdict", "gap", "member"}
"""Rows that are no statements about a network."""
PEOPLE = {"contact", "member"}
LOOKED = "geprüft, nichts geändert"
"""The reason of a check, which the entry's own words say as well."""


@dataclass
class Part:
    """What an act did to one network, or to the record whose log it is."""

    record: Any
    lines: list[Line]


@dataclass
class Entry:
    """What is told of one act. Who did it is for editors only."""

    act: UUID
    at: datetime
    reason: str
    by: Any
    parts: list[Part]

    @property
    def lines(self) -> list[Line]:
        return [line for part in self.parts for line in part.lines]

    @property
    def is_loaded(self) -> bool:
        """Whether it came from the texts the catalogue began with; its own words say so."""
        return self.reason == FROM_TEXTS

    @property
    def day(self) -> date:
        """When it was, on the reader's calendar."""
        return timezone.localdate(self.at)


@dataclass
class Tally:
    """What one act did to one network, in numbers by kind and deed."""

    at: datetime
    reason: str = ""
    by: int | None = None
    counts: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))

    def balance(self, kind: str) -> int:
        """How many rows of a kind there are more than before."""
        return self.counts[kind, "+"] - self.counts[kind, "-"]


@dataclass(frozen=True)
class Opening:
    """The act by which readers first saw a network."""

    act: UUID
    at: datetime


@dataclass
class Log:
    """The acts that touched the rows of some places.

    Args:
        here: the one network, or other record, they are told of; without it each row's own network.
        openings: for the public: nothing is told of a network before readers saw it.
        kinds: for editors: only rows of these kinds are told of.
        is_folded: an act that made a network is told in one sentence.
        records: the networks by number, for the parts of the entries.
        is_whole: rows are read with all their versions, not only with those the entries need.
        rows: what was read for the entries asked for last.
    """

    places: list[version_tables.Place]
    here: int | None = None
    openings: Mapping[int | None, Opening] | None = None
    kinds: set[str] | None = None
    is_folded: bool = True
    records: Mapping[int | None, Any] = field(default_factory=dict)
    is_whole: bool = False
    rows: Rows = field(default_factory=Rows)

    @property
    def is_public(self) -> bool:
        return self.openings is not None

    @cached_property
    def tallies(self) -> dict[Pair, Tally]:
        """All that happened, by act and network."""
        found: dict[Pair, Tally] = {}
        for touch in version_tables.touches(self.places):
            if self.kinds is None or touch.kind in self.kinds:
                tally = found.setdefault((touch.act, self.here or touch.network), Tally(touch.at))
                tally.at = max(tally.at, touch.at)
                tally.reason, tally.by = touch.reason or tally.reason, touch.by or tally.by
                tally.counts[touch.kind, touch.how] += touch.count
        return found

    @cached_property
    def pairs(self) -> list[Pair]:
        """What may be told."""
        return [pair for pair in self.tallies if self._is_open(pair)]

    def _is_open(self, pair: Pair) -> bool:
        opening = (self.openings or {}).get(pair[1])
        return opening is None or pair[0] == opening.act or self.tallies[pair].at > opening.at

    @cached_property
    def acts(self) -> list[UUID]:
        """The acts that may be told, newest first."""
        latest: dict[UUID, datetime] = {}
        for pair in self.pairs:
            latest[pair[0]] = max(self.tallies[pair].at, latest.get(pair[0], self.tallies[pair].at))
        return sorted(latest, key=lambda act: (latest[act], act), reverse=True)

    def entries(self, acts: Iterable[UUID]) -> list[Entry]:
        """What is told of these acts; those of which there is nothing to tell are left out."""
        acts = list(acts)
        pairs = [pair for pair in self.pairs if pair[0] in acts]
        touched = self._read({pair for pair in pairs if not self._is_beginning(pair)})
        told_of = (self.rows.of_kind(kind) for kind in ("relation", "member"))
        eyes = Eyes.of_the_public(*told_of) if self.is_public else Eyes()
        users = get_user_model()._default_manager.in_bulk({self.tallies[pair].by for pair in pairs} - {None})
        discreet = set(version_tables.acts_about(PEOPLE, acts)) if self.is_public else set()
        entries = []
        for act in acts:
            own = sorted((pair for pair in pairs if pair[0] == act), key=lambda pair: (pair[1] is None, pair[1] or 0))
            parts = [Part(self.records.get(pair[1]), self._lines(pair, touched[pair], eyes)) for pair in own]
            tally = max((self.tallies[pair] for pair in own), key=lambda each: each.at)
            told = [part for part in parts if part.lines]
            looked = tally.reason == LOOKED and all(line.is_check for part in told for line in part.lines)
            reason = "" if act in discreet or looked else tally.reason
            entries.append(Entry(act, tally.at, reason, users.get(tally.by), told))
        return [entry for entry in entries if entry.parts]

    def _read(self, pairs: set[Pair]) -> dict[Pair, set[tuple[str, int]]]:
        """The rows that the acts touched; they and what they point to are read."""
        found: dict[Pair, set[tuple[str, int]]] = defaultdict(set)
        versions: set[tuple[str, int, int]] = set()
        for kind, act, network, number, *some in (
            version_tables.versions_in(self.places, {act for act, _ in pairs}) if pairs else ()
        ):
            pair = (act, self.here or network)
            if pair in pairs and (self.kinds is None or kind in self.kinds):
                found[pair].add((kind, number))
                versions |= {(kind, number, version) for version in some if version}
        whole = {row for rows in found.values() for row in rows} if self.is_whole else set()
        self.rows = Rows(whole, versions)
        return found

    # --- what is told of one act ----------------------------------------------------------------

    def _is_beginning(self, pair: Pair) -> bool:
        """Whether the network began with this act, for the reader of this log."""
        opening = (self.openings or {}).get(pair[1])
        made = ("network", "+") in self.tallies[pair].counts
        return self.is_folded and (made or (opening is not None and opening.act == pair[0]))

    def _lines(self, pair: Pair, touched: set[tuple[str, int]], eyes: Eyes) -> list[Line]:
        if self._is_beginning(pair):
            return [Line(self._beginning(pair))]
        changes = ordering.arranged(self.rows.change(pair[0], kind, number) for kind, number in touched)
        return ordering.folded([line for change in changes for line in describe(change, eyes, pair[1])])

    def _beginning(self, pair: Pair) -> str:
        tally = self.tallies[pair]
        made = ("network", "+") in tally.counts
        until = [tally] if made else self._until(pair)
        kinds = {kind for each in until for kind, _ in each.counts} - UNCOUNTED
        statements = sum(each.balance(kind) for each in until for kind in kinds)
        citations = sum(each.balance("citation") for each in until)
        done = "Eintrag aufgenommen" if made else "Eintrag veröffentlicht"
        lead = "Aus den Quelltexten aufgenommen" if made and tally.reason == FROM_TEXTS else done
        return f"{lead} mit {_number(statements, 'Angabe', 'Angaben')} und {_number(citations, 'Beleg', 'Belegen')}"

    def _until(self, pair: Pair) -> list[Tally]:
        """All that happened to a network up to an act, also what readers did not see."""
        own = [tally for (_, network), tally in self.tallies.items() if network == pair[1]]
        return [tally for tally in own if tally.at <= self.tallies[pair].at]


def _number(number: int, one: str, many: str) -> str:
    return f"1 {one}" if number == 1 else f"{number} {many}"
