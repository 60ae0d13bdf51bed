"""Does the preview show what readers would see, and is nothing of it stored?"""

from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directory.catalogue.values import stored
from directory.models import Fact, Network, Page, Revision, Source
from tests.directory import making
from tests.directory.curation.admin.conftest import Desk, add_fact, complaints, shown
from tests.directory.curation.admin.test_network import NEW
from tests.reading import Seen

pytestmark = pytest.mark.once

PREVIEW = {"_preview": "1"}


@pytest.fixture
def change(network: Network) -> str:
    return f"network/{network.pk}/change/"


def everything() -> dict[Any, Any]:
    """All rows of the directory, their versions too."""
    models = apps.get_app_config("directory").get_models()
    return {(model, row.pk): stored(row) for model in models for row in model._base_manager.all()}


def pressed(page: Any, button: str) -> dict[str, Any]:
    """What the preview sends when one of its two buttons is pressed."""
    hidden = [field for field in Seen(page).inputs if field["type"] == "hidden"]
    assert "_preview" not in {field["name"] for field in hidden}
    return {field["name"]: field["value"] for field in hidden} | {button: "1"}


def test_the_preview_draws_the_page_and_says_what_changes(desk: Desk, fact: Fact, source: Source, change: str) -> None:
    new = {"kind": "offer", "text": "Ein neues Angebot.", "cite_source": source.pk, "cite_place": "9"}
    changes = {"summary": "Ein neuer Satz.", "facts-0-text": "Neu gesagt.", "facts-0-cite_kept": "on", **PREVIEW}
    page = desk.shown(change, changes, facts=[new])
    assert page.status_code == 200
    seen = Seen(page)
    assert (seen.headed("h1"), seen.headed("h2")[0]) == (["Runde"], "Das ändert sich für die Öffentlichkeit")
    for words in (
        "In einem Satz: „Eine Runde.“ → „Ein neuer Satz.“",
        "Ziel: „Ziel eins“ → „Neu gesagt.“",
        "Angebot ergänzt: Ein neues Angebot.",
        "Beleg ergänzt: Satzung, Zeile 9",
    ):
        assert words in seen.text
    assert "beleg-2" in seen.ids


def test_nothing_of_the_preview_is_stored(desk: Desk, client: Client, fact: Fact, change: str) -> None:
    address = fact.network.get_absolute_url()
    public = client.get(address)
    before, revision = everything(), Revision.current()
    page = desk.shown(change, {"summary": "Ein neuer Satz.", "slug": "tafel", "facts-0-DELETE": "on", **PREVIEW})
    assert "Ein neuer Satz." in Seen(page).text
    assert everything() == before
    assert Revision.current() == revision
    again = client.get(address)
    assert (again.content, again["ETag"]) == (public.content, public["ETag"])
    cache.clear()
    assert client.get(address).content == public.content
    assert client.get("/netzwerke/tafel/").status_code == 404


def test_saving_from_the_preview(desk: Desk, fact: Fact, source: Source, change: str) -> None:
    new = {"kind": "offer", "text": "Ein neues Angebot.", "cite_source": source.pk}
    page = desk.shown(change, {"summary": "Ein\nneuer Satz.", **PREVIEW}, facts=[new])
    answer = desk.post(change, pressed(page, "_save"))
    assert answer.status_code == 302, complaints(answer)
    fact.network.refresh_from_db()
    assert fact.network.summary.replace("\r", "") == "Ein\nneuer Satz."
    assert list(fact.network.facts.values_list("text", flat=True)) == ["Ziel eins", "Ein neues Angebot."]


