"""What do readers see of changes, in which words and at which address, and what does it cost?"""

import re

import pytest
import time_machine
from django.db import connection
from django.db.models import QuerySet

from directory.history import public
from directory.history.log import of_record
from directory.models import Act, FormerAddress, Network, Version, history
from tests.directory import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("versions")]

LIST = "/aenderungen/"
RUNDE = "/netzwerke/runde/aenderungen/"


@pytest.fixture
def runde() -> Network:
    with time_machine.travel("2026-01-05 12:00 +0100", tick=False):
        return making.network("Runde")


@pytest.fixture
def changed(runde) -> Network:
    with time_machine.travel("2026-03-09 23:30 +0100", tick=False), history.act("Laut Satzung"):
        runde.status = "ended"
        runde.save()
    return runde


# --- one network ----------------------------------------------------------------------------------


def test_network_tells_day_change_and_reason(changed, look):
    page = look(RUNDE)
    assert page.headed("h1") == ["Was hat sich geändert?"]
    assert page.headed("h2") == ["9. März 2026", "5. Januar 2026"]
    assert "Status: „aktiv“ → „beendet“ Grund: Laut Satzung" in page.text
    assert page.title == "Was hat sich geändert? Runde – Netzwerke der Bürgerbeteiligung"


def test_network_names_no_editor(runde, look, admin_user):
    with history.act(by=admin_user):
        runde.status = "ended"
        runde.save()
    assert "admin" not in look(RUNDE).text


def test_network_reached_from_its_profile_and_back(changed, look):
    assert look("/netzwerke/runde/").href("Was hat sich geändert?") == RUNDE
    assert look(RUNDE).href("Zurück zu Runde") == "/netzwerke/runde/"


@pytest.mark.once
def test_network_long_act_folded(runde, look):
    with history.act():
        for number in range(11):
            making.fact(runde, key=f"a{number}", text=f"Angabe {number}.")
    text = look(RUNDE).text
    assert "und 3 weitere" in text
    assert [number for number in range(11) if f"Angabe {number}." not in text] == []


@pytest.mark.once
def test_network_page_by_page(runde, look):
    for number in range(30):
        runde.status = ("ended", "active")[number % 2]
        runde.save()
    first, second = look(RUNDE), look(f"{RUNDE}?seite=2")
    assert (first.text.count("Status:"), second.text.count("Status:")) == (25, 5)
    assert first.href("Weiter") == "?seite=2"
    assert second.title.startswith("Was hat sich geändert? Runde, Seite 2")
    assert look(f"{RUNDE}?seite=nix").text == first.text


def test_network_without_history(look):
    making.many(1)
    Act.objects.all().delete()
    assert "Bisher hat sich nichts geändert." in look("/netzwerke/netz-0000/aenderungen/").text


@pytest.mark.parametrize("visibility", ["draft", "archived"])
def test_network_not_published_not_found(client, visibility):
    making.network("Runde", visibility=visibility)
    assert client.get(RUNDE).status_code == 404


def test_network_unknown_not_found(client, db):
    assert client.get("/netzwerke/nix/aenderungen/").status_code == 404


def test_network_under_its_former_address(changed, client):
    FormerAddress.objects.create(kind="network", slug="tafelrunde", number=changed.pk)
    answer = client.get("/netzwerke/tafelrunde/aenderungen/?seite=2")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"{RUNDE}?seite=2")


# --- all networks -----------------------------------------------------------------------------------


def test_list_names_each_network_with_its_own_history(changed, look):
    page = look(LIST)
    assert page.headed("h3") == ["Runde", "Runde"]
    assert page.href("Runde") == RUNDE
    assert "Eintrag aufgenommen mit 0 Angaben und 0 Belegen" in page.text


def test_list_of_nothing(look):
    assert "Bisher hat sich nichts geändert." in look(LIST).text


@pytest.mark.once
def test_list_reached_from_every_footer(look):
    assert {look(path).href("Zuletzt geändert") for path in ("/", "/netzwerke/", "/finden/")} == {LIST}


@pytest.mark.once
def test_list_tells_the_catalogue_as_loaded(catalogue, look):
    page = look(LIST)
    assert len(page.headed("h3")) == 10
    assert page.text.count("Aus den Quelltexten aufgenommen mit") == 10
    assert "Grund:" not in page.text


@pytest.mark.once
@pytest.mark.parametrize("path", [LIST, RUNDE])
def test_canonical_address(changed, look, settings, path):
    settings.SITE_URL = "https://netzwerke.example"
    heads = look(f"{path}?seite=1").heads
    assert (heads["canonical"], heads["og:url"]) == (f"https://netzwerke.example{path}",) * 2
    assert heads["description"] not in look("/").heads["description"]


@pytest.mark.parametrize("path", [LIST, RUNDE])
def test_answered_from_the_copy_until_something_changes(changed, client, path):
    etag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"if-none-match": etag}).status_code == 304
    making.scope(changed, "sachsen")
    again = client.get(path, headers={"if-none-match": etag})
    assert "Gebiet ergänzt: Sachsen" in again.content.decode()


@pytest.mark.once
@pytest.mark.parametrize("path", [LIST, RUNDE])
def test_only_read(changed, client, path):
    assert client.post(path).status_code == 405


# --- cost -------------------------------------------------------------------------------------------


def grow(network: Network, number: int) -> None:
    """One act that touches most kinds of rows."""
    with history.act():
        row = making.fact(network, f"a{number}", text="Reden.")
        making.citation(row, of=making.source(f"Quelle {number}"))
        making.tenure(network, making.body(f"Stelle {number}"), start="2013")
        making.treatment(network, making.topic(f"Thema {number}"), f"t{number}")
        network.relations.create(kind="similar", other=making.network(f"Netz {number}"))
        network.save()


@pytest.mark.once
@pytest.mark.parametrize("path", [LIST, RUNDE])
def test_query_count_constant(runde, cost, path):
    counts = []
    for start, end in ((0, 1), (1, 3), (3, 9)):
        for number in range(start, end):
            grow(runde, number)
        counts.append(cost(path))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 20


def scans(versions: QuerySet[Version]) -> bool:
    """Whether the versions would be read from end to end, also if they were many."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # reads small tables so, unless it is told not to
            cursor.execute("SET LOCAL enable_seqscan = off")
    return bool(re.search(r"^SCAN directory_version|Seq Scan on directory_version", versions.explain(), re.MULTILINE))


def test_versions_found_by_index(runde):
    """However many versions other networks have."""
    found = (
        of_record("network", 1), of_record("body", 1), Version.objects.filter(network__in=[1, 2]),
        Act.objects.latest("at").versions.all(),
    )  # fmt: skip
    assert [scans(versions.order_by()) for versions in found] == [False] * len(found)


@pytest.mark.once
def test_recent_changes_of_many_networks(cost):
    making.many(300)
    Act.objects.all().delete()
    for number in Network.objects.values_list("pk", flat=True):
        act = Act.objects.create(at="2026-03-09T12:00:00Z")
        Version.objects.create(act=act, kind="network", record=number, network=number, document={}, is_public=True)
    assert len(public.recent().acts) == 50
    assert cost(LIST) <= 12
