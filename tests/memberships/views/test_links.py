"""What do mailed links do: confirm an application, confirm a wish to be told, and how does one get a new link?"""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from memberships.applications import actions, lost_links, notices
from memberships.enums import Letter, State
from memberships.models import Application, LinkRequest, Notice
from memberships.views import applicant
from tests.directory.real import real
from tests.memberships import making
from tests.reading import Seen

pytestmark = pytest.mark.django_db

LOST = "/antrag/link-verloren/"


def stands() -> str:
    """How the only application stands."""
    return Application.objects.get().state


# --- confirming -------------------------------------------------------------------------------


def test_confirm_by_post_only(client):
    made = making.applied()
    path = making.link(made)
    assert "Möchten Sie Ihren Antrag bei Netz bestätigen?" in Seen(client.get(path)).text
    assert stands() == State.UNCONFIRMED
    assert "Ihre E-Mail-Adresse ist bestätigt." in Seen(client.post(path)).text
    assert stands() == State.WAITING


def test_confirm_twice_is_fine(client):
    made = making.applied()
    path = making.link(made)
    texts = {Seen(client.post(path)).text for _ in range(3)}
    assert len(texts) == 1
    assert making.kinds(application=made) == [Letter.CONFIRM, Letter.RECEIVED]
    assert made.events.count() == 2


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (State.ASKED, "Ihre E-Mail-Adresse ist bestätigt."),
        (State.APPROVED, "Dieser Antrag kann nicht mehr bestätigt werden; er ist angenommen."),
        (State.DECLINED, "Dieser Antrag kann nicht mehr bestätigt werden; er ist abgelehnt."),
        (State.WITHDRAWN, "Dieser Antrag kann nicht mehr bestätigt werden; er ist zurückgezogen."),
        (State.EXPIRED, "Dieser Antrag kann nicht mehr bestätigt werden; er ist verfallen."),
    ],
)
def test_confirm_later_says_how_it_stands(client, state, says):
    made = making.in_state(state)
    path = making.link(made, Letter.CONFIRM)
    for method in (client.get, client.post):
        assert says in Seen(method(path)).text
    assert stands() == state


def test_confirm_somebody_was_faster(client, monkeypatch):
    made = making.applied()
    path = making.link(made)
    confirm = actions.confirm

    def late(*, application: Application) -> None:
        confirm(application=Application.objects.get(pk=application.pk))
        confirm(application=application)

    monkeypatch.setattr(applicant.actions, "confirm", late)
    assert "Ihre E-Mail-Adresse ist bestätigt." in Seen(client.post(path)).text
    assert (stands(), made.events.count()) == (State.WAITING, 2)


def test_confirm_erased_in_this_moment(client, monkeypatch):
    made = making.applied()
    path = making.link(made)
    confirm = actions.confirm

    def late(*, application: Application) -> None:
        Application.objects.all().delete()
        confirm(application=application)

    monkeypatch.setattr(applicant.actions, "confirm", late)
    assert client.post(path).status_code == 404


# --- a new link -------------------------------------------------------------------------------


def ask_for_link(client: Client, **changes: Any) -> HttpResponse:
    return client.post(LOST, making.filled(**{"network": "netz", **changes}))


@pytest.mark.parametrize("email", ["anna@stadt.example", "fremd@stadt.example"])
def test_lost_link_same_answer_for_all(client, email):
    making.waiting()
    answer = ask_for_link(client, email=email)
    assert (answer.status_code, Seen(answer).headed("h1")) == (200, ["Bitte sehen Sie in Ihr Postfach"])
    assert Letter.LOST_LINK not in making.kinds()  # a letter would take time, and only for known addresses
    assert LinkRequest.objects.get().email == email
    assert lost_links.answer_all() == (email == "anna@stadt.example")
    assert (Letter.LOST_LINK in making.kinds()) is (email == "anna@stadt.example")
    assert not LinkRequest.objects.exists()
    other = Seen(ask_for_link(client, email="x@y.example")).text
    assert Seen(answer).text.replace(email, "…") == other.replace("x@y.example", "…")


def test_lost_link_does_the_same_for_all(client):
    """Known, unknown, with a notice: not one query more or less."""
    notices.wish(network=making.waiting().network, email="nora@stadt.example", consent="1")
    counts = set()
    for email in ("anna@stadt.example", "nora@stadt.example", "fremd@stadt.example"):
        with CaptureQueriesContext(connection) as caught:
            ask_for_link(client, email=email)
        counts.add(tuple(query["sql"].split(" ")[0] for query in caught))
    assert len(counts) == 1


def test_lost_link_is_written_once_by_two_workers(client, monkeypatch):
    making.waiting()
    making.waiting(email="bea@anderswo.example", organisation="Anderswo")
    for email in ("anna@stadt.example", "bea@anderswo.example"):
        ask_for_link(client, email=email)
    send = lost_links.send

    def slowly(**call: Any) -> int:
        """Meanwhile somebody else takes what is left."""
        LinkRequest.objects.all().delete()
        return send(**call)

    monkeypatch.setattr(lost_links, "send", slowly)
    assert lost_links.answer_all() == making.kinds().count(Letter.LOST_LINK) == 1


def test_lost_link_to_a_notice(client):
    notices.wish(network=making.network(), email="anna@stadt.example", consent="1")
    notices.confirm(notice=Notice.objects.get())
    ask_for_link(client)
    assert lost_links.answer_all() == 1
    letter = making.letters()[-1]
    assert (letter.letter, "nehmen Sie" in letter.text) == (Letter.NOTICE, True)
    client.post(making.path_in(letter), {"antwort": "abbestellen"})
    assert not Notice.objects.exists()


@pytest.mark.parametrize("changes", [{"email": "x"}, {"network": ""}, {"network": "gibt-es-nicht"}])
def test_lost_link_error(client, changes):
    making.waiting()
    answer = ask_for_link(client, **changes)
    assert (answer.status_code, Seen(answer).title.startswith("Fehler: ")) == (200, True)


def test_lost_link_form(catalogue, client):
    assert Seen(client.get(LOST)).headed("h1") == ["Link verloren?"]
    assert real("avd").name in client.get(LOST).content.decode()


def test_lost_link_too_often(client, settings):
    making.waiting()
    settings.LIMIT_PER_EMAIL = 1
    assert [ask_for_link(client).status_code for _ in range(2)] == [200, 429]


# --- being told -------------------------------------------------------------------------------


def test_notice_confirm_by_post_only(client):
    notices.wish(network=making.network(), email="anna@stadt.example", consent="1")
    path = making.path_in(making.letters()[0])
    assert "Möchten Sie Bescheid bekommen, sobald Netz öffnet?" in Seen(client.get(path)).text
    assert Notice.objects.get().confirmed_at is None
    for _ in range(2):
        assert "Wir schreiben Ihnen, sobald Netz öffnet." in Seen(client.post(path)).text
    assert Notice.objects.get().confirmed_at is not None


@pytest.mark.parametrize("confirmed", [True, False])
def test_notice_withdrawn_by_its_link_however_late(client, confirmed):
    notices.wish(network=making.network(), email="anna@stadt.example", consent="1")
    path = making.path_in(making.letters()[0])
    if confirmed:
        client.post(path)
    with time_machine.travel(timezone.now() + timedelta(days=400 if confirmed else 6)):
        assert client.get(path).status_code == 200
        assert Notice.objects.count() == 1
        assert "Ihre Adresse ist gelöscht." in Seen(client.post(path, {"antwort": "abbestellen"})).text
        assert (Notice.objects.count(), making.letters(), client.get(path).status_code) == (0, [], 404)
