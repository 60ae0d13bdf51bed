"""What does one see on ``/finden/`` before and after answering?"""

from typing import Any

import pytest

from tests.directory import making
from tests.reading import Seen

pytestmark = pytest.mark.django_db

ADDRESS = "/finden/"
OFFICE = "?als=person&bereich=verwaltung&ebene=kommune&aufgabe=auftrag"


def sections(seen: Seen) -> list[str]:
    return seen.headed("h2")


def chosen(seen: Seen) -> set[tuple[str, str]]:
    return {(row["name"], row["value"]) for row in seen.inputs if row["checked"]}


def test_find_unanswered_shows_questions_only(catalogue, look):
    seen = look(ADDRESS)
    assert seen.headed("h1") == ["Welches Netzwerk passt zu mir?"]
    assert [name for name in sections(seen) if "passt" in name] == []
    assert chosen(seen) == set()


def test_find_answered_three_groups(catalogue, look):
    groups = [name for name in sections(look(ADDRESS + OFFICE)) if "(" in name]
    assert groups == ["Das passt (5)", "Das bleibt offen (3)", "Das passt nicht (2)"]


def test_find_answered_keeps_choices(catalogue, look):
    expected = {("als", "person"), ("bereich", "verwaltung"), ("ebene", "kommune"), ("aufgabe", "auftrag")}
    assert chosen(look(ADDRESS + OFFICE)) == expected


def test_find_answered_gives_reasons(catalogue, look):
    text = look(ADDRESS + "?land=bayern").text
    assert "Land: passt nicht; verlangt ist: Einsatz in Baden-Württemberg" in text
    assert "Land: dazu sagen die Quellen nichts" in text
    assert "Wer: verlangt ist: jede Person oder jede Institution – dazu haben Sie noch nichts gesagt" in text


def test_find_answered_names_sources(catalogue, client):
    page = client.get(ADDRESS + "?land=bayern").content.decode()
    assert 'href="#' in page
    assert "Berlin Institut für Partizipation" in page


def test_find_says_ended_and_planned(catalogue, look):
    text = look(ADDRESS + "?als=person").text
    assert text.count("Dieses Netzwerk ist beendet; man kann ihm nicht mehr beitreten.") == 1
    assert text.count("Dieses Netzwerk ist erst geplant; man kann ihm noch nicht beitreten.") == 1


@pytest.mark.parametrize(
    "query", ["", "?als=", "?als=gibt-es-nicht", "?aufgabe=%27--", "?fremd=person", "?land=bundesweit"]
)
def test_find_unknown_answers_forgotten(client, query):
    answer = client.get(ADDRESS + query)
    assert (answer.status_code, answer.context["answered"]) == (200, False)


def test_find_many_values_answered(catalogue, client):
    query = "&".join(f"als={value}" for value in ["person"] * 500 + ["x"] * 500)
    answer = client.get(f"{ADDRESS}?{query}")
    assert (answer.status_code, answer.context["questions"].cleaned_data["als"]) == (200, ["person"])


@pytest.mark.parametrize(("query", "robots"), [("", None), ("?als=person", "noindex, follow")])
def test_find_answers_not_indexed(look, query, robots):
    assert look(ADDRESS + query).heads.get("robots") == robots


def test_find_drafts_never(look):
    making.draft("Geheimes Netz")
    making.network("Offenes Netz")
    text = look(ADDRESS + "?als=person").text
    assert ("Offenes Netz" in text, "Geheimes Netz" in text) == (True, False)


def test_find_without_networks(look):
    text = look(ADDRESS + "?als=person").text
    assert "Kein Netzwerk erfüllt alles, was Sie gesagt haben." in text
    assert "Bei keinem Netzwerk bleibt etwas offen." in text
    assert "Kein Netzwerk scheidet aus." in text


def test_find_queries_constant(cost):
    making.many(2)
    few = cost(ADDRESS + "?als=person")
    making.many(8, start=2)
    assert cost(ADDRESS + "?als=person") == few


def test_find_sets_no_cookie(client):
    assert client.get(ADDRESS + "?als=person").cookies == {}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_find_other_methods_refused(client: Any, method):
    assert getattr(client, method)(ADDRESS).status_code == 405
