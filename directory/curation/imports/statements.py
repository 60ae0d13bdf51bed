"""Statements: what do lines say together? Those that mean the same statement are put into one row and judged as
such.
"""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from directory.curation.imports.codecs import Position, Slug
from directory.curation.imports.columns import PLACE
from directory.curation.imports.lines import CellChange, TableLine, label
from directory.curation.imports.lookup import Identity
from directory.curation.imports.schema import LineKind
from directory.rules.constraints import broken


@dataclass
class Saving:
    """A row to be stored: ``changed`` fields of a stored one, or all of a new one; one that is ``void`` goes."""

    row: Any
    is_new: bool
    changed: set[str] = field(default_factory=set)
    void: bool = False


@dataclass
class PlannedStatement:
    """All lines with one identity, and the row they make of ``stored``, which is None for a new one."""

    kind: LineKind
    identity: Identity
    lines: list[TableLine]
    stored: Any = None
    row: Any = None
    changed: set[str] = field(default_factory=set)
    said: list[Saving] = field(default_factory=list)

    @property
    def network(self) -> str:
        return self.lines[0].network

    @property
    def is_new(self) -> bool:
        return self.stored is None

    def holder(self, column: str) -> TableLine:
        """The line to speak about when a column is meant."""
        return next((line for line in self.lines if line.states(column)), self.lines[0])

    def refuse(self, column: str, sentence: str) -> None:
        self.holder(column).refuse(column, sentence)

    def savings(self) -> Iterable[Saving]:
        """All rows that follow from it."""
        if self.is_new or self.changed:
            yield Saving(self.row, self.is_new, self.changed)
        yield from self.said

    # --- from cells to a row ----------------------------------------------------------------

    def begin(self, parent: Any) -> None:
        """Start from the stored row, or from a new one below its parent."""
        self.row = copy(self.stored) or self.kind.shape.model(**self.kind.given)
        if self.is_new and self.kind.shape.parent:
            setattr(self.row, self.kind.shape.parent, parent)

    def fill(self, records: Any) -> None:
        """Put the cells into the row and note what becomes different; ``records`` finds other records by slug."""
        for column, value in self._merged().items():
            cell = self.kind.cells[column]
            if isinstance(cell, Slug):
                value = self._record(column, cell, value, records)
            elif isinstance(cell, Position) and value is None:
                continue
            old = getattr(self.row, cell.field, None)
            if not cell.same(old, value):
                setattr(self.row, cell.field, value)
                self.changed.add(cell.field)
                if not self.is_new:
                    self.holder(column).changes.append(CellChange(label(column), cell.write(old), cell.write(value)))

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

    def _record(self, column: str, cell: Slug, slug: str, records: Any) -> Any:
        found = records(cell.model, slug) if slug else None
        if slug and not found:
            self.refuse(column, f"„{slug[:80]}“ gibt es nicht. Bitte legen Sie es zuerst an.")
        elif not slug and cell.required:
            self.refuse(column, "Hier steht nichts.")
        return found

    # --- judging ----------------------------------------------------------------------------

    def check(self) -> None:
        """Judge the row as its form would; a stored row that stays as it is has been judged before."""
        if not self.is_new and not self.changed:
            return
        wrong = {column for line in self.lines for column in line.wrong}
        unread = {self.kind.cells[column].field for column in wrong & self.kind.cells.keys()}
        unread |= {"slug"} if PLACE in wrong else set()
        for column, sentence in complaints(self.row, unread, self.kind.column):
            self.refuse(column, sentence)


def complaints(row: models.Model, unread: set[str], column_of: Any) -> list[tuple[str, str]]:
    """What is wrong with a row, each with the column it concerns. Other records and uniqueness are not looked at."""
    relations = {each.name for each in row._meta.concrete_fields if each.is_relation}
    wrong: dict[str, list[str]] = {}
    try:
        row.full_clean(exclude=relations | unread, validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        wrong = error.message_dict
    told = [
        ("" if name == NON_FIELD_ERRORS else column_of(name), " ".join(messages)) for name, messages in wrong.items()
    ]
    return told + [("", sentence) for sentence in broken(row, unread | wrong.keys())]
