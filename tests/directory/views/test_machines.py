"""What do probes, crawlers and people who found a weakness get to know?"""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.test.utils import CaptureQueriesContext

TEXT = "text/plain; charset=utf-8"


# --- alive and ready --------------------------------------------------------------------------


def test_healthz_without_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content, answer.headers["Content-Type"]) == (200, b"ok\n", TEXT)


@pytest.mark.django_db
def test_readyz_when_all_is_there(client):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/readyz")
    assert (answer.status_code, answer.content, answer.headers["Content-Type"]) == (200, b"ok\n", TEXT)
    assert len(queries) <= 2


@pytest.mark.django_db
def test_readyz_migration_missing(client):
    MigrationRecorder.Migration.objects.filter(app="directory").order_by("-pk").first().delete()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"migrations\n")
    assert answer.headers["Content-Type"] == TEXT


@pytest.mark.parametrize("method", ["get", "head"])
def test_readyz_database_away(client, monkeypatch, method):
    def away(*_args):
        raise OperationalError("connection refused to 10.0.0.1 as secret_user")

    monkeypatch.setattr(MigrationExecutor, "__init__", away)
    answer = getattr(client, method)("/readyz")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert b"secret_user" not in answer.content


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_never_cached(client, path):
    assert "no-store" in client.get(path).headers["Cache-Control"]


# --- crawlers ---------------------------------------------------------------------------------


@pytest.mark.parametrize("site", ["http://127.0.0.1:8000", "https://netzwerke.example"])
def test_robots(client, settings, site):
    settings.SITE_URL = site
    answer = client.get("/robots.txt")
    lines = answer.content.decode().splitlines()
    assert answer.headers["Content-Type"] == TEXT
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /admin/", f"Sitemap: {site}/sitemap.xml"} <= set(lines)


# --- whom to tell of a weakness ---------------------------------------------------------------


def told(client) -> dict[str, str]:
    answer = client.get("/.well-known/security.txt")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, TEXT)
    return dict(line.split(": ", 1) for line in answer.content.decode().splitlines() if line)


@pytest.mark.parametrize("day", ["2026-11-21", "2028-02-29", "2027-03-28"])
def test_security_expires_within_a_year(client, day):
    now = datetime.fromisoformat(f"{day}T12:00+00:00")
    with time_machine.travel(now, tick=False):
        expires = datetime.fromisoformat(told(client)["Expires"])
    assert now.astimezone(UTC) + timedelta(days=90) < expires < now.astimezone(UTC) + timedelta(days=365)


def test_security_addresses_from_site_url(client, settings):
    settings.SITE_URL = "https://netzwerke.example"
    lines = told(client)
    assert lines["Canonical"] == "https://netzwerke.example/.well-known/security.txt"
    assert lines["Contact"] == "https://netzwerke.example/impressum/"
    assert lines["Preferred-Languages"].split(", ")[0] == "de"


@pytest.mark.django_db
def test_security_contact_exists(catalogue, client):
    assert client.get(told(client)["Contact"].removeprefix("http://127.0.0.1:8000")).status_code == 200
