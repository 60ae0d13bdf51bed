"""Does an officer get through the desk, and do the desk and every form's errors hold for every reader?"""

import re

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from directory.models import Body
from memberships import actions, forms, permissions
from memberships.enums import State
from memberships.models import Application, Message
from tests.checkers import axe, nu
from tests.journeys.test_joining import AVD, fill_in, send

pytestmark = pytest.mark.journey

NOTICE = "/netzwerke/erfahrungs-und-beratungsnetzwerk-buergerbeteiligung-sachsen/mitmachen/"
PASSWORD = "ein langes Kennwort 2026"


@pytest.fixture(autouse=True)
def _fast(monkeypatch, settings):
    monkeypatch.setattr(forms, "MINIMUM", 0)
    settings.RATE_LIMITS = False


def checked(page, found):
    """Note what axe and the HTML checker say of the page, once it stands."""
    expect(page.locator("h1").last).to_be_visible()
    found += [f"{page.url} {violation}" for violation in axe(page)]
    answer = page.request.get(page.url)
    found += nu([(page.url, answer.text())])


def test_officer_approves_in_the_browser(fresh_site, open_page):
    user = get_user_model().objects.create_user("amt", "amt@example.org", PASSWORD)
    permissions.appoint(user, Body.objects.filter(slug="berlin-institut-fuer-partizipation"))
    page = open_page(measured=True)
    page.goto(AVD)
    fill_in(page)
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte sehen Sie in Ihr Postfach")
    application = Application.objects.get()
    Application.objects.update(state=State.WAITING, confirmed_at=application.submitted_at)
    found = []
    page.goto("/admin/login/?next=/admin/memberships/application/")
    checked(page, found)
    page.get_by_label("Benutzername").fill("amt")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    expect(page.locator("#result_list")).to_be_visible()
    checked(page, found)
    page.goto(f"/admin/memberships/application/{application.pk}/change/")
    checked(page, found)
    page.get_by_role("button", name="Annehmen").first.click()
    expect(page.locator(".messagelist")).to_be_visible()
    application.refresh_from_db()
    assert application.state == State.APPROVED
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("address", [AVD, NOTICE, "/antrag/link-verloren/"])
def test_forms_sent_empty(fresh_site, open_page, address, width, scheme):
    page = open_page(width=width, scheme=scheme, measured=True)
    page.goto(address)
    page.locator("main form button[type=submit]").click()
    expect(page.locator("#fehler")).to_be_visible()
    assert page.title().startswith("Fehler:")
    assert axe(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_applicants_forms_sent_empty(fresh_site, open_page, width, scheme):
    page = open_page(width=width, scheme=scheme, measured=True)
    page.goto(AVD)
    fill_in(page)
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte sehen Sie in Ihr Postfach")
    found = []
    page.goto(re.search(r"(/bestaetigen/\S+)", Message.objects.get().text)[1])
    checked(page, found)
    page.get_by_role("button", name="Ja, Antrag bestätigen").click()
    expect(page.get_by_text("Ihre E-Mail-Adresse ist bestätigt.")).to_be_visible()
    found += axe(page)
    actions.ask(application=Application.objects.get(), by=None, question="Warum?")
    mine = re.search(r"(/antrag/\S+)", Message.objects.get(letter="question").text)[1]
    for button in ("Antwort senden", "Angaben berichtigen"):
        page.goto(mine)
        page.get_by_label("Ihr Name").fill("")
        page.get_by_role("button", name=button).click()
        expect(page.locator("#fehler")).to_be_visible()
        assert page.title().startswith("Fehler:")
        found += axe(page)
    assert found == []
