"""Do secret pages stay secret: the same 404 for every wrong link, nothing by GET, nothing stored, indexed or logged?"""

import logging
from datetime import timedelta
from itertools import product

import pytest
import time_machine
from django.db import connection
from django.test import Client

from memberships import accounts
from memberships.applications import actions, notices
from memberships.enums import AccountStep, Letter, Purpose, State
from memberships.letters import secret_tokens
from memberships.models import Application, Secret
from tests.memberships import hinting, making
from tests.reading import Seen

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}
PAGE = ["antrag/{}/", "antrag/{}/zurueckziehen/", "antrag/{}/loeschen/", "antrag/{}/daten/"]
ACTS = ["antrag/{}/antworten/", "antrag/{}/berichtigen/", "antrag/{}/zurueckziehen/", "antrag/{}/loeschen/"]
SHOWN = ["bestaetigen/{}/", "vormerken/{}/", "bestaetigung/{}/", "konto/{}/", *PAGE]
SENT = ["bestaetigen/{}/", "vormerken/{}/", "bestaetigung/{}/", "konto/{}/", *ACTS]


def secret_of(path: str) -> str:
    return path.split("/")[2]


def links() -> dict[Purpose, str]:
    """A living secret of each purpose."""
    made = making.applied()
    found = {Purpose.CONFIRM: secret_of(making.link(made))}
    actions.confirm(application=made)
    found[Purpose.PAGE] = secret_of(making.page_of(made))
    notices.wish(network=made.network, email="anna@stadt.example", consent="1")
    found[Purpose.NOTICE] = secret_of(making.path_in(making.letters(letter=Letter.NOTICE)[0]))
    accounts.ask(user=making.user("kim", email="kim@stelle.example"), step=AccountStep.DEVICE, by=None)
    found[Purpose.ACCOUNT] = secret_of(making.path_in(making.letters(letter=Letter.ACCOUNT)[0]))
    found[Purpose.INQUIRY] = secret_of(hinting.page_of(hinting.asked()))
    return found


def purpose_of(pattern: str) -> Purpose:
    purposes = {
        "bestaetigen": Purpose.CONFIRM,
        "vormerken": Purpose.NOTICE,
        "bestaetigung": Purpose.INQUIRY,
        "konto": Purpose.ACCOUNT,
    }
    return purposes.get(pattern.split("/")[0], Purpose.PAGE)


def everything() -> dict[str, list[object]]:
    """All rows of all tables."""
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names of our own tables
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


# --- wrong links ------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", ["wrong", "foreign", "expired", "short", "long", "strange"])
def test_wrong_link_same_404(client, wrong):
    living = links()
    if wrong == "expired":
        Secret.objects.update(expires_at="2020-01-01T00:00:00Z")
    for pattern in SHOWN:
        foreign = living[Purpose.PAGE if purpose_of(pattern) is not Purpose.PAGE else Purpose.CONFIRM]
        secret = {
            "wrong": secret_tokens.make(), "foreign": foreign, "expired": living[purpose_of(pattern)],
            "short": "x" * 23, "long": "x" * 25, "strange": "x" * 23 + "~",
        }[wrong]  # fmt: skip
        answer = client.get(f"/{pattern.format(secret)}")
        assert (answer.status_code, answer.content) == (404, client.get("/gibt-es-nicht/").content), pattern


def test_wrong_link_by_post_changes_nothing(client):
    living, unknown = links(), secret_tokens.make()
    before = everything()
    for pattern, purpose in product(SENT, Purpose):
        secret = unknown if purpose is purpose_of(pattern) else living[purpose]
        answer = client.post(f"/{pattern.format(secret)}", {"answer": "x", "name": "x"})
        assert (answer.status_code, everything()) == (404, before), (pattern, purpose)


