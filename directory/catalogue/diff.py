"""Diff: what is different between two documents of a record, row by row; and three of them become one. Plain values, no
database.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from directory.catalogue.documents import SAID, Document
from directory.catalogue.registry import NETWORK, Kind
from directory.catalogue.values import by_aspect
from directory.models import Criterion

Path = tuple[str, ...]
"""Where a row stands in a document: names of lists and keys; ``()`` is the record itself."""
Rows = dict[Path, tuple[Kind, Document]]
INCOMING = "incoming"
"""Under this name a version also tells what other networks say of their relation to the network."""
SAID_NAMES = {name for _, *names in SAID for name in names}
GOES_WITH = {
    "mode_text": "mode", "cost_text": "cost", "obligations_text": "obligations", "who_short": "who_text",
    "lines": "file", "blank_lines": "file",
}  # fmt: skip
"""Columns that explain another one: they belong to the same statement and are worth nothing without it."""


@dataclass(frozen=True)
class RowChange:
    """A row as it was and as it is; None where there is none."""

    path: Path
    kind: Kind
    before: Document | None
    after: Document | None


def flat(kind: Kind, document: Document | None) -> Rows:
    """All rows of a document by their place, each without the rows below it."""
    found: Rows = {}
    if document is not None:
        _flatten(kind, document, (), found)
        for row in document.get(INCOMING, ()):
            found[INCOMING, f"{row['network']}-{row['key']}"] = NETWORK.rows["relations"], row
    return found


def _flatten(kind: Kind, document: Document, path: Path, found: Rows) -> None:
    found[path] = kind, {name: value for name, value in document.items() if name not in kind.rows and name != INCOMING}
    for name, below in kind.rows.items():
        rows = document.get(name, [])
        for row in rows if below.key or name not in document else [rows]:
            _flatten(below, row, (*path, name, str(row["key"])) if below.key else (*path, name), found)


def changes(kind: Kind, before: Document | None, after: Document | None) -> list[RowChange]:
    """The rows that are not the same in both documents."""
    if before == after:
        return []
    old, new = flat(kind, before), flat(kind, after)
    found = []
    for path in dict.fromkeys((*new, *old)):
        was, now = (rows[path][1] if path in rows else None for rows in (old, new))
        if was != now:
            found.append(RowChange(path, (new.get(path) or old[path])[0], was, now))
    return found


# --- statements as atoms ------------------------------------------------------------------------

Atom = tuple[Path, str]
"""A statement: a whole row, or one field of a row that states several, with what is said about it."""


def atoms(kind: Kind, document: Document | None) -> dict[Atom, Document]:
    """The statements of a document, each with its citations, its verdict and its reason: nothing that compares or joins
    documents ever takes them apart.
    """
    found: dict[Atom, Document] = {}
    for path, (below, row) in flat(kind, document).items():
        if not below.aspects:
            found[path, ""] = row
            continue
        names = {name: aspect for aspect, name in below.aspects.items()}
        for name in row.keys() - SAID_NAMES:
            aspect = names.get(GOES_WITH.get(name, name), name)
            found.setdefault((path, aspect), {})[name] = row[name]
        for _, whole, many in SAID:
            for aspect, told in by_aspect(row, whole, many).items():
                found.setdefault((path, aspect), {}).setdefault(many, {})[aspect] = told
    return found


@dataclass
class Merged:
    """A document made of three, and the statements in which two of them disagree."""

    document: Document | None
    conflicts: list[Atom]


def three_way(kind: Kind, base: Document | None, theirs: Document | None, ours: Document | None) -> Merged:
    """What ``theirs`` has changed since ``base``, done to ``ours``; where both have changed a statement, ours stays and
    is a conflict.
    """
    if base == ours or theirs == ours:
        return Merged(theirs, [])
    if theirs is None or ours is None:
        return Merged(ours, [((), "")])
    old, new, own = (atoms(kind, document) for document in (base, theirs, ours))
    found, conflicts = {}, []
    for atom in dict.fromkeys((*own, *new, *old)):
        was, goal, now = (each.get(atom) for each in (old, new, own))
        if now not in (was, goal) and goal != was:
            conflicts.append(atom)
        chosen = goal if now == was else now
        if chosen is not None:
            found[atom] = chosen
    order = in_order([path for path, _ in own], [path for path, _ in new])
    return Merged(assembled(kind, found, order), conflicts)


def in_order(own: Iterable[Path], new: Iterable[Path]) -> list[Path]:
    """Rows in their own order; those that only the other document has stand behind what they follow there."""
    found = list(dict.fromkeys(own))
    known, place = set(found), 0
    for path in dict.fromkeys(new):
        if path in known:
            place = found.index(path)
        else:
            found.insert(place, path)
        place += 1
    return found


def with_row(kind: Kind, document: Document, other: Document, path: Path) -> Document | None:
    """The document, but with one row, and what is said about it, as another document has it."""
    mine, theirs = flat(kind, document), flat(kind, other)
    rows = {at: row for at, (_, row) in mine.items() if at[: len(path)] != path or (len(at) > len(path) and not path)}
    for at, (_, row) in theirs.items():
        if at == path or (path and at[: len(path)] == path):
            rows[at] = row
    return nested(kind, {at: rows[at] for at in in_order(mine, theirs) if at in rows})


def assembled(kind: Kind, found: dict[Atom, Document], order: list[Path]) -> Document:
    """A document of these statements; rows in this order."""
    rows: dict[Path, Document] = {}
    for path in dict.fromkeys(order):
        parts = [part for (at, _), part in found.items() if at == path]
        if parts:
            rows[path] = {}
            for part in parts:
                for name, value in part.items():
                    is_said = name in SAID_NAMES and name in rows[path]
                    rows[path][name] = {**rows[path][name], **value} if is_said else value
    return nested(kind, rows)


def document_of(kind: Kind, rows: Rows) -> Document:
    """The document that has these rows."""
    return nested(kind, {path: row for path, (_, row) in rows.items()})


def nested(kind: Kind, rows: dict[Path, Document]) -> Document:
    """A document of these rows, below each other again; what has lost its parent is left out."""
    made: dict[Path, Document] = {}
    for path in sorted(rows, key=len):
        if path[:1] == (INCOMING,):
            continue
        made[path] = dict(rows[path])
        if path:
            below, parent, name = _place(kind, path)
            if parent not in made:
                continue
            if below.key:
                made[parent].setdefault(name, []).append(made[path])
            else:
                made[parent][name] = made[path]
    return made[()]


def _place(kind: Kind, path: Path) -> tuple[Kind, Path, str]:
    """What kind of row stands at a place, below which, in which of its lists."""
    parent: Path = ()
    rest = path
    while True:
        name, below = rest[0], kind.rows[rest[0]]
        taken = 2 if below.key else 1
        if len(rest) == taken:
            return below, parent, name
        parent, rest, kind = (*parent, *rest[:taken]), rest[taken:], below


def path_of(row: Any) -> Path:
    """The place of a stored row in the document of its record."""
    if row.is_record:
        return ()
    if isinstance(row, Criterion):
        return "terms", "criteria", row.key
    name, kind = next((name, kind) for name, kind in NETWORK.rows.items() if kind.model is type(row))
    return (name, row.key) if kind.key else (name,)


def said(row: Document | None) -> Iterator[tuple[Any, str, Any]]:
    """What is said about a row: model, aspect, and the text or mapping of a citation, verdict or reason."""
    for model, whole, many in SAID:
        for aspect, told in by_aspect(row or {}, whole, many).items():
            for each in told if isinstance(told, list) else [told]:
                yield model, aspect, each


def said_of(row: Document) -> dict[str, dict[str, Any]]:
    """What is said about a row by the names of citations, verdicts and reasons, each by aspect."""
    return {many: by_aspect(row, whole, many) for _, whole, many in SAID}


def saying(row: Document, told: Mapping[str, Mapping[str, Any]]) -> Document:
    """The row about which this is said, as ``said_of`` gives it, and nothing else."""
    found = {name: value for name, value in row.items() if name not in SAID_NAMES}
    for _, whole, many in SAID:
        aspects = {aspect: each for aspect, each in told.get(many, {}).items() if each}
        if aspects:
            found |= {whole: aspects[""]} if aspects.keys() == {""} else {many: aspects}
    return found
