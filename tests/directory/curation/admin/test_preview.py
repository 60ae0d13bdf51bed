"""Does the preview show what readers would see, and is nothing of it stored?"""

from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directory.catalogue.values import stored
from directory.curation.admin.said_lines import Answer
from directory.models import Fact, Network, Page, Revision, Source
from tests.directory import making
from tests.directory.curation.admin.conftest import Desk, add_fact, adding, cited, complaints, of, page_of, shown
from tests.directory.curation.admin.test_statements import GAP, NEW
from tests.reading import Seen

pytestmark = pytest.mark.once

PREVIEW = {"_preview": "1"}


@pytest.fixture
def change(network: Network) -> str:
    return page_of(network, "summary")


def everything() -> dict[Any, Any]:
    """All rows of the directory, their versions too."""
    models = apps.get_app_config("directory").get_models()
    return {(model, row.pk): stored(row) for model in models for row in model._base_manager.all()}


def pressed(page: Any, button: str) -> dict[str, Any]:
    """What the preview sends when one of its two buttons is pressed."""
    hidden = [field for field in Seen(page).inputs if field["type"] == "hidden"]
    assert "_preview" not in {field["name"] for field in hidden}
    return {field["name"]: field["value"] for field in hidden} | {button: "1"}


def test_the_preview_draws_the_page_and_says_what_changes(desk: Desk, fact: Fact) -> None:
    newer = making.source("Chronik")
    change = cited(newer, text="Neu gesagt.", cite_place="9", **{of(fact.citations.get()): Answer.DROPPED})
    page = desk.shown(page_of(fact), {**change, **PREVIEW})
    assert page.status_code == 200
    seen = Seen(page)
    assert (seen.headed("h1"), seen.headed("h2")[0]) == (["Runde"], "Das ändert sich für die Öffentlichkeit")
    for words in ("Ziel: „Ziel eins“ → „Neu gesagt.“", "Beleg ergänzt: Chronik, Zeile 9", "Beleg entfernt: Satzung"):
        assert words in seen.text
    assert "beleg-1" in seen.ids
    fact.refresh_from_db()
    assert fact.text == "Ziel eins"


def test_nothing_of_the_preview_is_stored(desk: Desk, client: Client, fact: Fact, source: Source) -> None:
    network = fact.network
    address = network.get_absolute_url()
    public = client.get(address)
    before, revision = everything(), Revision.current()
    for path, told, words in (
        (page_of(network, "summary"), {"summary": "Ein neuer Satz."}, "Ein neuer Satz."),
        (page_of(network, "slug"), {"slug": "tafel"}, "tafel"),
        (adding("fact", network), cited(source, kind="offer", text="Ein Angebot."), "Angebot ergänzt: Ein Angebot."),
        (page_of(fact), {of(fact.citations.get()): Answer.DROPPED, "cite_gap": "Gesagt."}, "ohne Quelle: Gesagt."),
    ):
        assert words in Seen(desk.shown(path, {**told, **PREVIEW})).text
    assert everything() == before
    assert Revision.current() == revision
    again = client.get(address)
    assert (again.content, again["ETag"]) == (public.content, public["ETag"])
    cache.clear()
    assert client.get(address).content == public.content
    assert client.get("/netzwerke/tafel/").status_code == 404


def test_saving_from_the_preview(desk: Desk, network: Network, source: Source) -> None:
    for path, told in (
        (page_of(network, "summary"), {"summary": "Ein\nneuer Satz."}),
        (adding("fact", network), cited(source, kind="offer", text="Ein neues Angebot.")),
    ):
        page = desk.shown(path, {**told, **PREVIEW})
        answer = desk.post(path, pressed(page, "_save"))
        assert answer.status_code == 302, complaints(answer)
    network.refresh_from_db()
    assert network.summary.replace("\r", "") == "Ein\nneuer Satz."
    assert [(row.text, row.citations.count()) for row in network.facts.all()] == [("Ein neues Angebot.", 1)]


