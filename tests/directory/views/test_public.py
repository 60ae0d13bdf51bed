"""When is a page made anew, when does the reader's or the server's copy do, and which methods are answered at all?"""

from itertools import product

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directory.models import Contact, Fact, Network, Page, Source, Terms
from tests.directory import making
from tests.journeys.addresses import PAGES

pytestmark = pytest.mark.django_db

MACHINES = ("/sitemap.xml", "/robots.txt", "/.well-known/security.txt", "/healthz", "/readyz")
NEKOPA = "/netzwerke/netzwerk-kommunale-partizipationsbeauftragte/"
UNSAFE = ("post", "put", "patch", "delete", "trace", "options")


def etag(client: Client, path: str, **headers: str) -> str:
    return client.get(path, headers=headers).headers["ETag"]


# --- the reader's copy ------------------------------------------------------------------------


def test_every_page_asked_for_again(catalogue, client):
    """The server keeps a copy, and a reader whose copy is still right gets none."""
    for path in PAGES:
        first = client.get(path)
        with CaptureQueriesContext(connection) as queries:
            second = client.get(path)
        assert (second.content, second.headers) == (first.content, first.headers), path
        assert len(queries) <= 2, path
        with CaptureQueriesContext(connection) as queries:
            unchanged = client.get(path, headers={"if-none-match": first.headers["ETag"]})
        assert (unchanged.status_code, unchanged.content) == (304, b""), path
        assert len(queries) <= 2, path
        assert first.headers["Cache-Control"] == "no-cache", path


def test_unchanged_names_mark_and_caching(catalogue, client):
    """RFC 9110, 15.4.5: a 304 carries the ETag and Cache-Control of the 200 it stands for."""
    whole = client.get("/themen/")
    answer = client.get("/themen/", headers={"if-none-match": whole.headers["ETag"]})
    names = ("ETag", "Cache-Control")
    assert {name: answer.headers.get(name) for name in names} == {name: whole.headers[name] for name in names}


@pytest.mark.parametrize("sent", ['"x", {}', "W/{}", '{}, "y"'])
def test_unchanged_among_several_marks(catalogue, client, sent):
    answer = client.get("/themen/", headers={"if-none-match": sent.format(etag(client, "/themen/"))})
    assert answer.status_code == 304


@pytest.mark.parametrize("sent", ['"x"', "", "x", '"', "W/", "ä"])
def test_other_mark_answers_200(catalogue, client, sent):
    assert client.get("/themen/", headers={"if-none-match": sent}).status_code == 200


def test_missing_page_stays_missing(client):
    making.draft("Entwurf")
    paths = ["/netzwerke/gibt-es-nicht/", "/stellen/nein/", "/gibt-es-nicht/", "/netzwerke/entwurf/"]
    for path, header in product(paths, [{}, {"if-none-match": '"x"'}, {"if-none-match": "*"}, {"if-match": "*"}]):
        answer = client.get(path, headers=header)
        assert (answer.status_code, "ETag" in answer.headers) == (404, False), (path, header)


# --- what makes a page new --------------------------------------------------------------------

CHANGES = {
    "fact": lambda: Fact.objects.filter(network__slug="netz").get().save(),
    "fact in bulk": lambda: Fact.objects.filter(network__slug="netz").update(text="Neu."),
    "fact gone": lambda: Fact.objects.filter(network__slug="netz").delete(),
    "fact added": lambda: making.fact(Network.objects.get(slug="netz"), key="neu"),
    "facts added": lambda: Fact.objects.bulk_create(
        [Fact(network=Network.objects.get(slug="netz"), key="neu", kind="aim", text="Neu.")]
    ),
    "network": lambda: Network.objects.get(slug="netz").save(),
    "network hidden": lambda: Network.objects.filter(slug="anderes").update(visibility="archived"),
    "terms": lambda: Terms.objects.get().save(),
    "criterion": lambda: Terms.objects.get().criteria.get().delete(),
    "contact": lambda: Contact.objects.update(withheld=True),
    "topic": lambda: making.topic("Neues Thema"),
    "source": lambda: Source.objects.get().save(),
    "page": lambda: Page.objects.create(slug="neu", title="Neu", text="Neu"),
}


