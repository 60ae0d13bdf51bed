"""Which lines of a source text does the directory show, which not, and does each citation still fit its passage?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db.models import F

from directory import passages
from directory.enums import Aspect
from directory.models import Citation, Source


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


def broken(folder: Path) -> tuple[int, list[Broken]]:
    """How many citations with lines were compared with the texts in a folder, and which no longer fit."""
    texts: dict[str, list[str] | None] = {}
    found = []
    citations = Citation.objects.filter(first_line__isnull=False).select_related("source")
    for citation in citations:
        file = citation.source.file
        if file not in texts:
            texts[file] = read(folder, citation.source)
        reason = _complaint(citation, texts[file])
        if reason:
            found.append(Broken(citation, reason))
    return len(citations), found


def _complaint(citation: Citation, text: Sequence[str] | None) -> str:
    """Why a citation no longer fits its text; empty if it does."""
    if text is None:
        return "Der Text fehlt."
    if citation.first_line is None or citation.last_line is None:
        return ""
    try:
        now = passages.fingerprint(text, citation.first_line, citation.last_line)
    except passages.NotAPassage as error:
        return str(error)
    return "" if now == citation.fingerprint else f"Der Wortlaut hat sich geändert (jetzt {now})."


def read(folder: Path, source: Source) -> list[str] | None:
    """The lines of a source's text, or None if the folder has no such file."""
    path = folder / source.file if source.file else None
    return path.read_text(encoding="utf-8").splitlines() if path and path.is_file() else None


def cover(source: Source, text: Sequence[str]) -> Coverage:
    """Which of a text's lines that are not blank some citation names."""
    # That a text lists, or does not list, an entry is said of the whole text and represents no line of it.
    telling = source.citations.exclude(aspect=Aspect.LISTING)
    cited = numbers(telling.values_list("first_line", "last_line"))
    silent = numbers(source.silences.values_list("first_line", "last_line")) - cited
    filled = {number: line.strip() for number, line in enumerate(text, start=1) if line.strip()}
    rest = [(number, line) for number, line in filled.items() if number not in cited | silent]
    return Coverage(source, len(filled.keys() & cited), len(filled.keys() & silent), rest)


def numbers(spans: Iterable[tuple[int | None, int | None]]) -> set[int]:
    """All line numbers within these spans."""
    return {number for first, last in spans if first and last for number in range(first, last + 1)}


def shown(source: Source) -> list[tuple[str, list[Citation]]]:
    """What of a source the directory shows: its citations, passage by passage, in the order of the text."""
    groups: dict[str, list[Citation]] = defaultdict(list)
    citations = Citation.objects.filter(source=source).of_published().with_rows()
    for citation in citations.order_by(F("first_line").asc(nulls_first=True), "last_line", "pk"):
        groups[citation.where or "Ganzer Text"].append(citation)
    return list(groups.items())
