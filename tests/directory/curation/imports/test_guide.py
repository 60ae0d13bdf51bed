"""Do template and help fit the table they explain?"""

import pytest

from directory.curation.imports import guide
from directory.curation.imports.columns import NAMES
from directory.curation.imports.files import Csv, read
from directory.curation.imports.outcome import judge, take_over
from tests.directory.curation.imports.tables import base, lines, refusals

EXAMPLE = "Das ist eine Beispielzeile der Vorlage. Bitte löschen Sie sie."


def template(rows=guide.EXAMPLES):
    return read("vorlage.csv", "".join(Csv.stream(NAMES, rows)).encode())


@pytest.mark.django_db
def test_template_cannot_be_taken_over():
    outcome = take_over(template(), name="vorlage.csv")
    assert refusals(outcome) == {2: [EXAMPLE], 3: [EXAMPLE]}
    assert outcome.is_stored is False


@pytest.mark.django_db
def test_examples_would_be_right():
    """With a network and sources that exist, nothing is wrong about them."""
    base()
    rows = [{**row, "netzwerk": "buergerrat", "quelle": "satzung"} for row in guide.EXAMPLES]
    outcome = judge(template(rows))
    assert (refusals(outcome), [line.is_new for line in lines(outcome)]) == ({}, [True, True])


def test_every_column_is_explained_with_its_values():
    told = {column.name: column for column in guide.columns()}
    assert tuple(told) == NAMES
    assert told["zahl"].kinds == ["angabe"]
    assert told["quelle"].kinds == ["jede Zeile"]
    assert told["status"].allowed == [("", ["geplant", "in Gründung", "aktiv", "beendet"])]
    assert told["feste_regel"].allowed == [("", ["ja", "nein"])]
    assert told["verhaeltnis"].allowed == [("", ["sagt dasselbe", "ergänzt", "daraus folgt es", "sagt etwas anderes"])]
    assert dict(told["art"].allowed)["netzwerk"][:2] == ["Netzwerk", "Arbeitskreis"]
    assert dict(told["wert"].allowed)["bedingung, Wer"] == ["person", "organisation", "initiative"]
    assert dict(told["belegt"].allowed)["koordination"] == ["Beginn", "Ende", "Gegenstand"]


def test_every_kind_is_explained():
    assert {kind.name: others for kind, others in guide.kinds()}["ebene"] == ["text"]
