"""What does a partial date mean, from when to when, and how does one say it in German? Pure: no database, no clock."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

SHAPE = re.compile(r"(?P<year>[0-9]{4})(-(?P<part>[0-9]{2})(-(?P<day>[0-9]{2}))?)?(?P<about>~?)", re.ASCII)
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
SEASONS = {21: "Frühjahr", 22: "Sommer", 23: "Herbst", 24: "Winter"}  # ISO 8601-2 counts on from the months
WINTER = 24
MAX_LENGTH = 11


class NotADate(ValueError):
    """A text that is no partial date; its message is a German sentence for the person who typed it."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"„{text[:40]}“ ist keine Datumsangabe. Möglich sind zum Beispiel 2013, 2018-06, 2018-07-01, "
            "2025-21 (Frühjahr; 22 Sommer, 23 Herbst, 24 Winter) und 2013~ (etwa 2013)."
        )


@dataclass(frozen=True)
class PartialDate:
    """A date as exactly as a source gives it (EDTF, ISO 8601-2), with the first and last day it can mean."""

    text: str
    earliest: date
    latest: date

    def __str__(self) -> str:
        return in_words(self.text)


def parse(text: str) -> PartialDate:
    """The partial date written in EDTF as year, month, season or day, each with an optional ``~``.

    Raises:
        NotADate: for anything else, also for days the calendar does not have.
    """
    shape = SHAPE.fullmatch(text)
    if not shape or shape["year"] == "0000":
        raise NotADate(text)
    try:
        parsed = parse_edtf(text)
    except EDTFParseException as error:
        raise NotADate(text) from error
    if shape["part"] and int(shape["part"]) == WINTER:
        # Winter runs into the next year; the library ends it with December.
        year = int(shape["year"])
        last = calendar.monthrange(year + 1, 2)[1] if year < date.max.year else None
        return PartialDate(text, date(year, 12, 1), date(year + 1, 2, last) if last else date.max)
    return PartialDate(text, date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3]))


def in_words(text: str) -> str:
    """The partial date as the page says it: ``1. Juli 2018``, ``Juni 2018``, ``Frühjahr 2025``, ``etwa 2013``.

    Raises:
        NotADate: see ``parse``.
    """
    parse(text)
    shape = SHAPE.fullmatch(text)
    assert shape  # noqa: S101 - parse() has just said so
    words = shape["year"]
    if shape["part"]:
        part = int(shape["part"])
        words = f"{SEASONS.get(part) or MONTHS[part - 1]} {words}"
    if shape["day"]:
        words = f"{int(shape['day'])}. {words}"
    return f"etwa {words}" if shape["about"] else words


def span_in_words(start: str, end: str, qualifier: str = "") -> str:
    """A span of time as the page says it; either end may be empty.

    The qualifier is the source's own word ("Anfang") and stands before the start.
    """
    lead = f"{qualifier} " if qualifier else ""
    if start and end and start != end:
        return f"{lead}{in_words(start)} bis {in_words(end)}"
    if start:
        return f"{lead}{in_words(start)}"
    return f"bis {in_words(end)}" if end else ""


def since_in_words(start: str, end: str) -> str:
    """A span that may still run: ``seit Oktober 2015``, ``Oktober 2015 bis Juni 2018``, ``bis 2013``."""
    if start and not end:
        return f"seit {in_words(start)}"
    return span_in_words(start, end)
