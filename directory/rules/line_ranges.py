"""Line ranges: which lines of a source text does a citation mean, and has their wording changed since? Pure."""

import hashlib
import re
from collections.abc import Iterable, Sequence

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


def anchor(first: int, last: int) -> str:
    """``zeile-19`` or ``zeilen-11-14``: where the page of a source tells of these lines."""
    return f"zeile-{first}" if first == last else f"zeilen-{first}-{last}"


def spans(text: str) -> list[tuple[int, int]]:
    """The passages of a list such as ``2,5-7``; none if it is empty.

    Raises:
        NotAPassage: at the first part that names no lines.
    """
    return [parse(part.strip()) for part in text.split(",")] if text.strip() else []


def joined(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Line numbers as the fewest passages that hold exactly them, in order."""
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def gaps(spans: Iterable[tuple[int, int]], last: int) -> list[tuple[int, int]]:
    """The lines from 1 to ``last`` that none of these passages holds, in order. Costs nothing for long passages."""
    found, following = [], 1
    for first, end in sorted(spans):
        if following < first and following <= last:
            found.append((following, min(first - 1, last)))
        following = max(following, end + 1)
    return [*found, (following, last)] if following <= last else found


def size(spans: Iterable[tuple[int, int]]) -> int:
    """How many lines these passages hold that do not overlap."""
    return sum(last - first + 1 for first, last in spans)


def written(passages: Iterable[tuple[int, int]]) -> str:
    """Passages as ``spans`` reads them: ``2,5-7``."""
    return ",".join(f"{first}" if first == last else f"{first}-{last}" for first, last in passages)
