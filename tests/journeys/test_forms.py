"""Do forms that come back with errors hold for every reader, and is what the server answers to them valid HTML?"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from playwright.sync_api import expect

from directory.models import Network
from memberships.applications import actions, notices
from memberships.models import Application, Notice
from tests.checkers import in_no_look, nu
from tests.directory.real import SLUGS
from tests.journeys.applying import AVD, ENDED, LOST, PLANNED
from tests.memberships import making

pytestmark = [pytest.mark.journey, pytest.mark.looks, pytest.mark.usefixtures("unhurried")]

Answers = Iterator[tuple[str, Any]]
ALIEN = {"name": '<b onclick="x">Mia</b> & "Co', "email": "x@y@z", "remark": "<script>", "submission": "x"}


def network(short: str) -> Network:
    return Network.objects.get(slug=SLUGS[short])


def joining(short: str) -> str:
    return f"/netzwerke/{SLUGS[short]}/mitmachen/"


# --- for every reader -------------------------------------------------------------------------


def test_forms_sent_empty(fresh_site, open_page):
    page = open_page(measured=True)
    found = []
    for address in (AVD, PLANNED, LOST):
        page.goto(address)
        page.locator("main form button[type=submit]").click()
        expect(page.locator("#fehler")).to_be_visible()
        assert page.title().startswith("Fehler:")
        found += in_no_look(page)
    assert found == [], "\n".join(found)


def test_applicants_forms_with_errors(fresh_site, open_page):
    page = open_page(measured=True)
    found = []

    def check(sign: str) -> None:
        expect(page.locator(sign)).to_be_visible()
        found.extend(in_no_look(page))

    page.goto(joining("fvb"))
    page.get_by_label("Als wer").select_option("organisation")
    page.get_by_label("Ihr Name").fill("Mia Muster")
    page.get_by_label("Ihre E-Mail-Adresse").fill("mia@stadt.example")
    page.get_by_label("Ihre Organisation").fill("Stadt Beispiel")
    page.get_by_label("Ich willige ein").check()
    page.get_by_role("button", name="Meldung abschicken").click()
    check("#id_condition_purpose_error")
    application = making.applied(network("avd"))
    page.goto(making.link(application))
    check("main form")
    page.get_by_role("button", name="Ja, Antrag bestätigen").click()
    check("text=Ihre E-Mail-Adresse ist bestätigt.")
    application.refresh_from_db()
    actions.ask(application=application, by=None, question="Warum?")
    for button in ("Antwort senden", "Angaben berichtigen"):
        page.goto(making.page_of(application))
        page.get_by_label("Ihr Name").fill("")
        page.get_by_role("button", name=button).click()
        check("#fehler")
        assert page.title().startswith("Fehler:")
    assert found == [], "\n".join(found)


def test_questions_after_confirmation(fresh_site, open_page):
    page = open_page(measured=True)
    found = []

    def check(sign: str) -> None:
        expect(page.locator(sign)).to_be_visible()
        found.extend(in_no_look(page))

    running = making.waiting(network("avd"), list_publicly=True)
    page.goto(making.page_of(running))
    check("text=Nicht öffentlich genannt werden")
    lengthy = {"organisation": "Beteiligungswerkstattgesellschaft" * 3, "statement": "<b>Neu</b>\n" * 5}
    page.goto(making.link(making.applied(running.network, **lengthy)))
    check("text=Die neuen Angaben übernehmen")
    page.get_by_role("button", name="Beim laufenden Antrag bleiben").click()
    check("text=Es bleibt bei einem Antrag")
    actions.approve(application=running, by=None)
    second = making.applied(running.network, email="bert@anderswo.example")
    page.goto(making.link(second))
    page.get_by_role("button", name="Ja, Antrag bestätigen").click()
    check("text=Dort steht noch eine Frage an Sie")
    page.goto(making.page_of(second))
    page.get_by_role("button", name="Erklärung senden").click()
    check("#fehler")
    assert page.title().startswith("Fehler:")
    assert found == [], "\n".join(found)


# --- valid ------------------------------------------------------------------------------------


def answers_with_errors(client: Client) -> Answers:
    """What strangers and applicants get who leave everything empty, or write what cannot be."""
    asked = making.waiting(network("avd"), email="asked@stadt.example")
    actions.ask(application=asked, by=None, question="Warum?")
    own = making.page_of(asked)
    forms = [*map(joining, making.ANSWERS), PLANNED, LOST, f"{own}antworten/", f"{own}berichtigen/"]
    forms.append(f"{own}erklaeren/")
    for form in forms:
        for sent in ({}, {**ALIEN, "answer": "<b>"}):
            yield form, client.post(form, sent)
    blocked = {**making.ANSWERS["bnbw"], "condition_land": None}
    yield "blocked", client.post(joining("bnbw"), making.filled(**blocked))
    unexplained = {"party": "organisation", "organisation": "Verein"}
    yield "to be explained", client.post(joining("fvb"), making.filled(**unexplained))


def answers_that_refuse(client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Answers:
    """What is answered where a form is of no use now."""

    def away(**_call: Any) -> None:
        raise OperationalError

    yield "404", client.post(f"/antrag/{'x' * 24}/antworten/")
    yield "409", client.post(ENDED)
    yield "403", Client(enforce_csrf_checks=True).post(LOST)
    with monkeypatch.context() as patch:
        patch.setattr(actions, "submit", away)
        strange = {"remark": '"Mia" & Co > 1'}
        yield "503", client.post(joining("nbh"), making.filled(**making.ANSWERS["nbh"], **strange))
    settings.RATE_LIMITS, settings.LIMIT_PER_NETWORK = True, 0
    yield "429", client.post(LOST)
    settings.RATE_LIMITS = False


def answers_that_confirm(client: Client) -> Answers:
    """What somebody sees who presses the one button of a page."""
    application = making.applied(network("avd"), email="new@anderswo.example", organisation="Anderswo")
    link = making.link(application)
    yield "confirm", client.post(link)
    application.refresh_from_db()
    own = making.page_of(application)
    right = {"name": "Mia", "organisation": "Anderswo", "function": "Leiterin", "statement": "Ich leite."}
    for step, sent in (("berichtigen", right), ("zurueckziehen", {}), ("antworten", {"answer": "Zu spät."})):
        yield step, client.post(f"{own}{step}/", sent, follow=True)
    yield "confirm too late", client.post(link)
    running = making.waiting(network("avd"), email="new@anderswo.example", organisation="Anderswo")
    again = making.link(making.applied(running.network, email=running.email, name="Neu"))
    yield "which words count", client.post(again)
    yield "the running ones", client.post(again, {"antwort": "behalten"})
    yield "erase", client.post(f"{own}loeschen/")
    notices.wish(network=network("sachsen"), email="mia@stadt.example", consent=making.FIELDS["consent_version"])
    yield "notice", client.post(making.path_in(making.letters(notice=Notice.objects.get())[-1]))


def test_html_of_every_answer_to_a_form(fresh_site, client, settings, monkeypatch):
    wrong = list(answers_with_errors(client))
    without = [name for name, answer in wrong if "<title>Fehler: " not in answer.content.decode()]
    assert without == []
    refused = list(answers_that_refuse(client, settings, monkeypatch))
    assert [name for name, answer in refused if str(answer.status_code) != name] == []
    confirmed = list(answers_that_confirm(client))
    assert {answer.status_code for _, answer in confirmed} == {200}
    assert Application.objects.count() == 2
    assert nu([(name, answer.content.decode()) for name, answer in (*wrong, *refused, *confirmed)]) == []
