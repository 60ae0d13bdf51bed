"""Does every answer, whatever its status, carry the headers that protect its readers?"""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as project
from django.db import OperationalError
from django.test import Client

from directory.models import Revision

pytestmark = [pytest.mark.django_db, pytest.mark.once]

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
Answers = dict[str, tuple[int, str, str, dict[str, str]]]  # by what they are: status, method, address, headers
ANSWERS: Answers = {
    "start page": (200, "get", "/", {}),
    "list": (200, "get", "/netzwerke/", {}),
    "sitemap": (200, "get", "/sitemap.xml", {}),
    "robots": (200, "get", "/robots.txt", {}),
    "probe": (200, "get", "/healthz", {}),
    "security.txt": (200, "get", "/.well-known/security.txt", {}),
    "login": (200, "get", "/admin/login/", {}),
    "style sheet": (200, "get", "/static/css/site.css", {}),
    "picture": (200, "get", "/static/img/favicon.svg", {}),
    "redirect": (301, "get", "/netzwerke", {}),
    "desk, not logged in": (302, "get", "/admin/", {}),
    "unchanged": (304, "get", "/netzwerke/", {"if-none-match": "*"}),
    "NUL": (400, "get", "/netzwerke/?q=%00", {}),
    "unknown host": (400, "get", "/netzwerke/", {"host": "evil.example"}),
    "form without token": (403, "post", "/admin/login/", {}),
    "missing network": (404, "get", "/netzwerke/nix/", {}),
    "missing address": (404, "get", "/a/b/c/", {}),
    "missing static file": (404, "get", "/static/nix.css", {}),
    "other method": (405, "put", "/healthz", {}),
    "HEAD": (200, "head", "/", {}),
    "failure": (500, "get", "/stellen/", {}),
    "database away": (503, "get", "/themen/", {}),
}


@pytest.mark.parametrize("what", ANSWERS)
def test_headers_of_every_sort_of_answer(monkeypatch, what):
    status, method, path, headers = ANSWERS[what]
    errors = {500: ValueError("x"), 503: OperationalError("x")}
    if status in errors:
        monkeypatch.setattr(Revision, "current", lambda: (_ for _ in ()).throw(errors[status]))
    client = Client(raise_request_exception=False, enforce_csrf_checks=status == 403)
    answer = getattr(client, method)(path, headers=headers)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in EXPECTED} == EXPECTED
    content_is_restricted(answer)
    permissions = answer.headers["Permissions-Policy"]
    assert [name for name in ("camera", "microphone", "geolocation") if f"{name}=()" not in permissions] == []
    if what not in ("unchanged", "picture"):
        assert answer.headers["Content-Type"].lower().replace('"', "").endswith("charset=utf-8")
    assert [name for name in ("Server", "X-Powered-By", "Via", "X-Generator") if name in answer.headers] == []
    answer.close()


def content_is_restricted(answer):
    policy = dict(part.strip().partition(" ")[::2] for part in answer.headers["Content-Security-Policy"].split(";"))
    required = {
        "default-src": "'none'", "base-uri": "'none'", "object-src": "'none'", "frame-ancestors": "'none'",
        "form-action": "'self'", "script-src": "'self'", "style-src": "'self'",
    }  # fmt: skip
    assert {name: policy.get(name) for name in required} == required
    assert {word for words in policy.values() for word in words.split()} <= {"'none'", "'self'", "data:"}
    assert [name for name, words in policy.items() if "data:" in words] in ([], ["img-src"])


# --- hosts and proxies ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "evil.example:8000", "127.0.0.1.evil.example", "evil.127.0.0.1", "127.0.0.1:abc",
        "localhost@evil.example", "evil.example/localhost", "[::1", "localhost,evil.example", "ä", "127.0.0.1 evil",
    ],
)  # fmt: skip
def test_unknown_host_refused(client, host):
    for path in ("/", "/netzwerke/", "/netzwerke", "/healthz", "/robots.txt", "/sitemap.xml", "/nix/"):
        answer = client.get(path, SERVER_NAME="127.0.0.1", HTTP_HOST=host)
        assert answer.status_code == 400, path
        assert "evil" not in answer.content.decode() + str(answer.headers), path


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost", "LOCALHOST:80", "[::1]", "[::1]:8000"])
def test_own_host_answered(client, host):
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("header", ["x-forwarded-host", "x-host", "forwarded", "x-original-url", "x-rewrite-url"])
def test_forwarded_host_not_believed(client, header):
    answer = client.get("/netzwerke", headers={header: "evil.example"})
    assert (answer.status_code, answer.headers["Location"]) == (301, "/netzwerke/")
    assert "evil" not in client.get("/netzwerke/", headers={header: "evil.example"}).content.decode()


PROGRAM = """
import json, sys, django
django.setup()
from django.test import Client
client = Client(SERVER_NAME="netzwerke.example", HTTP_X_FORWARDED_FOR="192.0.2.1")
answers = [client.get("/robots.txt", secure=secure, headers=headers)
    for secure, headers in ((True, {}), (False, {}), (False, {"x-forwarded-proto": "https"}))]
print(json.dumps([[answer.status_code, dict(answer.headers)] for answer in answers]))
"""


def production(**environment: str) -> list[tuple[int, dict[str, str]]]:
    """Answers to: https, http, and http that claims to have been https, as the real settings give them."""
    given = {"DJANGO_SETTINGS_MODULE": "networks_site.settings", "SITE_URL": "https://netzwerke.example"}
    given |= {"SECRET_KEY": "x" * 50, "DATABASE_URL": "sqlite:///:memory:", **environment}
    command = [sys.executable, "-c", PROGRAM]
    result = subprocess.run(command, env=given, cwd=project.BASE_DIR, capture_output=True, text=True, check=True)
    return [(status, headers) for status, headers in json.loads(result.stdout)]


@pytest.mark.parametrize(("proxy", "believed"), [("", 301), ("1", 200)])
def test_https_only(proxy, believed):
    (secure, headers), (plain, onward), (claimed, _) = production(BEHIND_PROXY=proxy)
    assert (secure, plain, claimed) == (200, 301, believed)
    assert onward["Location"] == "https://netzwerke.example/robots.txt"
    policy = headers["Strict-Transport-Security"].split("; ")
    assert int(policy[0].removeprefix("max-age=")) >= 31536000
    assert "includeSubDomains" in policy


def test_check_deploy_has_no_complaint():
    given = {
        "SITE_URL": "https://netzwerke.example",
        "SECRET_KEY": "0123456789" * 6,
        "BEHIND_PROXY": "1",
        "DATABASE_URL": "sqlite:///:memory:",
        "EMAIL_URL": "smtp+tls://user:word@mail.netzwerke.example",
    }
    command = [sys.executable, str(Path(project.BASE_DIR, "manage.py")), "check", "--deploy", "--fail-level", "WARNING"]
    result = subprocess.run(command, env=given, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (0, "System check identified no issues (0 silenced).\n")
