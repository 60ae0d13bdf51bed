"""Repeated applications: the form says nothing, the question comes after confirmation, and nothing typed is lost."""

from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directory.models import Member
from memberships.applications import actions
from memberships.enums import Letter, State
from memberships.models import Application
from tests.memberships import making
from tests.reading import Seen

pytestmark = pytest.mark.django_db


def send(client: Client, **changes: Any) -> HttpResponse:
    return client.post("/netzwerke/netz/mitmachen/", making.filled(organisation="Stadt Beispiel", **changes))


def names() -> set[tuple[str, str]]:
    return set(Application.objects.values_list("name", "state"))


# --- before the address is confirmed --------------------------------------------------------------


def test_form_answers_the_same_whatever_is_stored(client):
    """Unknown, own and foreign address, same organisation: same words, same statements to the database."""
    making.in_state(State.APPROVED, making.network(one_only=True), email="ada@stadt.example", name="Ada")
    making.waiting(email="bob@stadt.example", name="Bob")
    making.applied(email="eva@stadt.example", name="Eva")
    texts, statements = set(), set()
    for email in ("ada@stadt.example", "bob@stadt.example", "eva@stadt.example", "neu@neu.example"):
        with CaptureQueriesContext(connection) as caught:
            answer = send(client, email=email)
        assert answer.status_code == 200
        texts.add(Seen(answer).text.replace(email, "…"))
        statements.add(tuple(query["sql"].split(" ")[0] for query in caught))
    assert (len(texts), len(statements)) == (1, 1)
    assert Application.objects.filter(state=State.UNCONFIRMED).count() == 5


def test_unconfirmed_applications_count_for_nothing(client):
    making.applied(making.network(one_only=True), email="bert@stadt.example")
    made = making.waiting(Application.objects.get().network)
    assert "Eine Frage noch" not in Seen(client.get(making.page_of(made))).headed("h2")


# --- one address, two applications ----------------------------------------------------------------


@pytest.mark.parametrize(("answer", "kept"), [("ersetzen", "Anna Berichtigt"), ("behalten", "Anna Beispiel")])
def test_second_application_is_a_question_after_confirmation(client, answer, kept):
    first = making.waiting()
    path = making.link(making.applied(first.network, name="Anna Berichtigt", place="Ulm"))
    asked = Seen(client.get(path))
    assert asked.headed("h1") == ["Von Ihnen läuft schon ein Antrag"]
    assert all(text in asked.text for text in ("bisher: Anna Beispiel", "jetzt: Anna Berichtigt", "jetzt: Ulm"))
    client.post(path)  # without an answer nothing happens
    assert names() == {("Anna Beispiel", State.WAITING), ("Anna Berichtigt", State.UNCONFIRMED)}
    assert Seen(client.post(path, {"antwort": answer})).headed("h1") == ["Es bleibt bei einem Antrag"]
    assert names() == {(kept, State.WAITING)}
    first.refresh_from_db()
    assert first.place == ("Ulm" if answer == "ersetzen" else "")
    assert making.letters()[-1].letter == Letter.LOST_LINK
    assert client.get(path).status_code == 404


def test_same_words_again_need_no_choice(client):
    first = making.waiting()
    path = making.link(making.applied(first.network))
    page = client.get(path).content.decode()
    assert ('value="behalten"' in page, 'value="ersetzen"' in page) == (True, False)
    client.post(path, {"antwort": "behalten"})
    assert names() == {("Anna Beispiel", State.WAITING)}


def test_replacing_comes_too_late(client):
    first = making.waiting()
    later = making.applied(first.network, name="Anna Berichtigt")
    path = making.link(later)
    actions.withdraw(application=first)
    client.post(path, {"antwort": "ersetzen"})  # nothing is running any more, so this confirms
    assert names() == {("Anna Beispiel", State.WITHDRAWN), ("Anna Berichtigt", State.WAITING)}


# --- one organisation, two people -----------------------------------------------------------------


@pytest.mark.parametrize("state", [State.WAITING, State.APPROVED])
def test_second_of_an_organisation_is_asked_why_after_confirmation(client, state):
    network = making.network(one_only=True)
    making.in_state(state, network, name="Geheime Person")
    made = making.applied(network, email="bert@anderswo.example", organisation="STADT Beispiel e.V.")
    confirmed = Seen(client.post(making.link(made))).text
    assert "Dort steht noch eine Frage an Sie" in confirmed
    path = making.page_of(made)
    page = Seen(client.get(path))
    assert ("Eine Frage noch" in page.headed("h2"), "Geheime Person" in page.text + confirmed) == (True, False)
    empty = client.post(f"{path}erklaeren/", {"remark": ""})
    assert (empty.status_code, Seen(empty).title.startswith("Fehler: ")) == (200, True)
    client.post(f"{path}erklaeren/", {"remark": "Ein anderes Amt."})
    made.refresh_from_db()
    assert (made.remark, made.state) == ("Ein anderes Amt.", State.WAITING)
    assert "Eine Frage noch" not in Seen(client.get(path)).headed("h2")


def test_asked_why_only_where_it_matters(client):
    for name, one_only, organisation, remark in (
        ("A", False, "Stadt Beispiel", ""), ("B", True, "Ganz anders", ""), ("C", True, "Stadt Beispiel", "Darum."),
    ):  # fmt: skip
        network = making.network(name, one_only=one_only)
        making.waiting(network)
        made = making.waiting(network, email="bert@anderswo.example", organisation=organisation, remark=remark)
        assert "Eine Frage noch" not in Seen(client.get(making.page_of(made))).headed("h2"), name


# --- members --------------------------------------------------------------------------------------


def test_member_corrects_and_is_named_so(client):
    made = making.in_state(State.APPROVED, list_publicly=True)
    path = making.page_of(made)
    typed = {"name": "Anna Neu", "organisation": "Stadt Beispiel", "place": "Ulm"}
    client.post(f"{path}berichtigen/", typed)
    made.refresh_from_db()
    assert (made.name, made.place, made.state) == ("Anna Neu", "Ulm", State.APPROVED)
    assert Member.objects.values_list("name", "is_public").get() == ("Anna Neu", True)


def test_member_takes_the_place_of_no_other(client):
    network = making.network(one_only=True)
    making.in_state(State.APPROVED, network)
    second = making.waiting(network, email="bert@anderswo.example", organisation="Anderswo")
    actions.approve(application=second, by=making.user())
    path = making.page_of(second)
    answer = client.post(f"{path}berichtigen/", {"name": "Bert", "organisation": "Stadt Beispiel"}, follow=True)
    assert "schon vertreten" in Seen(answer).text
    second.refresh_from_db()
    assert second.organisation == "Anderswo"


@pytest.mark.parametrize("state", [State.WAITING, State.ASKED, State.APPROVED])
def test_public_naming_is_taken_back_with_one_click(client, state):
    made = making.in_state(state, list_publicly=True)
    path = making.page_of(made)
    assert "Nicht öffentlich genannt werden" in client.get(path).content.decode()
    client.post(f"{path}nicht-nennen/")
    made.refresh_from_db()
    assert (made.state, made.list_publicly, made.list_publicly_at) == (state, False, None)
    assert set(Member.objects.values_list("name", "is_public")) <= {("", False)}
    assert "Nicht öffentlich genannt werden" not in client.get(path).content.decode()
