"""Files: what does a file say? Bytes in, a table of texts or a list of documents out; or one sentence why it cannot be
read.

Stricter than spreadsheets and csv readers are: no separator is taken for granted, nothing that is too much is dropped,
no key stands twice. Both directions go through here, so they agree.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from directory.catalogue import Refused
from directory.curation.imports.codecs import UNFIT
from directory.curation.imports.columns import KIND, NAMES, NUMBER, OVERVIEW, REQUIRED
from directory.curation.imports.encoding import MAX_BYTES, MAX_LINES, decoded
from directory.curation.imports.json_files import Documents, Json
from directory.rules.csv_injection import escape, unescape

SEPARATORS = (";", ",", "\t")
BOM = "\ufeff"
NOTHING = "Unter den Spaltennamen steht keine Zeile."
Cells = dict[str, str]
Table = list[dict[str, Any]]
"""The lines of a table by column, each with its number in the file under ``NUMBER``."""


class Csv:
    """A table for spreadsheets: as German ones write it, with cells that none of them runs."""

    content_type = "text/csv"

    @staticmethod
    def read(content: bytes) -> Table:
        """The table in a file.

        Raises:
            Refused: with one German sentence.
        """
        text = decoded(content)
        lines = enumerate(_csv_lines(text, _separator(text)), start=1)
        names = header(next(lines, (1, []))[1])
        table: Table = []
        for number, cells in lines:
            if any(cells):
                if any(cells[len(names) :]) or len(cells) < len(names):
                    raise Refused(f"Zeile {number} hat {len(cells)} Zellen, die Kopfzeile hat {len(names)}.")
                _append(table, number, names, [unescape(cell) for cell in cells[: len(names)]])
        if not table:
            raise Refused(NOTHING)
        return table

    @staticmethod
    def stream(names: Iterable[str], lines: Iterable[Cells]) -> Iterator[str]:
        """A file, piece by piece."""
        names = list(names)
        page = io.StringIO()
        writer = csv.writer(page, delimiter=";", quoting=csv.QUOTE_ALL)
        page.write(BOM)
        writer.writerow(names)
        for line in lines:
            writer.writerow([escape(line.get(name, "")) for name in names])
            if page.tell() > 1 << 16:
                yield page.getvalue()
                page.seek(0)
                page.truncate()
        yield page.getvalue()


def read(name: str, content: bytes) -> Table | Documents:
    """What a file of this name says.

    Raises:
        Refused: with one German sentence.
    """
    if len(content) > MAX_BYTES:
        raise Refused(f"Die Datei ist größer als {MAX_BYTES // 1_000_000} MB. Bitte teilen Sie sie auf.")
    begins = content[:100].removeprefix(b"\xef\xbb\xbf").lstrip()
    is_json = name.lower().endswith(".json") or begins[:1] in (b"[", b"{")
    return Json.read(content) if is_json else Csv.read(content)


# --- from bytes to cells ----------------------------------------------------------------------


def header(found: list[str]) -> list[str]:
    """The columns of a table, by the names in its first line.

    Raises:
        Refused: if one is unknown, stands twice or is missing.
    """
    names = [name.strip().casefold() for name in found]
    while names and not names[-1]:
        names.pop()
    known = OVERVIEW if KIND not in names and "name" in names else NAMES
    missing = [name for name in REQUIRED if name not in names] if known is NAMES else []
    if len(missing) == len(REQUIRED):
        raise Refused("In der ersten Zeile müssen die Spaltennamen stehen, zum Beispiel netzwerk;zeilenart;text.")
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f" Gemeint ist wohl „{near[0]}“." if near else ""
            raise Refused(f"Die Spalte „{name[:60]}“ gibt es nicht.{hint}" if name else "Eine Spalte hat keinen Namen.")
        if names.count(name) > 1:
            raise Refused(f"Die Spalte „{name}“ steht zweimal in der Kopfzeile.")
    if missing:
        raise Refused(f"Es fehlt die Spalte „{missing[0]}“.")
    return names


def _append(table: Table, number: int, names: list[str], cells: list[Any]) -> None:
    if len(table) == MAX_LINES:
        raise Refused(f"Die Datei hat mehr als {MAX_LINES:,} Zeilen. Bitte teilen Sie sie auf.".replace(",", "."))
    for cell in cells:
        if cell and UNFIT.search(cell):
            raise Refused(f"Zeile {number} enthält ein Zeichen, das sich nicht speichern lässt.")
    table.append({NUMBER: number, **dict(zip(names, cells, strict=True))})


def _separator(text: str) -> str:
    """The separator that makes the most known columns of the first line."""
    first = re.split("[\r\n]", text.lstrip(), maxsplit=1)[0].casefold()

    def known(separator: str) -> int:
        return len({name.strip(' "') for name in first.split(separator)} & {*NAMES, *OVERVIEW})

    return max(SEPARATORS, key=known)


def _csv_lines(text: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for cells in reader:
            number += 1
            yield cells
    except csv.Error:
        raise Refused(
            f"Zeile {number + 1} lässt sich nicht lesen. Meist fehlt ein Anführungszeichen oder steht eines zu viel."
        ) from None
