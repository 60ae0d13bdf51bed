"""Does an applicant get from the form to the decision and out again? With real letters over SMTP."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from directory.models import Member, Network
from memberships.applications import actions
from memberships.enums import DeclineReason, State
from memberships.models import Application, Message, Notice, Secret
from tests.checkers import in_no_look, nu
from tests.journeys.applying import AVD, ENDED, LOST, PLANNED, confirmed, fill_in, send, told_to_look_into_the_postbox

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("unhurried")]


@pytest.mark.parametrize("java_script", [True, pytest.param(False, marks=pytest.mark.once)])
def test_applicant_from_form_to_erasure(fresh_site, open_page, postbox, java_script):
    page = open_page(java_script=java_script, expected=[404])
    page.goto("/netzwerke/allianz-vielfaeltige-demokratie/")
    page.get_by_role("link", name="Hier mitmachen").click()
    fill_in(page)
    page.get_by_label("Nach der Aufnahme darf ich").check()
    send(page)
    told_to_look_into_the_postbox(page)
    link = postbox.link()
    page.goto(link)
    assert Application.objects.get().state == State.UNCONFIRMED
    page.get_by_role("button", name="Ja, Antrag bestätigen").click()
    expect(page.get_by_text("Ihre E-Mail-Adresse ist bestätigt.")).to_be_visible()
    page.goto(postbox.link())
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihr Antrag wird geprüft")
    actions.ask(application=Application.objects.get(), by=None, question="Wie viele sind Sie?")
    page.goto(postbox.link())
    expect(page.get_by_text("Wie viele sind Sie?")).to_be_visible()
    page.get_by_label("Ihre Antwort").fill("Drei.")
    page.get_by_role("button", name="Antwort senden").click()
    expect(page.get_by_role("status")).to_have_text("Ihre Antwort ist angekommen.")
    actions.approve(application=Application.objects.get(), by=None)
    mine = postbox.link()
    page.goto("/netzwerke/allianz-vielfaeltige-demokratie/")
    expect(page.locator("#dabei")).to_contain_text("Mia Muster")
    page.goto(mine)
    page.get_by_role("link", name="Aus dem Netzwerk austreten").click()
    page.get_by_role("button", name="Ja, austreten").click()
    expect(page.get_by_role("status")).to_have_text("Sie sind ausgetreten.")
    page.get_by_role("link", name="Alles löschen").click()
    page.get_by_role("button", name="Ja, alles löschen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Alles gelöscht")
    assert (Application.objects.count(), Message.objects.count()) == (0, 0)
    assert not Member.objects.filter(name__contains="Mia").exists()
    page.goto(mine)
    expect(page.get_by_role("heading", level=1)).to_have_text("Diese Seite gibt es nicht")


@pytest.mark.once
def test_applicant_sends_the_form_empty_and_keeps_what_was_typed(fresh_site, page):
    page.goto(AVD)
    page.get_by_label("Ihr Name").fill("Mia Muster")
    send(page)
    expect(page.locator("#fehler")).to_be_visible()
    assert page.title().startswith("Fehler:")
    expect(page.get_by_label("Ihr Name")).to_have_value("Mia Muster")
    expect(page.locator("#fehler")).to_be_focused()
    page.locator("#fehler").get_by_role("link", name="Ihre E-Mail-Adresse").click()
    expect(page.locator("#id_email")).to_be_focused()


@pytest.mark.once
def test_application_declined(fresh_site, page, postbox):
    application = confirmed(page, postbox)
    postbox.collect()
    actions.decline(application=application, by=None, reason=DeclineReason.OTHER, text="Zurzeit ist alles voll.")
    page.goto(postbox.link())
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihr Antrag ist abgelehnt")
    expect(page.get_by_text("Zurzeit ist alles voll.")).to_be_visible()


@pytest.mark.once
def test_application_withdrawn(fresh_site, page, postbox):
    confirmed(page, postbox)
    page.goto(postbox.link())
    page.get_by_role("link", name="Antrag zurückziehen").click()
    page.get_by_role("button", name="Ja, zurückziehen").click()
    expect(page.get_by_role("status")).to_have_text("Ihr Antrag ist zurückgezogen.")
    assert Application.objects.get().state == State.WITHDRAWN


@pytest.mark.once
def test_application_expired(fresh_site, page, postbox):
    page.goto(AVD)
    fill_in(page)
    send(page)
    told_to_look_into_the_postbox(page)
    link = postbox.link()
    actions.expire(application=Application.objects.get())
    page.goto(link)
    expect(page.get_by_text("kann nicht mehr bestätigt werden")).to_be_visible()


@pytest.mark.once
def test_second_of_an_organisation_is_asked_why(fresh_site, page, postbox):
    actions.approve(application=confirmed(page, postbox), by=None)
    postbox.collect()
    page.goto(AVD)
    fill_in(page, email="max@anderswo.example", organisation="stadt  beispiel")
    send(page)
    told_to_look_into_the_postbox(page)
    page.goto(postbox.link())
    page.get_by_role("button", name="Ja, Antrag bestätigen").click()
    expect(page.locator("main")).to_contain_text("Dort steht noch eine Frage an Sie")
    page.goto(postbox.link())
    expect(page.locator("main")).to_contain_text("nur eine Mitgliedschaft je Organisation")
    assert "mia@stadt.example" not in page.content()
    page.get_by_label("Warum soll es noch eine Mitgliedschaft Ihrer Organisation geben?").fill("Zwei Abteilungen.")
    page.get_by_role("button", name="Erklärung senden").click()
    expect(page.get_by_role("status")).to_have_text("Ihre Erklärung ist angekommen.")
    second = Application.objects.latest("pk")
    with pytest.raises(actions.OrganisationTaken):
        actions.approve(application=second, by=None)
    actions.approve(application=second, by=None, exception="zwei Abteilungen")
    assert Member.objects.filter(network=second.network).count() == 2


@pytest.mark.once
def test_lost_link_ends_the_old_one(fresh_site, open_page, postbox):
    page = open_page(expected=[404])
    confirmed(page, postbox)
    old = postbox.link()
    page.goto(LOST)
    page.get_by_label("Netzwerk").select_option("allianz-vielfaeltige-demokratie")
    page.get_by_label("Ihre E-Mail-Adresse").fill("MIA@stadt.example")
    page.get_by_role("button", name="Neuen Link anfordern").click()
    told_to_look_into_the_postbox(page)
    new = postbox.link()
    assert [page.goto(link).status for link in (new, old)] == [200, 200]  # letters overtake one another
    Secret.objects.filter(expires_at__isnull=False).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert [page.goto(link).status for link in (new, old)] == [200, 404]


@pytest.mark.once
def test_ended_network_refuses_and_points_on(fresh_site, page):
    page.goto(ENDED)
    expect(page.get_by_role("heading", level=1)).to_have_text("Dieses Netzwerk ist beendet")
    assert page.get_by_role("button").count() == 0
    answer = page.request.post(page.url, form={"email": "a@b.example"}, headers={"Referer": page.url})
    assert answer.status in (403, 409)
    assert Application.objects.count() == 0


@pytest.mark.once
def test_planned_network_tells_when_it_opens(fresh_site, page, postbox):
    page.goto(PLANNED)
    page.get_by_label("Ihre E-Mail-Adresse").fill("mia@stadt.example")
    page.get_by_label("Ich willige ein").check()
    page.get_by_role("button", name="Bescheid geben lassen").click()
    told_to_look_into_the_postbox(page)
    page.goto(postbox.link())
    page.get_by_role("button", name="Ja, bitte").click()
    expect(page.get_by_text("Wir schreiben Ihnen")).to_be_visible()
    assert Notice.objects.get().confirmed_at is not None


@pytest.mark.looks
def test_axe_and_html_of_the_counter(fresh_site, open_page):
    page = open_page(measured=True)
    applied = Application.objects.create(
        network=Network.objects.get(slug="allianz-vielfaeltige-demokratie"), submission=uuid.uuid4(), party="person",
        name="Mia", email="mia@stadt.example", consent_version="1", consent_at="2026-11-21T12:00Z",
    )  # fmt: skip
    actions.set_keys(applied)
    applied.save()
    actions.confirm(application=applied)
    actions.ask(application=applied, by=None, question="Warum?")
    mine = re.search(r"(/antrag/\S+)", Message.objects.get(letter="question").text)[1]
    joining = [network.get_absolute_url() + "mitmachen/" for network in Network.objects.all()]
    addresses = [*joining, "/antrag/link-verloren/", mine, f"{mine}loeschen/", "/finden/",
                 "/finden/?als=person&bereich=verwaltung&land=sachsen&aufgabe=auftrag"]  # fmt: skip
    found, documents = [], []
    for address in addresses:
        documents.append((address, page.goto(address).text()))
        found += in_no_look(page)
    assert found == [], "\n".join(found)
    assert nu(documents) == []
