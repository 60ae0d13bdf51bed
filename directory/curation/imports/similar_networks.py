"""Similar networks: which new networks of a file look like one that is there already, or like each other? A warning,
no refusal.
"""

from typing import Any

from directory.catalogue.documents import Document
from directory.curation.duplicates import detection
from directory.enums import FactKind
from directory.models import Network, RecordKind
from directory.rules.similarity import Signs, candidates, compare, spellings

WARNING = "Sieht aus wie „{}“{}: {}."


def warn(documents: dict[str, Document], new: dict[str, Any], where: str) -> None:
    """Warn at the line of each new network that looks like another. All documents of the file by slug, the lines of new
    networks by slug; ``where`` says with its number that a line is meant.
    """
    if not new:
        return
    numbers = {slug: -place for place, slug in enumerate(new, start=1)}  # numbers no stored record has
    mine = {numbers[slug]: _signs(numbers[slug], documents[slug]) for slug in new}
    pairs = [(slug, other) for slug, document in documents.items() for other in _others(document)]
    stored = Network.objects.filter(slug__in={slug for pair in pairs for slug in pair} - new.keys())
    numbers |= dict(stored.values_list("slug", "pk"))
    for one, two in (*pairs, *((other, slug) for slug, other in pairs)):
        if one in new and two in numbers:
            mine[numbers[one]].kin.add(numbers[two])
    _compare(detection.signs(RecordKind.NETWORK) | mine, {numbers[slug]: line for slug, line in new.items()}, where)


def _compare(signs: dict[int, Signs], lines: dict[int, Any], where: str) -> None:
    for pair in sorted(candidates(signs.values())):
        for one, other in (pair, pair[::-1]):
            if one in lines and (like := compare(signs[one], signs[other])):
                at = where.format(lines[other].number) if other in lines else ""
                lines[one].warnings.append(WARNING.format(like.name, at, like.because))


def _signs(number: int, document: Document) -> Signs:
    """What a document is recognised by."""
    name = str(document.get("name", ""))
    signs = Signs(number, name, spellings(name) | spellings(str(document.get("short_name") or "")))
    for fact in document.get("facts", ()):
        if fact.get("kind") in detection.LEARNT:
            told = fact.get("url") if fact["kind"] == FactKind.WEBSITE else fact.get("title") or fact.get("text")
            signs.learn(**{detection.LEARNT[FactKind(fact["kind"])]: str(told or "")})
    return signs


def _others(document: Document) -> set[str]:
    return {str(row["other"]) for row in document.get("relations", ()) if row.get("other")}
