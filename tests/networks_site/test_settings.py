"""Does every environment give safe settings, or one sentence that says what is wrong with it?"""

import json
import os
import subprocess
import sys
from pathlib import Path
from runpy import run_path
from typing import Any
from unittest import mock

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

# What the settings may read; the tests begin without any of it.
VARIABLES = {
    "ALLOWED_HOSTS", "BEHIND_PROXY", "DATABASE_URL", "DEBUG", "EMAIL_FROM", "EMAIL_URL", "PORT", "SECRET_KEY",
    "BACKUP_DIR", "MACHINES", "METRICS_TOKEN",
    "CHECK_LINKS", "SITE_URL", "INQUIRY_EVERY", "RATE_LIMITS", "LIMIT_PER_NETWORK", "LIMIT_PER_EMAIL",
}  # fmt: skip
BARE = {name: value for name, value in os.environ.items() if name not in VARIABLES} | {
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz" * 2
}
HTTPS = {"SITE_URL": "https://netzwerke.example.org"}
MAIL_OUT = HTTPS | {"EMAIL_URL": "smtp://mail.example.org", "BEHIND_PROXY": "1"}
POSTGRES = "postgres://user:word@db.example.org:5433/netze"


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=settings.BASE_DIR, env=BARE | environment, capture_output=True, text=True, check=False
    )


def made(**environment: str) -> dict[str, Any]:
    """The settings in such an environment, read anew; those of this process stay as they are."""
    with mock.patch.dict(os.environ, BARE | environment, clear=True):
        return run_path(str(Path(settings.BASE_DIR, "networks_site", "settings.py")))


def read(*names: str, **environment: str) -> Any:
    """The values of these settings in such an environment, as JSON would tell them."""
    found = made(**environment)
    values = json.loads(json.dumps([found.get(name) for name in names], default=str))
    return values[0] if len(names) == 1 else values


def refusal(**environment: str) -> str:
    """What is said about such an environment."""
    with pytest.raises(ImproperlyConfigured) as refused:
        made(**environment)
    return str(refused.value)


# --- who we are -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org",
        "www.example.org/netze",
        "ftp://example.org",
        "https://",
        "https:///x",
        "//example.org",
        "http://[",
    ],
)
def test_site_url_refused(address):
    said = refusal(SITE_URL=address)
    assert said.startswith("SITE_URL must be a web address")


@pytest.mark.parametrize(
    ("environment", "address", "hosts"),
    [
        ({}, "http://127.0.0.1:8000", ["127.0.0.1", "127.0.0.1", "localhost", "[::1]"]),
        ({"PORT": "8123"}, "http://127.0.0.1:8123", ["127.0.0.1", "127.0.0.1", "localhost", "[::1]"]),
        (
            {"SITE_URL": "https://netze.example.org/"},
            "https://netze.example.org",
            ["netze.example.org", "127.0.0.1", "localhost", "[::1]"],
        ),
        (
            {**HTTPS, "ALLOWED_HOSTS": " a.example.org, ,b.example.org "},
            HTTPS["SITE_URL"],
            ["a.example.org", "b.example.org"],
        ),
    ],
)
def test_site_url(environment, address, hosts):
    assert read("SITE_URL", "ALLOWED_HOSTS", **environment) == [address, hosts]


@pytest.mark.parametrize(
    ("value", "debug"),
    [
        ("", False),
        ("0", False),
        ("no", False),
        ("ja", False),
        ("1", True),
        ("true", True),
        (" YES ", True),
        ("on", True),
    ],
)
def test_debug(value, debug):
    assert read("DEBUG", DEBUG=value) is debug


def test_debug_off_by_default():
    assert read("DEBUG") is False


@pytest.mark.parametrize(("value", "header"), [("1", ["HTTP_X_FORWARDED_PROTO", "https"]), ("0", None), ("", None)])
def test_proxy_believed_only_when_named(value, header):
    assert read("SECURE_PROXY_SSL_HEADER", **HTTPS, BEHIND_PROXY=value) == header


# --- https ------------------------------------------------------------------------------------


@pytest.mark.parametrize("database", ["", POSTGRES])
def test_https_passes_the_deployment_check(database):
    result = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **MAIL_OUT, DATABASE_URL=database)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "System check identified no issues (0 silenced).\n"


def test_https_protection():
    names = (
        "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "CSRF_COOKIE_HTTPONLY",
        "SECURE_CONTENT_TYPE_NOSNIFF", "X_FRAME_OPTIONS",
    )  # fmt: skip
    assert read(*names, **HTTPS) == [
        True, 31536000, True, True, True, "__Host-sessionid", "__Host-csrftoken", True, True, "DENY",
    ]  # fmt: skip


def test_http_works_without_https():
    names = ("SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_NAME")
    assert read(*names) == [False, 0, False, "sessionid"]


# --- database ---------------------------------------------------------------------------------


@pytest.mark.parametrize("environment", [{}, {"DATABASE_URL": ""}])
def test_sqlite_by_default(environment):
    database = read("DATABASES", **environment)["default"]
    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert database["NAME"] == str(settings.BASE_DIR / "var" / "db.sqlite3")
    assert database["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
    }


