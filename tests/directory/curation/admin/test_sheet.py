"""Does the sheet of an entry show every statement and lead on, with one source for a sitting, and is it found?"""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directory.models import Body, Citation, Contact, Fact, Network, Relation, Source, Tenure, Topic, Treatment
from tests.directory import asking
from tests.directory.curation.admin.conftest import Desk, add_fact, adding, cited, complaints, page_of
from tests.directory.smallest import make

pytestmark = pytest.mark.once


def test_the_source_of_the_sitting_is_offered_for_what_is_new(desk: Desk, fact: Fact, source: Source) -> None:
    network = fact.network
    assert desk.send(adding("fact", network), cited(source, kind="aim", text="Eins")).status_code == 302
    offered = desk.open(adding("fact", network)).context["adminform"].form
    assert (offered["cite_source"].value(), offered["cite_place"].value()) == (source.pk, None)
    assert desk.open(page_of(network, "start")).context["adminform"].form["cite_source"].value() == source.pk
    assert desk.open(page_of(fact)).context["adminform"].form["cite_source"].value() is None
    assert "Quelle dieser Sitzung: Satzung" in desk.open(page_of(network)).content.decode()


def test_what_the_source_of_the_sitting_says_elsewhere_is_offered(desk: Desk, fact: Fact, source: Source) -> None:
    fact.citations.update(claim="Wir reden.")
    make(Citation, fact=fact, claim="Von anderswo.")
    page = adding("fact", fact.network)
    assert b"Wir reden." not in desk.open(page).content
    told = {"kind": "aim", "text": "Eins", "cite_claim": "Auch das."}
    assert desk.send(page, cited(source, **told)).status_code == 302
    offered = desk.open(page)
    assert offered.context["adminform"].form.claims == ["Auch das.", "Wir reden."]
    assert b'list="claims"' in offered.content
    assert 'id="claims"><option value="Auch das."><option value="Wir reden.">' in offered.content.decode()


def test_a_source_that_is_only_offered_is_none(desk: Desk, fact: Fact, source: Source) -> None:
    page, aim = adding("fact", fact.network), {"kind": "aim", "text": "Eins"}
    assert desk.send(page, cited(source, **aim)).status_code == 302
    assert desk.send(page, {**aim, "text": "Zwei", "cite_gap": "Gesagt."}).status_code == 302
    assert desk.send(page_of(fact.network, "start")).status_code == 302
    assert (Citation.objects.count(), fact.network.facts.get(text="Zwei").gaps.get().reason) == (2, "Gesagt.")
    assert list(complaints(desk.send(page, aim))) == ["cite_place"]


def test_the_next_one_at_once(desk: Desk, network: Network, source: Source) -> None:
    page = adding("fact", network)
    answer = desk.send(page, cited(source, kind="aim", text="Eins", _addanother="1"))
    assert answer.url == f"/admin/directory/{page}&kind=aim"


def test_a_row_is_taken_away(desk: Desk, fact: Fact) -> None:
    answer = desk.client.post(f"/admin/directory/fact/{fact.pk}/delete/", {"post": "yes"})
    assert answer.url == f"/admin/directory/network/{fact.network_id}/change/"
    assert (Fact.objects.count(), Citation.objects.count()) == (0, 0)


@pytest.mark.parametrize("page", ["fact/add/", "fact/add/?network=0", "fact/add/?network=x", "verdict/add/",
                                  "verdict/add/?fact=99", "fact/add/?network=" + "9" * 30])  # fmt: skip
def test_a_row_of_nothing(desk: Desk, db: None, page: str) -> None:
    assert desk.client.get(f"/admin/directory/{page}").status_code == 404
    assert desk.client.post(f"/admin/directory/{page}", {}).status_code == 404


