"""Does everything an applicant can do work without a mouse? From the form to the decision, and every other way."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from directory.models import Member, Network
from memberships.applications import actions
from memberships.enums import DeclineReason, State
from memberships.models import Application, Notice, Secret
from tests.journeys.applying import AVD, ENDED, LOST, PLANNED, Postbox, told_to_look_into_the_postbox
from tests.journeys.keyboard import arrive, follow, press, tab_to, type_in
from tests.memberships import making

pytestmark = [pytest.mark.journey, pytest.mark.once, pytest.mark.usefixtures("unhurried")]

TYPED = {
    "condition_function_0": " ",
    "name": "Mia Muster",
    "email": "mia@stadt.example",
    "organisation": "Stadt Beispiel",
    "function": "Referentin",
    "sector": "Verw",
    "statement": "Ich verantworte die Bürgerbeteiligung.",
    "consent": " ",
}


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def apply(page: Page, **changes: str) -> None:
    type_in(page, {**TYPED, **changes})
    press(page, "Antrag abschicken")


def confirm(page: Page, link: str) -> None:
    page.goto(link)
    press(page, "Ja, Antrag bestätigen")
    expect(page.get_by_text("Ihre E-Mail-Adresse ist bestätigt.")).to_be_visible()


def erase(page: Page) -> None:
    follow(page, "Alles löschen")
    heading(page, "Alles löschen?")
    press(page, "Ja, alles löschen")
    heading(page, "Alles gelöscht")
    assert Application.objects.count() == 0


def waiting(postbox: Postbox) -> Application:
    """An application to decide about, whose letters so far are read."""
    application = making.waiting(Network.objects.get(slug="allianz-vielfaeltige-demokratie"))
    postbox.collect()
    return application


def test_keyboard_from_form_to_erasure(fresh_site, page, postbox):
    page.goto("/netzwerke/allianz-vielfaeltige-demokratie/")
    follow(page, "Hier mitmachen")
    heading(page, "Mitgliedschaft beantragen")
    apply(page, list_publicly=" ")
    told_to_look_into_the_postbox(page)
    confirm(page, postbox.link())
    page.goto(postbox.link())
    heading(page, "Ihr Antrag wird geprüft")
    actions.ask(application=Application.objects.get(), by=None, question="Wie viele sind Sie?")
    page.goto(postbox.link())
    expect(page.get_by_text("Wie viele sind Sie?")).to_be_visible()
    type_in(page, {"answer": "Drei."})
    press(page, "Antwort senden")
    expect(page.get_by_role("status")).to_have_text("Ihre Antwort ist angekommen.")
    actions.approve(application=Application.objects.get(answer="Drei."), by=None)
    mine = postbox.link()
    page.goto("/netzwerke/allianz-vielfaeltige-demokratie/")
    expect(page.locator("#dabei")).to_contain_text("Mia Muster")
    page.goto(mine)
    follow(page, "Aus dem Netzwerk austreten")
    heading(page, "Wirklich austreten?")
    press(page, "Ja, austreten")
    expect(page.get_by_role("status")).to_have_text("Sie sind ausgetreten.")
    erase(page)
    assert not Member.objects.filter(name__contains="Mia").exists()


def test_keyboard_declined_with_a_reason(fresh_site, page, postbox):
    reason = {"reason": DeclineReason.OTHER, "text": "Zurzeit ist alles voll."}
    actions.decline(application=waiting(postbox), by=None, **reason)
    page.goto(postbox.link())
    heading(page, "Ihr Antrag ist abgelehnt")
    expect(page.get_by_text("Zurzeit ist alles voll.")).to_be_visible()
    erase(page)


def test_keyboard_corrected_and_withdrawn(fresh_site, page, postbox):
    actions.ask(application=waiting(postbox), by=None, question="Warum?")
    page.goto(postbox.link())
    type_in(page, {"function": "Leiterin", "place": "Köln", "statement": "Ich moderiere."})
    press(page, "Angaben berichtigen")
    expect(page.get_by_role("status")).to_have_text("Ihre Angaben sind berichtigt.")
    follow(page, "Antrag zurückziehen")
    heading(page, "Antrag zurückziehen?")
    press(page, "Ja, zurückziehen")
    expect(page.get_by_role("status")).to_have_text("Ihr Antrag ist zurückgezogen.")
    assert Application.objects.get(place="Köln").state == State.WITHDRAWN


def test_keyboard_expired_link_asked_for_anew(fresh_site, open_page, postbox):
    page = open_page(expected=[404])
    page.goto(AVD)
    apply(page)
    told_to_look_into_the_postbox(page)
    link = postbox.link()
    Secret.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert page.goto(link).status == 404
    follow(page, "Neuen Link anfordern")
    heading(page, "Link verloren?")
    expect(page).to_have_url(re.compile(f"{LOST}$"))
    type_in(page, {"network": "Allianz Viel", "email": TYPED["email"]})
    press(page, "Neuen Link anfordern")
    told_to_look_into_the_postbox(page)
    confirm(page, postbox.link())
    assert Application.objects.get().state == State.WAITING


def test_keyboard_second_of_an_organisation_is_asked_why(fresh_site, page, postbox):
    actions.approve(application=waiting(postbox), by=None)
    postbox.collect()
    page.goto(AVD)
    apply(page, organisation="stadt  beispiel")
    told_to_look_into_the_postbox(page)
    confirm(page, postbox.link())
    page.goto(postbox.link())
    press(page, "Erklärung senden")
    expect(page.locator("#fehler")).to_be_focused()
    follow(page, "Warum soll es noch eine Mitgliedschaft Ihrer Organisation geben?")
    expect(page.get_by_label("Warum soll es noch eine Mitgliedschaft Ihrer Organisation geben?")).to_be_focused()
    page.keyboard.type("Zwei Abteilungen.")
    press(page, "Erklärung senden")
    expect(page.get_by_role("status")).to_have_text("Ihre Erklärung ist angekommen.")
    assert Application.objects.get(email=TYPED["email"]).remark == "Zwei Abteilungen."


def test_keyboard_ended_network_leads_to_running_ones(fresh_site, page):
    page.goto(ENDED)
    heading(page, "Dieses Netzwerk ist beendet")
    expect(page.locator(".lead")).to_contain_text("Man kann ihm nicht mehr beitreten.")
    running = page.get_by_role("heading", name="ähnlichen Themen").locator("+ ul a")
    expect(running).not_to_have_count(0)
    for place in range(running.count()):
        tab_to(page, running.nth(place))
    arrive(page)
    page.wait_for_url("**/netzwerke/*/")
    expect(page.locator("article .status").first).to_have_text("aktiv")


def test_keyboard_planned_network_will_tell(fresh_site, page, postbox):
    page.goto(PLANNED)
    heading(page, "Noch kann man nicht beitreten")
    type_in(page, {"email": TYPED["email"], "consent": " "})
    press(page, "Bescheid geben lassen")
    told_to_look_into_the_postbox(page)
    page.goto(postbox.link())
    press(page, "Ja, bitte")
    expect(page.get_by_text("Wir schreiben Ihnen")).to_be_visible()
    assert Notice.objects.get().confirmed_at is not None
