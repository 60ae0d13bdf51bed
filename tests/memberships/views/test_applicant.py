"""What can applicants see and do behind their links: answer, correct, withdraw, download, erase?"""

import json
from typing import Any

import pytest
from django.test import Client

from memberships.applications import actions
from memberships.enums import DeclineReason, State
from memberships.letters.workflow import Overtaken
from memberships.models import Application, Message, StatusEvent
from memberships.views import applicant
from tests.directory import making as catalogue_making
from tests.memberships import making
from tests.reading import Seen

pytestmark = pytest.mark.django_db


def page(state: State = State.WAITING, **columns: Any) -> str:
    """The address of an applicant's page."""
    return making.page_of(making.in_state(state, **columns))


def told(client: Client, path: str) -> list[str]:
    """What the page says in answer to the last act."""
    return [str(message) for message in client.get(path).context["messages"]]


def stands() -> str:
    """How the only application stands."""
    return Application.objects.get().state


# --- the page ---------------------------------------------------------------------------------

OFFERED = {
    State.WAITING: {"berichtigen", "zurueckziehen"},
    State.ASKED: {"antworten", "berichtigen", "zurueckziehen"},
    State.APPROVED: {"berichtigen", "zurueckziehen"},
    State.DECLINED: set(),
    State.WITHDRAWN: set(),
}


HEADINGS = {
    State.WAITING: "Ihr Antrag wird geprüft",
    State.ASKED: "Ihr Antrag wartet auf Ihre Antwort",
    State.APPROVED: "Ihr Antrag ist angenommen",
    State.DECLINED: "Ihr Antrag ist abgelehnt",
    State.WITHDRAWN: "Ihr Antrag ist zurückgezogen",
}


@pytest.mark.once
@pytest.mark.parametrize(("state", "offered"), OFFERED.items())
def test_page_offers_what_is_possible(client, state, offered):
    path = page(state)
    html = client.get(path).content.decode()
    possible = {"antworten", "berichtigen", "zurueckziehen"}
    ways = ('action="{}{}/"', 'href="{}{}/"')
    assert {name for name in possible if any(way.format(path, name) in html for way in ways)} == offered
    assert Seen(client.get(path)).headed("h1") == [HEADINGS[state]]


def test_page_tells_history_and_when_all_goes(client):
    path = page(State.DECLINED)
    text = Seen(client.get(path)).text
    assert all(word in text for word in ("Antrag abgeschickt", "E-Mail-Adresse bestätigt", "abgelehnt"))
    assert "von selbst am" in text
    assert "Wer hat entschieden?" in text


@pytest.mark.once
def test_page_shows_all_that_is_stored_in_words(client):
    said = {
        "organisation": "Amt X", "function": "Leiterin", "sector": "verwaltung", "place": "Ulm", "level": "kommune",
        "land": "baden-wuerttemberg", "statement": "Ich leite Verfahren.", "remark": "Gern.",
        "tasks": [{"kind": "purpose", "value": "interesse", "text": "Interesse am Austausch"}],
    }  # fmt: skip
    text = Seen(client.get(page(State.WAITING, **said))).text
    words = "Einzelpersonen, Anna Beispiel, anna@stadt.example, Amt X, Leiterin, Verwaltung, Ulm, Baden-Württemberg, "
    words += "Kommune, Ich leite Verfahren., Gern., Interesse am Austausch"
    assert [word for word in words.split(", ") if word not in text] == []


@pytest.mark.parametrize(("state", "button"), [(State.WAITING, "Ja, zurückziehen"), (State.APPROVED, "Ja, austreten")])
def test_withdraw_asks_once_more(client, state, button):
    path = page(state)
    answer = client.get(f"{path}zurueckziehen/")
    assert (answer.status_code, button in answer.content.decode(), stands()) == (200, True, state)


def test_withdraw_leads_back_where_there_is_nothing_to_withdraw(client):
    path = page(State.DECLINED)
    assert client.get(f"{path}zurueckziehen/").headers["Location"] == path


def test_page_names_the_body_that_decided_also_after_a_change(client):
    made = making.waiting()
    tenure = catalogue_making.tenure(made.network, catalogue_making.body("Altes Amt"))
    actions.approve(application=made, by=making.user())
    tenure.end = "2020"
    tenure.save()
    text = Seen(client.get(making.page_of(made))).text
    assert "Wer hat entschieden? Altes Amt, am" in text


def test_page_names_deciders_or_assigned(client):
    path = page()
    catalogue_making.tenure(Application.objects.get().network, catalogue_making.body("Leitendes Amt"))
    assert "Leitendes Amt" in Seen(client.get(path)).text
    Application.objects.update(body=catalogue_making.body("Zweites Amt"))
    text = Seen(client.get(path)).text
    assert ("Zweites Amt" in text, "Leitendes Amt" in text) == (True, False)


def test_page_hides_who_decided(client):
    made = making.waiting()
    actions.decline(application=made, by=making.user("geheim"), reason=DeclineReason.OTHER, text="Leider\nnicht.")
    answer = client.get(making.page_of(made))
    assert ("geheim" in answer.content.decode(), "Leider<br>nicht." in answer.content.decode()) == (False, True)


