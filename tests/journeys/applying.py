"""How does a journey apply? Fills in the form with the mouse and gets the letters over real SMTP."""

import re
from email import message_from_bytes, policy

from playwright.sync_api import Page, expect

from memberships.applications import lost_links
from memberships.letters import outbox
from memberships.models import Application

AVD = "/netzwerke/allianz-vielfaeltige-demokratie/mitmachen/"
PLANNED = "/netzwerke/erfahrungs-und-beratungsnetzwerk-buergerbeteiligung-sachsen/mitmachen/"
ENDED = "/netzwerke/innovationsdialog-buergerbeteiligung/mitmachen/"
LOST = "/antrag/link-verloren/"


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
        """Let the worker answer and send what is due, and take it out."""
        lost_links.answer_all()
        outbox.send_due()
        letters, self.letters = self.letters, []
        return letters

    def link(self) -> str:
        """The path of the only link in the only letter."""
        [(_, _, text)] = self.collect()
        return re.search(r"https?://[^/\s]+(/\S+)", text)[1]


def fill_in(page: Page, email: str = "mia@stadt.example", organisation: str = "Stadt Beispiel") -> None:
    page.get_by_label("Ihr Name").fill("Mia Muster")
    page.get_by_label("Ihre E-Mail-Adresse").fill(email)
    page.get_by_label("Ihre Organisation oder Initiative").fill(organisation)
    page.get_by_label("Ihre Funktion dort").fill("Referentin")
    page.get_by_label("Bereich (freiwillig)").select_option("verwaltung")
    page.get_by_label("treibt Bürgerbeteiligung in der eigenen").check()
    page.get_by_label("Was tun Sie in der Beteiligung?").fill("Ich verantworte die Bürgerbeteiligung.")
    page.get_by_label("Ich willige ein").check()


def send(page: Page) -> None:
    page.get_by_role("button", name="Antrag abschicken").click()


def told_to_look_into_the_postbox(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte sehen Sie in Ihr Postfach")


def confirmed(page: Page, postbox: Postbox, **typed: str) -> Application:
    """An application whose address is confirmed; its letter about that is read."""
    page.goto(AVD)
    fill_in(page, **typed)
    send(page)
    told_to_look_into_the_postbox(page)
    page.goto(postbox.link())
    page.get_by_role("button", name="Ja, Antrag bestätigen").click()
    expect(page.get_by_text("Ihre E-Mail-Adresse ist bestätigt.")).to_be_visible()
    return Application.objects.latest("pk")
