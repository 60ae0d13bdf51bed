"""Does an officer get through the desk, and does every page of it hold for every reader?"""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.utils import timezone
from playwright.sync_api import Page, expect

from directory.models import Body, Network
from memberships.applications import actions, permissions, responsibility
from memberships.enums import State
from memberships.models import Application, Message
from tests.checkers import in_every_look, in_no_look, nu
from tests.memberships import making

pytestmark = pytest.mark.journey

PASSWORD = "ein langes Passwort 2026"
DESK = "/admin/memberships/application/"


@pytest.fixture
def officer(fresh_site: str) -> Any:
    """Somebody who decides for the body of one network, and says who decides where nobody does."""
    user = get_user_model().objects.create_user("amt", "amt@example.org", PASSWORD)
    permissions.appoint(user, Body.objects.filter(slug="berlin-institut-fuer-partizipation"))
    user.user_permissions.add(Permission.objects.get(codename="assign_application"))
    return user


@pytest.fixture
def waiting(fresh_site: str) -> Application:
    return making.waiting(Network.objects.get(slug="allianz-vielfaeltige-demokratie"))


def log_in(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("Benutzername").fill("amt")
    page.get_by_label("Passwort:", exact=True).fill(password)
    page.get_by_role("button", name="Anmelden").click()


def address(application: Application) -> str:
    return f"{DESK}{application.pk}/change/"


@pytest.mark.once
def test_officer_approves_in_the_browser(officer, waiting, page):
    page.goto(f"/admin/login/?next={DESK}")
    log_in(page)
    page.locator("#result_list").get_by_role("link", name="Anna Beispiel").click()
    page.get_by_role("button", name="Annehmen").click()
    expect(page.locator(".messagelist")).to_contain_text("Angenommen.")
    waiting.refresh_from_db()
    assert (waiting.state, waiting.decided_by) == (State.APPROVED, officer)


def crowd(waiting: Application) -> Message:
    """Fill every list of the desk; the letter that has failed."""
    one_more = making.waiting(waiting.network, name="Bert Beispiel", email="bert@anderswo.example")
    actions.approve(application=one_more, by=None)  # of the same organisation: the other needs an exception now
    nobodys = next(network for network in Network.objects.all() if not responsibility.deciders(network))
    making.waiting(nobodys, email="carla@woanders.example")
    failed = waiting.messages.latest("pk")
    Message.objects.filter(pk=failed.pk).update(failed_at=timezone.now(), error="SMTPRecipientsRefused")
    return failed


@pytest.mark.looks
def test_axe_desk(officer, waiting, open_page):
    failed = crowd(waiting)
    page = open_page(measured=True)
    found = []

    def check(path: str = "") -> None:
        if path:
            page.goto(path)
        expect(page.locator("h1").last).to_be_visible()
        found.extend(in_no_look(page))

    check("/admin/login/?next=/admin/")
    log_in(page, "falsch")
    expect(page.locator(".errornote")).to_be_visible()
    check()
    log_in(page)
    expect(page.locator(".queue")).to_be_visible()
    check()
    check("/admin/password_change/")
    check("/admin/second-factor/")
    page.get_by_label("Einmalpasswort").fill("x")
    page.get_by_role("button", name="Einrichten").click()
    expect(page.locator(".errorlist")).to_be_visible()
    check()
    messages = "/admin/memberships/message/"
    for path in (DESK, f"{DESK}?state=waiting&q=anna", f"{DESK}unrouted/", messages, f"{messages}{failed.pk}/change/"):
        check(path)
        search = page.locator("#searchbar")
        for _look in in_every_look(page) if search.count() else ():
            assert search.bounding_box()["width"] > 150
    check(address(waiting))
    page.get_by_label("Grund").select_option("other")
    page.get_by_role("button", name="Ablehnen").click()
    expect(page.locator(".errorlist")).to_be_visible()
    assert page.title().startswith("Fehler:")
    check()
    assert found == [], "\n".join(found)


@pytest.mark.looks
def test_html_desk(officer, waiting, client):
    failed = crowd(waiting)
    answers = [client.get("/admin/login/"), client.post("/admin/login/", {})]
    client.force_login(officer)
    pages = ("", "second-factor/", "memberships/application/", "memberships/application/unrouted/",
             "memberships/message/", f"memberships/message/{failed.pk}/change/")  # fmt: skip
    answers += [client.get(f"/admin/{page}") for page in pages]
    answers.append(client.post("/admin/second-factor/", {}))
    seen = client.get(address(waiting)).context["forms"][0]["seen"].value()
    steps = [
        client.post(f"{DESK}{waiting.pk}/decide/{step}/", {"seen": seen}) for step in ("approve", "decline", "ask")
    ]
    assert ["<title>Fehler: " in step.content.decode() for step in steps] == [True] * 3
    documents = [(answer.request["PATH_INFO"], answer.content.decode()) for answer in answers + steps]
    assert nu(documents) == []
