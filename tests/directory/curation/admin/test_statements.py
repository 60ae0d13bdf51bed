"""Is each statement of an entry entered in a form of its own, with its source, and what is refused there?"""

from typing import Any

import pytest

from directory.curation.admin import keys
from directory.curation.admin.base import CLASH
from directory.curation.admin.citation_fields import NO_PLACE, TWO_PLACES
from directory.curation.admin.keys import key_of
from directory.curation.admin.said_lines import Answer
from directory.curation.admin.statement_forms import BOTH, NO_SOURCE, WHICH
from directory.models import Body, Citation, Criterion, Fact, Gap, Network, Revision, Source, Tenure, Terms, Topic
from tests.directory.curation.admin.conftest import Desk, adding, cited, complaints, of, page_of, shown

pytestmark = pytest.mark.once

NEW = {"name": "Grüner Tisch", "slug": "gruener-tisch", "summary": "Ein Tisch.", "kind": "network", "status": "active"}
ADD = "network/add/"
GAP = "Am Telefon gesagt."


def test_a_network_is_begun_with_one_source_for_all_it_states(desk: Desk, source: Source) -> None:
    before = Revision.current()
    answer = desk.send(ADD, cited(source, **NEW, start="Mai 2024", cite_claim="Es gibt ihn."))
    network = Network.objects.get()
    assert answer.url == f"/admin/directory/network/{network.pk}/change/"
    said = network.citations.order_by("aspect").values_list("aspect", "first_line", "claim")
    assert list(said) == [(aspect, 3, "Es gibt ihn.") for aspect in ("kind", "name", "start", "status")]
    assert Revision.current() > before


def test_a_network_is_begun_without_a_source_only_openly(desk: Desk, db: None) -> None:
    assert complaints(desk.send(ADD, NEW)) == {"cite_source": [NO_SOURCE]}
    assert desk.send(ADD, {**NEW, "cite_gap": GAP}).status_code == 302
    assert set(Gap.objects.values_list("aspect", "reason")) == {(aspect, GAP) for aspect in ("kind", "name", "status")}


ROWS: dict[str, dict[str, Any]] = {
    "scope": {"dimension": "area", "value": "sachsen"},
    "fact": {"kind": "figure", "number": "95", "bound": "more-than", "unit": "Kommunen", "as_of": "Mai 2024"},
    "contact": {"name": "Ada Beispiel", "email": "ada@example.org"},
    "relation": {"kind": "part-of", "other_name": "Bundesnetzwerk"},
    "membership": {"name": "Förderer", "fee": "50", "period": "jaehrlich", "deadline": "30. September 2026"},
}


@pytest.mark.parametrize("kind", ROWS)
def test_rows_are_added_with_their_source(desk: Desk, network: Network, source: Source, kind: str) -> None:
    page = adding(kind, network)
    assert complaints(desk.send(page, ROWS[kind])) == {"cite_source": [NO_SOURCE]}
    answer = desk.send(page, cited(source, **ROWS[kind]))
    row = getattr(network, f"{kind}s").get()
    assert answer.url == f"/admin/directory/network/{network.pk}/change/#{kind}-{row.pk}"
    assert [(each.source, each.first_line) for each in row.citations.all()] == [(source, 3)]


def test_rows_that_name_others(desk: Desk, network: Network, source: Source, body: Body) -> None:
    topic = Topic.objects.create(slug="haushalt", name="Bürgerhaushalt")
    tenure = cited(source, body=body.pk, role="coordinates", start="2018-06", cite_place="11-14", cite_aspect="start")
    assert desk.send(adding("tenure", network), tenure).status_code == 302
    said = network.tenures.get().citations.get()
    assert (said.aspect, said.first_line, said.last_line) == ("start", 11, 14)
    assert desk.send(adding("treatment", network), cited(source, topic=topic.pk, text="Sammelt.")).status_code == 302
    assert (network.treatments.get().key, network.treatments.get().position) == ("buergerhaushalt", 1)
    terms = cited(source, mode="antrag", cite_place="Abschnitt 2")
    assert desk.send(f"{adding('terms', network)}&angabe=mode", terms).status_code == 302
    assert list(network.terms.citations.values_list("aspect", "locator")) == [("mode", "Abschnitt 2")]
    who = cited(source, kind="sector", value="verwaltung", text="Beschäftigte")
    assert desk.send(adding("criterion", network.terms), who).status_code == 302
    assert Criterion.objects.get().citations.count() == 1


