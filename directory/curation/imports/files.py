"""Files: what does a file say? Bytes in, a table out, every cell a text; or one sentence why it cannot be read.

Stricter than spreadsheets and csv readers are: no separator is taken for granted, nothing that is too much is dropped,
no key stands twice. Both directions go through here, so they agree.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from directory.catalogue import Refused
from directory.curation.imports.codecs import NO, UNFIT, YES
from directory.curation.imports.columns import KIND, NAMES, NUMBER, OVERVIEW, REQUIRED
from directory.rules.csv_injection import escape, unescape

MAX_BYTES = 5_000_000
MAX_LINES = 10_000
SEPARATORS = (";", ",", "\t")
BOM = "\ufeff"
SAVE_AS = "Bitte speichern Sie die Tabelle als „CSV UTF-8“."
NOTHING = "Unter den Spaltennamen steht keine Zeile."
Cells = dict[str, str]
Table = list[dict[str, Any]]
"""The lines of a table by column, each with its number in the file under ``NUMBER``; None where it says nothing."""


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
        return checked(table)

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


class Json:
    """The same table as a list of objects, for programs."""

    content_type = "application/json"

    @staticmethod
    def read(content: bytes) -> Table:
        """The table in a file. A column that an entry does not name says nothing, not even that it is empty.

        Raises:
            Refused: with one German sentence.
        """
        entries = _json(decoded(content))
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise Refused("Die Datei muss eine Liste von Zeilen sein: [{„netzwerk“: …, „zeilenart“: …}, …].")
        if not entries:
            raise Refused(NOTHING)
        names = header(list(dict.fromkeys(name for entry in entries for name in entry)))
        table: Table = []
        for number, entry in enumerate(entries, start=1):
            cells = [_cell(entry[name], number, name) if name in entry else None for name in names]
            _append(table, number, names, cells)
        return checked(table)

    @staticmethod
    def stream(names: Iterable[str], lines: Iterable[Cells]) -> Iterator[str]:
        """A file, piece by piece."""
        before = "[\n"
        for line in lines:
            yield before + json.dumps(line, ensure_ascii=False)
            before = ",\n"
        yield "[]\n" if before == "[\n" else "\n]\n"


FORMATS: dict[str, type[Csv | Json]] = {"csv": Csv, "json": Json}


def read(name: str, content: bytes) -> Table:
    """The table in a file of this name.

    Raises:
        Refused: with one German sentence.
    """
    if len(content) > MAX_BYTES:
        raise Refused(f"Die Datei ist größer als {MAX_BYTES // 1_000_000} MB. Bitte teilen Sie sie auf.")
    begins = content[:100].removeprefix(b"\xef\xbb\xbf").lstrip()
    is_json = name.lower().endswith(".json") or begins[:1] in (b"[", b"{")
    return FORMATS["json" if is_json else "csv"].read(content)


# --- from bytes to cells ----------------------------------------------------------------------


def decoded(content: bytes) -> str:
    """The text of a file.

    Raises:
        Refused: unless it is UTF-8 without NUL.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(f"Die Datei ist in UTF-16 gespeichert, nicht in UTF-8. {SAVE_AS}")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        raise Refused(f"Die Datei ist keine Textdatei, sondern zum Beispiel eine Arbeitsmappe. {SAVE_AS}")
    if b"\0" in content:
        number = content[: content.index(b"\0")].count(b"\n") + 1
        raise Refused(f"Zeile {number} enthält ein Nullzeichen; das ist keine Textdatei. {SAVE_AS}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = content[: error.start].count(b"\n") + 1
        raise Refused(f"Zeile {number} ist nicht in UTF-8 gespeichert; Umlaute gingen verloren. {SAVE_AS}") from None
    if not text.strip():
        raise Refused("Die Datei ist leer.")
    return text


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


def checked(table: Table) -> Table:
    """The table, if it has as many lines as one may have.

    Raises:
        Refused: if it has none or too many.
    """
    if not table:
        raise Refused(NOTHING)
    return table


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


def _json(text: str) -> Any:
    """Numbers stay the text that was written, so that none is too large or loses a digit."""
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise Refused(f"Die Datei ist kein gültiges JSON: Zeile {error.lineno}, Zeichen {error.colno}.") from None
    except RecursionError:
        raise Refused("Die Datei ist zu tief verschachtelt; erwartet wird eine einfache Liste von Zeilen.") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entry = {name.strip().casefold(): value for name, value in pairs}
    if len(entry) < len(pairs):
        raise Refused("In einer Zeile steht eine Spalte zweimal.")
    return entry


def _cell(value: Any, number: int, name: str) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    if value is None or isinstance(value, str):
        return value or ""
    raise Refused(f"Zeile {number}, Spalte „{name}“: Hier wird ein Text erwartet, keine Liste und kein Objekt.")
