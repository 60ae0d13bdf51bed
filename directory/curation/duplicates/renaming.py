"""Renaming: rows of a document in which another record is called otherwise, and back. Plain values; reads no row."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from directory.catalogue.diff import Rows, said_of, saying
from directory.catalogue.documents import Document
from directory.catalogue.registry import Kind
from directory.catalogue.values import citation
from directory.curation.duplicates.rules import cited, source_of
from directory.enums import Stance
from directory.models import Source
from directory.rules import line_ranges

Names = dict[tuple[type[Model], str], str]
"""What records are called now, by model and slug."""
LOCATOR_LENGTH = 120


def renamed(rows: Rows, names: Names, lines_of: str = "") -> Rows:
    """The same rows where other records are called otherwise. ``lines_of``: the text whose lines citations mean, if the
    source that takes its place has another one.
    """
    return {path: (kind, _renamed(kind, row, names, lines_of)) for path, (kind, row) in rows.items()}


def _renamed(kind: Kind, row: Document, names: Names, lines_of: str) -> Document:
    links = {name: names.get((model, row[name]), row[name]) for name, model in kind.links.items() if name in row}
    told = said_of(row)
    for aspect, items in told["cite"].items():
        now = [recited(item, names, lines_of) for item in items]
        told["cite"][aspect] = in_order(now) if now != items else items
    return saying({**row, **links}, told)


def named_again(kind: Kind, row: Document, before: Document, names: Names, lines_of: str) -> tuple[Document, bool]:
    """A row that names a record otherwise since it was renamed names it again as before, whatever else has changed in
    it; and whether all of its citations do.
    """
    other = {name: before.get(name) for name, model in kind.links.items() if (model, before.get(name)) in names}
    links = {name: old for name, old in other.items() if row.get(name) == names[kind.links[name], str(old)]}
    told, are_all = said_of(row), True
    for aspect, items in said_of(before)["cite"].items():
        for item in (each for each in items if (Source, source_of(each)) in names):
            one, known = recited(item, names, lines_of), told["cite"].get(aspect, [])
            are_all = are_all and one in known
            if one in known:
                told["cite"][aspect] = in_order([*(each for each in known if each != one or one in items), item])
    return saying({**row, **links}, told), are_all


def recited(item: Any, names: Names, lines_of: str = "") -> Any:
    """A citation of the source as it is called now. Lines are lines of one text; in another one they stand in words."""
    source = source_of(item)
    if (Source, source) not in names:
        return item
    found = dict(cited(item))
    lines = found["at"].partition("#")[0].partition(":")[2]
    found["at"] = names[Source, source] + found["at"].removeprefix(source)
    if lines and lines_of:
        where = f"{line_ranges.in_words(*line_ranges.parse(lines))} in {lines_of}"
        found |= {"at": names[Source, source], "locator": where[:LOCATOR_LENGTH]}
    return found if len(found) > 1 else found["at"]


def in_order(items: Iterable[Any]) -> list[Any]:
    """Citations in the order of documents, each once."""
    found: list[Any] = []
    for item in items:
        found += [item] if item not in found else []
    return sorted(found, key=_place)


def _place(item: Any) -> tuple[Any, ...]:
    said = citation(item)
    lines = said["first_line"] or 0, said["last_line"] or 0
    return said["source"], *lines, said["locator"] or "", said["claim"] or "", said["stance"] or Stance.AGREES
