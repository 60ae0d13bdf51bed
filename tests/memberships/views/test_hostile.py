"""What does hostile input lead to? A message at the field and nothing stored; with the database away, nothing lost."""

from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.test import Client

from memberships.applications import actions
from memberships.enums import State
from memberships.models import Application, Message
from memberships.views import applicant, apply
from tests.directory.real import SLUGS
from tests.memberships import making
from tests.reading import Seen

pytestmark = pytest.mark.django_db

FORM = f"/netzwerke/{SLUGS['avd']}/mitmachen/"
LINES = ["name", "organisation", "function", "place"]
TEXTS = ["statement", "remark"]
HOSTILE_LINES = {
    "line break": "Anna\r\nBcc: x@spam.example",
    "NUL": "Anna\0",
    "escape": "Anna\x1b[2J",
    "right to left": "Anna\u202eannA",
    "isolate": "Anna\u2066",
    "markup": "<script>alert(1)</script>",
    "comment": "<!--",
    "equals": '=HYPERLINK("http://spam.example")',
    "plus": "+1",
    "minus": "-1",
    "at": "@SUM(A1)",
    "long": "a" * 10_000,
}
HOSTILE_TEXTS = {
    name: HOSTILE_LINES[name] for name in ("NUL", "escape", "right to left", "isolate", "markup", "comment", "long")
}
HOSTILE_ADDRESSES = {
    "two": "a@b.example, c@d.example",
    "header": "a@b.example\r\nBcc: c@d.example",
    "named": "Anna <a@b.example>",
    "NUL": "a\0@b.example",
    "right to left": "a\u202e@b.example",
    "markup": "<b>@b.example",
    "none": "a.b.example",
    "long": f"{'a' * 10_000}@b.example",
    "domain": "a@[127.0.0.1",
}


def send(client: Client, **changes: Any) -> HttpResponse:
    return client.post(FORM, making.filled(**{**making.ANSWERS["avd"], **changes}))


@pytest.mark.parametrize("key", HOSTILE_LINES)
def test_hostile_value_message_at_field_nothing_stored(catalogue, client, key):
    """In every field of its kind at once: each has its own message."""
    hostile = dict.fromkeys(LINES, HOSTILE_LINES[key])
    hostile |= dict.fromkeys(TEXTS, HOSTILE_TEXTS[key]) if key in HOSTILE_TEXTS else {}
    answer = send(client, **hostile)
    content = answer.content.decode()
    assert (answer.status_code, set(answer.context["form"].errors)) == (200, set(hostile))
    assert [field for field in hostile if f'id="id_{field}_error"' not in content] == []
    assert (Application.objects.count(), Message.objects.count()) == (0, 0)
    assert "<script>alert(1)" not in content


def test_hostile_address_message_at_field_nothing_stored(catalogue, client):
    for key, value in HOSTILE_ADDRESSES.items():
        answer = send(client, email=value)
        assert (answer.status_code, set(answer.context["form"].errors)) == (200, {"email"}), key
        assert 'id="id_email_error"' in answer.content.decode(), key
        assert "<script>alert(1)" not in answer.content.decode(), key
    assert (Application.objects.count(), Message.objects.count()) == (0, 0)


@pytest.mark.once
@pytest.mark.parametrize(
    "field", ["party", "sector", "condition_function", "submission", "began", "consent", "list_publicly", "website"]
)
@pytest.mark.parametrize("value", ["\0", "<script>", "a" * 10_000, "' OR 1=1 --", "\u202e", "٣"])
def test_hostile_choice_never_fails(catalogue, client, field, value):
    assert send(client, **{field: value}).status_code in (200, 302)


def test_hostile_correction(client):
    path = making.page_of(making.waiting())
    for key, value in HOSTILE_LINES.items():
        answer = client.post(f"{path}berichtigen/", {"name": value})
        assert set(answer.context["correction_form"].errors) == {"name"}, key
        assert Application.objects.get().name == "Anna Beispiel", key


def test_hostile_answer(client):
    path = making.page_of(making.in_state(State.ASKED))
    for key, value in HOSTILE_TEXTS.items():
        client.post(f"{path}antworten/", {"answer": value})
        assert Application.objects.get().state == State.ASKED, key


