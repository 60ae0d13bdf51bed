"""What do the pages of the coordinating bodies say, and what do they keep back?"""

import re

import pytest
import time_machine

from directory.models import Body
from tests.directory import making

pytestmark = pytest.mark.django_db

LIST = "/stellen/"
AVD = "/netzwerke/allianz-vielfaeltige-demokratie/"


# --- the list ---------------------------------------------------------------------------------


def test_bodies_all_listed_in_german_order(catalogue, look):
    page = look(LIST)
    paths = [href for href in page.addresses if re.fullmatch("/stellen/[a-z-]+/", href)]
    assert paths == [
        "/stellen/allianz-fuer-beteiligung-ev/",
        "/stellen/berlin-institut-fuer-partizipation/",
        "/stellen/bertelsmann-stiftung/",
        "/stellen/bundeszentrale-fuer-politische-bildung/",
    ]


def test_bodies_tell_what_they_coordinate(catalogue, look):
    text = look(LIST).text
    telling = ["Oktober 2015 bis Juni 2018", "seit 1. Juli 2018", "Allianz Vielfältige Demokratie", "organisiert"]
    assert [words for words in telling if words not in text] == []


def test_bodies_sorted_german(look):
    for number, name in enumerate(("Zentrum", "Öffentliche Stelle", "Äußeres Amt", "Außenamt", "Ost")):
        making.body(name, slug=f"s-{number}")
    assert look(LIST).headed("h2") == ["Außenamt", "Äußeres Amt", "Öffentliche Stelle", "Ost", "Zentrum"]


# --- one body ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "slug", "section"),
    [
        ("2017-05-01", "bertelsmann-stiftung", "Was koordiniert sie heute?"),
        ("2026-11-21", "bertelsmann-stiftung", "Was war früher?"),
        ("2026-11-21", "berlin-institut-fuer-partizipation", "Was koordiniert sie heute?"),
    ],
)
def test_body_tenure_today_or_earlier(catalogue, look, day, slug, section):
    with time_machine.travel(f"{day} 12:00 +0100", tick=False):
        text = look(f"/stellen/{slug}/").text
    after = text.partition(section)[2].partition("Was war früher?")[0].partition("Woher wissen wir das?")[0]
    assert "Allianz Vielfältige Demokratie: koordiniert" in after


def test_body_that_only_initiated_coordinates_nothing_today(look):
    making.tenure(making.network("Netz"), making.body("Stelle"), "initiated")
    text = look("/stellen/stelle/").text
    assert "Kein Netzwerk in diesem Verzeichnis." in text.partition("Was war früher?")[0]
    assert "Netz: initiiert" in text.partition("Was war früher?")[2]


@time_machine.travel("2026-11-21 12:00 +0100", tick=False)
def test_body_tenure_that_has_not_begun_is_not_past(look):
    making.tenure(making.network("Netz"), making.body("Stelle"), start="2031")
    text = look("/stellen/stelle/").text
    assert "seit 2031" in text
    assert "seit 2031" not in text.partition("Was war früher?")[2]


def test_body_says_what_is_known_and_what_not(catalogue, look):
    text = look("/stellen/allianz-fuer-beteiligung-ev/").text
    assert "eingetragener Verein (e.V.)" in text
    assert Body.objects.get(slug="allianz-fuer-beteiligung-ev").office in text
    assert "Nicht genannt: Webadresse." in text
    assert "Nicht genannt: Rechtsform, Geschäftsstelle, Webadresse." in look("/stellen/bertelsmann-stiftung/").text


def test_body_on_the_web_with_its_source(look):
    body = making.body("Verein", url="https://verein.example.org/")
    making.citation(body, aspect="url")
    page = look("/stellen/verein/")
    assert [link.text for link in page.links if link.href == body.url] == [body.url]
    assert "beleg-1" in page.ids
    assert "Nicht genannt: Rechtsform, Geschäftsstelle." in page.text


def test_body_links_to_its_own_entry_and_networks(catalogue, look):
    page = look("/stellen/berlin-institut-fuer-partizipation/")
    assert {"/netzwerke/berlin-institut-fuer-partizipation/", AVD} <= set(page.addresses)


@pytest.mark.parametrize("visibility", ["draft", "archived"])
@pytest.mark.parametrize("path", [LIST, "/stellen/stelle/"])
def test_body_does_not_tell_of_unpublished_networks(look, path, visibility):
    making.tenure(making.network("Verborgen", visibility=visibility), making.body("Stelle"), text="Ganz geheim.")
    text = look(path).text
    assert [words for words in ("Verborgen", "geheim") if words in text] == []


@pytest.mark.parametrize("visibility", ["draft", "archived"])
def test_body_does_not_link_to_its_unpublished_entry(look, visibility):
    making.body("Stelle", entry=making.network("Verborgen", visibility=visibility))
    page = look("/stellen/stelle/")
    assert ("/netzwerke/verborgen/" in page.addresses, "Verborgen" in page.text) == (False, False)


def test_body_footnotes_have_targets(catalogue, look):
    for body in Body.objects.all():
        page = look(body.get_absolute_url())
        assert len(set(page.ids)) == len(page.ids), body.slug
        jumps = {href.removeprefix("#") for href in page.addresses if href.startswith("#")}
        assert jumps <= set(page.ids), body.slug


def test_body_describes_itself(catalogue, look, settings):
    settings.SITE_URL = "https://netzwerke.example"
    page = look("/stellen/bertelsmann-stiftung/")
    assert page.headed("h1") == ["Bertelsmann Stiftung"]
    assert page.title.startswith("Bertelsmann Stiftung")
    address = "https://netzwerke.example/stellen/bertelsmann-stiftung/"
    assert (page.heads["canonical"], page.heads["og:url"]) == (address, address)


def test_body_unknown_404(client, db):
    assert client.get("/stellen/gibt-es-nicht/").status_code == 404


# --- cost -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [LIST, "/stellen/stelle/"])
def test_body_query_count_constant(cost, path):
    body, counts = making.body("Stelle"), []
    for number in range(3):
        owner, other = making.network(f"Netz {number}"), making.body(f"Stelle {number}")
        making.tenure(owner, other)
        making.citation(making.tenure(owner, body), of=making.source(f"Quelle {number}"))
        making.citation(body, aspect="name", of=making.source(f"Quelle {number}"))
        counts.append(cost(path))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 6
