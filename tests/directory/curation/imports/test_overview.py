"""One row per network: does a row become what it says, each statement with the row's source, and is nothing deleted?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.curation.imports import files, overview
from directory.curation.imports.columns import OVERVIEW
from directory.curation.imports.outcome import judge, take_over
from directory.models import Citation, Network
from tests.directory import making
from tests.directory.curation.imports.tables import changes, fates, refusals

pytestmark = pytest.mark.django_db

ROW = {
    "netzwerk": "", "name": "Runde Über Bürgerräte", "kurzname": "RÜB", "art": "", "anschrift": "Platz 1, 12345 Ort",
    "land": "Sachsen; Berlin", "ebene": "Kommune", "status": "aktiv", "beginn": "2019-03",
    "koordination": "Stiftung Rat",
    "webseite": "https://runde.example/", "kontakt": "0123 456", "wer": "alle Interessierten", "kosten": "kostenlos",
    "themen": "Methoden; teilhabe", "zusammenfassung": "Eine Runde.", "quelle": "Satzung", "quelle_datum": "2019",
}  # fmt: skip


@pytest.fixture
def records():
    making.source("Satzung", dated="2019")
    making.source("Chronik")
    making.body("Stiftung Rat")
    for name in ("Methoden", "Teilhabe"):
        making.topic(name)


def table(*rows):
    return files.read("liste.csv", "".join(files.Csv.stream(OVERVIEW, rows)).encode())


def exported():
    return list(overview.rows(Network.objects.order_by("slug")))


def test_new_network_says_what_its_row_says(records):
    outcome = take_over(table(ROW), name="liste.csv")
    assert (refusals(outcome), outcome.is_stored, outcome.new_networks) == ({}, True, 1)
    network = Network.objects.get()
    assert (network.slug, network.visibility) == ("runde-ueber-buergerraete", "draft")
    said = {**ROW, "netzwerk": network.slug, "art": "Netzwerk", "quelle": "satzung", "themen": "Methoden; Teilhabe"}
    assert exported() == [said]
    rows = [network.tenures, network.scopes, network.facts, network.treatments]
    stated = [row for each in rows for row in each.all()]
    assert [[each.source.slug for each in row.citations.all()] for row in stated] == [["satzung"]] * 9
    cited = {aspect for (aspect,) in Citation.objects.exclude(aspect="").values_list("aspect")}
    assert cited == {"name", "kind", "status", "start", "who", "cost"}


def test_row_that_says_nothing_new_changes_nothing(records):
    take_over(table(ROW), name="liste.csv")
    assert fates(judge(table(*exported()))) == ["same"]
    in_german = [{**row, "beginn": "März 2019", "quelle_datum": " 2019"} for row in exported()]
    assert fates(judge(table(*in_german))) == ["same"]


@pytest.mark.usefixtures("catalogue")
def test_real_catalogue_comes_back_unchanged():
    assert set(fates(judge(table(*exported())))) == {"same"}


def test_empty_cells_delete_nothing(records):
    take_over(table(ROW), name="liste.csv")
    before = exported()
    bare = dict.fromkeys(OVERVIEW, "") | {"netzwerk": "runde-ueber-buergerraete", "quelle": "Chronik"}
    assert fates(take_over(table(bare), name="liste.csv")) == ["same"]
    assert exported() == before


def test_changed_cells_are_changes_with_the_new_source(records):
    take_over(table(ROW), name="liste.csv")
    row = {**ROW, "status": "beendet", "land": "Hessen", "webseite": "https://neu.example/", "quelle": "Chronik"}
    row |= {"quelle_datum": "", "zusammenfassung": "Eine Runde weniger."}
    outcome = take_over(table(row), name="liste.csv")
    assert refusals(outcome) == {}
    told = [("Status", "aktiv", "beendet"), ("Text", "Eine Runde.", "Eine Runde weniger.")]
    assert sorted(changes(outcome)[2])[-2:] == told
    network = Network.objects.get()
    assert [str(each) for each in network.areas] == ["Sachsen", "Berlin", "Hessen"]
    assert [fact.key for fact in network.facts.filter(kind="website")] == ["webseite", "webseite-2"]
    sources = Citation.objects.filter(network=network).order_by("aspect", "source__slug")
    assert list(sources.values_list("aspect", "source__slug")) == [
        ("kind", "satzung"), ("name", "satzung"), ("start", "satzung"), ("status", "chronik"), ("status", "satzung"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"koordination": "Niemand"}, "Spalte „koordination“: „Niemand“ gibt es nicht."),
        ({"themen": "Wetter"}, "Spalte „themen“: „Wetter“ gibt es nicht."),
        ({"quelle": "Hörensagen"}, "Spalte „quelle“: Die Quelle „Hörensagen“ gibt es nicht."),
        ({"quelle": ""}, "Spalte „quelle“: Es fehlt die Quelle"),
        ({"quelle_datum": "2020"}, "Spalte „quelle_datum“: Die Quelle hat im Verzeichnis ein anderes Datum: 2019."),
        ({"land": "Atlantis"}, "Spalte „land“: "),
        ({"beginn": "2018-13"}, "Spalte „beginn“: "),
        ({"status": ""}, "Spalte „status“: "),
        ({"zusammenfassung": ""}, "Spalte „zusammenfassung“: "),
        ({"name": "", "netzwerk": ""}, "Spalte „netzwerk“: "),
    ],
)
def test_what_is_wrong_is_told_by_the_column_of_the_row(records, cells, sentence):
    outcome = take_over(table({**ROW, **cells}), name="liste.csv")
    told = refusals(outcome).get(2, [])
    assert [each for each in told if each.startswith(sentence.rstrip(" "))], told
    assert (outcome.is_stored, Network.objects.count()) == (False, 0)


def test_unknown_column_is_named():
    with pytest.raises(files.Refused, match="„landd“ gibt es nicht"):
        files.read("liste.csv", b"name;landd\nRunde;Sachsen\n")


def test_reading_rows_costs_the_same(records):
    def cost(number):
        rows = [{**ROW, "name": f"Runde {place}"} for place in range(number)]
        with CaptureQueriesContext(connection) as queries:
            judge(table(*rows))
        return len(queries)

    assert cost(1) == cost(3)
