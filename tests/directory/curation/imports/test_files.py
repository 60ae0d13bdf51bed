"""Is a file read as it was meant, or refused with one sentence that says what to do?"""

import json

import pytest
from hypothesis import given, strategies as st

from directory.catalogue import Refused
from directory.curation.imports import files
from directory.curation.imports.columns import NAMES, NUMBER

HEAD = "netzwerk;zeilenart;text"
ROW = "runde;angabe;Ein Ziel."
UTF_16 = "Die Datei ist in UTF-16 gespeichert, nicht in UTF-8. Bitte speichern Sie die Tabelle als „CSV UTF-8“."
UNREADABLE = "lässt sich nicht lesen. Meist fehlt ein Anführungszeichen oder steht eines zu viel."
LIST = "Die Datei muss eine Liste von Zeilen sein: [{„netzwerk“: …, „zeilenart“: …}, …]."
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


def test_json_read():
    text = '[{"netzwerk": "runde", "zeilenart": "angabe", "zahl": 12, "geplant": true, "ort": null, "stand": 2.50}]'
    assert rows(text, "liste.json") == [
        {
            NUMBER: 1,
            "netzwerk": "runde",
            "zeilenart": "angabe",
            "zahl": "12",
            "geplant": "ja",
            "ort": "",
            "stand": "2.50",
        }
    ]


def test_json_column_not_named_says_nothing():
    text = '\ufeff[{"netzwerk": "a", "zeilenart": "angabe", "text": "x"}, {"Zeilenart": "angabe", "netzwerk": "b"}]'
    assert [row["text"] for row in rows(text, "daten")] == ["x", None]


def test_json_apostrophe_kept():
    text = json.dumps([{"netzwerk": "runde", "zeilenart": "angabe", "text": "'=1+1"}])
    assert rows(text)[0]["text"] == "'=1+1"


JSON_BAD = {
    "no list": ('{"netzwerk": "runde"}', LIST),
    "list of lists": ('[["runde", "angabe"]]', LIST),
    "a number": ("12", LIST),
    "empty list": ("[]", "Unter den Spaltennamen steht keine Zeile."),
    "broken": ('[{"netzwerk": "runde",}]', "Die Datei ist kein gültiges JSON: Zeile 1, Zeichen 23."),
    "deep": ("[" * 100_000, "Die Datei ist zu tief verschachtelt; erwartet wird eine einfache Liste von Zeilen."),
    "list in a cell": (
        '[{"netzwerk": "runde", "zeilenart": ["angabe"]}]',
        "Zeile 1, Spalte „zeilenart“: Hier wird ein Text erwartet, keine Liste und kein Objekt.",
    ),
    "object in a cell": (
        '[{"netzwerk": "runde", "zeilenart": {"a": {"b": 1}}}]',
        "Zeile 1, Spalte „zeilenart“: Hier wird ein Text erwartet, keine Liste und kein Objekt.",
    ),
    "column twice": (
        '[{"netzwerk": "a", "zeilenart": "angabe", "netzwerk": "b"}]',
        "In einer Zeile steht eine Spalte zweimal.",
    ),
    "column twice in two spellings": (
        '[{"netzwerk": "a", "zeilenart": "angabe", "Netzwerk": "b"}]',
        "In einer Zeile steht eine Spalte zweimal.",
    ),
    "unknown column": ('[{"netzwerk": "a", "zeilenart": "angabe", "qqqqq": 1}]', "Die Spalte „qqqqq“ gibt es nicht."),
    "half a character": (
        '[{"netzwerk": "a", "zeilenart": "\\ud800"}]',
        "Zeile 1 enthält ein Zeichen, das sich nicht speichern lässt.",
    ),
    "NUL": (
        '[{"netzwerk": "a", "zeilenart": "\\u0000"}]',
        "Zeile 1 enthält ein Zeichen, das sich nicht speichern lässt.",
    ),
}


@pytest.mark.parametrize(("text", "sentence"), JSON_BAD.values(), ids=JSON_BAD)
def test_json_refused(text, sentence):
    assert refusal(text, "liste.json") == sentence


def test_json_number_of_any_length_stays_text():
    text = f'[{{"netzwerk": "a", "zeilenart": "angabe", "zahl": {"9" * 5000}}}]'
    assert rows(text, "a.json")[0]["zahl"] == "9" * 5000


# --- both ways --------------------------------------------------------------------------------


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=3))
def test_what_is_written_is_read(texts):
    lines = [{"netzwerk": "runde", "zeilenart": one, "text": two} for one, two in texts]
    names = ("netzwerk", "zeilenart", "text")
    for name, form in files.FORMATS.items():
        content = "".join(form.stream(names, lines)).encode()
        read = [{key: row[key] for key in names} for row in rows(content, f"liste.{name}")]
        assert read == lines, name


def test_csv_for_german_spreadsheets():
    content = "".join(files.Csv.stream(("netzwerk", "text"), [{"netzwerk": "runde", "text": '=1;"x"'}]))
    assert content == '\ufeff"netzwerk";"text"\r\n"runde";"\'=1;""x"""\r\n'


@pytest.mark.parametrize(("form", "empty"), [("csv", '\ufeff"netzwerk"\r\n'), ("json", "[]\n")])
def test_no_lines_written(form, empty):
    assert "".join(files.FORMATS[form].stream(("netzwerk",), [])) == empty


def test_written_in_pieces():
    lines = [{"netzwerk": "runde", "text": "x" * 1000}] * 200
    pieces = list(files.Csv.stream(NAMES, lines))
    assert len(pieces) > 2
    assert "".join(pieces).count("runde") == 200