def test_keys_and_places_of_new_facts_are_made(desk: Desk, network: Network, source: Source) -> None:
    for text in ("Öffentlich reden", "Öffentlich reden!", "???"):
        assert desk.send(adding("fact", network), cited(source, kind="aim", text=text)).status_code == 302
    rows = network.facts.order_by("pk").values_list("key", "position")
    assert list(rows) == [("oeffentlich-reden", 1), ("oeffentlich-reden-2", 2), ("angabe", 3)]


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"cite_place": ""}, "cite_place", NO_PLACE),
        ({"cite_whole": "on"}, "cite_place", TWO_PLACES),
        ({"cite_place": "14-11"}, "cite_place", "endet vor dem Anfang"),
        ({"cite_gap": GAP}, "cite_gap", BOTH),
        ({"cite_source": "", "cite_claim": "Genau."}, "cite_source", WHICH),
        ({"cite_source": "4711"}, "cite_source", "gültig"),
        ({"start": "2018-13"}, "start", "keine Datumsangabe"),
        ({"start": "2020", "end": "2018"}, "end", "vor dem Anfang"),
        ({"qualifier": "Anfang"}, "qualifier", "Vor welchem Datum?"),
        ({"kind": "figure", "number": "3"}, "__all__", "Eine Zahl braucht"),
        ({"number": "3"}, "__all__", "gehören nur zu einer Zahl"),
        ({"text": ""}, "__all__", "braucht einen Titel"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    desk: Desk, network: Network, source: Source, given: dict[str, str], field: str, words: str
) -> None:
    found = complaints(desk.send(adding("fact", network), {**cited(source, kind="aim", text="Ein Ziel"), **given}))
    assert list(found) == [field]
    assert words in found[field][0]
    assert not network.facts.exists()


def test_all_of_a_text_is_meant_only_where_somebody_says_so(desk: Desk, network: Network, source: Source) -> None:
    told = cited(source, kind="aim", text="Ein Ziel", cite_place="", cite_whole="on")
    assert desk.send(adding("fact", network), told).status_code == 302
    assert Citation.objects.get().where == ""


@pytest.mark.parametrize(
    ("kind", "row", "field", "words"),
    [
        ("scope", {"dimension": "area", "value": "sachsen"}, "value", "schon"),
        ("scope", {"dimension": "level", "value": "sachsen"}, "__all__", "Ebenen sind"),
        ("relation", {"kind": "part-of", "other_name": "Bundesnetzwerk"}, "other_name", "schon"),
        ("contact", {"name": "Ada Beispiel"}, "name", "schon"),
        ("membership", {"name": "Förderer"}, "name", "schon"),
    ],
)
def test_conditions_that_involve_the_entry(
    desk: Desk, network: Network, source: Source, kind: str, row: dict[str, str], field: str, words: str
) -> None:
    desk.send(adding(kind, network), cited(source, **ROWS[kind]))
    found = complaints(desk.send(adding(kind, network), cited(source, **row)))
    assert list(found) == [field]
    assert words in found[field][0]


def test_conditions_over_several_statements(desk: Desk, network: Network, source: Source) -> None:
    page = page_of(network, "end")
    assert "beendet" in complaints(desk.send(page, cited(source, end="2020")))["__all__"][0]
    Network.objects.update(status="ended")
    assert desk.send(page, cited(source, end="2020")).status_code == 302
    assert "vor dem Anfang" in str(complaints(desk.send(page_of(network, "start"), cited(source, start="2021"))))


def test_a_role_once_and_no_network_related_to_itself(desk: Desk, network: Network, source: Source, body: Body) -> None:
    page, told = adding("tenure", network), cited(source, body=body.pk, role="hosts", start="2018")
    assert desk.send(page, told).status_code == 302
    assert "diese Rolle" in complaints(desk.send(page, told))["start"][0]
    tenure = Tenure.objects.get()
    assert "keine Datumsangabe" in complaints(desk.send(page_of(tenure), {"start": "2018-13"}))["start"][0]
    page, told = adding("relation", network), cited(source, kind="similar", other=network.pk)
    assert "zu sich selbst" in complaints(desk.send(page, told))["__all__"][0]
    assert "Entweder" in complaints(desk.send(page, {**told, "other_name": "Dach"}))["__all__"][0]


def test_a_contact_chooses_among_the_networks_tenures(desk: Desk, network: Network, source: Source, body: Body) -> None:
    mine = Tenure.objects.create(network=network, body=body, role="hosts")
    other = Network.objects.create(slug="o", name="O", summary="O.", kind="network", status="active")
    foreign = Tenure.objects.create(network=other, body=body, role="hosts")
    page, told = adding("contact", network), cited(source, name="Ada")
    assert list(complaints(desk.send(page, {**told, "tenure": foreign.pk}))) == ["tenure"]
    assert desk.send(page, {**told, "tenure": mine.pk}).status_code == 302


