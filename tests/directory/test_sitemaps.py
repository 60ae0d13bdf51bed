"""Do crawlers learn every public address, no other, and the day each page last changed?"""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import Body, Network, Page, Topic
from tests.directory import making

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ENTRY = re.compile(r"<url><loc>(.*?)</loc>(?:<lastmod>(.*?)</lastmod>)?.*?</url>")
THEN, LATER = "2026-01-05", "2026-03-09"


def entries(client, site="http://127.0.0.1:8000") -> dict[str, str]:
    """Path and last change of every page in the sitemap."""
    found = ENTRY.findall(client.get("/sitemap.xml").content.decode())
    assert all(address.startswith(f"{site}/") for address, _ in found)
    paths = [address.removeprefix(site) for address, _ in found]
    assert len(set(paths)) == len(paths)
    return dict(zip(paths, [day for _, day in found], strict=True))


def test_sitemap_lists_every_page(catalogue, client):
    overviews = {"/", "/netzwerke/", "/stellen/", "/themen/", "/quellen/", "/aenderungen/"}
    rows = [row for model in (Network, Body, Topic, Page) for row in model.objects.all()]
    assert entries(client).keys() == overviews | {row.get_absolute_url() for row in rows}


@pytest.mark.once
def test_sitemap_pages_exist(catalogue, client):
    assert {path: client.get(path).status_code for path in entries(client)} == dict.fromkeys(entries(client), 200)


@pytest.mark.parametrize("visibility", ["draft", "archived"])
def test_sitemap_unpublished_missing(client, visibility):
    making.network("Verborgen", visibility=visibility)
    assert "/netzwerke/verborgen/" not in entries(client)


@pytest.mark.parametrize("site", ["https://netzwerke.example", "http://127.0.0.1:9000"])
def test_sitemap_addresses_from_site_url(client, settings, site):
    settings.SITE_URL = site
    making.network("Offen")
    assert "/netzwerke/offen/" in entries(client, site)


@pytest.mark.once
def test_sitemap_ignores_host(client):
    answer = client.get("/sitemap.xml", headers={"host": "localhost", "x-forwarded-host": "evil.example"})
    assert b"evil" not in answer.content
    assert b"<loc>http://127.0.0.1:8000/</loc>" in answer.content


@pytest.mark.once
def test_sitemap_is_xml(client):
    answer = client.get("/sitemap.xml")
    assert answer.headers["Content-Type"].startswith("application/xml")
    assert answer.content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')


@pytest.mark.once
def test_sitemap_query_count_constant(client):
    counts = []
    for number in range(3):
        making.network(f"Netz {number}")
        making.body(f"Stelle {number}")
        making.topic(f"Thema {number}")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            entries(client)
        counts.append(len(queries))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 12


# --- when did it last change? -----------------------------------------------------------------


@pytest.fixture
def rows():
    """A network with rows of each kind, all written on one day."""
    with time_machine.travel(f"{THEN} 12:00 +0000", tick=False):
        owner, body, topic = making.network("Netz"), making.body("Stelle"), making.topic("Thema")
        fact = making.fact(owner)
        made = {
            "network": owner,
            "body": body,
            "topic": topic,
            "page": Page.objects.create(slug="hilfe", title="Hilfe", text="Text"),
            "fact": fact,
            "scope": making.scope(owner, "sachsen"),
            "terms": making.terms(owner, "person"),
            "tenure": making.tenure(owner, body),
            "treatment": making.treatment(owner, topic),
            "citation": making.citation(fact),
            "contact": owner.contacts.create(name="Ada Beispiel"),
            "relation": owner.relations.create(kind="similar", other_name="Etwas"),
        }
        made["criterion"] = made["terms"].criteria.get()
    return made


def test_lastmod_day_of_writing(client, rows):
    assert set(entries(client).values()) == {THEN}


@pytest.mark.parametrize("kind", ["network", "body", "topic", "page"])
def test_lastmod_moves_with_its_own_row(client, rows, kind):
    with time_machine.travel(f"{LATER} 12:00 +0000", tick=False):
        rows[kind].save()
    moved = {path for path, day in entries(client).items() if day == LATER}
    assert rows[kind].get_absolute_url() in moved


@pytest.mark.parametrize("act", ["save", "delete"])
@pytest.mark.parametrize(
    "kind", ["fact", "scope", "terms", "criterion", "tenure", "treatment", "citation", "contact", "relation"]
)
def test_lastmod_moves_with_a_row_of_the_network(client, rows, kind, act):
    with time_machine.travel(f"{LATER} 12:00 +0000", tick=False):
        getattr(rows[kind], act)()
    assert entries(client)["/netzwerke/netz/"] == LATER


@pytest.mark.parametrize("path", ["/", "/netzwerke/", "/stellen/", "/themen/", "/quellen/"])
def test_lastmod_of_overview_moves_with_any_row(client, rows, path):
    with time_machine.travel(f"{LATER} 12:00 +0000", tick=False):
        rows["network"].save()
    assert entries(client)[path] == LATER


def test_lastmod_of_body_moves_with_its_tenure(client, rows):
    """The page of a body shows its tenures."""
    with time_machine.travel(f"{LATER} 12:00 +0000", tick=False):
        rows["tenure"].save()
    assert entries(client)["/stellen/stelle/"] == LATER


def test_lastmod_of_topic_moves_with_its_treatment(client, rows):
    """The page of a topic shows what each network does about it."""
    with time_machine.travel(f"{LATER} 12:00 +0000", tick=False):
        rows["treatment"].save()
    assert entries(client)["/themen/thema/"] == LATER


def test_lastmod_other_networks_stay(client, rows):
    with time_machine.travel(f"{LATER} 12:00 +0000", tick=False):
        making.network("Anderes")
    assert entries(client)["/netzwerke/netz/"] == THEN


def test_last_modified_header_latest_change(client, rows):
    with time_machine.travel(f"{LATER} 12:00 +0000", tick=False):
        rows["page"].save()
    latest = datetime.fromisoformat(f"{LATER} 12:00").replace(tzinfo=UTC)
    assert client.get("/sitemap.xml").headers["Last-Modified"] == latest.strftime("%a, %d %b %Y %H:%M:%S GMT")
