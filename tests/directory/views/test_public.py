"""When is a page made anew, when does the reader's or the server's copy do, and which methods are answered at all?"""

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


@pytest.mark.parametrize("path", PAGES)
def test_unchanged_answers_304(catalogue, client, path):
    mark = etag(client, path)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path, headers={"if-none-match": mark})
    assert (answer.status_code, answer.content) == (304, b"")
    assert len(queries) <= 2


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


@pytest.mark.parametrize(
    "path", ["/netzwerke/gibt-es-nicht/", "/stellen/nein/", "/gibt-es-nicht/", "/netzwerke/entwurf/"]
)
@pytest.mark.parametrize("header", [{}, {"if-none-match": '"x"'}, {"if-none-match": "*"}, {"if-match": "*"}])
def test_missing_page_stays_missing(client, path, header):
    making.draft("Entwurf")
    answer = client.get(path, headers=header)
    assert (answer.status_code, "ETag" in answer.headers) == (404, False)


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


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("path", ["/", "/netzwerke/", "/netzwerke/netz/"])
def test_change_makes_page_new(client, path, change):
    owner = making.network("Netz")
    making.network("Anderes")
    making.terms(owner, "person")
    making.citation(making.fact(owner))
    owner.contacts.create(name="Ada Beispiel")
    before = etag(client, path)
    CHANGES[change]()
    assert client.get(path, headers={"if-none-match": before}).status_code == 200
    assert etag(client, path) != before


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


def test_new_release_makes_page_new(catalogue, client, settings):
    before = etag(client, "/netzwerke/")
    settings.RELEASE = "anders"
    assert etag(client, "/netzwerke/") != before


def test_mark_differs_by_address(catalogue, client):
    paths = [*PAGES, "/netzwerke/?q=a", "/netzwerke/?q=b", "/netzwerke/?q=A", "/netzwerke/?seite=1"]
    assert len({etag(client, path) for path in paths}) == len(paths)


def test_mark_differs_by_host(catalogue, client):
    assert etag(client, "/netzwerke/", host="localhost") != etag(client, "/netzwerke/", host="127.0.0.1")


# --- the server's copy ------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES)
def test_second_request_from_the_page_cache(catalogue, client, path):
    first = client.get(path)
    with CaptureQueriesContext(connection) as queries:
        second = client.get(path)
    assert len(queries) <= 2
    assert second.content == first.content
    assert second.headers == first.headers


def test_page_cache_holds_no_errors(client):
    assert client.get("/netzwerke/netz/").status_code == 404
    making.network("Netz")
    assert client.get("/netzwerke/netz/").status_code == 200


def test_page_cache_after_head_has_the_body(catalogue, client):
    head = client.head("/themen/")
    get = client.get("/themen/")
    assert (head.content, head.headers["ETag"]) == (b"", get.headers["ETag"])
    assert b"</html>" in get.content


# --- methods ----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*PAGES, *MACHINES])
def test_head_as_get_without_body(catalogue, client, path):
    get, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (get.status_code, b"")
    assert head.headers == get.headers


@pytest.mark.parametrize("method", UNSAFE)
@pytest.mark.parametrize(
    "path",
    ["/", "/netzwerke/", NEKOPA, "/stellen/", "/themen/", "/quellen/", "/impressum/", "/finden/", "/weg/", *MACHINES],
)
def test_other_methods_answer_405(catalogue, client, path, method):
    answer = getattr(client, method)(path)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_other_methods_without_csrf_token_refused(catalogue, method):
    answer = getattr(Client(enforce_csrf_checks=True), method)("/netzwerke/")
    assert answer.status_code in (403, 405)
    assert not answer.cookies


# --- cookies and caches between ---------------------------------------------------------------


@pytest.mark.parametrize("path", [*PAGES, *MACHINES, "/gibt-es-nicht/"])
def test_reading_leaves_no_trace(catalogue, client, path):
    answer = client.get(path)
    assert not answer.cookies
    assert "Set-Cookie" not in answer.headers
    assert "cookie" not in answer.headers.get("Vary", "").lower()


@pytest.mark.parametrize("path", PAGES)
def test_copies_must_ask(catalogue, client, path):
    assert client.get(path).headers["Cache-Control"] == "no-cache"


def test_cookies_change_nothing(catalogue, client):
    plain = client.get("/netzwerke/")
    client.cookies["sessionid"] = "x" * 32
    client.cookies["csrftoken"] = "y" * 32
    assert client.get("/netzwerke/").content == plain.content
