"""What holds for every answer: broken addresses refused, HEAD without body, a database that is away admitted?"""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.base import SessionBase
from django.db import InterfaceError, OperationalError, ProgrammingError
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from directory.models import Revision
from networks_site import middleware
from networks_site.errors import RETRY_AFTER


@pytest.fixture
def forgiving(client) -> Client:
    """A client that gets the error page instead of the exception, as a reader does."""
    client.raise_request_exception = False
    return client


# --- broken addresses -------------------------------------------------------------------------

BROKEN = [
    "%00",
    "a%00b",
    "%80",
    "%C3",
    "%C3%28",
    "%ED%A0%80",
    "%ED%BF%BF",
    "%F5%80%80%80",
    "%C0%AF",
    "%FF%FE",
    "%E2%82",
]


@pytest.mark.parametrize("value", BROKEN)
@pytest.mark.parametrize(
    "query", ["/netzwerke/?q={}", "/netzwerke/?{}=1", "/healthz?{}", "/admin/?q={}", "/?a=b&c={}&d"]
)
def test_broken_query_refused(client, query, value):
    assert client.get(query.format(value)).status_code == 400


@pytest.mark.parametrize("value", ["%00", "a%00b", "%80", "%C3%28", "%ED%A0%80"])
@pytest.mark.parametrize("path", ["/{}", "/netzwerke/{}/"])
def test_broken_path_refused(client, path, value):
    assert client.get(path.format(value)).status_code == 400


@pytest.mark.parametrize(
    "value", ["%C3%BC", "%F0%9F%98%80", "%E2%80%8F", "%", "%%", "%zz", "%u0000", "%2500", "%EF%BF%BD", "%01"]
)
def test_odd_but_readable_query_answered(db, client, value):
    assert client.get(f"/netzwerke/?q={value}").status_code == 200


@pytest.mark.parametrize(
    "value", ["%C3%BC", "B%C3%BCrgerhaushalt", "stra%C3%9Fe", "%F0%9F%98%80", "%E2%80%8F", "%2500", "%01"]
)
@pytest.mark.parametrize("path", ["/{}/", "/netzwerke/{}/"])
def test_odd_but_readable_path_is_missing(client, path, value):
    """Nothing has such an address, but there is nothing unintelligible about it."""
    assert client.get(path.format(value)).status_code == 404


@pytest.mark.parametrize(("charset", "status"), [("UTF-8", 405), ("utf-16", 400), ("latin-1", 400)])
def test_charset_no_browser_sends_refused(client, charset, status):
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    assert client.post("/healthz", b"a=b", content_type=kind).status_code == status


def test_broken_address_not_echoed(client):
    assert b"geheim" not in client.get("/netzwerke/geheim%00/?q=geheim%FF").content


# --- HEAD -------------------------------------------------------------------------------------


def through(answer, method: str) -> HttpResponse:
    return middleware.head_without_body(lambda _request: answer)(RequestFactory().generic(method, "/"))


def test_head_keeps_status_and_headers():
    answer = through(HttpResponse(b"abc", status=404, headers={"X-Test": "1"}), "HEAD")
    assert (answer.status_code, answer.content, answer.headers["X-Test"]) == (404, b"", "1")
    assert answer.headers["Content-Length"] == "3"


def test_head_leaves_the_original_alone():
    original = HttpResponse(b"abc")
    through(original, "HEAD")
    assert original.content == b"abc"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_other_methods_keep_the_body(method):
    original = HttpResponse(b"abc")
    assert through(original, method) is original


def test_head_keeps_streams():
    original = StreamingHttpResponse([b"abc"])
    assert through(original, "HEAD") is original


def test_head_keeps_cookies():
    original = HttpResponse(b"abc")
    original.set_cookie("csrftoken", "x")
    assert through(original, "HEAD").cookies == original.cookies


# --- the database is away ---------------------------------------------------------------------


def away(error: Exception):
    def fail(*_args, **_options):
        raise error

    return fail


@pytest.mark.parametrize("error", [OperationalError("database is locked"), InterfaceError("connection already closed")])
@pytest.mark.parametrize(
    "path", ["/", "/netzwerke/", "/netzwerke/a/", "/stellen/", "/themen/a/", "/quellen/", "/hilfe/"]
)
def test_database_away_503(client, monkeypatch, path, error):
    monkeypatch.setattr(Revision, "current", away(error))
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, str(RETRY_AFTER))
    assert b"locked" not in answer.content
    assert b"closed" not in answer.content


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/netzwerke/", "directory.views.networks.Facets"),
        ("/netzwerke/", "directory.reading.filters.search.find"),
        ("/netzwerke/netz/", "directory.views.networks.Profile"),
        ("/sitemap.xml", "directory.sitemaps.Entries.items"),
    ],
)
@pytest.mark.django_db
def test_database_lost_on_the_way_503(client, monkeypatch, path, place):
    monkeypatch.setattr(place, away(OperationalError("server closed the connection unexpectedly")))
    monkeypatch.setattr("directory.views.networks.get_object_or_404", lambda *_args, **_options: None)
    assert client.get(path, {"q": "a"}).status_code == 503


@pytest.mark.django_db
def test_database_away_is_not_kept(client, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("directory.views.networks.Facets", away(OperationalError()))
        assert client.get("/netzwerke/").status_code == 503
    assert client.get("/netzwerke/").status_code == 200


@pytest.mark.django_db
def test_database_locked_when_the_session_is_saved_503(forgiving, monkeypatch):
    """The session is saved after the view, outside ``process_exception``."""
    forgiving.force_login(get_user_model().objects.create_superuser("chef", password="x" * 12))
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.save", away(OperationalError("locked")))
    monkeypatch.setattr("networks_site.middleware.LULL", -1)
    assert issubclass(forgiving.session.__class__, SessionBase)
    assert forgiving.get("/admin/").status_code == 503


@pytest.mark.parametrize("error", [ProgrammingError("no such column"), ValueError("x"), KeyError("x")])
def test_other_errors_500(forgiving, monkeypatch, error):
    monkeypatch.setattr(Revision, "current", away(error))
    answer = forgiving.get("/netzwerke/")
    assert answer.status_code == 500
    assert "Retry-After" not in answer.headers


def test_database_away_log_without_details(client, monkeypatch, caplog):
    monkeypatch.setattr(Revision, "current", away(OperationalError("geheim")))
    client.get("/netzwerke/?q=geheim")
    assert "OperationalError" in caplog.text
    assert "geheim" not in caplog.text
