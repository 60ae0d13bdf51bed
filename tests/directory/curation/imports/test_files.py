"""Is a file read as it was meant, or refused with one sentence that says what to do?"""

import pytest
from hypothesis import given, strategies as st

from directory.catalogue import Refused
from directory.curation.imports import files
from directory.curation.imports.columns import NAMES, NUMBER
from directory.curation.imports.json_files import Json

HEAD = "netzwerk;zeilenart;text"
ROW = "runde;angabe;Ein Ziel."
UTF_16 = "Die Datei ist in UTF-16 gespeichert, nicht in UTF-8. Bitte speichern Sie die Tabelle als „CSV UTF-8“."
UNREADABLE = "lässt sich nicht lesen. Meist fehlt ein Anführungszeichen oder steht eines zu viel."
TEXTS = st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)


def table(text, name="liste.csv"):
    return files.read(name, text if isinstance(text, bytes) else text.encode())


def rows(text, name="liste.csv"):
    return table(text, name)


def refusal(content, name="liste.csv"):
    with pytest.raises(Refused) as refused:
        table(content, name)
    return str(refused.value)


GOOD = {
    "semicolons": f"{HEAD}\n{ROW}\n",
    "commas": "netzwerk,zeilenart,text\nrunde,angabe,Ein Ziel.\n",
    "tabs": "netzwerk\tzeilenart\ttext\nrunde\tangabe\tEin Ziel.\n",
    "byte order mark": f"\ufeff{HEAD}\n{ROW}\n",
    "lines ended as on Windows": f"{HEAD}\r\n{ROW}\r\n",
    "lines ended as on old Macs": f"{HEAD}\r{ROW}\r",
    "no end of line": f"{HEAD}\n{ROW}",
    "quoted": '"netzwerk";"zeilenart";"text"\n"runde";"angabe";"Ein Ziel."\n',
    "names in capitals with spaces": f" Netzwerk;ZEILENART ; text\n{ROW}\n",
    "more empty cells": f"{HEAD};;\n{ROW};;;\n",
    "empty lines at the end": f"{HEAD}\n{ROW}\n\n;;\n",
}


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_csv_read(text):
    assert rows(text) == [{NUMBER: 2, "netzwerk": "runde", "zeilenart": "angabe", "text": "Ein Ziel."}]


def test_lines_are_numbered_as_a_spreadsheet_does():
    text = f'{HEAD}\n\nrunde;angabe;"Erste\nzweite; Zeile"\n;;\n{ROW}\n'
    assert [(row[NUMBER], row["text"]) for row in rows(text)] == [(3, "Erste\nzweite; Zeile"), (5, "Ein Ziel.")]


def test_apostrophe_before_a_formula_removed():
    assert rows(f"{HEAD}\nrunde;angabe;'=1+1\n")[0]["text"] == "=1+1"


