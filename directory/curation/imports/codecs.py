"""Codecs: how does a value of a document stand in a cell, and what does a cell mean? Both ways, without a database."""

import re
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models

from directory.enums import Aspect
from directory.rules import line_ranges, partial_dates
from directory.rules.date_fields import PartialDateColumn
from directory.rules.unicode_cleaning import clean

YES, NO = "ja", "nein"
LARGEST = 2_147_483_647  # what PostgreSQL keeps in an integer
UNFIT = re.compile("[\x00\ud800-\udfff]")  # no database of ours keeps these


class NotAValue(ValueError):
    """A cell that cannot be read; its message is a German sentence."""


def tidy(text: str) -> str:
    """A text without white space at its ends, its lines ended as one ends them here.

    Spreadsheets and browsers end lines differently, so two texts are compared by what this makes of them.
    """
    return clean(text).replace("\r\n", "\n").replace("\r", "\n").strip()


@dataclass(frozen=True)
class Cell:
    """A text; ``field`` is the column of the row it fills."""

    field: str

    def read(self, text: str) -> Any:
        """The value a cell stands for.

        Raises:
            NotAValue: with a German sentence.
        """
        return tidy(text)

    def write(self, value: Any) -> str:
        """The cell of a value."""
        return str(value or "")

    @property
    def allowed(self) -> list[str]:
        """What may stand there, in words for the help page; empty where any text may."""
        return []


@dataclass(frozen=True)
class Choice(Cell):
    """A value of a closed list, written as the pages say it; its short form is understood as well. ``labels``: what the
    pages call each value.
    """

    labels: dict[str, str]
    empty: str = ""

    def read(self, text: str) -> str:
        wanted = tidy(text).casefold()
        if not wanted:
            return self.empty
        for value, label in self.labels.items():
            if wanted in {value.casefold(), label.casefold()}:
                return value
        raise NotAValue(f"„{tidy(text)[:60]}“ gibt es hier nicht. Möglich sind: {', '.join(self.allowed)}.")

    def write(self, value: Any) -> str:
        value = value or self.empty
        return self.labels.get(value, str(value))

    @property
    def allowed(self) -> list[str]:
        return list(self.labels.values())


@dataclass(frozen=True)
class Flag(Cell):
    """Yes or no."""

    empty: bool = False

    def read(self, text: str) -> bool:
        wanted = tidy(text).casefold()
        if wanted not in {"", YES, NO}:
            raise NotAValue(f"„{tidy(text)[:60]}“ ist weder „{YES}“ noch „{NO}“.")
        return wanted == YES if wanted else self.empty

    def write(self, value: Any) -> str:
        return YES if (self.empty if value is None else value) else NO

    @property
    def allowed(self) -> list[str]:
        return [YES, NO]


@dataclass(frozen=True)
class Number(Cell):
    """A whole number of at least ``least`` and at most ``most``."""

    most: int = LARGEST

    def read(self, text: str) -> int | None:
        bare = tidy(text)
        if not bare:
            return None
        if not re.fullmatch(r"[0-9]{1,12}", bare, re.ASCII) or int(bare) > self.most:
            raise NotAValue(f"„{bare[:40]}“ ist keine ganze Zahl von 0 bis {self.most}. Ziffern ohne Punkt genügen.")
        return int(bare)

    def write(self, value: Any) -> str:
        return "" if value is None else str(value)


@dataclass(frozen=True)
class Position(Number):
    """The place of a row among its siblings; left empty, it stays where it is, or comes last."""

    most: int = 32_767


@dataclass(frozen=True)
class Amount(Cell):
    """An amount of euros, written with a comma; a dot is understood only where nobody can take it for thousands."""

    def read(self, text: str) -> str | None:
        bare = tidy(text).removesuffix("€").strip()
        if bare and not re.fullmatch(r"[0-9]{1,6}([,.][0-9]{1,2})?", bare, re.ASCII):
            raise NotAValue(f"„{bare[:40]}“ ist kein Betrag in Euro. Richtig wäre 50 oder 12,50.")
        return f"{Decimal(bare.replace(',', '.')):.2f}" if bare else None

    def write(self, value: Any) -> str:
        return "" if value is None else str(value).replace(".", ",")


@dataclass(frozen=True)
class PartialDate(Cell):
    """A partial date, in German words or in EDTF; written in EDTF. What is none is refused by the row."""

    def read(self, text: str) -> str:
        with suppress(partial_dates.NotADate):
            return partial_dates.from_words(text)
        return tidy(text)


@dataclass(frozen=True)
class Day(Cell):
    """One day of the calendar."""

    def read(self, text: str) -> str:
        try:
            return partial_dates.day_from_words(text).isoformat() if tidy(text) else ""
        except partial_dates.NotADay as error:
            raise NotAValue(str(error)) from None


@dataclass(frozen=True)
class Slug(Cell):
    """Another record, written as the last part of its address."""

    model: type[models.Model]
    required: bool = True


@dataclass(frozen=True)
class LineRange(Cell):
    """Lines of a source: ``19``, ``11-14``, also in words, so that no spreadsheet takes them for a date."""

    def read(self, text: str) -> tuple[int | None, int | None]:
        bare = re.sub(r"^zeilen?", "", tidy(text).casefold()).replace("–", "-").replace(" ", "")
        try:
            return line_ranges.parse(bare) if bare else (None, None)
        except line_ranges.NotAPassage:
            raise NotAValue(f"„{tidy(text)[:40]}“ nennt keine Zeilen; richtig wäre 19 oder 11-14.") from None

    def write(self, value: Any) -> str:
        first, last = value
        return line_ranges.in_words(first, last) if first and last else ""


@dataclass(frozen=True)
class Aspects(Cell):
    """Which fields of a row a source proves, several separated by semicolons."""

    def read(self, text: str) -> list[str]:
        one = Choice(self.field, dict(Aspect.choices))
        found = [one.read(part) for part in re.split("[;,]", text) if part.strip()]
        return list(dict.fromkeys(found))

    def write(self, value: Any) -> str:
        return "; ".join(str(aspect.label) for aspect in Aspect if aspect in value)


def cell_of(column: Any) -> Cell:
    """How a column of a row stands in a cell."""
    if column.is_relation:
        return Slug(column.name, column.related_model, not column.null)
    if column.choices:
        labels = {str(value): str(label) for value, label in column.flatchoices}
        return Choice(column.name, labels, str(column.get_default() or ""))
    if isinstance(column, models.BooleanField):
        return Flag(column.name, column.get_default())
    if column.name == "position":
        return Position(column.name)
    cells = {
        PartialDateColumn: PartialDate,
        models.DateField: Day,
        models.IntegerField: Number,
        models.DecimalField: Amount,
    }
    return next((cell for model, cell in cells.items() if isinstance(column, model)), Cell)(column.name)