def test_editing_on_after_the_preview(desk: Desk, fact: Fact, change: str) -> None:
    typed = {"summary": "Ein neuer Satz.", "facts-0-text": "Neu gesagt.", "facts-0-cite_kept": "on"}
    page = desk.shown(change, {**typed, **PREVIEW})
    again = desk.post(change, pressed(page, "_edit"))
    assert again.status_code == 200
    values = dict(shown(again))
    assert {name: values[name] for name in typed} == typed | {"facts-0-cite_kept": True}
    assert b"errornote" not in again.content
    assert b"<title>Fehler" not in again.content
    assert Network.objects.get().summary == "Eine Runde."
    assert desk.post(change, desk.typed(again)).status_code == 302
    assert Network.objects.get().summary == "Ein neuer Satz."


def test_a_new_network_before_it_exists(desk: Desk, db: None) -> None:
    page = desk.shown("network/add/", {**NEW, **PREVIEW})
    text = Seen(page).text
    assert "Eintrag aufgenommen" in text
    assert "sehen ihn erst, wenn er veröffentlicht ist" in text
    assert "ohne Quelle: Steht auf dem Türschild." in text
    assert not Network.objects.exists()
    assert desk.post("network/add/", pressed(page, "_save")).status_code == 302
    assert Network.objects.get().visibility == "draft"


def test_what_is_wrong_is_not_drawn(desk: Desk, change: str) -> None:
    assert complaints(desk.shown(change, {"summary": "", **PREVIEW})) == {
        "summary": ["Dieses Feld ist zwingend erforderlich."]
    }


def test_nothing_changed(desk: Desk, change: str) -> None:
    assert "Auf dieser Seite ist nichts geändert" in Seen(desk.shown(change, PREVIEW)).text


def test_a_rows_own_page_draws_its_network(desk: Desk, fact: Fact) -> None:
    page = desk.shown(f"fact/{fact.pk}/change/", {"text": "Neu gesagt.", "cite_kept": "on", **PREVIEW})
    assert Seen(page).headed("h1") == ["Runde"]
    assert "Ziel: „Ziel eins“ → „Neu gesagt.“" in Seen(page).text
    fact.refresh_from_db()
    assert fact.text == "Ziel eins"


def test_nasty_words_stay_words(desk: Desk, change: str) -> None:
    nasty = "\"><script>alert('x')</script>"
    page = desk.shown(change, {"summary": nasty, "easy_text": nasty, **PREVIEW})
    assert b"<script>" not in page.content
    assert pressed(page, "_save")["summary"] == nasty


def test_the_preview_is_offered_where_readers_have_a_page(desk: Desk, fact: Fact, source: Source) -> None:
    rows = {"network": fact.network, "fact": fact, "source": source, "topic": making.topic()}
    rows["page"] = Page.objects.create(slug="hilfe", title="Hilfe", text="Text")
    offered = {kind for kind, row in rows.items() if b"_preview" in desk.open(f"{kind}/{row.pk}/change/").content}
    assert offered == {"network", "fact", "page"}
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


@pytest.mark.parametrize("page", ["network", "tenure"])
def test_contacts_that_disappear_are_named(desk: Desk, network: Network, source: Source, page: str) -> None:
    tenure = making.tenure(network, making.body())
    making.citation(tenure)
    for name, ties in (("Ada Beispiel", {"tenure": tenure}), ("Bela Bleibt", {}), ("Cora Fort", {"withheld": True})):
        making.citation(network.contacts.create(name=name, **ties))
    field = "tenures-0-end" if page == "network" else "end"
    kept = "tenures-0-cite_kept" if page == "network" else "cite_kept"
    record = network if page == "network" else tenure
    path = f"{page}/{record.pk}/change/"
    assert "nicht mehr zu sehen" not in Seen(desk.shown(path, PREVIEW)).text
    text = Seen(desk.shown(path, {field: "2020", kept: "on", **PREVIEW})).text
    assert "Als Kontakt nicht mehr zu sehen: Ada Beispiel. " in text
    if page == "network":
        text = Seen(desk.shown(path, {"contacts-1-DELETE": "on", **PREVIEW})).text
        assert "Als Kontakt nicht mehr zu sehen: Bela Bleibt. " in text