@pytest.mark.parametrize("sign", ["ß", "ﷺ", "ü"])
def test_long_names_of_growing_signs_are_stored(catalogue, client, sign):
    """Folded for comparing they are longer than typed; PostgreSQL would not cut them."""
    assert send(client, organisation=sign * 160).status_code == 200
    assert Application.objects.get().organisation == sign * 160


@pytest.mark.once
def test_body_too_large_refused(catalogue, client):
    assert send(client, remark="a" * 1_100_000).status_code in (400, 413)


@pytest.mark.once
def test_malformed_body_never_fails(catalogue, client):
    for body in (b"", b"%", b"\xff\xfe", b"name=%ff%fe&email=%00", b"{}", b"&" * 100):
        answer = client.post(FORM, body, content_type="application/x-www-form-urlencoded")
        assert (answer.status_code, Application.objects.count()) == (200, 0), body


# --- the database is away ---------------------------------------------------------------------


def hidden(answer: HttpResponse) -> list[tuple[str, str]]:
    """What will be sent again."""
    rows = [row for row in Seen(answer).inputs if row["type"] == "hidden" and row["name"] != "csrfmiddlewaretoken"]
    return sorted((row["name"], row["value"]) for row in rows)


def flat(sent: dict[str, Any]) -> list[tuple[str, str]]:
    pairs = ((name, value if isinstance(value, list) else [value]) for name, value in sent.items())
    return sorted((name, value) for name, values in pairs for value in values)


CONDITION = {"condition_function": ["treibt-voran-oder-verantwortet", "treibt-voran-oder-verantwortet"]}


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_locked_database_keeps_all_that_was_typed(catalogue, client, monkeypatch, error):
    def locked(**_: object) -> None:
        raise error("database is locked: anna@stadt.example")

    monkeypatch.setattr(apply.actions, "submit", locked)
    sent = making.filled(**{**making.ANSWERS["avd"], "remark": 'Zeile "eins"\n<zwei> & drei', **CONDITION})
    answer = client.post(FORM, {**sent, "remark": 'Wort "eins" & zwei'})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert hidden(answer) == flat({**sent, "remark": 'Wort "eins" & zwei'})
    assert "database is locked" not in answer.content.decode()


def test_kept_values_can_be_sent_again(catalogue, client, monkeypatch):
    def locked(**_: object) -> None:
        raise OperationalError

    with monkeypatch.context() as patch:
        patch.setattr(apply.actions, "submit", locked)
        again = hidden(send(client))
    answer = client.post(FORM, {name: [value for key, value in again if key == name] for name, _ in again})
    assert (answer.status_code, Application.objects.count()) == (200, 1)


def test_database_away_altogether(catalogue, client):
    def gone(*_: object) -> None:
        raise OperationalError

    with connection.execute_wrapper(gone):
        answer = send(client)
        read = client.get(FORM)
    assert (answer.status_code, answer.headers["Retry-After"], "Anna Beispiel" in answer.content.decode()) == (
        503,
        "30",
        True,
    )
    assert (read.status_code, read.headers["Retry-After"]) == (503, "30")
    assert Application.objects.count() == 0


@pytest.mark.parametrize(("act", "typed"), [("answer", {"answer": "Ich."}), ("correct", {"name": "Neu"})])
def test_locked_database_on_secret_page(client, monkeypatch, act, typed):
    path = making.page_of(making.in_state(State.ASKED))

    def locked(**_: object) -> None:
        raise OperationalError

    monkeypatch.setattr(applicant.actions, act, locked)
    answer = client.post(f"{path}{'antworten' if act == 'answer' else 'berichtigen'}/", typed)
    assert (answer.status_code, hidden(answer)) == (503, flat(typed))
    assert (answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]) == ("no-store", "no-referrer")


@pytest.mark.parametrize("act", ["zurueckziehen", "loeschen"])
def test_locked_database_on_act_without_words(client, monkeypatch, act):
    path = making.page_of(making.waiting())

    def locked(*_: object, **__: object) -> None:
        raise OperationalError

    monkeypatch.setattr(actions, "withdraw", locked)
    monkeypatch.setattr(applicant.retention, "erase", locked)
    answer = client.post(f"{path}{act}/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert Application.objects.get().state == State.WAITING
