"""Source coverage: which lines of a source text does the directory show, which not, and does each citation still fit
its passage?
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db.models import F, QuerySet

from directory.enums import Aspect
from directory.models import Citation, Source
from directory.rules import line_ranges

MOST_ANCHORS = 200  # lines of one passage that can be linked to one by one


@dataclass(frozen=True)
class Broken:
    """A citation whose passage has changed or gone."""

    citation: Citation
    reason: str


@dataclass(frozen=True)
class Coverage:
    """The lines of one source text: cited, known to state no fact, and open ones with their wording."""

    source: Source
    cited: int
    silent: int
    open: list[tuple[int, str]]


@dataclass(frozen=True)
class Extent:
    """How much of a source's text its statements represent, as far as the length of the text is known.

    ``end`` is the last line counted; ``complete``, whether that is the last line of the text. ``filled`` lines hold
    words; ``told`` of them some statement shows, ``silent`` ones state nothing, ``open`` are the rest.
    """

    end: int
    complete: bool
    filled: int
    told: int
    silent: int
    open: list[tuple[int, int]]

    @property
    def open_words(self) -> str:
        """``5–7, 9``"""
        return ", ".join(f"{first}" if first == last else f"{first}–{last}" for first, last in self.open)


def broken(folder: Path) -> tuple[int, list[Broken]]:
    """How many citations with lines were compared with the texts in a folder, and which no longer fit."""
    texts: dict[str, list[str] | None] = {}
    found = []
    citations = Citation.objects.filter(first_line__isnull=False).select_related("source")
    for citation in citations:
        file = citation.source.file
        if file not in texts:
            texts[file] = read(folder, citation.source)
        found += compared([citation], texts[file])
    return len(citations), found


def compared(citations: Iterable[Citation], text: Sequence[str] | None) -> list[Broken]:
    """Those of a source's citations that no longer fit its text, with the reason."""
    complaints = ((citation, _complaint(citation, text)) for citation in citations)
    return [Broken(citation, reason) for citation, reason in complaints if reason]


def _complaint(citation: Citation, text: Sequence[str] | None) -> str:
    """Why a citation no longer fits its text; empty if it does."""
    if text is None:
        return "Der Text fehlt."
    if citation.first_line is None or citation.last_line is None:
        return ""
    try:
        now = line_ranges.fingerprint(text, citation.first_line, citation.last_line)
    except line_ranges.NotAPassage as error:
        return str(error)
    return "" if now == citation.fingerprint else f"Der Wortlaut hat sich geändert (jetzt {now})."


def read(folder: Path, source: Source) -> list[str] | None:
    """The lines of a source's text, or None if the folder has no such file."""
    path = folder / source.file if source.file else None
    return path.read_text(encoding="utf-8").splitlines() if path and path.is_file() else None


def cover(source: Source, text: Sequence[str]) -> Coverage:
    """Which of a text's lines that are not blank some citation names."""
    cited = numbers(telling(Citation.objects.filter(source=source)), len(text))
    silent = numbers(source.silences.values_list("first_line", "last_line"), len(text)) - cited
    filled = {number: line.strip() for number, line in enumerate(text, start=1) if line.strip()}
    rest = [(number, line) for number, line in filled.items() if number not in cited | silent]
    return Coverage(source, len(filled.keys() & cited), len(filled.keys() & silent), rest)


def telling(citations: QuerySet[Citation]) -> QuerySet[Citation, tuple[int | None, int | None]]:
    """The lines that these citations represent.

    That a text lists, or does not list, an entry is said of the whole text and represents no line of it.
    """
    return citations.exclude(aspect=Aspect.LISTING).order_by().values_list("first_line", "last_line").distinct()


def numbers(spans: Iterable[tuple[int | None, int | None]], end: int | None = None) -> set[int]:
    """All line numbers within these spans, up to ``end`` at most."""
    known = ((first, last if end is None else min(last, end)) for first, last in spans if first and last)
    return {number for first, last in known for number in range(first, last + 1)}


def extent(source: Source, spans: Iterable[tuple[int | None, int | None]]) -> Extent:
    """How much of a source's text these spans represent; its silences are fetched ahead or asked for once."""
    told = [(first, last) for first, last in spans if first and last]
    silent = [(each.first_line, each.last_line) for each in source.silences.all() if each.first_line and each.last_line]
    end = source.lines or max((last for _, last in [*told, *silent]), default=0)
    filled = line_ranges.size(line_ranges.gaps(source.blanks, end))
    untold = line_ranges.size(line_ranges.gaps([*told, *source.blanks], end))
    rest = line_ranges.gaps([*told, *source.blanks, *silent], end)
    open_lines = line_ranges.size(rest)
    return Extent(end, source.lines is not None, filled, filled - untold, untold - open_lines, rest)


def shown(source: Source) -> list[tuple[str, list[Citation]]]:
    """What of a source the directory shows: its citations, passage by passage, in the order of the text."""
    return by_passage(in_order(Citation.objects.filter(source=source).of_published()))


def in_order(citations: QuerySet[Citation]) -> QuerySet[Citation]:
    """With all that pages say about them, in the order of the text."""
    rows: QuerySet[Citation] = citations.with_rows()  # type: ignore[attr-defined]
    return rows.order_by(F("first_line").asc(nulls_first=True), "last_line", "pk")


def by_passage(citations: Iterable[Citation]) -> list[tuple[str, list[Citation]]]:
    """Citations under the passages they mean."""
    groups: dict[str, list[Citation]] = defaultdict(list)
    for citation in citations:
        groups[citation.anchor].append(citation)
    return [(group[0].where or "Ganzer Text", group) for group in groups.values()]


def anchored(groups: list[tuple[str, list[Citation]]]) -> list[tuple[str, list[Citation], list[str]]]:
    """The same with further anchors: each line of a passage that no group has for itself leads to the first with it."""
    taken = {citations[0].anchor for _, citations in groups}
    found = []
    for where, citations in groups:
        first, last = citations[0].first_line or 1, citations[0].last_line or 0
        lines = (line_ranges.anchor(line, line) for line in range(first, min(last, first + MOST_ANCHORS) + 1))
        further = [anchor for anchor in lines if anchor not in taken]
        taken.update(further)
        found.append((where, citations, further))
    return found
