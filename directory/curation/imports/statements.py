"""Statements: what do lines say together? Those that mean the same row of a network's document are put into it."""

from dataclasses import dataclass, field
from typing import Any

from directory.catalogue.documents import Document
from directory.curation.imports.codecs import Cell, Position, Slug, tidy
from directory.curation.imports.lines import CellChange, TableLine, label
from directory.curation.imports.schema import KINDS, NETWORK, LineKind


@dataclass
class Draft:
    """The document of a network as lines change it. ``record`` is None for a new network, ``is_there`` whether the
    directory has it or a line makes it; ``moved`` rows get new places.
    """

    document: Document
    record: Any = None
    is_there: bool = False
    is_changed: bool = False
    lines: list[TableLine] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)
    moved: dict[int, tuple[int, int]] = field(default_factory=dict)
    known: dict[tuple[str, tuple[str, ...]], Document] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for kind in KINDS:
            for place, row in enumerate(kind.rows(self.document), start=1):
                self.known[kind.name, kind.identity(row)] = row
                self.places[id(row)] = place

    def arrange(self) -> None:
        """Put rows where their lines want them: before what stands there if they move up, else behind it."""
        for kind in (each for each in KINDS if "reihenfolge" in each.cells):
            rows = kind.rows(self.document)
            if any(id(row) in self.moved for row in rows):
                places = {id(row): self.moved.get(id(row), (place, 0)) for place, row in enumerate(rows, start=1)}
                around = self.document["terms"] if kind.below == "beitritt" else self.document
                around[kind.place] = sorted(rows, key=lambda row: places[id(row)])


@dataclass
class Statement:
    """All lines that mean the same row of a network."""

    kind: LineKind
    draft: Draft
    lines: list[TableLine] = field(default_factory=list)
    row: Document = field(default_factory=dict)
    is_new: bool = False
    changed: set[str] = field(default_factory=set)

    def holder(self, column: str) -> TableLine:
        """The line to speak about when a column is meant."""
        return next((line for line in self.lines if line.states(column)), self.lines[0])

    def refuse(self, column: str, sentence: str) -> None:
        self.holder(column).refuse(column, sentence)

    def note(self, line: TableLine, *changes: CellChange) -> None:
        """The document becomes different; of a new row it is enough to say that it is new."""
        self.draft.is_changed = True
        line.changes += () if self.is_new else changes

    def begin(self, row: Document | None) -> None:
        """Start from the row there is, or from a new one."""
        self.is_new = not self.draft.record if self.kind is NETWORK else row is None
        self.row = self.draft.document if self.kind is NETWORK else row or self.kind.add(self.draft.document)
        if self.is_new:
            self.note(self.lines[0])

    def fill(self) -> None:
        """Put the cells into the row and note what becomes different. What a cell cannot mean is put there as it is, so
        that no other rule judges the row as if the cell were empty.
        """
        for column, value in self._merged().items():
            cell = self.kind.cells[column]
            if isinstance(cell, Position):
                self._move(column, cell, value)
            elif isinstance(cell, Slug) and cell.required and not value:
                self.refuse(column, "Hier steht nichts.")
            elif tidy(cell.write(self.row.get(cell.field))) != tidy(cell.write(value)):
                self._put(column, cell, value)
        for line in self.lines:
            for column in line.wrong & self.kind.cells.keys() & line.asis.keys() - line.values.keys():
                if not isinstance(self.kind.cells[column], Position):
                    self.row[self.kind.cells[column].field] = tidy(line.asis[column])
                self.draft.is_changed = True

    def _put(self, column: str, cell: Cell, value: Any) -> None:
        old = self.row.pop(cell.field, None)
        if value not in ("", None):
            self.row[cell.field] = value
        self.changed.add(cell.field)
        self.note(self.holder(column), CellChange(label(column), cell.write(old), cell.write(value)))

    def _move(self, column: str, cell: Cell, place: int | None) -> None:
        old = self.draft.places.get(id(self.row))
        if place not in (None, old):
            self.draft.moved[id(self.row)] = (place, 1 if old and place > old else -1)
            self.note(self.holder(column), CellChange(label(column), cell.write(old), cell.write(place)))

    def _merged(self) -> dict[str, Any]:
        """The values by column. It is enough if one of the lines states it; two must not say different things."""
        values = {}
        for column in self.kind.cells:
            able = [line for line in self.lines if column in line.values]
            holders = [line for line in able if line.states(column)] or able[:1]
            for line in holders[1:]:
                if line.values[column] != holders[0].values[column]:
                    line.refuse(column, f"In Zeile {holders[0].number} steht für dieselbe Angabe etwas anderes.")
            if holders:
                values[column] = holders[0].values[column]
        return values