def test_queries_do_not_grow_with_the_rows(desk: Desk, fact: Fact, source: Source, body: Body) -> None:
    def fill(number: int) -> int:
        network = fact.network
        add_fact(network, source, f"noch-{number}")
        topic = Topic.objects.create(slug=f"thema-{number}", name=f"Thema {number}")
        other = make(Network, name=f"Netz {number}")
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
            desk.open(page_of(network))
        return len(queries)

    assert fill(1) == fill(2) == fill(3)


def test_the_way_to_the_public_page(desk: Desk, fact: Fact) -> None:
    network = fact.network
    link = f'href="{network.get_absolute_url()}"'.encode()
    pages = (page_of(network), page_of(fact))
    assert [link in desk.open(page).content for page in pages] == [True, True]
    Network.objects.update(visibility="draft")
    assert [link in desk.open(page).content for page in pages] == [False, False]


def test_the_desk_speaks_german(admin_client: Client) -> None:
    index = admin_client.get("/admin/").content.decode()
    assert "Verzeichnis bearbeiten" in index
    assert "Netzwerke" in index
    assert "/admin/directory/fact/" not in index
    assert str(Relation._meta.verbose_name_plural) not in index


# --- being found --------------------------------------------------------------------------------


def test_search_folds_umlauts(desk: Desk, network: Network, source: Source) -> None:
    desk.send(adding("fact", network), cited(source, kind="offer", text="Begleitet jeden Bürgerhaushalt"))
    for words in ("Burgerhaushalt", "buergerhaushalt", "RUNDE"):
        assert [row.name for row in desk.open(f"network/?q={words}").context["cl"].result_list] == ["Runde"]
    for words in ("nirgends", "???"):
        assert not desk.open(f"network/?q={words}").context["cl"].result_list


@pytest.mark.parametrize(
    "query", ["visibility__exact=published", "terms__mode__exact=antrag", "scopes__value__exact=bund"]
)
def test_the_list_filters(desk: Desk, network: Network, query: str) -> None:
    assert desk.open(f"network/?{query}").context["cl"].result_count == (1 if "published" in query else 0)


def test_a_deleted_row_is_not_found_any_more(desk: Desk, network: Network, source: Source) -> None:
    for text in ("Wundersam", "Seltsam"):
        desk.send(adding("fact", network), cited(source, kind="aim", text=text))
    assert asking.known("seltsam") == ["Runde"]
    one, two = network.facts.order_by("pk")
    desk.client.post(f"/admin/directory/fact/{one.pk}/delete/", {"post": "yes"})
    assert (asking.known("wundersam"), asking.known("seltsam")) == ([], ["Runde"])
    chosen = {"action": "delete_selected", "_selected_action": two.pk, "post": "yes"}
    desk.client.post("/admin/directory/fact/", chosen)
    assert asking.known("seltsam") == []


def test_new_names_of_bodies_and_topics_are_found(desk: Desk, network: Network, source: Source, body: Body) -> None:
    topic = Topic.objects.create(slug="thema", name="Thema")
    desk.send(adding("tenure", network), cited(source, body=body.pk, role="hosts"))
    desk.send(adding("treatment", network), cited(source, topic=topic.pk, text="Tut etwas."))
    assert desk.send(page_of(body, "name"), cited(source, name="Überbau")).status_code == 302
    assert desk.send(page_of(topic), {"name": "Ärger"}).status_code == 302
    assert [asking.known(word) for word in ("uberbau", "arger")] == [["Runde"]] * 2


@pytest.mark.parametrize("words", ["überbau", "Ueberbau", "ÜBERBAU"])
def test_autocomplete_folds_umlauts(desk: Desk, words: str) -> None:
    Body.objects.create(slug="b", name="Der Überbau")
    query: dict[str, Any] = {
        "app_label": "directory", "model_name": "tenure", "field_name": "body", "term": words,
    }  # fmt: skip
    answer = desk.client.get("/admin/autocomplete/", query)
    assert [row["text"] for row in answer.json()["results"]] == ["Der Überbau"]