def test_confirm_link_dies_after_seven_days(client):
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False) as clock:
        path = making.link(making.applied())
        clock.shift(timedelta(days=7))
        assert client.get(path).status_code == 200
        clock.shift(timedelta(seconds=1))
        assert [client.get(path).status_code, client.post(path).status_code] == [404, 404]
    assert Application.objects.get().state == State.UNCONFIRMED


def test_page_of_somebody_else_is_not_reached(client):
    anna = making.waiting()
    bert = making.waiting(email="bert@stadt.example", name="Bert Beispiel")
    text = Seen(client.get(making.page_of(anna))).text
    assert ("Anna Beispiel" in text, "Bert Beispiel" in text) == (True, False)
    assert client.get(f"/antrag/{bert.pk}/").status_code == 404


def test_only_hashes_are_stored():
    secrets = set(links().values())
    tables = everything()
    del tables["memberships_message"]  # the letters carry them until they have left
    assert not [secret for secret in secrets if secret in repr(tables)]


# --- looking changes nothing ------------------------------------------------------------------


@pytest.mark.parametrize("pattern", SHOWN)
@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_changes_nothing(client, pattern, method):
    path = f"/{pattern.format(links()[purpose_of(pattern)])}"
    before = everything()
    assert [getattr(client, method)(path).status_code for _ in range(3)] == [200] * 3
    assert everything() == before


@pytest.mark.parametrize("letter", [Letter.CONFIRM, Letter.RECEIVED, Letter.QUESTION, Letter.APPROVED, Letter.DECLINED])
def test_mail_scanner_changes_nothing(letter):
    state = {Letter.QUESTION: State.ASKED, Letter.APPROVED: State.APPROVED, Letter.DECLINED: State.DECLINED}.get(letter)
    made = making.in_state(state or (State.WAITING if letter is Letter.RECEIVED else State.UNCONFIRMED))
    path = making.link(made, letter)
    before = everything()
    for method in ("get", "head", "options"):
        getattr(Client(), method)(path)
    assert everything() == before


# --- headers, titles, logs --------------------------------------------------------------------


@pytest.mark.parametrize("pattern", SHOWN)
def test_headers_of_secret_page(client, pattern):
    answer = client.get(f"/{pattern.format(links()[purpose_of(pattern)])}")
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize("pattern", SENT)
def test_headers_of_answer_to_act(client, pattern):
    answer = client.post(f"/{pattern.format(links()[purpose_of(pattern)])}", {"answer": "", "name": ""})
    assert answer.status_code in (200, 302)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize("pattern", [pattern for pattern in SHOWN if "daten" not in pattern])
def test_secret_neither_in_title_nor_canonical(client, pattern):
    secret = links()[purpose_of(pattern)]
    seen = Seen(client.get(f"/{pattern.format(secret)}"))
    assert not [text for text in (seen.title, seen.heads["canonical"], seen.heads["og:title"]) if secret in text]
    assert seen.heads["robots"] == "noindex"


@pytest.mark.parametrize("pattern", [pattern for pattern in SHOWN if "daten" not in pattern])
def test_secret_page_links_to_this_site_only(client, pattern):
    seen = Seen(client.get(f"/{pattern.format(links()[purpose_of(pattern)])}"))
    assert [href for href in seen.addresses if not href.startswith(("/", "#"))] == []


def test_secret_and_names_in_no_log(client, caplog):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    living = links()
    for pattern in SENT:
        client.post(f"/{pattern.format(living[purpose_of(pattern)])}", {"answer": "Anna", "name": "Anna"})
    written = "\n".join(row.getMessage() for row in caplog.records if row.name.startswith(("memberships", "root")))
    assert not [word for word in (*living.values(), "Anna", "anna@") if word in written]


@pytest.mark.parametrize("pattern", SHOWN)
def test_secret_page_sets_csrf_cookie_at_most(client, pattern):
    answer = client.get(f"/{pattern.format(links()[purpose_of(pattern)])}")
    assert set(answer.cookies) <= {"csrftoken"}
