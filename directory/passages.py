"""Which lines of a source text does a citation mean, and has their wording changed since? Pure."""

import hashlib
import re
from collections.abc import Sequence

LOCATOR = re.compile(r"(?P<first>[1-9][0-9]{0,4})(-(?P<last>[1-9][0-9]{0,4}))?", re.ASCII)


class NotAPassage(ValueError):
    """A locator that names no lines; its message is a German sentence."""


def parse(locator: str) -> tuple[int, int]:
    """First and last line (counted from 1) of a locator such as ``19`` or ``11-14``.

    Raises:
        NotAPassage: if it is neither, or ends before it begins.
    """
    match = LOCATOR.fullmatch(locator)
    if not match:
        raise NotAPassage(f"„{locator}“ nennt keine Zeilen; richtig wäre zum Beispiel 19 oder 11-14.")
    first = int(match["first"])
    last = int(match["last"] or first)
    if last < first:
        raise NotAPassage(f"„{locator}“ endet vor dem Anfang.")
    return first, last


def fingerprint(lines: Sequence[str], first: int, last: int) -> str:
    """Twelve hexadecimal digits that change when the wording of these lines changes; white space does not count.

    Raises:
        NotAPassage: if the text has fewer lines.
    """
    if last > len(lines):
        raise NotAPassage(f"Die Zeilen {first}–{last} gibt es nicht; der Text hat {len(lines)}.")
    wording = " ".join(" ".join(lines[first - 1 : last]).split())
    return hashlib.sha256(wording.encode()).hexdigest()[:12]


def in_words(first: int, last: int) -> str:
    """``Zeile 19`` or ``Zeilen 11–14``."""
    return f"Zeile {first}" if first == last else f"Zeilen {first}–{last}"
