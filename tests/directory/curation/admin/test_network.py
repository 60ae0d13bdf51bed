"""Can an editor enter a whole network with its sources on one page, and what is refused there?"""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directory.curation.admin.citation_fields import NO_SOURCE
from directory.models import (
    Body,
    Citation,
    Contact,
    Fact,
    Network,
    Relation,
    Revision,
    Source,
    Tenure,
    Topic,
    Treatment,
)
from tests.directory.curation.admin.conftest import Desk, add_fact, complaints

NEW = {"name": "Grüner Tisch", "slug": "gruener-tisch", "summary": "Ein Tisch.", "kind": "network", "status": "active"}
NEW |= {f"cite_{aspect}_gap": "Steht auf dem Türschild." for aspect in ("name", "kind", "status")}
ADD = "network/add/"


@pytest.fixture
def change(network: Network) -> str:
    return f"network/{network.pk}/change/"


def cited(source: Source, **values: Any) -> dict[str, Any]:
    return {"cite_source": source.pk, **values}


def test_a_whole_network_on_one_page(desk: Desk, source: Source, body: Body) -> None:
    before = Revision.current()
    topic = Topic.objects.create(slug="haushalt", name="Bürgerhaushalt")
    answer = desk.send(
        ADD,
        NEW,
        citations=[{"aspect": "identity", "source": source.pk, "place": "4"}],
        scopes=[cited(source, dimension="area", value="sachsen")],
        tenures=[cited(source, body=body.pk, role="coordinates", start="2018-06", cite_place="11-14")],
        contacts=[cited(source, name="Ada Beispiel", email="ada@example.org")],
        terms=[{"mode": "antrag", "cite_mode_source": source.pk, "cite_mode_place": "Abschnitt 2"}],
        facts=[
            cited(source, kind="aim", text="Öffentlich über Straßen reden", cite_claim="Wir reden."),
            cited(source, kind="figure", number=95, bound="more-than", unit="Kommunen", as_of="2024-05"),
        ],
        treatments=[cited(source, topic=topic.pk, text="Sammelt Beispiele.")],
        relations=[cited(source, kind="part-of", other_name="Bundesnetzwerk")],
    )
    assert answer.status_code == 302, complaints(answer)
    network = Network.objects.get()
    assert [fact.key for fact in network.facts.all()] == ["oeffentlich-ueber-strassen-reden", "mehr-als-95-kommunen"]
    assert [fact.position for fact in network.facts.all()] == [1, 2]
    assert network.treatments.get().key == "buergerhaushalt"
    tenure = network.tenures.get().citations.get()
    assert (tenure.first_line, tenure.last_line, tenure.locator) == (11, 14, "")
    terms = network.terms.citations.get()
    assert (terms.aspect, terms.locator, terms.first_line) == ("mode", "Abschnitt 2", None)
    assert network.facts.first().citations.get().claim == "Wir reden."
    assert network.citations.get().aspect == "identity"
    assert "burgerhaushalt" in network.search_text
    assert Revision.current() > before


@pytest.mark.parametrize(
    ("prefix", "row"),
    [
        ("facts", {"kind": "aim", "text": "Ein Ziel"}),
        ("scopes", {"dimension": "level", "value": "bund"}),
        ("relations", {"kind": "part-of", "other_name": "Dach"}),
        ("contacts", {"name": "Ada Beispiel"}),
        ("facts", {"kind": "aim", "text": "Ein Ziel", "cite_place": "19"}),
    ],
)
@pytest.mark.once
def test_nothing_without_a_source(desk: Desk, db: None, prefix: str, row: dict[str, Any]) -> None:
    page = desk.send(ADD, NEW, **{prefix: [row]})
    assert complaints(page) == {f"{prefix}-0-cite_source": [NO_SOURCE]}
    assert not Network.objects.exists()


@pytest.mark.once
def test_terms_need_a_source_for_each_aspect_they_state(desk: Desk, source: Source) -> None:
    row = {"mode": "antrag", "cost": "kostenlos", "cite_mode_source": source.pk}
    assert complaints(desk.send(ADD, NEW, terms=[row])) == {"terms-0-cite_cost_source": [NO_SOURCE]}


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        ({"kind": "event", "text": "Fest", "start": "2018-13"}, "start", "keine Datumsangabe"),
        (
            {"kind": "event", "text": "Fest", "start": "voriges Jahr im Mai", "qualifier": "Anfang"},
            "start",
            "30.09.2026 oder Mai 2024",
        ),
        ({"kind": "event", "text": "Fest", "start": "2020", "end": "2018"}, "end", "vor dem Anfang"),
        ({"kind": "event", "text": "Fest", "qualifier": "Anfang"}, "qualifier", "Vor welchem Datum?"),
        ({"kind": "figure", "number": 3, "bound": "exactly"}, "__all__", "Eine Zahl braucht"),
        (
            {"kind": "figure", "number": 3, "bound": "about", "unit": "Orte", "as_of": "x"},
            "as_of",
            "keine Datumsangabe",
        ),
        ({"kind": "aim", "text": "Ziel", "number": 3}, "__all__", "gehören nur zu einer Zahl"),
        ({"kind": "aim"}, "__all__", "braucht einen Titel"),
        ({"kind": "aim", "text": "Ziel", "key": "mit leer"}, "key", "Nur Kleinbuchstaben ohne Umlaute"),
        ({"kind": "aim", "text": "Ziel", "cite_place": "14-11"}, "cite_place", "endet vor dem Anfang"),
    ],
)
@pytest.mark.once
def test_a_wrong_fact_is_explained_at_its_field(
    desk: Desk, source: Source, row: dict[str, Any], field: str, words: str
) -> None:
    found = complaints(desk.send(ADD, NEW, facts=[cited(source, **row)]))
    assert list(found) == [f"facts-0-{field}"]
    assert words in found[f"facts-0-{field}"][0]


