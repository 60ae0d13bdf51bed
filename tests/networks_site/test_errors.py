"""Do the pages for failures help people on, without asking the database?"""

import re

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.test import Client, RequestFactory

from directory.models import Revision
from networks_site import errors
from tests.directory import making
from tests.reading import Seen

# No test of this file may ask the database, unless it says so: pytest-django refuses every query.

PAGES = {
    400: lambda request: errors.bad_request(request, SuspiciousOperation("geheim")),
    403: lambda request: errors.permission_denied(request, PermissionDenied("geheim")),
    404: lambda request: errors.not_found(request, Http404("geheim")),
    500: errors.server_error,
    503: errors.service_unavailable,
}
ONWARD = {"/", "/netzwerke/", "/stellen/", "/themen/"}


@pytest.mark.parametrize("status", PAGES)
def test_error_page_helps_on(status):
    answer = PAGES[status](RequestFactory().get("/geheim/?q=geheim"))
    page = Seen(answer)
    assert answer.status_code == status
    assert set(page.addresses) >= ONWARD
    assert f"Fehler {status}" in page.text
    assert page.headed("h1") == [page.title.partition(" – ")[0]]
    assert page.heads["robots"] == "noindex"


@pytest.mark.parametrize("status", PAGES)
def test_error_page_keeps_details_to_itself(status):
    content = PAGES[status](RequestFactory().get("/geheim/?q=geheim")).content.decode()
    assert [word for word in ("geheim", "Traceback", "Django", "DEBUG", "sqlite", "postgres") if word in content] == []


@pytest.mark.parametrize("status", PAGES)
def test_error_page_speaks_sie(status):
    text = Seen(PAGES[status](RequestFactory().get("/"))).text
    assert re.search(r"\b([Dd]u|[Dd]ein|[Dd]ir)\b", text) is None


def test_csrf_failure_is_the_403_page():
    answer = errors.csrf_failure(RequestFactory().post("/"), reason="geheim")
    assert answer.status_code == 403
    assert "geheim" not in answer.content.decode()


# --- through the front door, with the database blocked ----------------------------------------


@pytest.fixture
def blocked(monkeypatch) -> Client:
    """A reader while every query fails with something nobody foresaw."""
    client = Client(raise_request_exception=False)

    def fail(*_args):
        raise RuntimeError("geheim")

    monkeypatch.setattr(Revision, "current", fail)
    return client


@pytest.mark.parametrize(
    ("path", "status"), [("/netzwerke/", 500), ("/a/b/c/", 404), ("/static/nix.css", 404), ("/netzwerke/?q=%00", 400)]
)
def test_error_with_the_database_blocked(blocked, path, status):
    answer = blocked.get(path)
    assert answer.status_code == status
    assert set(Seen(answer).addresses) >= ONWARD


def test_unknown_host_with_the_database_blocked(blocked):
    answer = blocked.get("/netzwerke/", headers={"host": "evil.example"})
    assert (answer.status_code, b"evil" in answer.content) == (400, False)


def test_error_500_without_traceback(blocked, settings):
    assert settings.DEBUG is False
    assert b"geheim" not in blocked.get("/netzwerke/").content


# --- not found --------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/netzwerke/gibt-es-nicht/", "/netzwerke/verborgen/", "/stellen/gibt-es-nicht/", "/themen/gibt-es-nicht/",
        "/quellen/gibt-es-nicht/", "/gibt-es-nicht/", "/a/b/c/", "/netzwerke/a/b/", "/.git/config",
        "/.env", "/var/db.sqlite3", "/wp-login.php", "/static/", "/static/../manage.py", "/static/css/",
    ],
)  # fmt: skip
def test_not_found_leads_onward(client, path):
    making.draft("Verborgen")
    answer = client.get(path)
    assert answer.status_code == 404
    assert set(Seen(answer).addresses) >= ONWARD


@pytest.mark.django_db
@pytest.mark.parametrize("visibility", ["draft", "archived"])
def test_not_found_same_page_for_hidden_and_unknown(client, visibility):
    making.network("Verborgen", visibility=visibility)
    hidden, unknown = client.get("/netzwerke/verborgen/"), client.get("/netzwerke/gibt-es-nicht/")
    assert hidden.content == unknown.content
