"""Partial dates: what does a partial date mean, from when to when, how does one say it in German, and which date do
German words mean? Pure: no database, no clock.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from directory.rules.unicode_cleaning import clean

SHAPE = re.compile(r"(?P<year>[0-9]{4})(-(?P<part>[0-9]{2})(-(?P<day>[0-9]{2}))?)?(?P<about>~?)", re.ASCII)
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
SEASONS = {21: "Frühjahr", 22: "Sommer", 23: "Herbst", 24: "Winter"}  # ISO 8601-2 counts on from the months
SPRING = 21
MAX_LENGTH = 11
ABOUT = re.compile(r"(etwa|um|ca\.|ca|circa|zirka|ungefähr|rund) ")
IN_FIGURES = re.compile(r"((?P<day>[0-9]{1,2})\. ?)?(?P<part>[0-9]{1,2})[./] ?(?P<year>[0-9]{4})", re.ASCII)
IN_WORDS = re.compile(r"(((?P<day>[0-9]{1,2})\.? ?)?(?P<part>[a-zäöü]+)\.? ?)?(?P<year>[0-9]{4})", re.ASCII)
PARTS = {
    **{figures: f"{number:02}" for number in range(1, 13) for figures in (f"{number}", f"{number:02}")},
    **{name.casefold(): f"{number:02}" for number, name in enumerate(MONTHS, start=1)},
    **{name[:3].casefold(): f"{number:02}" for number, name in enumerate(MONTHS, start=1)},
    **{name.casefold(): str(number) for number, name in SEASONS.items()},
    "jänner": "01",
    "feber": "02",
    "maerz": "03",
    "mrz": "03",
    "sept": "09",
    "frühling": "21",
    "fruehjahr": "21",
    "fruehling": "21",
}
"""Months and seasons as people write them, and how EDTF does."""
NONE = "00"
PARTIAL_HELP = (
    "So genau, wie die Quelle es sagt: 30.09.2026, Oktober 2026, Frühjahr 2025, 2013 oder etwa 2013. "
    "Auch 2018-06 und 2013~ gelten."
)
DAY_HELP = "Ein Tag: 30.09.2026 oder 30. September 2026."


class NotADate(ValueError):
    """A text that is no partial date; its message is a German sentence for the person who typed it."""

    def __init__(self, text: str) -> None:
        super().__init__(f"„{text[:40]}“ ist keine Datumsangabe. Richtig wäre zum Beispiel 30.09.2026 oder Mai 2024.")


class NotADay(ValueError):
    """A text that is no day of the calendar; its message is a German sentence for the person who typed it."""

    def __init__(self, text: str) -> None:
        super().__init__(f"„{text[:40]}“ ist kein Tag. Richtig wäre zum Beispiel 30.09.2026 oder 30. September 2026.")


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
    if not shape:
        raise NotADate(text)
    try:
        return PartialDate(text, *_bounds([int(number) for number in shape.group("year", "part", "day") if number]))
    except ValueError as error:  # the calendar has no such year, month or day
        raise NotADate(text) from error


def _bounds(numbers: list[int]) -> tuple[date, date]:
    """First and last day of a year, month, season or day."""
    match numbers:
        case [year]:
            return date(year, 1, 1), date(year, 12, 31)
        case [year, season] if season in SEASONS:
            return _season(year, season)
        case [year, month]:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    day = date(*numbers)
    return day, day


def _season(year: int, part: int) -> tuple[date, date]:
    """First and last day of a season by the calendar of meteorologists; winter runs into the next year."""
    first = 3 * (part - SPRING) + 3  # its first month
    end = (year, first + 2) if first + 2 <= len(MONTHS) else (year + 1, first + 2 - len(MONTHS))
    return date(year, first, 1), date(*end, calendar.monthrange(*end)[1]) if end[0] <= date.max.year else date.max


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


def from_words(text: str) -> str:
    """The partial date in EDTF that people mean who write it as one does in German, or in EDTF: ``30.09.2026``, ``Okt.
    2026``, ``Frühjahr 2025``, ``um 2013``.

    Raises:
        NotADate: for anything else.
    """
    words = " ".join(clean(text).split()).casefold()
    if SHAPE.fullmatch(words):
        return parse(words).text
    about = ABOUT.match(words)
    bare = words[about.end() :] if about else words
    found = IN_FIGURES.fullmatch(bare) or IN_WORDS.fullmatch(bare)
    if not found:
        raise NotADate(text)
    year, part, day = found["year"], found["part"], found["day"]
    written = [year, *([PARTS.get(part, NONE)] if part else []), *([day.zfill(2)] if day else [])]
    try:
        return parse("-".join(written) + ("~" if about else "")).text
    except NotADate:
        raise NotADate(text) from None  # names what was written, not what it was taken for


def exact_in_words(text: str) -> str:
    """The partial date as the page says it, for a field that is read again by ``from_words``; the text itself where
    that would lose something.
    """
    try:
        words = in_words(text)
        return words if from_words(words) == text else text
    except NotADate:
        return text


def day_from_words(text: str) -> date:
    """The day that people mean who write it as one does in German, or in ISO 8601.

    Raises:
        NotADay: for anything else, also for a month or what is only about a day.
    """
    try:
        return date.fromisoformat(from_words(text))
    except ValueError:  # which a date that is none is as well
        raise NotADay(text) from None


def span_in_words(start: str, end: str, qualifier: str = "") -> str:
    """A span of time as the page says it; either end may be empty.

    The qualifier is the source's own word ("Anfang") and stands before the start.
    """
    lead = f"{qualifier} " if qualifier else ""
    if start and end and start != end:
        return f"{lead}{_shortened(start, end)} bis {in_words(end)}"
    if start:
        return f"{lead}{in_words(start)}"
    return f"bis {in_words(end)}" if end else ""


def _shortened(start: str, end: str) -> str:
    """The start of a span without what its end repeats: ``7.`` of December, ``März`` of 2024; "about" keeps all."""
    words = in_words(start)
    if "~" in start + end or len(start) != len(end):
        return words
    shared = 2 if start[:7] == end[:7] else 1 if start[:4] == end[:4] else 0
    return words.rsplit(" ", shared)[0] if shared and len(start) > len("2013") else words


def since_in_words(start: str, end: str, qualifier: str = "") -> str:
    """A span that may still run: ``seit Oktober 2015``, ``Oktober 2015 bis Juni 2018``, ``bis 2013``."""
    words = span_in_words(start, end, qualifier)
    return f"seit {words}" if start and not end else words