def test_what_the_database_refuses_keeps_the_input(desk: Desk, fact: Fact, source: Source, monkeypatch: Any) -> None:
    monkeypatch.setattr(keys, "free_key", lambda text, taken: fact.key)  # somebody took it a moment ago
    page = desk.send(adding("fact", fact.network), cited(source, kind="aim", text="Noch eins"))
    assert complaints(page)["__all__"] == [CLASH]
    assert (shown(page)["text"], Fact.objects.count()) == ("Noch eins", 1)


def test_lines_without_a_statement_stand_once_with_their_source(desk: Desk, source: Source) -> None:
    page, row = adding("silence", source), {"first_line": 3, "last_line": 4, "reason": "Überschrift"}
    assert "in dieser Reihenfolge" in complaints(desk.send(page, {**row, "last_line": 2}))["__all__"][0]
    assert desk.send(page, row).url == f"/admin/directory/source/{source.pk}/change/#silence-{source.silences.get().pk}"
    assert "schon" in str(complaints(desk.send(page, row)))


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


def test_a_fee_is_typed_and_changed_together_with_what_is_said_of_it(
    desk: Desk, network: Network, source: Source
) -> None:
    desk.send(adding("membership", network), cited(source, **ROWS["membership"]))
    row = network.memberships.get()
    assert (row.fee_words, row.deadline_words, row.position) == ("50 € jährlich", "30. September 2026", 1)
    assert desk.send(page_of(row)).status_code == 302
    assert list(complaints(desk.send(page_of(row), {"fee": "60"}))) == [of(row.citations.get())]
    assert desk.send(page_of(row), {"fee": "60", of(row.citations.get()): Answer.KEPT}).status_code == 302
    sheet = desk.open(page_of(network)).content.decode()
    assert [words for words in ("Arten der Mitgliedschaft", "Förderer", "60 € jährlich") if words not in sheet] == []


# --- conditions ---------------------------------------------------------------------------------


@pytest.fixture
def terms(network: Network) -> Terms:
    return Terms.objects.create(network=network)


def test_conditions_are_chosen_by_name_or_told_in_words(desk: Desk, source: Source, terms: Terms) -> None:
    page = adding("criterion", terms)
    for row in (
        {"kind": "who", "value": "person"},
        {"kind": "function", "text": "Für Beteiligung zuständig"},
        {"kind": "words", "text": "Zwei Mitglieder schlagen vor."},
    ):
        assert desk.send(page, cited(source, **row)).status_code == 302
    rows = [("person", 1), ("fuer-beteiligung-zustaendig", 2), ("zwei-mitglieder-schlagen-vor", 3)]
    assert list(Criterion.objects.values_list("value", "position")) == rows
    told = Criterion.objects.get(kind="function")
    change = {"text": "Zuständig", of(told.citations.get()): Answer.KEPT}
    assert desk.send(page_of(told), change).status_code == 302
    offered = dict(desk.open(page_of(told)).context["adminform"].form.fields["value"].choices)
    assert offered["fuer-beteiligung-zustaendig"] == "Zuständig"
    assert ("interesse-am-austausch", "Interesse am Austausch") in offered["Anliegen"]
    assert [words for value, words in offered["Aufgabe"] if words == value] == []
    told.refresh_from_db()
    assert (told.value, told.text) == ("fuer-beteiligung-zustaendig", "Zuständig")


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"kind": "who"}, "value"),
        ({"kind": "who", "value": "bund"}, "value"),
        ({"kind": "function", "value": "person"}, "value"),
        ({"kind": "function"}, "text"),
        ({"kind": "words"}, "text"),
        ({"kind": "who", "value": "xyz"}, "value"),
    ],
)
def test_a_condition_that_does_not_fit(
    desk: Desk, source: Source, terms: Terms, row: dict[str, Any], field: str
) -> None:
    assert list(complaints(desk.send(adding("criterion", terms), cited(source, **row)))) == [field]


def test_a_stored_condition_turned_into_one_that_does_not_fit(desk: Desk, source: Source, terms: Terms) -> None:
    stored = Criterion.objects.create(terms=terms, kind="function", value="frei")
    found = complaints(desk.send(page_of(stored), cited(source, kind="who")))
    assert "gehört nicht zu „Wer“" in found["value"][0]