@pytest.mark.once
@pytest.mark.parametrize("change", CHANGES)
def test_change_makes_page_new(client, change):
    owner = making.network("Netz")
    making.network("Anderes")
    making.terms(owner, "person")
    making.citation(making.fact(owner))
    owner.contacts.create(name="Ada Beispiel")
    before = {path: etag(client, path) for path in ("/", "/netzwerke/", "/netzwerke/netz/")}
    CHANGES[change]()
    for path, mark in before.items():
        assert client.get(path, headers={"if-none-match": mark}).status_code == 200, path
        assert etag(client, path) != mark, path


def test_change_is_seen_at_once(catalogue, client):
    client.get(NEKOPA)
    Fact.objects.filter(key="mitglieder-2024").update(number=121)
    assert "121 Mitglieder" in client.get(NEKOPA).content.decode()


def test_new_day_makes_page_new(catalogue, client):
    with time_machine.travel("2026-11-21 22:59:59 +0000", tick=False) as clock:
        before = etag(client, "/netzwerke/")
        clock.shift(1)  # second, to midnight in Berlin
        assert etag(client, "/netzwerke/") != before


def test_same_day_keeps_page(catalogue, client):
    with time_machine.travel("2026-11-21 23:00:00 +0000", tick=False) as clock:
        before = etag(client, "/netzwerke/")
        clock.shift(23 * 3600)
        assert etag(client, "/netzwerke/") == before


@pytest.mark.once
def test_new_release_makes_page_new(catalogue, client, settings):
    before = etag(client, "/netzwerke/")
    settings.RELEASE = "anders"
    assert etag(client, "/netzwerke/") != before


@pytest.mark.once
def test_mark_differs_by_address(catalogue, client):
    paths = [*PAGES, "/netzwerke/?q=a", "/netzwerke/?q=b", "/netzwerke/?q=A", "/netzwerke/?seite=1"]
    assert len({etag(client, path) for path in paths}) == len(paths)


@pytest.mark.once
def test_mark_differs_by_host(catalogue, client):
    assert etag(client, "/netzwerke/", host="localhost") != etag(client, "/netzwerke/", host="127.0.0.1")


# --- the server's copy ------------------------------------------------------------------------


def test_page_cache_holds_no_errors(client):
    assert client.get("/netzwerke/netz/").status_code == 404
    making.network("Netz")
    assert client.get("/netzwerke/netz/").status_code == 200


@pytest.mark.once
def test_page_cache_after_head_has_the_body(catalogue, client):
    head = client.head("/themen/")
    get = client.get("/themen/")
    assert (head.content, head.headers["ETag"]) == (b"", get.headers["ETag"])
    assert b"</html>" in get.content


# --- methods ----------------------------------------------------------------------------------


@pytest.mark.once
def test_every_page_by_head_without_body_and_without_trace(catalogue, client):
    for path in [*PAGES, *MACHINES, "/gibt-es-nicht/"]:
        get, head = client.get(path), client.head(path)
        assert (head.status_code, head.content, head.headers) == (get.status_code, b"", get.headers), path
        assert (dict(get.cookies), "Set-Cookie" in get.headers) == ({}, False), path
        assert "cookie" not in get.headers.get("Vary", "").lower(), path


@pytest.mark.once
@pytest.mark.parametrize("method", UNSAFE)
def test_other_methods_answer_405(catalogue, client, method):
    paths = ("/", "/netzwerke/", NEKOPA, "/stellen/", "/themen/", "/quellen/", "/impressum/", "/finden/", "/weg/")
    for path in (*paths, *MACHINES):
        answer = getattr(client, method)(path)
        assert (answer.status_code, answer.headers.get("Allow")) == (405, "GET, HEAD"), path


@pytest.mark.once
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_other_methods_without_csrf_token_refused(catalogue, method):
    answer = getattr(Client(enforce_csrf_checks=True), method)("/netzwerke/")
    assert (answer.status_code, dict(answer.cookies)) == (405, {})


# --- cookies and caches between ---------------------------------------------------------------


@pytest.mark.once
def test_cookies_change_nothing(catalogue, client):
    plain = client.get("/netzwerke/")
    client.cookies["sessionid"] = "x" * 32
    client.cookies["csrftoken"] = "y" * 32
    assert client.get("/netzwerke/").content == plain.content
