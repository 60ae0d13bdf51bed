"""Is the declaration of the table whole: does every column belong somewhere, and every field of a row have one?"""

import pytest

from directory.catalogue import registry
from directory.curation.imports.columns import COLUMNS, KIND, NAMES, PLACE
from directory.curation.imports.schema import BY_NAME, KINDS, SOURCE

LEFT_OUT = {
    "netzwerk": {"slug", "visibility"},  # the line's first column; publishing is an act of its own
    "ebene": {"dimension"},  # said by the kind of line
    "gebiet": {"dimension"},
    "sitz": {"dimension"},
}
KEYS = {
    "netzwerk": [],
    "ebene": ["wert"],
    "gebiet": ["wert"],
    "sitz": ["wert"],
    "koordination": ["stelle", "rolle", "von"],
    "beitritt": [],
    "bedingung": ["weg", "frage", "wert"],
    "mitgliedschaft": ["name"],
    "angabe": ["kennung"],
    "thema": ["kennung"],
    "beziehung": ["beziehung", "anderes_netzwerk", "nur_genannt"],
}


@pytest.mark.parametrize("kind", KINDS, ids=BY_NAME)
def test_every_field_of_a_fixture_has_a_column(kind):
    fields = {*kind.shape.fields, *kind.shape.links} - LEFT_OUT.get(kind.name, set())
    assert fields - {cell.field for cell in kind.cells.values()} == set()


def test_keys_are_those_of_the_fixtures():
    assert {kind.name: kind.key for kind in KINDS} == KEYS


def test_every_column_is_used_and_explained():
    used = {name for kind in KINDS for name in kind.cells} | set(SOURCE) | {PLACE, KIND}
    assert used == set(NAMES)
    assert len(NAMES) == len(set(NAMES))
    assert [column.name for column in COLUMNS if not column.label] == []


def test_persons_and_verdicts_are_no_part_of_the_table():
    assert {kind.shape.model.__name__ for kind in KINDS} & {"Contact", "Member", "Verdict"} == set()


def test_every_row_of_the_fixtures_but_persons_has_a_kind():
    told = {id(kind.shape) for kind in KINDS}
    children = {name for name, shape in registry.NETWORK.rows.items() if id(shape) not in told}
    assert children == {"contacts"}
