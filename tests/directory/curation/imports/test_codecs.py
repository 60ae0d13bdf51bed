"""What does a cell mean? Both ways, and refused with a sentence where it means nothing."""

import pytest
from hypothesis import given, strategies as st

from directory.curation.imports.codecs import (
    Amount,
    Aspects,
    Cell,
    Choice,
    Day,
    Flag,
    LineRange,
    NotAValue,
    Number,
    PartialDate,
)
from directory.curation.imports.schema import KINDS, SOURCE
from directory.enums import Answer, Area, Aspect, FactKind, NetworkKind, Role, Status

STATUS = Choice("status", dict(Status.choices))
ANSWER = Choice("answer", dict(Answer.choices), "nicht-genannt")
DAYS = "Richtig wäre zum Beispiel 30.09.2026 oder 30. September 2026."
BOTH_WAYS = [
    (Cell("text"), "Ein Satz.", "Ein Satz."),
    (STATUS, "founding", "in Gründung"),
    (ANSWER, "nicht-genannt", "nicht genannt"),
    (Flag("planned"), True, "ja"),
    (Flag("planned"), False, "nein"),
    (Number("number"), 0, "0"),
    (Number("number"), None, ""),
    (Amount("fee"), "12.50", "12,50"),
    (Amount("fee"), "0.00", "0,00"),
    (Amount("fee"), None, ""),
    (Day("day"), "2026-11-21", "2026-11-21"),
    (Day("day"), "", ""),
    (PartialDate("start"), "2018-06", "2018-06"),
    (PartialDate("start"), "", ""),
    (LineRange("lines"), (19, 19), "Zeile 19"),
    (LineRange("lines"), (11, 14), "Zeilen 11–14"),
    (LineRange("lines"), (None, None), ""),
    (Aspects("aspect"), ["name", "one-per-organisation"], "Name; Mitgliedschaften je Organisation"),
    (Aspects("aspect"), [], ""),
]


@pytest.mark.parametrize(("cell", "value", "text"), BOTH_WAYS)
def test_value_written_and_read(cell, value, text):
    assert cell.write(value) == text
    assert cell.read(text) == value


@pytest.mark.parametrize(
    ("cell", "text", "value"),
    [
        (STATUS, " AKTIV ", "active"),
        (STATUS, "founding", "founding"),
        (STATUS, "", ""),
        (ANSWER, " ", "nicht-genannt"),
        (Flag("binding", True), "", True),
        (Flag("binding", True), "NEIN", False),
        (Amount("fee"), " 50 € ", "50.00"),
        (Amount("fee"), "12.5", "12.50"),
        (LineRange("lines"), "11-14", (11, 14)),
        (LineRange("lines"), "zeilen 11 - 14", (11, 14)),
        (Aspects("aspect"), "start, Name;Name", ["start", "name"]),
        (Day("day"), "21.11.2026", "2026-11-21"),
        (Day("day"), " 1. Oktober 2026", "2026-10-01"),
        (PartialDate("start"), "Okt. 2026 ", "2026-10"),
        (PartialDate("start"), "um 2013", "2013~"),
        (PartialDate("start"), " Anfang Mai", "Anfang Mai"),
        (Cell("text"), "  eins\r\nzwei\rdrei \n", "eins\nzwei\ndrei"),
    ],
)
def test_cell_read_generously(cell, text, value):
    assert cell.read(text) == value


@pytest.mark.parametrize(
    ("cell", "text", "sentence"),
    [
        (STATUS, "ruhend", "„ruhend“ gibt es hier nicht. Möglich sind: geplant, in Gründung, aktiv, beendet."),
        (Flag("planned"), "vielleicht", "„vielleicht“ ist weder „ja“ noch „nein“."),
        *((Amount("fee"), text, f"„{text}“ ist kein Betrag in Euro. Richtig wäre 50 oder 12,50.")
          for text in ("1.200", "-5", "fünf", "1234567", "12,345")),
        (Number("number"), "1.200", "„1.200“ ist keine ganze Zahl von 0 bis 2147483647. Ziffern ohne Punkt genügen."),
        (Number("number"), "2147483648", "„2147483648“ ist keine ganze Zahl von 0 bis 2147483647. "
            "Ziffern ohne Punkt genügen."),
        (Number("number"), "9" * 5000, f"„{'9' * 40}“ ist keine ganze Zahl von 0 bis 2147483647. "
            "Ziffern ohne Punkt genügen."),
        (Number("number"), "-1", "„-1“ ist keine ganze Zahl von 0 bis 2147483647. Ziffern ohne Punkt genügen."),
        (Number("number"), "١٢", "„١٢“ ist keine ganze Zahl von 0 bis 2147483647. Ziffern ohne Punkt genügen."),
        (Day("day"), "Mai 2026", f"„Mai 2026“ ist kein Tag. {DAYS}"),
        (Day("day"), "2026-02-30", f"„2026-02-30“ ist kein Tag. {DAYS}"),
        (Day("day"), "20261121", f"„20261121“ ist kein Tag. {DAYS}"),
        (LineRange("lines"), "Seite 3", "„Seite 3“ nennt keine Zeilen; richtig wäre 19 oder 11-14."),
        (LineRange("lines"), "14-11", "„14-11“ nennt keine Zeilen; richtig wäre 19 oder 11-14."),
        (Aspects("aspect"), "Farbe", "„Farbe“ gibt es hier nicht. Möglich sind: "
            f"{', '.join(str(label) for label in Aspect.labels)}."),
    ],
)  # fmt: skip
def test_cell_without_meaning_refused(cell, text, sentence):
    with pytest.raises(NotAValue) as refused:
        cell.read(text)
    assert str(refused.value) == sentence


@given(st.text())
def test_text_read_twice_stays(text):
    read = Cell("text").read(text)
    assert Cell("text").read(Cell("text").write(read)) == read


@pytest.mark.parametrize("old", [None, "", " ", "\r\n"])
def test_empty_text_same_as_none(old):
    assert Cell("text").read(Cell("text").write(old)) == ""


@pytest.mark.parametrize("choices", [Answer, Area, FactKind, NetworkKind, Role, Status, Aspect])
def test_labels_tell_values_apart(choices):
    """A label that is another value's short form would be read as that other value."""
    cell = Choice("field", dict(choices.choices))
    assert [cell.read(str(label)) for label in choices.labels] == choices.values
    assert [cell.read(value) for value in choices.values] == choices.values


def test_every_closed_list_is_read_back():
    cells = [cell for kind in KINDS for cell in kind.cells.values()] + list(SOURCE.values())
    closed = [cell for cell in cells if isinstance(cell, Choice)]
    assert len(closed) > 10
    for cell in closed:
        assert [cell.read(cell.write(value)) for value in cell.labels] == list(cell.labels)