@pytest.mark.once
def test_the_networks_own_dates_are_explained_too(desk: Desk, db: None) -> None:
    assert "keine Datumsangabe" in complaints(desk.send(ADD, {**NEW, "start": "gestern"}))["start"][0]
    assert "beendet" in complaints(desk.send(ADD, {**NEW, "end": "2020"}))["__all__"][0]


@pytest.mark.once
@pytest.mark.parametrize(
    ("prefix", "row", "field", "words"),
    [
        ("facts", {"kind": "aim", "text": "Ziel", "key": "ziel"}, "key", "Kennung gibt es"),
        ("scopes", {"dimension": "level", "value": "bund"}, "value", "schon"),
        ("relations", {"kind": "part-of", "other_name": "Dach"}, "other_name", "schon"),
        ("contacts", {"name": "Ada"}, "name", "schon"),
    ],
)
def test_the_same_row_twice_is_a_message(
    desk: Desk, source: Source, prefix: str, row: dict[str, Any], field: str, words: str
) -> None:
    found = complaints(desk.send(ADD, NEW, **{prefix: [cited(source, **row), cited(source, **row)]}))
    assert list(found) == [f"{prefix}-1-{field}"]
    assert words in found[f"{prefix}-1-{field}"][0]


@pytest.mark.once
def test_two_equal_tenures_and_verdicts(desk: Desk, source: Source, body: Body, change: str) -> None:
    tenure = cited(source, body=body.pk, role="hosts", start="2018")
    assert "diese Rolle" in complaints(desk.send(change, tenures=[tenure, tenure]))["tenures-1-start"][0]
    verdict = {"aspect": "name", "nature": "open", "subject": "s", "reading": "r", "reason": "g"}
    verdicts = [{**verdict, "decided_on": "02.01.2026"}] * 2
    assert "schon ein Urteil" in complaints(desk.send(change, verdicts=verdicts))["verdicts-1-aspect"][0]


@pytest.mark.once
def test_a_network_is_not_related_to_itself(desk: Desk, source: Source, network: Network, change: str) -> None:
    row = cited(source, kind="similar", other=network.pk)
    assert "zu sich selbst" in complaints(desk.send(change, relations=[row]))["relations-0-__all__"][0]
    both = cited(source, kind="similar", other=network.pk, other_name="Dach")
    assert "Entweder" in complaints(desk.send(change, relations=[both]))["relations-0-__all__"][0]


def test_what_the_database_refuses_keeps_the_input(desk: Desk, source: Source, fact: Fact, change: str) -> None:
    other = add_fact(fact.network, source, "zwei")
    # Swapped keys are unique in the end, but not on the way there.
    page = desk.shown(change, {"facts-0-key": other.key, "facts-1-key": fact.key})
    assert complaints(page)["__all__"][0].startswith("Nicht gespeichert")
    assert b'value="zwei"' in page.content
    fact.refresh_from_db()
    assert fact.key == "eins"


@pytest.mark.once
def test_the_first_citation_of_a_row_is_shown_and_kept(desk: Desk, fact: Fact, source: Source, change: str) -> None:
    page = desk.open(change)
    assert b">Satzung</option>" in page.content
    assert desk.send(change, {"facts-0-text": "Neu gesagt", "facts-0-cite_kept": "on"}).status_code == 302
    kept = fact.citations.get()
    assert (kept.first_line, kept.fingerprint) == (3, "0123456789ab")
    assert desk.send(change, {"facts-0-cite_place": "Seite 2", "facts-0-cite_claim": "Genau."}).status_code == 302
    moved = fact.citations.get()
    assert (moved.pk, moved.first_line, moved.locator) == (kept.pk, None, "Seite 2")
    assert (moved.fingerprint, moved.claim) == ("", "Genau.")


