"""Behind a proxy: is the visitor's address taken from it, and is what comes without it refused and said?"""

import pytest
from django.test import Client

from memberships.models import Attempt

pytestmark = [pytest.mark.django_db, pytest.mark.once]

VISITOR = {"HTTP_X_FORWARDED_FOR": "198.51.100.7"}


@pytest.fixture(autouse=True)
def _behind_a_proxy(settings):
    settings.BEHIND_PROXY = True


@pytest.mark.parametrize("path", ["/", "/netzwerke/", "/admin/login/", "/robots.txt", "/healthz/", "/gibt-es-nicht/"])
@pytest.mark.parametrize("named", [None, "", "unknown", "198.51.100.7,", "198.51.100.7:80", "198.51.100.7, _x"])
def test_without_the_visitors_address_refused_and_said(client, caplog, path, named):
    answer = client.get(path, **({} if named is None else {"HTTP_X_FORWARDED_FOR": named}))
    assert answer.status_code == 400
    assert "sagt nicht, woher die Anfrage kommt" in answer.content.decode()
    assert answer["Content-Security-Policy"]
    assert [
        row.levelname for row in caplog.records if "the proxy names no visitor in X-Forwarded-For" in row.message
    ] == ["ERROR"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_come_without_a_proxy(client, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("named", ["198.51.100.7", "2001:db8::7", "203.0.113.1, 198.51.100.7", "spam,::1"])
def test_with_the_visitors_address_answered(client, named):
    assert client.get("/netzwerke/", HTTP_X_FORWARDED_FOR=named).status_code == 200


def test_strangers_do_not_use_up_each_others_limits(settings):
    settings.RATE_LIMITS, settings.LIMIT_PER_NETWORK = True, 2

    def ask(named: str) -> int:
        data = {"email": "", "website": ""}
        return Client().post("/antrag/link-verloren/", data, HTTP_X_FORWARDED_FOR=named).status_code

    assert [ask(f"198.51.{number}.7") for number in range(6)] == [200] * 6
    # What visitors claim stands on the left; the proxy adds what it sees on the right.
    assert [ask(f"192.0.{number}.1, 198.51.100.7") for number in range(3)] == [200, 200, 429]
    assert Attempt.objects.values("key").distinct().count() == 7
