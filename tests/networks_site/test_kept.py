"""Is what was typed kept when the database is away or somebody is too quick, in the admin as well?"""

from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client

from directory.models import Topic
from memberships.models import Application, Hint
from tests.memberships import making
from tests.reading import Seen

pytestmark = pytest.mark.django_db

TOPIC = {"name": 'Wort "eins"\n<zwei> & drei', "slug": "thema", "description": "", "reason": "neu", "_save": "Sichern"}


def hidden(answer: HttpResponse) -> list[tuple[str, str]]:
    rows = [row for row in Seen(answer).inputs if row["type"] == "hidden" and row["name"] != "csrfmiddlewaretoken"]
    return sorted((row["name"], row["value"]) for row in rows)


def flat(sent: dict[str, Any]) -> list[tuple[str, str]]:
    pairs = ((name, value if isinstance(value, list) else [value]) for name, value in sent.items())
    return sorted((name, value) for name, values in pairs for value in values)


def away(*_: Any, **__: Any) -> None:
    raise OperationalError("geheim")


def test_503_in_the_admin_keeps_what_was_typed(admin_user, monkeypatch) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    client.get("/admin/directory/topic/add/")
    sent = {**TOPIC, "csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    with monkeypatch.context() as patch:
        patch.setattr(Topic, "save", away)
        answer = client.post("/admin/directory/topic/add/", sent)
    assert (answer.status_code, answer["Retry-After"], hidden(answer)) == (503, "30", flat(TOPIC))
    assert "geheim" not in answer.content.decode()
    again = {row["name"]: row["value"] for row in Seen(answer).inputs}
    assert again["csrfmiddlewaretoken"]
    assert client.post("/admin/directory/topic/add/", again).status_code in (200, 302)


def test_503_where_no_view_was_reached_keeps_it_too(admin_client, monkeypatch) -> None:
    admin_client.raise_request_exception = False
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", away)
    answer = admin_client.post("/admin/directory/topic/add/", TOPIC)
    assert (answer.status_code, hidden(answer)) == (503, flat(TOPIC))


def test_503_at_the_login_repeats_no_password(client, monkeypatch) -> None:
    monkeypatch.setattr("memberships.letters.rate_limits.logins_exceeded", away)
    sent = {"username": "ada", "password": "geheim", "token": "123456", "next": "/admin/"}
    answer = client.post("/admin/login/", sent)
    assert (answer.status_code, hidden(answer)) == (503, [("next", "/admin/"), ("username", "ada")])


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/netzwerke/netz/mitmachen/", making.filled(statement="Wort", tasks=["auftrag", "verantwortung"])),
        ("/netzwerke/netz/melden/", {"text": 'Da fehlt "etwas" & mehr', "email": "anna@stadt.example", "website": ""}),
        ("/antrag/link-verloren/", {"email": "anna@stadt.example", "website": ""}),
    ],
)
def test_429_keeps_what_was_typed(client, settings, path, sent) -> None:
    making.network()
    settings.RATE_LIMITS, settings.LIMIT_PER_NETWORK = True, 0
    answer = client.post(path, sent)
    assert (answer.status_code, hidden(answer)) == (429, flat(sent))
    assert (Application.objects.count(), Hint.objects.count()) == (0, 0)
