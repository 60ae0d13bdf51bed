"""Provenance: which passages stand behind the rows of a page, where do sources disagree, and what has no source? Three
queries, however many rows.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from textwrap import shorten
from typing import Any

from django.db.models import Model, Q

from directory.enums import Aspect, Nature
from directory.models import TARGETS, Citation, Criterion, Fact, Gap, Source, Verdict
from directory.models.about import STATED_IN

Place = tuple[str, int, str]  # kind of row, its number, aspect
OPEN_BY_THEMSELVES = {Nature.CONFLICT, Nature.OPEN}
SENTENCE = re.compile(r"(?<!\b\d)(?<!\b\d\d)(?<!\b[A-Za-z])[.!?]\s+(?=[A-ZÄÖÜ„])")  # not at "1. Juli" or "e. V."
SHORT = 80  # characters of a reading that one line tells


@dataclass
class Note:
    """One footnote: all that stands behind one statement, however many passages."""

    number: int
    what: str
    text: str
    citations: list[Citation]
    gaps: list["Unsourced"]

    @property
    def anchor(self) -> str:
        return f"beleg-{self.number}"

    @property
    def origin(self) -> str:
        """Where the statement stands, to go back to."""
        return f"angabe-{self.number}"


@dataclass
class Dispute:
    """Claims that do not simply agree, side by side, with the curator's reading."""

    verdict: Verdict
    claims: list[Citation] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return f"lesart-{self.verdict.code.lower()}"

    @property
    def opens(self) -> bool:
        """Whether readers must see the claims at once: what contradicts itself, and what nobody could decide."""
        return self.verdict.nature in OPEN_BY_THEMSELVES

    @property
    def reading_in_short(self) -> str:
        """The reading as far as one line goes."""
        first = SENTENCE.split(self.verdict.reading.strip(), maxsplit=1)[0].rstrip(".")
        return shorten(first, SHORT, placeholder=" …")


@dataclass
class Unsourced:
    """A statement without a source, and why it has none."""

    gap: Gap
    row: Model

    @property
    def what(self) -> str:
        """What is said without a source."""
        return self.gap.get_aspect_display() or f"{self.row._meta.verbose_name} „{self.row}“"


class Provenance:
    """Footnotes, disputes and gaps of the rows of one page. Footnotes are numbered as the page asks for them."""

    def __init__(self, rows: Iterable[Model]) -> None:
        rows = list(rows)
        said = about(rows)
        self.claims: dict[Place, list[Citation]] = defaultdict(list)
        for citation in Citation.objects.filter(said).select_related("source"):
            self.claims[place(citation)].append(citation)
        self.notes: list[Note] = []
        self.asked: set[Place] = set()
        self.placed: set[int] = set()
        self.disputes = {
            place(verdict): Dispute(verdict, self.claims.get(place(verdict), []))
            for verdict in Verdict.objects.filter(said)
        }
        self.rows = {_place(row, ""): row for row in rows}
        gaps = [(gap, self.rows[(*place(gap)[:2], "")]) for gap in Gap.objects.filter(said)]
        self.gaps = {place(gap): Unsourced(gap, row) for gap, row in gaps if is_shown(row)}

    def of(self, row: Model, *aspects: str) -> list[Citation]:
        """The passages behind a row, or behind some aspects of it; each once."""
        claims = [citation for aspect in aspects or [""] for citation in self.claims.get(_place(row, aspect), [])]
        return list({(claim.source_id, claim.where, claim.claim): claim for claim in claims}.values())

    def note(self, row: Model, *aspects: str) -> Note | None:
        """The footnote of a statement, anew for each place of the page, so that it leads back there.

        None where neither a source nor a gap is known.
        """
        self.asked.update(_place(row, aspect) for aspect in aspects or [""])
        citations, gaps = self.of(row, *aspects), self.gaps_of(row, *aspects)
        if not citations and not gaps:
            return None
        note = Note(len(self.notes) + 1, label(row, *aspects), told(row, *aspects), citations, gaps)
        self.notes.append(note)
        return note

    @property
    def sources(self) -> list[tuple[Source, int]]:
        """The sources of the page, each with the number of statements it stands behind."""
        found = {claim.source_id: claim.source for claims in self.claims.values() for claim in claims}
        behind = Counter(number for claims in self.claims.values() for number in {claim.source_id for claim in claims})
        return [(source, behind[number]) for number, source in sorted(found.items(), key=lambda item: item[1].slug)]

    @property
    def unmarked(self) -> list[Note]:
        """Footnotes of what no part of the page has asked for so far: neither as a mark nor as a disagreement."""
        weighed = {each for each, dispute in self.disputes.items() if dispute.verdict.pk in self.placed}
        rest = [each for each in {**self.claims, **self.gaps} if each not in self.asked | weighed]
        rows = [(self.rows[kind, number, ""], aspect) for kind, number, aspect in rest]
        notes = [self.note(row, *filter(None, [aspect])) for row, aspect in rows if is_shown(row)]
        return [note for note in notes if note]

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

    def __iter__(self) -> Iterator[Dispute]:
        return iter(sorted(self.disputes.values(), key=lambda dispute: dispute.verdict.pk))


def is_shown(row: Model) -> bool:
    """Whether readers may know of a row; nothing is told of a hidden person."""
    return bool(getattr(row, "is_shown", True))


def label(row: Model, *aspects: str) -> str:
    """What sort of statement it is, in a word or two."""
    named = [str(Aspect(aspect).label) for aspect in aspects if aspect]
    if named and row._meta.model_name in STATED_IN:
        return " und ".join(dict.fromkeys(named))
    return row.get_kind_display() if isinstance(row, (Fact, Criterion)) else str(row._meta.verbose_name)


def told(row: Model, *aspects: str) -> str:
    """What the statement says, as short as a footnote repeats it."""
    fields = STATED_IN.get(str(row._meta.model_name))
    if fields is None:
        return (getattr(row, "figure", "") or getattr(row, "text", "") or str(row)) if is_shown(row) else ""
    values = []
    for name in (fields[aspect] for aspect in aspects if aspect in fields):
        display = getattr(row, f"get_{name}_display", None)
        values.append(str(display() if display else getattr(row, name) or ""))
    return ", ".join(value for value in values if value)


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
