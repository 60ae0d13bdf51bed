"""What can an editor do on the pages of single rows, bodies, topics and sources, and what is refused there?"""

from typing import Any

import pytest
from django.urls import reverse

from directory.curation.admin.citation_fields import NO_SOURCE
from directory.curation.admin.inline_forms import key_of
from directory.models import Body, Citation, Criterion, Fact, Network, Source, Tenure, Terms, Topic, Verdict
from tests.directory import making
from tests.directory.curation.admin.conftest import Desk, add_fact, complaints
from tests.directory.smallest import make
from tests.reading import Seen

pytestmark = pytest.mark.once


@pytest.fixture
def change(fact: Fact) -> str:
    return f"fact/{fact.pk}/change/"


@pytest.fixture
def terms(network: Network) -> str:
    return f"terms/{Terms.objects.create(network=network).pk}/change/"


def test_a_row_leads_back_to_its_network(desk: Desk, fact: Fact, network: Network, change: str) -> None:
    assert f'href="{network.get_absolute_url()}"'.encode() in desk.open(change).content
    answer = desk.send(change, {"text": "Ganz neue Öffnung", "cite_kept": "on"})
    assert answer.url == reverse("admin:directory_network_change", args=[network.pk])
    network.refresh_from_db()
    assert "offnung" in network.search_text


def test_a_row_keeps_at_least_one_citation(desk: Desk, fact: Fact, source: Source, change: str) -> None:
    away = {"citations-0-DELETE": "on"}
    assert complaints(desk.send(change, away)) == {"citations": [NO_SOURCE]}
    row = {"source": source.pk, "place": "7–9", "claim": "Sagt es auch."}
    assert desk.send(change, away, citations=[row]).status_code == 302
    citation = fact.citations.get()
    assert (citation.first_line, citation.last_line, citation.claim) == (7, 9, "Sagt es auch.")


def test_an_untouched_citation_keeps_its_fingerprint(desk: Desk, fact: Fact, change: str) -> None:
    assert desk.send(change, {"citations-0-claim": "Sagt es."}).status_code == 302
    assert fact.citations.get().fingerprint == "0123456789ab"
    assert desk.send(change, {"citations-0-place": "5"}).status_code == 302
    assert fact.citations.get().fingerprint == ""


def test_a_citation_that_differs_says_what(desk: Desk, change: str) -> None:
    assert (
        "Was sagt die Quelle"
        in complaints(desk.send(change, {"citations-0-stance": "differs"}))["citations-0-__all__"][0]
    )


def test_a_row_has_one_verdict(desk: Desk, fact: Fact, source: Source, change: str) -> None:
    verdict = {"nature": "open", "subject": "s", "reading": "r", "reason": "g", "decided_on": "02.01.2026"}
    fact.citations.update(claim="So.")
    Citation.objects.create(fact=fact, source=source, stance="differs", claim="Anders.")
    assert complaints(desk.send(change, verdicts=[{**verdict, "reading": " "}]))
    page = desk.shown(change, verdicts=[verdict])
    assert page.status_code == 302
    stored = fact.verdicts.get()
    assert stored.code == "K1"
    assert stored.code not in Seen(desk.open(change)).text


def test_verdicts_are_numbered_where_nobody_numbers_them(desk: Desk, fact: Fact, network: Network) -> None:
    aspects = ("start", "members")
    verdict = {"nature": "open", "subject": "s", "reading": "r", "reason": "g", "decided_on": "02.01.2026"}
    for number, code in enumerate(("K12", "andere", "A7")):
        make(Verdict, network=make(Network, name=f"Netz {number}"), aspect="start", code=code)
    for aspect in aspects:
        for claim in ("So.", "Anders."):
            making.citation(network, aspect=aspect, claim=claim)
    answer = desk.send(f"network/{network.pk}/change/", verdicts=[{**verdict, "aspect": aspect} for aspect in aspects])
    assert answer.status_code == 302, complaints(answer)
    assert sorted(network.verdicts.values_list("code", flat=True)) == ["K13", "K14"]


def test_two_rows_with_one_key(desk: Desk, fact: Fact, network: Network, source: Source, change: str) -> None:
    add_fact(network, source, "zwei")
    assert "Kennung gibt es" in complaints(desk.send(change, {"key": "zwei"}))["key"][0]


def test_a_wrong_date_on_a_rows_own_page(desk: Desk, network: Network, body: Body) -> None:
    tenure = Tenure.objects.create(network=network, body=body, role="hosts", start="2018")
    found = complaints(desk.send(f"tenure/{tenure.pk}/change/", {"start": "2018-13"}))
    assert "keine Datumsangabe" in found["start"][0]


def test_a_deleted_row_is_not_found_any_more(desk: Desk, fact: Fact, network: Network, change: str) -> None:
    desk.send(change, {"text": "Wundersam", "cite_kept": "on"})
    desk.client.post(f"/admin/directory/fact/{fact.pk}/delete/", {"post": "yes"})
    network.refresh_from_db()
    assert "wundersam" not in network.search_text
    other = Fact.objects.create(network=network, key="x", kind="aim", text="Seltsam")
    desk.send(f"network/{network.pk}/change/", {"summary": "Anders."})
    chosen = {"action": "delete_selected", "_selected_action": other.pk, "post": "yes"}
    desk.client.post("/admin/directory/fact/", chosen)
    network.refresh_from_db()
    assert "seltsam" not in network.search_text


