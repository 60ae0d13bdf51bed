"""Does an applicant get from the form to the decision and out again? With real letters over SMTP."""

import re
import socket
import uuid
from collections.abc import Iterator
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Page, expect

from directory.models import Member, Network
from memberships import actions, forms, outbox
from memberships.enums import DeclineReason, State
from memberships.models import Application, Message, Notice
from tests.checkers import axe, nu
from tests.journeys.test_reading import tab_to

pytestmark = pytest.mark.journey

AVD = "/netzwerke/allianz-vielfaeltige-demokratie/mitmachen/"


class Postbox:
    """A mail server that keeps what it is given."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, str, str]] = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert mail["Auto-Submitted"] == "auto-generated"
        text = mail.get_body(("plain",)).get_content()
        self.letters.append((mail["To"], mail["Subject"], text))
        return "250 OK"

    def collect(self) -> list[tuple[str, str, str]]:
        """Let the worker send what is due, and take it out."""
        outbox.send_due()
        letters, self.letters = self.letters, []
        return letters

    def link(self) -> str:
        """The path of the only link in the only letter."""
        [(_, _, text)] = self.collect()
        return re.search(r"https?://[^/\s]+(/\S+)", text)[1]


@pytest.fixture
def postbox(settings) -> Iterator[Postbox]:
    box = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield box
    controller.stop()


@pytest.fixture(autouse=True)
def _fast(monkeypatch, settings):
    """Nobody here needs three seconds to fill in a form, and everybody comes from one address."""
    monkeypatch.setattr(forms, "MINIMUM", 0)
    settings.RATE_LIMITS = False


def fill_in(page: Page, email: str = "mia@stadt.example", organisation: str = "Stadt Beispiel") -> None:
    page.get_by_label("Ihr Name").fill("Mia Muster")
    page.get_by_label("Ihre E-Mail-Adresse").fill(email)
    page.get_by_label("Ihre Organisation oder Initiative").fill(organisation)
    page.get_by_label("Ihre Funktion dort").fill("Referentin")
    page.get_by_label("Bereich").select_option("verwaltung")
    page.get_by_label("Ich treibe Bürgerbeteiligung").check()
    page.get_by_label("Was tun Sie in der Beteiligung?").fill("Ich verantworte die Bürgerbeteiligung.")
    page.get_by_label("Ich willige ein").check()


def send(page: Page) -> None:
    page.get_by_role("button", name="Antrag abschicken").click()


def confirmed(page: Page, postbox: Postbox, **typed: str) -> Application:
    """An application whose address is confirmed; its letter about that is read."""
    page.goto(AVD)
    fill_in(page, **typed)
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte sehen Sie in Ihr Postfach")
    page.goto(postbox.link())
    page.get_by_role("button", name="Ja, Antrag bestätigen").click()
    expect(page.get_by_text("Ihre E-Mail-Adresse ist bestätigt.")).to_be_visible()
    return Application.objects.latest("pk")


@pytest.mark.parametrize("java_script", [True, False])
def test_applicant_from_form_to_erasure(fresh_site, open_page, postbox, java_script):
    page = open_page(java_script=java_script, expected=[404])
    page.goto("/netzwerke/allianz-vielfaeltige-demokratie/")
    page.get_by_role("link", name="Hier mitmachen").click()
    fill_in(page)
    page.get_by_label("Nach der Aufnahme darf ich").check()
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte sehen Sie in Ihr Postfach")
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
    page.get_by_role("button", name="Aus dem Netzwerk austreten").click()
    expect(page.get_by_role("status")).to_have_text("Sie sind ausgetreten.")
    page.get_by_role("link", name="Alles löschen").click()
    page.get_by_role("button", name="Ja, alles löschen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Alles gelöscht")
    assert (Application.objects.count(), Message.objects.count()) == (0, 0)
    assert not Member.objects.filter(name__contains="Mia").exists()
    page.goto(mine)
    expect(page.get_by_role("heading", level=1)).to_have_text("Diese Seite gibt es nicht")


def test_applicant_sends_the_form_empty_and_keeps_what_was_typed(fresh_site, open_page):
    page = open_page(measured=True)
    page.goto(AVD)
    page.get_by_label("Ihr Name").fill("Mia Muster")
    send(page)
    expect(page.locator("#fehler")).to_be_visible()
    assert page.title().startswith("Fehler:")
    expect(page.get_by_label("Ihr Name")).to_have_value("Mia Muster")
    assert page.evaluate("document.activeElement.id") == "fehler"
    page.locator("#fehler").get_by_role("link", name="Ihre E-Mail-Adresse").click()
    assert page.evaluate("document.activeElement.id") == "id_email"
    assert axe(page) == []
    assert nu(page.content().replace("autofocus", "data-was-autofocus")) == []


def test_applicant_by_keyboard(fresh_site, page, postbox):
    page.goto(AVD)
    typed = {
        "id_name": "Mia Muster",
        "id_email": "mia@stadt.example",
        "id_organisation": "Stadt Beispiel",
        "id_function": "Referentin",
        "id_sector": "Verw",
        "id_tasks_1": " ",
        "id_statement": "Ich verantworte die Bürgerbeteiligung.",
        "id_consent": " ",
    }
    for field, keys in typed.items():
        tab_to(page, f"#{field}")
        page.keyboard.type(keys)
    tab_to(page, "button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte sehen Sie in Ihr Postfach")
    page.goto(postbox.link())
    tab_to(page, "main button")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ihre E-Mail-Adresse ist bestätigt.")).to_be_visible()


def test_application_declined(fresh_site, page, postbox):
    application = confirmed(page, postbox)
    postbox.collect()
    actions.decline(application=application, by=None, reason=DeclineReason.OTHER, text="Zurzeit ist alles voll.")
    page.goto(postbox.link())
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihr Antrag abgelehnt")
    expect(page.get_by_text("Zurzeit ist alles voll.")).to_be_visible()


def test_application_withdrawn(fresh_site, page, postbox):
    confirmed(page, postbox)
    page.goto(postbox.link())
    page.get_by_role("button", name="Antrag zurückziehen").click()
    expect(page.get_by_role("status")).to_have_text("Ihr Antrag ist zurückgezogen.")
    assert Application.objects.get().state == State.WITHDRAWN


def test_application_expired(fresh_site, page, postbox):
    page.goto(AVD)
    fill_in(page)
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte sehen Sie in Ihr Postfach")
    link = postbox.link()
    actions.expire(application=Application.objects.get())
    page.goto(link)
    expect(page.get_by_text("kann nicht mehr bestätigt werden")).to_be_visible()


def test_second_of_an_organisation_is_asked_why(fresh_site, page, postbox):
    actions.approve(application=confirmed(page, postbox), by=None)
    postbox.collect()
    page.goto(AVD)
    fill_in(page, email="max@anderswo.example", organisation="stadt  beispiel")
    send(page)
    expect(page.locator("#fehler")).to_contain_text("nur eine Mitgliedschaft je Organisation")
    assert "mia@stadt.example" not in page.content()
    page.get_by_label("Möchten Sie etwas erklären?").fill("Zwei Abteilungen.")
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte sehen Sie in Ihr Postfach")
    second = Application.objects.latest("pk")
    actions.confirm(application=second)
    with pytest.raises(actions.OrganisationTaken):
        actions.approve(application=second, by=None)
    actions.approve(application=second, by=None, exception="zwei Abteilungen")
    assert Member.objects.filter(network=second.network).count() == 2


def test_lost_link_kills_the_old_one(fresh_site, open_page, postbox):
    page = open_page(expected=[404])
    confirmed(page, postbox)
    old = postbox.link()
    page.goto("/antrag/link-verloren/")
    page.get_by_label("Netzwerk").select_option("allianz-vielfaeltige-demokratie")
    page.get_by_label("Ihre E-Mail-Adresse").fill("MIA@stadt.example")
    page.get_by_role("button", name="Neuen Link anfordern").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte sehen Sie in Ihr Postfach")
    assert page.goto(postbox.link()).status == 200
    assert page.goto(old).status == 404


def test_ended_network_refuses_and_points_on(fresh_site, page):
    page.goto("/netzwerke/innovationsdialog-buergerbeteiligung/mitmachen/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dieses Netzwerk ist beendet")
    assert page.get_by_role("button").count() == 0
    answer = page.request.post(page.url, form={"email": "a@b.example"}, headers={"Referer": page.url})
    assert answer.status in (403, 409)
    assert Application.objects.count() == 0


def test_planned_network_tells_when_it_opens(fresh_site, page, postbox):
    page.goto("/netzwerke/erfahrungs-und-beratungsnetzwerk-buergerbeteiligung-sachsen/mitmachen/")
    page.get_by_label("Ihre E-Mail-Adresse").fill("mia@stadt.example")
    page.get_by_label("Ich willige ein").check()
    page.get_by_role("button", name="Bescheid geben lassen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte sehen Sie in Ihr Postfach")
    page.goto(postbox.link())
    page.get_by_role("button", name="Ja, bitte").click()
    expect(page.get_by_text("Wir schreiben Ihnen")).to_be_visible()
    assert Notice.objects.get().confirmed_at is not None


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_and_html_of_the_counter(fresh_site, open_page, width, scheme):
    page = open_page(width=width, scheme=scheme, measured=True)
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
    addresses = [*joining, "/antrag/abgeschickt/", "/antrag/link-verloren/", mine, f"{mine}loeschen/", "/finden/",
                 "/finden/?als=person&bereich=verwaltung&land=sachsen&aufgabe=auftrag"]  # fmt: skip
    found, documents = [], []
    for address in addresses:
        documents.append((address, page.goto(address).text()))
        found += [f"{address} {violation}" for violation in axe(page)]
    assert found == []
    assert nu(documents) == []
