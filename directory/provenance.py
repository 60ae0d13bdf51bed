"""Which passages stand behind the rows of a page, where do sources disagree, and what has no source? Three queries,
however many rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q

from directory.models import TARGETS, Citation, Gap, Source, Verdict

Place = tuple[str, int, str]  # kind of row, its number, aspect


@dataclass
class Note:
    """One footnote: a passage of a source, whichever rows it stands behind."""

    number: int
    source: Source
    where: str

    @property
    def anchor(self) -> str:
        return f"beleg-{self.number}"


@dataclass
class Claim:
    """What one source says about one row."""

    citation: Citation
    note: Note


@dataclass
class Dispute:
    """Claims that do not simply agree, side by side, with the curator's reading."""

    verdict: Verdict
    claims: list[Claim] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return f"lesart-{self.verdict.code.lower()}"


@dataclass
class Unsourced:
    """A statement without a source, and why it has none."""

    number: int
    gap: Gap
    row: Model

    @property
    def anchor(self) -> str:
        return f"ohne-quelle-{self.number}"

    @property
    def what(self) -> str:
        """What is said without a source."""
        return self.gap.get_aspect_display() or f"{self.row._meta.verbose_name} „{self.row}“"


class Provenance:
    """Footnotes, disputes and gaps of the rows of one page."""

    def __init__(self, rows: Iterable[Model]) -> None:
        rows = list(rows)
        said = about(rows)
        citations = Citation.objects.filter(said).select_related("source")
        self.claims: dict[Place, list[Claim]] = defaultdict(list)
        self.notes: list[Note] = []
        passages: dict[tuple[int, str], Note] = {}
        for citation in citations:
            passage = (citation.source_id, citation.where)
            if passage not in passages:
                passages[passage] = Note(len(self.notes) + 1, citation.source, citation.where)
                self.notes.append(passages[passage])
            self.claims[place(citation)].append(Claim(citation, passages[passage]))
        self.placed: set[int] = set()
        self.disputes = {
            place(verdict): Dispute(verdict, self.claims.get(place(verdict), []))
            for verdict in Verdict.objects.filter(said)
        }
        by_place = {_place(row, ""): row for row in rows}
        gaps = [(gap, by_place[(*place(gap)[:2], "")]) for gap in Gap.objects.filter(said)]
        shown = [(gap, row) for gap, row in gaps if getattr(row, "is_shown", True)]  # nothing of a hidden person
        self.excused = {place(gap) for gap, _ in gaps}
        self.gaps = {place(gap): Unsourced(number, gap, row) for number, (gap, row) in enumerate(shown, start=1)}

    def of(self, row: Model, *aspects: str) -> list[Note]:
        """The footnotes of a row, or of some aspects of it; each passage once."""
        claims = [claim for aspect in aspects or [""] for claim in self.claims.get(_place(row, aspect), [])]
        notes = {claim.note.number: claim.note for claim in claims}
        return [notes[number] for number in sorted(notes)]

    def citations(self, row: Model, aspect: str = "") -> list[Citation]:
        """What is cited for a row, or for one aspect of it."""
        return [claim.citation for claim in self.claims.get(_place(row, aspect), [])]

    def gaps_of(self, row: Model, *aspects: str) -> list[Unsourced]:
        """What of a row, or of some aspects of it, has no source."""
        places = [_place(row, aspect) for aspect in aspects or [""]]
        return [self.gaps[place] for place in places if place in self.gaps]

    def dispute(self, row: Model, aspect: str = "") -> Dispute | None:
        """The verdict on a row or one aspect of it, with the claims it weighs."""
        found = self.disputes.get(_place(row, aspect))
        if found:
            self.placed.add(found.verdict.pk)
        return found

    @property
    def rest(self) -> list[Dispute]:
        """Disputes no part of the page has asked for so far; to be shown at its end."""
        return [dispute for dispute in self if dispute.verdict.pk not in self.placed]

    def by_source(self) -> list[tuple[Source, list[Note]]]:
        """All footnotes, source by source."""
        groups: dict[int, tuple[Source, list[Note]]] = {}
        for note in self.notes:
            groups.setdefault(note.source.pk, (note.source, []))[1].append(note)
        return list(groups.values())

    def __iter__(self) -> Iterator[Dispute]:
        return iter(sorted(self.disputes.values(), key=lambda dispute: dispute.verdict.pk))


def place(said: Citation | Verdict | Gap) -> Place:
    """What a citation, verdict or gap speaks about."""
    name = said.target_name
    return name, getattr(said, f"{name}_id"), said.aspect


def _place(row: Model, aspect: str) -> Place:
    return str(row._meta.model_name), row.pk, aspect


def about(rows: Iterable[Model]) -> Q:
    """A condition for all that is said about these rows; by numbers, so that each part can use its index."""
    numbers: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        numbers[str(row._meta.model_name)].append(row.pk)
    parts = [Q(**{f"{name}__in": numbers[name]}) for name in TARGETS if numbers[name]]
    return reduce(or_, parts, Q(pk__in=[]))