BAD = {
    "nothing": (b"", "Die Datei ist leer."),
    "spaces": (b" \r\n \n", "Die Datei ist leer."),
    "mark only": ("\ufeff".encode(), "Die Datei ist leer."),
    "latin-1": (
        f"{HEAD}\nrunde;angabe;Bürger\n".encode("latin-1"),
        "Zeile 2 ist nicht in UTF-8 gespeichert; Umlaute gingen verloren. "
        "Bitte speichern Sie die Tabelle als „CSV UTF-8“.",
    ),
    "UTF-16": (HEAD.encode("utf-16"), UTF_16),
    "UTF-16, big end first": (b"\xfe\xff" + HEAD.encode("utf-16-be"), UTF_16),
    "UTF-16 without mark": (
        f"{HEAD}\n{ROW}".encode("utf-16-le"),
        "Zeile 1 enthält ein Nullzeichen; das ist keine Textdatei. Bitte speichern Sie die Tabelle als „CSV UTF-8“.",
    ),
    "NUL": (
        f"{HEAD}\n{ROW}\nrunde;angabe;\0\n".encode(),
        "Zeile 3 enthält ein Nullzeichen; das ist keine Textdatei. Bitte speichern Sie die Tabelle als „CSV UTF-8“.",
    ),
    "workbook": (
        b"PK\x03\x04\x14\x00",
        "Die Datei ist keine Textdatei, sondern zum Beispiel eine Arbeitsmappe. "
        "Bitte speichern Sie die Tabelle als „CSV UTF-8“.",
    ),
    "no names": (
        b"runde;angabe;Text\n",
        "In der ersten Zeile müssen die Spaltennamen stehen, zum Beispiel netzwerk;zeilenart;text.",
    ),
    "names only": (HEAD.encode(), "Unter den Spaltennamen steht keine Zeile."),
    "missing column": (b"netzwerk;text\nrunde;Text\n", "Es fehlt die Spalte „zeilenart“."),
    "unknown column": (
        b"netzwerk;zeilenart;txet\n",
        "Die Spalte „txet“ gibt es nicht. Gemeint ist wohl „text“.",
    ),
    "column like none": (b"netzwerk;zeilenart;qqqqq\n", "Die Spalte „qqqqq“ gibt es nicht."),
    "column without name": (b"netzwerk;;zeilenart\n", "Eine Spalte hat keinen Namen."),
    "column twice": (b"netzwerk;zeilenart;Netzwerk\n", "Die Spalte „netzwerk“ steht zweimal in der Kopfzeile."),
    "300 cells": (
        f"{HEAD}\n{ROW}\n{';'.join('x' * 300)}\n".encode(),
        "Zeile 3 hat 300 Zellen, die Kopfzeile hat 3.",
    ),
    "too few cells": (f"{HEAD}\nrunde;angabe\n".encode(), "Zeile 2 hat 2 Zellen, die Kopfzeile hat 3."),
    "quotation mark left open": (f'{HEAD}\n{ROW}\nrunde;angabe;"Text\n'.encode(), f"Zeile 3 {UNREADABLE}"),
    "text behind a quotation mark": (f'{HEAD}\nrunde;angabe;"Text" mehr\n'.encode(), f"Zeile 2 {UNREADABLE}"),
    "endless cell": (f"{HEAD}\nrunde;angabe;{'x' * 200_000}\n".encode(), f"Zeile 2 {UNREADABLE}"),
    "too large": (b"x" * 5_000_001, "Die Datei ist größer als 5 MB. Bitte teilen Sie sie auf."),
    "too many lines": (
        f"{HEAD}\n{(ROW + chr(10)) * 10_001}".encode(),
        "Die Datei hat mehr als 10.000 Zeilen. Bitte teilen Sie sie auf.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "sentence"), BAD.values(), ids=BAD)
def test_csv_refused(content, sentence):
    assert refusal(content) == sentence


def test_ten_thousand_lines_allowed():
    assert len(table(f"{HEAD}\n{(ROW + chr(10)) * 10_000}")) == 10_000


# --- JSON -------------------------------------------------------------------------------------


NETWORKS = "Die Datei muss eine Liste von Netzwerken sein: [{„slug“: …, „name“: …}, …]."
DEEP = "Die Datei ist zu tief verschachtelt; so tief ist kein Netzwerk beschrieben."
UNFIT = "Die Datei enthält ein Zeichen, das sich nicht speichern lässt."


def test_json_read():
    text = '[{"slug": "runde", "number": 12, "planned": true, "place": null, "as_of": 2.50, "cite": {"name": ["a"]}}]'
    assert table(text, "netze.json").documents == [
        {"slug": "runde", "number": 12, "planned": True, "place": None, "as_of": "2.50", "cite": {"name": ["a"]}}
    ]


def test_one_network_stands_without_a_list():
    assert table('\ufeff{"slug": "a"}', "daten").documents == [{"slug": "a"}]


JSON_BAD = {
    "a number": ("12", NETWORKS),
    "empty list": ("[]", NETWORKS),
    "list of lists": ('[["runde", "angabe"]]', NETWORKS),
    "broken": ('[{"slug": "runde",}]', "Die Datei ist kein gültiges JSON: Zeile 1, Zeichen 19."),
    "nothing": ("", "Die Datei ist leer."),
    "deep": ("[" * 100_000, DEEP),
    "deeper than a network": ('{"a": ' + "[" * 500 + "]" * 500 + "}", DEEP),
    "field twice": ('[{"slug": "a", "slug": "b"}]', "Das Feld „slug“ steht in einem Objekt zweimal."),
    "half a character": ('[{"slug": "\\ud800"}]', UNFIT),
    "half a character in a name": ('[{"facts": [{"\\udfff": 1}]}]', UNFIT),
    "NUL": ('[{"slug": "\\u0000"}]', UNFIT),
    "too many networks": ("[" + ",".join(["{}"] * 10_001) + "]",
                          "Die Datei hat mehr als 10.000 Netzwerke. Bitte teilen Sie sie auf."),
}  # fmt: skip


@pytest.mark.parametrize(("text", "sentence"), JSON_BAD.values(), ids=JSON_BAD)
def test_json_refused(text, sentence):
    assert refusal(text, "liste.json") == sentence


def test_json_number_of_any_length_stays_text():
    assert table(f'[{{"number": {"9" * 5000}}}]', "a.json").documents == [{"number": "9" * 5000}]


# --- both ways --------------------------------------------------------------------------------


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=3))
def test_what_is_written_is_read(texts):
    lines = [{"netzwerk": "runde", "zeilenart": one, "text": two} for one, two in texts]
    names = ("netzwerk", "zeilenart", "text")
    content = "".join(files.Csv.stream(names, lines)).encode()
    assert [{key: row[key] for key in names} for row in rows(content)] == lines
    assert table("".join(Json.stream(lines)), "liste.json").documents == lines


def test_csv_for_german_spreadsheets():
    content = "".join(files.Csv.stream(("netzwerk", "text"), [{"netzwerk": "runde", "text": '=1;"x"'}]))
    assert content == '\ufeff"netzwerk";"text"\r\n"runde";"\'=1;""x"""\r\n'


def test_nothing_written():
    assert "".join(files.Csv.stream(("netzwerk",), [])) == '\ufeff"netzwerk"\r\n'
    assert "".join(Json.stream([])) == "[]\n"


def test_written_in_pieces():
    lines = [{"netzwerk": "runde", "text": "x" * 1000}] * 200
    pieces = list(files.Csv.stream(NAMES, lines))
    assert len(pieces) > 2
    assert "".join(pieces).count("runde") == 200
