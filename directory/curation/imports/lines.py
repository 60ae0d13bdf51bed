"""Lines: what does one line of the table say, and what became of it? Read by itself, before it is compared with
anything.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, NamedTuple

from directory.curation.imports.codecs import Cell, NotAValue, tidy
from directory.curation.imports.columns import COMPLAINTS, EXAMPLE, KIND, LABELS, NUMBER, PLACE, RENAMED
from directory.curation.imports.schema import BY_NAME, SOURCE, LineKind

ADDED = {NUMBER, RENAMED, COMPLAINTS}
SLUG = re.compile(r"[a-zA-Z0-9_-]{1,80}", re.ASCII)


class Complaint(NamedTuple):
    """Why a line is refused; ``column`` is empty where the line as a whole is meant."""

    column: str
    sentence: str

    def __str__(self) -> str:
        return f"Spalte „{self.column}“: {self.sentence}" if self.column else self.sentence


class CellChange(NamedTuple):
    """What a line changes, in words."""

    label: str
    old: str
    new: str


@dataclass(kw_only=True)
class ImportLine:
    """What became of one line of a table, or one network of a list."""

    number: int
    complaints: list[Any] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    changes: list[Any] = field(default_factory=list)
    is_new: bool = False

    @property
    def fate(self) -> str:
        """What becomes of it: ``refused``, ``new``, ``changed`` or ``same``."""
        return "refused" if self.complaints else "new" if self.is_new else "changed" if self.changes else "same"


@dataclass(kw_only=True)
class TableLine(ImportLine):
    """One line. ``asis`` is as it was written; ``values`` and ``source`` are what its cells mean, by column.

    A column the file does not have is in none of them. ``wrong`` are the columns complained about, as the full form
    calls them.
    """

    asis: dict[str, str]
    kind: LineKind | None = None
    values: dict[str, Any] = field(default_factory=dict)
    source: dict[str, Any] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)
    renamed: dict[str, str] = field(default_factory=dict)
    title: str = ""

    @property
    def told(self) -> tuple[Any, ...]:
        """All that whoever agrees has seen."""
        return self.asis, self.is_new, self.changes, self.warnings, self.complaints

    @property
    def network(self) -> str:
        """The slug of the network the line speaks about."""
        return tidy(self.asis.get(PLACE, ""))

    @property
    def draft(self) -> str:
        """Which lines speak about the same network; where its slug cannot be read, those of the same row."""
        return f"{self.network} {self.number}" if PLACE in self.wrong else self.network

    def refuse(self, column: str, sentence: str) -> None:
        self.wrong.add(column)
        self.complaints.append(Complaint(self.renamed.get(column, column), sentence))

    def states(self, column: str) -> bool:
        """Whether the line has something in this column."""
        return bool(tidy(self.asis.get(column, "")))


def line_of(row: dict[str, Any]) -> TableLine:
    """A row of the table, read; what cannot be read is complained about."""
    asis = {name: cell for name, cell in row.items() if name not in ADDED}
    line = TableLine(number=row[NUMBER], asis=asis, renamed=row.get(RENAMED, {}))
    for column, sentence in row.get(COMPLAINTS, ()):
        line.refuse(column, sentence)
    if line.network.startswith(EXAMPLE):
        line.refuse("", "Das ist eine Beispielzeile der Vorlage. Bitte löschen Sie sie.")
        return line
    if not SLUG.fullmatch(line.network):
        line.refuse(PLACE, "Hier wird der letzte Teil einer Adresse erwartet, zum Beispiel netzwerk-buergerhaushalt.")
    line.kind = _kind(line)
    if line.kind:
        line.values = _read(line, line.kind.cells)
        line.source = _read(line, SOURCE)
        line.title = _title(line, line.kind)
        _keep_to(line, line.kind)
    return line


def _kind(line: TableLine) -> LineKind | None:
    wanted = tidy(line.asis.get(KIND, "")).casefold()
    if wanted not in BY_NAME:
        near = get_close_matches(wanted, BY_NAME, 1)
        hint = f" Gemeint ist wohl „{near[0]}“." if near else f" Möglich sind: {', '.join(BY_NAME)}."
        line.refuse(KIND, (f"„{wanted[:60]}“ gibt es nicht." if wanted else "Hier steht nichts.") + hint)
    return BY_NAME.get(wanted)


def _read(line: TableLine, cells: dict[str, Cell]) -> dict[str, Any]:
    values = {}
    for name, cell in cells.items():
        if name in line.asis:
            try:
                values[name] = cell.read(line.asis[name])
            except NotAValue as error:
                line.refuse(name, str(error))
    return values


def _keep_to(line: TableLine, kind: LineKind) -> None:
    """A cell the line has no use for would be lost without a word."""
    for name in line.asis:
        if name not in kind.cells and name not in SOURCE and name not in {PLACE, KIND} and line.states(name):
            line.refuse(name, f"Zu einer Zeile „{kind.name}“ gehört diese Spalte nicht.")


def _title(line: TableLine, kind: LineKind) -> str:
    """How the report names the line: by its kind and key."""
    words: Iterable[str] = (tidy(line.asis.get(name, "")) for name in kind.key)
    return " ".join([kind.label, *filter(None, words)])


def label(column: str) -> str:
    """What people call a column."""
    return LABELS.get(column, column)