def test_conditions_are_chosen_by_name_or_told_in_words(desk: Desk, source: Source, terms: str) -> None:
    cited = {"cite_source": source.pk}
    answer = desk.send(
        terms,
        criteria=[
            {**cited, "kind": "who", "value": "person"},
            {**cited, "kind": "function", "text": "Für Beteiligung zuständig"},
        ],
    )
    assert answer.status_code == 302, complaints(answer)
    assert list(Criterion.objects.values_list("value", "position")) == [
        ("person", 1),
        ("fuer-beteiligung-zustaendig", 2),
    ]
    assert desk.send(terms, {"criteria-1-text": "Zuständig", "criteria-1-cite_kept": "on"}).status_code == 302
    offered = dict(desk.open(terms).context["inline_admin_formsets"][0].formset.forms[1].fields["value"].choices)
    assert offered["fuer-beteiligung-zustaendig"] == "Zuständig"
    assert ("interesse-am-austausch", "Interesse am Austausch") in offered["Anliegen"]
    assert [words for value, words in offered["Aufgabe"] if words == value] == []
    criterion = Criterion.objects.get(kind="function")
    assert (criterion.value, criterion.text) == ("fuer-beteiligung-zustaendig", "Zuständig")
    assert desk.send(f"criterion/{criterion.pk}/change/", {"text": "Neu", "cite_kept": "on"}).status_code == 302


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"kind": "who"}, "value"),
        ({"kind": "who", "value": "bund"}, "value"),
        ({"kind": "function", "value": "person"}, "value"),
        ({"kind": "function"}, "text"),
        ({"kind": "who", "value": "xyz"}, "value"),
    ],
)
def test_a_condition_that_does_not_fit(desk: Desk, source: Source, terms: str, row: dict[str, Any], field: str) -> None:
    found = complaints(desk.send(terms, criteria=[{"cite_source": source.pk, **row}]))
    assert list(found) == [f"criteria-0-{field}"]


def test_a_stored_condition_turned_into_one_that_does_not_fit(desk: Desk, source: Source, terms: str) -> None:
    Criterion.objects.create(terms=Terms.objects.get(), kind="function", value="frei")
    found = complaints(desk.send(terms, {"criteria-0-kind": "who", "criteria-0-cite_source": source.pk}))
    assert "gehört nicht zu „Wer“" in found["criteria-0-value"][0]


def test_stated_terms_need_a_citation_for_each_aspect(desk: Desk, source: Source, terms: str) -> None:
    row = {"aspect": "mode", "source": source.pk}
    found = complaints(desk.send(terms, {"mode": "antrag", "cost": "kostenlos"}, citations=[row]))
    assert found == {"citations": [f"Kosten: {NO_SOURCE}"]}
    assert desk.send(terms, {"mode": "antrag"}, citations=[row]).status_code == 302


def test_new_names_of_bodies_and_topics_are_found(desk: Desk, network: Network, source: Source, body: Body) -> None:
    topic = Topic.objects.create(slug="thema", name="Thema")
    desk.send(
        f"network/{network.pk}/change/",
        tenures=[{"body": body.pk, "role": "hosts", "cite_source": source.pk}],
        treatments=[{"topic": topic.pk, "text": "Tut etwas.", "cite_source": source.pk}],
    )
    renamed = {"name": "Überbau", "cite_name_source": source.pk}
    assert desk.send(f"body/{body.pk}/change/", renamed).status_code == 302
    assert desk.send(f"topic/{topic.pk}/change/", {"name": "Ärger"}).status_code == 302
    network.refresh_from_db()
    assert "uberbau" in network.search_text
    assert "arger" in network.search_text


@pytest.mark.parametrize("words", ["überbau", "Ueberbau", "ÜBERBAU"])
def test_autocomplete_folds_umlauts(desk: Desk, words: str) -> None:
    Body.objects.create(slug="b", name="Der Überbau")
    query = {"app_label": "directory", "model_name": "tenure", "field_name": "body", "term": words}
    answer = desk.client.get("/admin/autocomplete/", query)
    assert [row["text"] for row in answer.json()["results"]] == ["Der Überbau"]


def test_lines_without_a_statement_stand_once_with_their_source(desk: Desk, source: Source) -> None:
    row = {"first_line": 3, "last_line": 4, "reason": "Überschrift"}
    page = f"source/{source.pk}/change/"
    assert "schon" in complaints(desk.send(page, silences=[row, row]))["silences-1-first_line"][0]
    assert (
        "in dieser Reihenfolge"
        in complaints(desk.send(page, silences=[{**row, "last_line": 2}]))["silences-0-__all__"][0]
    )
    assert desk.send(page, {"dated": "2020-05"}, silences=[row]).status_code == 302
    assert "dated" in complaints(desk.send(page, {"dated": "neulich"}))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Wort " * 30, "-".join(["wort"] * 12)),
        ("x" * 70, "x" * 60),
        ("Grüner Tisch: Öl, Maß", "gruener-tisch-oel-mass"),
    ],
)
def test_keys_made_of_words(text: str, key: str) -> None:
    assert key_of(text) == key