def test_editing_on_after_the_preview(desk: Desk, fact: Fact) -> None:
    typed = {"text": "Neu gesagt.", "place": "Bonn", of(fact.citations.get()): "kept"}
    page = desk.shown(page_of(fact), {**typed, **PREVIEW})
    again = desk.post(page_of(fact), pressed(page, "_edit"))
    assert again.status_code == 200
    values = shown(again)
    assert {name: values[name] for name in typed} == typed
    assert b"errornote" not in again.content
    assert b"<title>Fehler" not in again.content
    assert Fact.objects.get().text == "Ziel eins"
    assert desk.post(page_of(fact), desk.typed(again)).status_code == 302
    assert (Fact.objects.get().text, Fact.objects.get().place) == ("Neu gesagt.", "Bonn")


def test_a_new_network_before_it_exists(desk: Desk, db: None) -> None:
    page = desk.shown("network/add/", {**NEW, "cite_gap": GAP, **PREVIEW})
    text = Seen(page).text
    assert "Eintrag aufgenommen" in text
    assert "sehen ihn erst, wenn er veröffentlicht ist" in text
    assert f"ohne Quelle: {GAP}" in text
    assert not Network.objects.exists()
    assert desk.post("network/add/", pressed(page, "_save")).status_code == 302
    assert Network.objects.get().visibility == "draft"


def test_what_is_wrong_is_not_drawn(desk: Desk, change: str) -> None:
    assert complaints(desk.shown(change, {"summary": "", **PREVIEW})) == {
        "summary": ["Dieses Feld ist zwingend erforderlich."]
    }


def test_nothing_changed(desk: Desk, change: str) -> None:
    assert "Auf dieser Seite ist nichts geändert" in Seen(desk.shown(change, PREVIEW)).text


def test_nasty_words_stay_words(desk: Desk, change: str) -> None:
    nasty = "\"><script>alert('x')</script>"
    page = desk.shown(change, {"summary": nasty, **PREVIEW})
    assert b"<script>" not in page.content
    assert pressed(page, "_save")["summary"] == nasty


def test_the_preview_is_offered_where_readers_have_a_page(desk: Desk, fact: Fact, source: Source, change: str) -> None:
    page = Page.objects.create(slug="hilfe", title="Hilfe", text="Text")
    paths = (change, page_of(fact), page_of(fact.citations.get()), page_of(page), page_of(source), "topic/add/")
    assert [b"_preview" in desk.open(path).content for path in paths] == [True, True, False, True, False, False]
    assert b"_preview" not in desk.open("page/add/?_popup=1").content


def test_drawing_costs_the_same_for_one_fact_and_three(desk: Desk, fact: Fact, source: Source, change: str) -> None:
    def cost(number: int) -> int:
        add_fact(fact.network, source, f"noch-{number}")
        page = desk.open(change)
        values = desk.typed(page, PREVIEW)
        with CaptureQueriesContext(connection) as queries:
            assert desk.post(change, values).status_code == 200
        return len(queries)

    assert cost(1) == cost(2) == cost(3)


def test_contacts_that_disappear_are_named(desk: Desk, network: Network) -> None:
    tenure = making.tenure(network, making.body())
    said = making.citation(tenure)
    for name, ties in (("Ada Beispiel", {"tenure": tenure}), ("Bela Bleibt", {}), ("Cora Fort", {"withheld": True})):
        making.citation(network.contacts.create(name=name, **ties))
    gone = "Als Kontakt nicht mehr zu sehen: {}. "
    for path, told, who in (
        (page_of(tenure), {"end": "2020", of(said): Answer.KEPT}, "Ada Beispiel"),
        (page_of(network.contacts.get(name="Bela Bleibt")), {"withheld": "on"}, "Bela Bleibt"),
    ):
        assert "nicht mehr zu sehen" not in Seen(desk.shown(path, PREVIEW)).text
        assert gone.format(who) in Seen(desk.shown(path, {**told, **PREVIEW})).text