PRAGMAS = """
import django; django.setup()
from django.db import connection
with connection.cursor() as cursor:
    for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "busy_timeout"):
        print(cursor.execute(f"PRAGMA {name}").fetchone()[0])
"""


def test_sqlite_options_take_effect(tmp_path):
    environment = {
        "DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3",
        "DJANGO_SETTINGS_MODULE": "networks_site.settings",
    }
    result = run("-c", PRAGMAS, **environment)
    assert result.stdout.split() == ["wal", "2", "1", "1", "10000"]


def test_postgres():
    database = read("DATABASES", DATABASE_URL=POSTGRES)["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert [database[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "netze", "user", "word", "db.example.org", 5433,
    ]  # fmt: skip
    assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (0, True)
    assert database["OPTIONS"] == {
        "pool": {"min_size": 1, "max_size": 8, "timeout": 5},
        "connect_timeout": 3,
        "options": "-c statement_timeout=15000 -c lock_timeout=5000",
    }


def test_postgres_keeps_options_of_the_address():
    options = read("DATABASES", DATABASE_URL=f"{POSTGRES}?sslmode=require")["default"]["OPTIONS"]
    assert (options["sslmode"], options["connect_timeout"]) == ("require", 3)


# --- visits -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "visits"),
    [
        ({}, False),
        ({"SITE_URL": "http://localhost:9000"}, False),
        (HTTPS, True),
        ({**HTTPS, "CHECK_LINKS": "off"}, False),
        ({"CHECK_LINKS": "1"}, True),
    ],
)
def test_addresses_visited_only_by_public_sites_or_if_wanted(environment, visits):
    assert read("CHECK_LINKS", **environment) is visits


# --- mail -------------------------------------------------------------------------------------

MAIL = ("EMAIL_BACKEND", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "EMAIL_USE_SSL",
        "EMAIL_USE_TLS")  # fmt: skip
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.mark.parametrize(
    ("address", "values"),
    [
        ("smtp://mail.example.org", [SMTP, "mail.example.org", 25, "", "", False, False]),
        ("smtp:", [SMTP, "localhost", 25, "", "", False, False]),
        ("smtps://u:p@mail.example.org", [SMTP, "mail.example.org", 465, "u", "p", True, False]),
        ("smtp+tls://u:p@mail.example.org:2525", [SMTP, "mail.example.org", 2525, "u", "p", False, True]),
        (
            "smtps://user%40example.org:p%2Fs%23s@mail.example.org",
            [SMTP, "mail.example.org", 465, "user@example.org", "p/s#s", True, False],
        ),
    ],
)
def test_mail_by_smtp(address, values):
    assert read(*MAIL, EMAIL_URL=address) == values


@pytest.mark.parametrize(
    ("environment", "folder"),
    [({}, str(settings.BASE_DIR / "var" / "mail")), ({"EMAIL_URL": "file:///srv/post"}, "/srv/post")],
)
def test_mail_into_files(environment, folder):
    names = ("EMAIL_BACKEND", "EMAIL_FILE_PATH")
    assert read(*names, **environment) == ["memberships.letters.mailbox.Folder", folder]


@pytest.mark.parametrize("address", ["", "mail.example.org", "http://mail.example.org", "console:"])
def test_mail_refused(address):
    said = refusal(EMAIL_URL=address)
    assert said == "EMAIL_URL must begin with smtp:, smtps:, smtp+tls: or file:"


@pytest.mark.parametrize(
    ("environment", "sender"),
    [(HTTPS, "verzeichnis@netzwerke.example.org"), ({**HTTPS, "EMAIL_FROM": "post@example.org"}, "post@example.org")],
)
def test_mail_sender(environment, sender):
    assert read("DEFAULT_FROM_EMAIL", "SERVER_EMAIL", **environment) == [sender, sender]


# --- key and release --------------------------------------------------------------------------


def test_secret_key_given():
    assert read("SECRET_KEY", SECRET_KEY="x" * 60) == "x" * 60


def test_release_same_for_same_code():
    one, other = read("RELEASE"), read("RELEASE")
    assert (one, len(one)) == (other, 12)


@pytest.mark.parametrize(
    ("environment", "days"),
    [({}, 0), (HTTPS, 180), ({"INQUIRY_EVERY": "30"}, 30), ({**HTTPS, "INQUIRY_EVERY": "0"}, 0)],
)
def test_bodies_are_asked_by_a_public_site_only(environment, days):
    assert read("INQUIRY_EVERY", **environment) == days


@pytest.mark.parametrize("given", ["", "-1", "1.5", "zehn", "²", "9" * 10])
def test_whole_number_refused(given):
    assert refusal(LETTERS_PER_DAY=given) == f"LETTERS_PER_DAY must be a whole number, 1 or more, not {given!r}"
    assert refusal(INQUIRY_EVERY=given) == f"INQUIRY_EVERY must be a whole number, 0 or more, not {given!r}"