@pytest.mark.once
def test_a_source_cannot_be_taken_away(desk: Desk, fact: Fact, change: str) -> None:
    assert complaints(desk.send(change, {"facts-0-cite_source": ""})) == {"facts-0-cite_source": [NO_SOURCE]}


@pytest.mark.once
def test_dissent_must_say_what_it_says(desk: Desk, fact: Fact, change: str) -> None:
    fact.citations.update(stance="differs", claim="Anders.")
    assert "Was sagt die Quelle" in complaints(desk.send(change, {"facts-0-cite_claim": ""}))["facts-0-cite_claim"][0]


@pytest.mark.once
def test_an_old_row_without_source_hinders_only_its_own_change(desk: Desk, fact: Fact, change: str) -> None:
    Citation.objects.filter(fact=fact).delete()
    assert desk.send(change, {"summary": "Anders."}).status_code == 302
    assert complaints(desk.send(change, {"facts-0-text": "Anders."})) == {"facts-0-cite_source": [NO_SOURCE]}


@pytest.mark.once
def test_a_stored_tenure_with_a_wrong_date(
    desk: Desk, source: Source, network: Network, body: Body, change: str
) -> None:
    Tenure.objects.create(network=network, body=body, role="hosts", start="2018")
    page = desk.send(change, {"tenures-0-start": "2018-13", "tenures-0-cite_source": source.pk})
    assert "keine Datumsangabe" in complaints(page)["tenures-0-start"][0]


def test_rows_can_be_deleted(desk: Desk, fact: Fact, change: str) -> None:
    assert desk.send(change, {"facts-0-DELETE": "on"}).status_code == 302
    assert not Fact.objects.exists()
    assert not Citation.objects.exists()


@pytest.mark.once
def test_a_contact_chooses_among_the_networks_tenures(
    desk: Desk, network: Network, source: Source, body: Body, change: str
) -> None:
    own = Tenure.objects.create(network=network, body=body, role="hosts")
    elsewhere = Network.objects.create(slug="x", name="X", summary="X.", kind="network", status="active")
    foreign = Tenure.objects.create(network=elsewhere, body=body, role="hosts")
    row = cited(source, name="Ada")
    assert "contacts-0-tenure" in complaints(desk.send(change, contacts=[{**row, "tenure": foreign.pk}]))
    assert desk.send(change, contacts=[{**row, "tenure": own.pk}]).status_code == 302


def test_search_folds_umlauts(desk: Desk, source: Source, change: str) -> None:
    desk.send(change, facts=[cited(source, kind="offer", text="Begleitet jeden Bürgerhaushalt")])
    for words in ("Burgerhaushalt", "buergerhaushalt", "RUNDE"):
        assert [row.name for row in desk.open(f"network/?q={words}").context["cl"].result_list] == ["Runde"]
    for words in ("nirgends", "???"):
        assert not desk.open(f"network/?q={words}").context["cl"].result_list


@pytest.mark.parametrize(
    "query", ["visibility__exact=published", "terms__mode__exact=antrag", "scopes__value__exact=bund"]
)
def test_the_list_filters(desk: Desk, network: Network, query: str) -> None:
    assert desk.open(f"network/?{query}").context["cl"].result_count == (1 if "published" in query else 0)


@pytest.mark.once
def test_queries_do_not_grow_with_the_rows(desk: Desk, fact: Fact, source: Source, body: Body, change: str) -> None:
    def fill(number: int) -> int:
        network = fact.network
        add_fact(network, source, f"noch-{number}")
        topic = Topic.objects.create(slug=f"thema-{number}", name=f"Thema {number}")
        other = Network.objects.create(slug=f"n{number}", name="N", summary="N.", kind="network", status="active")
        rows = (
            Tenure.objects.create(network=network, body=body, role="hosts", start=f"201{number}"),
            Contact.objects.create(network=network, name=f"Person {number}"),
            Treatment.objects.create(network=network, topic=topic, key=f"k{number}", text="Tut etwas."),
            Relation.objects.create(network=network, kind="similar", other=other),
        )
        for row in rows:
            Citation.objects.create(source=source, **{row._meta.model_name: row})
        Citation.objects.create(source=source, network=network, aspect="name")
        with CaptureQueriesContext(connection) as queries:
            desk.open(change)
        return len(queries)

    assert fill(1) == fill(2) == fill(3)


@pytest.mark.once
def test_the_way_to_the_public_page(desk: Desk, network: Network, change: str) -> None:
    assert f'href="{network.get_absolute_url()}"'.encode() in desk.open(change).content
    Network.objects.update(visibility="draft")
    assert f'href="{network.get_absolute_url()}"'.encode() not in desk.open(change).content


@pytest.mark.once
def test_the_desk_speaks_german(admin_client: Client) -> None:
    index = admin_client.get("/admin/").content.decode()
    assert "Verzeichnis bearbeiten" in index
    assert "Netzwerke" in index
    assert "/admin/directory/fact/" not in index
    assert Relation._meta.verbose_name_plural not in index
