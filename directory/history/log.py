"""Log: which acts does a log tell, and what is said of each? Newest first; a constant number of queries a page."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from directory.catalogue.diff import Path, flat, said
from directory.catalogue.documents import Document
from directory.catalogue.registry import DOCUMENTED, NETWORK
from directory.history.sentences import Eyes, Line, describe
from directory.history.snapshots import Change, read
from directory.models import Act, Citation, Version
from directory.models.history import FROM_TEXTS, MERGED, PARTED

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


def of_record(kind: str, number: int) -> QuerySet[Version]:
    """The versions of a record; of a network also those of its members."""
    own = Q(kind=kind, record=number)
    return Version.objects.filter(own | Q(network=number) if kind == NETWORK.name else own)


@dataclass
class Log:
    """The acts that left some versions.

    Args:
        versions: those that may be told.
        here: the one network they are told of; without it each version's own.
        openings: for the public: by network, the version in which readers first saw it; nothing is told of before.
        kinds: for editors: only rows of these kinds are told of.
        at: only the row at this place of a document is told of.
        is_folded: an act that made a network is told in one sentence.
        records: the networks by number, for the parts of the entries.
    """

    versions: QuerySet[Version]
    here: int | None = None
    openings: Mapping[int | None, int] | None = None
    kinds: set[str] | None = None
    at: Path = ()
    is_folded: bool = True
    records: Mapping[int | None, Any] = field(default_factory=dict)

    @property
    def is_public(self) -> bool:
        return self.openings is not None

    @cached_property
    def told(self) -> dict[UUID, list[int]]:
        """The versions that may be told, by act, the newest first."""
        found: dict[UUID, list[int]] = defaultdict(list)
        versions = self.versions.filter(act__isnull=False).order_by("-act__at", "-pk")
        if self.at:
            acts = {version.pk for version in versions.select_related("before") if self._touches(version)}
            versions = versions.filter(pk__in=acts)
        for act, number, network in versions.values_list("act", "pk", "network"):
            if number >= (self.openings or {}).get(network, 0):
                found[act].append(number)
        return dict(found)

    def _touches(self, version: Version) -> bool:
        before = version.before.document if version.before else None
        old, new = (flat(DOCUMENTED[version.kind], document).get(self.at) for document in (before, version.document))
        return old != new

    @property
    def acts(self) -> list[UUID]:
        """The acts that may be told, newest first."""
        return list(self.told)

    def entries(self, acts: Iterable[UUID]) -> list[Entry]:
        """What is told of these acts; those of which there is nothing to tell are left out."""
        acts = [act for act in acts if act in self.told]
        numbers = [number for act in acts for number in self.told[act]]
        versions = list(
            Version.objects.filter(pk__in=numbers).select_related("before", "act").order_by("network", "pk")
        )
        plain = [version for version in versions if not self._is_beginning(version)]
        changes = {version.pk: found for version, found in zip(plain, read(plain), strict=True)}
        eyes = (
            Eyes.of_the_public([each.row for found in changes.values() for each in found]) if self.is_public else Eyes()
        )
        known = {act.pk: act for act in Act.objects.filter(pk__in=acts).select_related("by")}
        entries = []
        for act in acts:
            own = [version for version in versions if version.act_id == act]
            parts = self._parts(own, changes, eyes)
            if parts:
                entries.append(Entry(act, known[act].at, self._reason(known[act], parts), known[act].by, parts))
        return entries

    def _parts(self, versions: list[Version], changes: dict[int, list[Change]], eyes: Eyes) -> list[Part]:
        lines: dict[int | None, list[Line]] = defaultdict(list)
        for version in versions:
            network = self.here or version.network
            lines[network] += self._lines(version, changes.get(version.pk), eyes)
        ordered = sorted(lines.items(), key=lambda pair: (pair[0] is None, pair[0] or 0))
        return [Part(self.records.get(network), folded(told)) for network, told in ordered if told]

    def _reason(self, act: Act, parts: list[Part]) -> str:
        looked = act.reason == LOOKED and all(line.is_check for part in parts for line in part.lines)
        if self.is_public and act.is_about_people:  # the reason may name them; what was done names nobody
            return next((deed.rstrip(": ") for deed in (MERGED, PARTED) if act.reason.startswith(deed)), "")
        return "" if looked else act.reason

    # --- what is told of one version ------------------------------------------------------------

    def _is_beginning(self, version: Version) -> bool:
        """Whether the network began with this version, for the reader of this log."""
        is_first = version.before is None or (self.openings or {}).get(version.network) == version.pk
        return self.is_folded and version.kind == NETWORK.name and is_first and version.document is not None

    def _lines(self, version: Version, changes: list[Change] | None, eyes: Eyes) -> list[Line]:
        if changes is None:
            return [Line(beginning(version))]
        told = [each for each in changes if self.kinds is None or each.kind in self.kinds]
        told = [each for each in told if not self.at or each.path[: len(self.at)] == self.at]
        return [line for change in told for line in describe(change, eyes, self.here or version.network)]


def foretold(versions: list[Version], here: int | None) -> list[Line]:
    """What the log will say of versions that are not stored yet."""
    found: list[Line] = []
    for version, changes in zip(versions, read(versions), strict=True):
        is_made = version.kind == NETWORK.name and version.before is None
        found += [Line(beginning(version))] if is_made else [
            line for change in changes for line in describe(change, Eyes(), here) if not line.is_check
        ]  # fmt: skip
    return found


def beginning(version: Version) -> str:
    """How a network came into the directory, or before readers."""
    statements, citations = _counted(version.document or {})
    is_made = version.before is None or version.before.document is None
    done = "Eintrag aufgenommen" if is_made else "Eintrag veröffentlicht"
    lead = "Aus den Quelltexten aufgenommen" if is_made and version.act and version.act.reason == FROM_TEXTS else done
    return f"{lead} mit {_number(statements, 'Angabe', 'Angaben')} und {_number(citations, 'Beleg', 'Belegen')}"


def _counted(document: Document) -> tuple[int, int]:
    rows = [row for path, (_, row) in flat(NETWORK, document).items() if path[:1] != ("incoming",)]
    return len(rows) - 1, sum(model is Citation for row in rows for model, *_ in said(row))


def folded(lines: list[Line]) -> list[Line]:
    """Where somebody only looked, that is all there is to tell."""
    if not lines or not all(line.is_check for line in lines):
        return lines
    whole = [line for line in lines if line.change and line.change.kind == NETWORK.name]
    return [Line(f"{line.text}, nichts geändert", line.change, is_check=True) for line in whole or lines]


def _number(number: int, one: str, many: str) -> str:
    return f"1 {one}" if number == 1 else f"{number} {many}"
