"""Are the operator's pages and easy-language texts edited safely, and do old addresses lead on?"""

from typing import Any

import pytest
from django.test import Client

from directory.models import FormerAddress, Network, Page, Source, Topic
from tests import kept
from tests.directory import making
from tests.directory.curation.admin.conftest import Desk, adding, cited, complaints, page_of
from tests.directory.curation.admin.test_preview import pressed
from tests.reading import Seen

pytestmark = pytest.mark.once

NASTY = """## Überschrift

<script>alert(1)</script> [böse](javascript:alert(1)) ![Bild](https://example.org/x.png) **fett**

- Punkt
"""


@pytest.fixture
def page(db: None) -> Page:
    return Page.objects.create(slug="hilfe", title="Hilfe", text="Alt.", is_complete=True)


@pytest.fixture
def easy(network: Network) -> str:
    return page_of(network, "easy")


# --- pages in Markdown --------------------------------------------------------------------------


def test_a_page_is_drawn_before_it_is_saved(desk: Desk, client: Client, page: Page) -> None:
    path = f"page/{page.pk}/change/"
    preview = desk.shown(path, {"text": NASTY, "_preview": "1"})
    html = preview.content.decode()
    assert "<h2>Überschrift</h2>" in html
    assert "<strong>fett</strong>" in html
    assert [word for word in ("<script>", 'href="javascript', "<img") if word in html] == []
    assert "Text" in Seen(preview).text
    assert Page.objects.get().text == "Alt."
    assert desk.post(path, pressed(preview, "_save")).status_code == 302
    public = client.get("/hilfe/").content.decode()
    assert "<h2>Überschrift</h2>" in public
    assert "alert(1)&lt;/script" in public or "&lt;script&gt;" in public


def test_every_version_of_a_page_is_kept(desk: Desk, page: Page) -> None:
    desk.send(f"page/{page.pk}/change/", {"text": "Neu.", "because": "Die Anschrift stimmte nicht."})
    (version,) = kept.versions(page)
    assert (version.before.document["text"], version.document["text"]) == ("Alt.", "Neu.")
    assert kept.why(page) == "Die Anschrift stimmte nicht."


def test_the_reason_is_kept_with_each_row_of_the_act(desk: Desk, network: Network, source: Source) -> None:
    page = adding("fact", network)
    desk.send(page, cited(source, kind="aim", text="Ein Ziel", because="Neue Satzung"))
    assert [version.act.reason for version in kept.versions(network)] == ["Neue Satzung"]
    assert kept.told(network.facts.get())["cite"] == [f"{source.slug}:3"]
    assert "because" in complaints(desk.send(page, {"because": "x" * 301}))


# --- easy language ------------------------------------------------------------------------------


def test_an_easy_text_and_the_day_it_was_checked(desk: Desk, client: Client, network: Network, easy: str) -> None:
    address = network.get_absolute_url()
    assert "Leichter Sprache" not in client.get(address).content.decode()
    desk.send(easy, {"easy_text": "Das ist eine **Gruppe**.\n\nAlle dürfen mitmachen."})
    seen = Seen(client.get(address))
    assert "Das ist eine Gruppe. Alle dürfen mitmachen. Noch nicht von der Zielgruppe geprüft." in seen.text
    assert seen.addresses.count("#leichte-sprache") == 2
    assert "leichte-sprache" in seen.ids
    assert b'lang="de-simple"' in client.get(address).content
    desk.send(easy, {"easy_checked_on": "02.01.2026"})
    assert "Geprüft am 2. Januar 2026 von Menschen aus der Zielgruppe." in Seen(client.get(address)).text


def test_an_easy_text_is_harmless_and_found(desk: Desk, client: Client, network: Network, easy: str) -> None:
    desk.send(easy, {"easy_text": NASTY})
    html = client.get(network.get_absolute_url()).content.decode()
    assert [word for word in ("<script>alert", 'href="javascript', "<img") if word in html] == []
    assert network.name in client.get("/netzwerke/?q=fett").content.decode()


def test_an_easy_text_has_its_ceiling(desk: Desk, easy: str) -> None:
    assert list(complaints(desk.send(easy, {"easy_text": "x" * 2001}))) == ["easy_text"]


# --- addresses ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["network", "body", "topic", "source"])
def test_a_new_address_leaves_the_old_one_behind(desk: Desk, client: Client, network: Network, kind: str) -> None:
    row: Any = {
        "network": lambda: network,
        "body": making.body,
        "topic": making.topic,
        "source": making.source,
    }[kind]()
    before = row.get_absolute_url()
    page = page_of(row, "slug" if kind in ("network", "body") else "")
    assert desk.send(page, {"slug": "neue-adresse"}).status_code == 302
    row.refresh_from_db()
    assert FormerAddress.objects.values_list("kind", "number").get() == (kind, row.pk)
    answer = client.get(before)
    assert (answer.status_code, answer.url) == (301, row.get_absolute_url())
    assert desk.send(page, {"slug": before.split("/")[-2]}).status_code == 302
    assert client.get(before).status_code == 200
    assert client.get(row.get_absolute_url()).status_code == 301


def test_nobody_takes_the_former_address_of_another(desk: Desk, db: None) -> None:
    topic = making.topic("Haushalt")
    desk.send(f"topic/{topic.pk}/change/", {"slug": "haushalte"})
    taken = {"name": "Etwas anderes", "slug": "haushalt"}
    assert "schon einen anderen Eintrag" in complaints(desk.send("topic/add/", taken))["slug"][0]
    assert Topic.objects.get().slug == "haushalte"


def test_an_unchanged_address_leaves_nothing(desk: Desk, easy: str) -> None:
    desk.send(easy, {"easy_text": "Anders."})
    assert not FormerAddress.objects.exists()