# --- acts -------------------------------------------------------------------------------------


def test_answer(client):
    path = page(State.ASKED)
    answer = client.post(f"{path}antworten/", {"answer": "Ich moderiere."})
    assert (answer.status_code, answer.headers["Location"]) == (302, path)
    assert told(client, path) == ["Ihre Antwort ist angekommen."]
    assert Application.objects.values_list("state", "answer").get() == (State.WAITING, "Ich moderiere.")


def test_answer_empty(client):
    path = page(State.ASKED)
    answer = client.post(f"{path}antworten/", {"answer": ""})
    assert (answer.status_code, Seen(answer).title.startswith("Fehler: ")) == (200, True)
    assert stands() == State.ASKED


def test_answer_unasked(client):
    path = page()
    client.post(f"{path}antworten/", {"answer": "Ungefragt"})
    assert told(client, path) == ["Das geht nicht mehr: Der Antrag ist im Stand „wird geprüft“."]
    assert Application.objects.get().answer == ""


CORRECTION = {
    "name": "Anna Neu",
    "organisation": "Amt",
    "function": "Leitung",
    "place": "Ulm",
    "statement": "",
    "remark": "",
}


def test_correct(client):
    path = page()
    client.post(f"{path}berichtigen/", {**CORRECTION, "email": "fremd@x.example", "state": "approved"})
    assert told(client, path) == ["Ihre Angaben sind berichtigt."]
    row = Application.objects.get()
    assert (row.name, row.organisation_key, row.place, row.email, row.state) == (
        "Anna Neu", "amt", "Ulm", "anna@stadt.example", State.WAITING,
    )  # fmt: skip


def test_correct_shows_present_values(client):
    path = page(place="Ulm")
    initial = client.get(path).context["correction_form"].initial
    assert (initial["name"], initial["place"]) == ("Anna Beispiel", "Ulm")


def test_correct_error_keeps_what_was_typed(client):
    path = page()
    answer = client.post(f"{path}berichtigen/", {**CORRECTION, "name": "", "place": "Neu-Ulm"})
    values = {row["name"]: row["value"] for row in Seen(answer).inputs}
    assert (answer.status_code, values["place"], Application.objects.get().name) == (200, "Neu-Ulm", "Anna Beispiel")


def test_correct_too_late(client):
    path = page(State.DECLINED)
    client.post(f"{path}berichtigen/", CORRECTION)
    assert told(client, path) == ["Das geht nicht mehr: Der Antrag ist im Stand „abgelehnt“."]
    assert Application.objects.get().name == "Anna Beispiel"


@pytest.mark.parametrize(
    ("state", "says"), [(State.WAITING, "Ihr Antrag ist zurückgezogen."), (State.APPROVED, "Sie sind ausgetreten.")]
)
def test_withdraw(client, state, says):
    path = page(state)
    client.post(f"{path}zurueckziehen/")
    assert (told(client, path), stands()) == ([says], State.WITHDRAWN)


def test_withdraw_twice(client):
    path = page()
    for _ in range(2):
        client.post(f"{path}zurueckziehen/")
    assert told(client, path)[-1] == "Das geht nicht mehr: Der Antrag ist im Stand „zurückgezogen“."
    assert StatusEvent.objects.filter(step="withdraw").count() == 1


def test_act_somebody_was_faster(client, monkeypatch):
    path = page()

    def late(**_: object) -> None:
        raise Overtaken("Inzwischen war jemand schneller.")

    monkeypatch.setattr(applicant.actions, "withdraw", late)
    client.post(f"{path}zurueckziehen/")
    assert told(client, path) == ["Inzwischen war jemand schneller."]


@pytest.mark.parametrize("act", ["antworten", "berichtigen"])
def test_act_by_get_refused(client, act):
    path = page()
    assert (client.get(f"{path}{act}/").status_code, stands()) == (405, State.WAITING)


def test_act_without_csrf_token_taken_because_the_address_is_secret():
    """Browsers send no origin from a page without referrer, so the check would refuse every honest form here."""
    stranger = Client(enforce_csrf_checks=True)
    answer = stranger.post(f"{page()}zurueckziehen/", headers={"origin": "null"})
    assert (answer.status_code, Application.objects.get().state) == (302, State.WITHDRAWN)


# --- data -------------------------------------------------------------------------------------


def test_download(client):
    path = page(State.WAITING, statement="Ich moderiere.")
    answer = client.get(f"{path}daten/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mein-antrag.json"'
    data = json.loads(answer.content)
    assert (data["Angaben"]["Name"], data["Angaben"]["Tätigkeit"]) == ("Anna Beispiel", "Ich moderiere.")
    assert "Tätigkeit" in answer.content.decode()


@pytest.mark.parametrize("state", OFFERED)
def test_erase_asks_once_more(client, state):
    path = page(state)
    assert Seen(client.get(f"{path}loeschen/")).headed("h1") == ["Alles löschen?"]
    assert Application.objects.count() == 1
    assert Seen(client.post(f"{path}loeschen/")).headed("h1") == ["Alles gelöscht"]
    assert (Application.objects.count(), Message.objects.count()) == (0, 0)
    assert [client.get(path).status_code, client.post(f"{path}loeschen/").status_code] == [404, 404]
