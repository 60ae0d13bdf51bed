"""What does one see on ``/finden/`` before and after answering?"""

from typing import Any

import pytest

from directory.models import Terms
from tests.directory import making
from tests.reading import Seen

pytestmark = [pytest.mark.django_db, pytest.mark.once]

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


def test_find_answered_groups(catalogue, look):
    seen = look(ADDRESS + OFFICE)
    groups = [name for level in ("h2", "h3") for name in seen.headed(level) if "(" in name and name[-2].isdigit()]
    assert groups == [
        "Das passt (5)", "Das bleibt offen (2)", "Das passt nicht (1)", "Beendet (1)", "Erst geplant (1)",
    ]  # fmt: skip


def test_find_results_before_the_questions(catalogue, client):
    """The page jumps to the results; the questions with their answers come after them."""
    page = client.get(ADDRESS + OFFICE).content.decode()
    assert 'action="/finden/#ergebnis"' in page
    assert page.index('id="ergebnis"') < page.index("Das passt") < page.index('id="fragen"')


def test_find_answered_keeps_choices(catalogue, look):
    expected = {("als", "person"), ("bereich", "verwaltung"), ("ebene", "kommune"), ("aufgabe", "auftrag")}
    assert chosen(look(ADDRESS + OFFICE)) == expected


def test_find_result_in_the_order_of_use(catalogue, look):
    text = look(ADDRESS + "?als=person").text
    start = text.index("Allianz Vielfältige Demokratie")
    parts = ("Nächster Schritt Mitgliedschaft beantragen", "Kosten Kostenlos", "Status", "Trifft das auf Sie zu?")
    places = [text.index(part, start) for part in parts]
    assert places == sorted(places)


def test_find_answered_gives_reasons(catalogue, look):
    text = look(ADDRESS + "?land=bayern").text
    assert "Land: wirkt in Baden-Württemberg; verlangt ist: Einsatz in Baden-Württemberg" in text
    assert "Land: wirkt in Sachsen" in text
    assert "Land: wirkt bundesweit" in text
    assert "dazu sagen die Quellen nichts" not in text


def test_find_answered_names_sources(catalogue, client):
    page = client.get(ADDRESS + "?land=bayern").content.decode()
    assert 'href="#' in page
    assert "Berlin Institut für Partizipation" in page


def test_find_says_ended_and_planned(catalogue, look):
    text = look(ADDRESS + "?als=person").text
    assert text.count("Beendet – niemand kann mehr mitmachen") == 1
    assert text.count("Öffnet später – Bescheid geben lassen") == 1


def test_find_worded_answers_are_no_silence(look):
    terms = making.terms(making.network("Netz"), who_text="Alle aus Bremen.", mode_text="Am Tresen.")
    text = look(ADDRESS + "?als=person").text
    assert ("Alle aus Bremen." in text, "Am Tresen." in text) == (True, True)
    assert [words for words in ("kein Weg", "Eine Regel, wer mitmachen kann") if words in text] == []
    Terms.objects.filter(pk=terms.pk).update(who_text="", mode_text="")
    text = look(ADDRESS + "?als=person").text
    assert ("Kein Weg genannt" in text, "Eine Regel, wer mitmachen kann" in text) == (True, True)


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


def test_find_links_carry_known_answers_only(catalogue, look):
    asked = [
        link.href for link in look(ADDRESS + "?als=person&utm_source=brief&als=x").links if "#ergebnis" in link.href
    ]
    assert (len(asked), [href for href in asked if "utm" in href or "=x" in href]) == (2, [])


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
    assert "Bei keinem Netzwerk steht schon fest, dass es passt." in text
    assert "Bei keinem Netzwerk bleibt etwas offen." in text
    assert "Kein Netzwerk scheidet aus." in text


def test_find_queries_constant(cost):
    making.many(2)
    few = cost(ADDRESS + "?als=person&land=bayern")
    making.many(8, start=2)
    assert cost(ADDRESS + "?als=person&land=bayern") == few


def test_find_sets_no_cookie(client):
    assert client.get(ADDRESS + "?als=person").cookies == {}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_find_other_methods_refused(client: Any, method):
    assert getattr(client, method)(ADDRESS).status_code == 405
