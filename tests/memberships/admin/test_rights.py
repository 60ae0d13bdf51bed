"""Who reaches which address of the officers' desk? Every role, every address, every way to ask for a foreign row."""

import re
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from directory.models import Network
from memberships.applications import actions
from memberships.letters.workflow import Overtaken
from memberships.models import Application, Message, StatusEvent
from tests.memberships import making
from tests.memberships.admin.conftest import DESK, enter

pytestmark = pytest.mark.once

ROLES = ("anonymous", "curator", "ada", "bob", "superuser")
LOGIN, NO, GONE, YES, DONE, WRONG = 302, 403, 404, 200, 302, 405

# For each address what anonymous, curator, Ada (whose application it is), Bob and a superuser get.
ADDRESSES: dict[str, tuple[str, tuple[int, int, int, int, int]]] = {
    "list": ("get", (LOGIN, NO, YES, YES, YES)),
    "add": ("get", (LOGIN, NO, NO, NO, NO)),
    "export": ("get", (LOGIN, NO, YES, YES, YES)),
    "unrouted": ("get", (LOGIN, NO, NO, NO, YES)),
    "assign": ("post", (LOGIN, NO, NO, NO, GONE)),
    "review": ("get", (LOGIN, GONE, YES, GONE, GONE)),
    "review by POST": ("post", (LOGIN, WRONG, WRONG, WRONG, WRONG)),
    "short address": ("get", (LOGIN, DONE, DONE, DONE, DONE)),
    "history": ("get", (LOGIN, GONE, DONE, GONE, GONE)),
    "delete": ("get", (LOGIN, GONE, NO, GONE, GONE)),
    "delete by POST": ("post", (LOGIN, GONE, NO, GONE, GONE)),
    "decide by GET": ("get", (LOGIN, WRONG, WRONG, WRONG, WRONG)),
    "approve": ("post", (LOGIN, GONE, DONE, GONE, GONE)),
    "decline": ("post", (LOGIN, GONE, DONE, GONE, GONE)),
    "ask": ("post", (LOGIN, GONE, DONE, GONE, GONE)),
    "withdraw": ("post", (LOGIN, GONE, GONE, GONE, GONE)),
    "letters": ("get", (LOGIN, YES, YES, YES, YES)),
    "add letter": ("get", (LOGIN, NO, NO, NO, NO)),
    "letter": ("get", (LOGIN, GONE, YES, GONE, GONE)),
    "letter by POST": ("post", (LOGIN, GONE, NO, GONE, GONE)),
    "letter's history": ("get", (LOGIN, GONE, YES, GONE, GONE)),
    "delete letter": ("post", (LOGIN, GONE, NO, GONE, GONE)),
    "retry": ("post", (LOGIN, GONE, DONE, GONE, GONE)),
    "retry by GET": ("get", (LOGIN, WRONG, WRONG, WRONG, WRONG)),
    "autocomplete": ("get", (LOGIN, NO, YES, YES, YES)),
    "officers": ("get", (LOGIN, NO, NO, NO, YES)),
    "add officer": ("get", (LOGIN, NO, NO, NO, YES)),
    "devices": ("get", (LOGIN, NO, NO, NO, YES)),
    "users": ("get", (LOGIN, NO, NO, NO, YES)),
    "groups": ("get", (LOGIN, NO, NO, NO, YES)),
    "networks": ("get", (LOGIN, YES, NO, NO, YES)),
    "bodies": ("get", (LOGIN, YES, NO, NO, YES)),
    "members": ("get", (LOGIN, YES, NO, NO, YES)),
    "network": ("get", (LOGIN, YES, NO, NO, YES)),
    "add network": ("post", (LOGIN, YES, NO, NO, YES)),
    "app": ("get", (LOGIN, YES, YES, YES, YES)),
}


def address(name: str, application: Application, letter: Message) -> str:
    one, post = f"{DESK}{application.pk}", f"/admin/memberships/message/{letter.pk}"
    lookup = "app_label=memberships&model_name=message&field_name=application"
    return {
        "list": DESK, "add": f"{DESK}add/", "export": f"{DESK}export/", "unrouted": f"{DESK}unrouted/",
        "assign": f"{DESK}unrouted/{application.pk}/",
        "review": f"{one}/change/", "review by POST": f"{one}/change/", "short address": f"{one}/",
        "history": f"{one}/history/", "delete": f"{one}/delete/", "delete by POST": f"{one}/delete/",
        "decide by GET": f"{one}/decide/approve/", "approve": f"{one}/decide/approve/",
        "decline": f"{one}/decide/decline/", "ask": f"{one}/decide/ask/", "withdraw": f"{one}/decide/withdraw/",
        "letters": "/admin/memberships/message/", "add letter": "/admin/memberships/message/add/",
        "letter": f"{post}/change/", "letter by POST": f"{post}/change/", "letter's history": f"{post}/history/",
        "delete letter": f"{post}/delete/", "retry": f"{post}/retry/", "retry by GET": f"{post}/retry/",
        "autocomplete": f"/admin/autocomplete/?{lookup}&term=Eigen",
        "officers": "/admin/memberships/officer/", "add officer": "/admin/memberships/officer/add/",
        "devices": "/admin/otp_totp/totpdevice/", "users": "/admin/auth/user/", "groups": "/admin/auth/group/",
        "networks": "/admin/directory/network/", "bodies": "/admin/directory/body/",
        "members": "/admin/directory/member/", "add network": "/admin/directory/network/add/",
        "network": f"/admin/directory/network/{application.network_id}/change/", "app": "/admin/memberships/",
    }[name]  # fmt: skip


@pytest.fixture
def clients(ada: Any, bob: Any, curator: Any, admin_user: Any) -> dict[str, Client]:
    users = {"curator": curator, "ada": ada, "bob": bob, "superuser": admin_user}
    return {"anonymous": Client(), **{role: enter(user) for role, user in users.items()}}


@pytest.fixture
def letter(application: Application) -> Message:
    letter = making.letters(application=application)[-1]
    letter.failed_at = timezone.now()
    letter.save()
    return letter


def tried(clients: dict[str, Client], name: str, application: Application, letter: Message) -> dict[str, int]:
    """What each role gets at an address, which tells nobody else of the application. What it changes is taken back."""
    method, path, got = ADDRESSES[name][0], address(name, application, letter), {}
    with transaction.atomic():
        for role in sorted(ROLES, key="ada".__eq__):  # whoever may act comes last
            answer = getattr(clients[role], method)(path)
            got[role] = answer.status_code
            if role != "ada":
                assert b"Eigen" not in answer.content, (name, role)
                assert b"anna@" not in answer.content, (name, role)
                application.refresh_from_db()
                assert application.state == "waiting", (name, role)
            if answer.status_code in (YES, DONE):
                assert "no-store" in answer["Cache-Control"], (name, role)
        transaction.set_rollback(True)
    return got


def test_matrix(clients: dict[str, Client], application: Application, foreign: Application, letter: Message) -> None:
    got = {name: tried(clients, name, application, letter) for name in ADDRESSES}
    assert got == {name: dict(zip(ROLES, expected, strict=True)) for name, (_, expected) in ADDRESSES.items()}


def test_anonymous_visitors_are_sent_to_the_login(application: Application, letter: Message) -> None:
    for name, (method, _) in ADDRESSES.items():
        answer = getattr(Client(), method)(address(name, application, letter))
        assert answer["Location"].startswith("/admin/login/?next=/admin/"), name


def test_autocomplete_finds_only_ones_own(
    clients: dict[str, Client], application: Application, letter: Message
) -> None:
    path = address("autocomplete", application, letter)
    found = {role: clients[role].get(path).json()["results"] for role in ("ada", "bob", "superuser")}
    assert [row["id"] for row in found["ada"]] == [str(application.pk)]
    assert found["bob"] == found["superuser"] == []


def test_matrix_names_every_page_of_the_admin() -> None:
    """A model that joins the desk joins the matrix, or that of the hints in ``test_hint_rights``."""
    ours = {model._meta.model_name for model in admin.site._registry if model._meta.app_label == "memberships"}
    assert ours - {"consenttext"} == {"accountchange", "application", "message", "officer", "hint", "correspondent"}
    patterns = admin.site._registry[Application].urls + admin.site._registry[Message].urls
    names = {pattern.name for pattern in patterns if pattern.name}
    kinds = ("changelist", "add", "history", "delete", "change")
    own = {f"memberships_application_{kind}" for kind in (*kinds, "export", "unrouted", "assign", "decide")}
    assert names == own | {f"memberships_message_{kind}" for kind in (*kinds, "retry")}


# --- ways around ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "?q=Fremd",
        "?q=fritz@fremd.example",
        "?state=waiting",
        "?network=anderswo",
        "?mine=yes",
        "?all=1",
        "?o=1",
        "?p=9",
        "?_popup=1",
        "?_to_field=id",
        "?_facets=True",
        "?q=%27%22%3B--",
        "?state=nix",
    ],
)
def test_list_and_export_never_show_foreign_rows(
    desk: Client, application: Application, foreign: Application, query: str
) -> None:
    for path in (DESK, f"{DESK}export/"):
        answer = desk.get(f"{path}{query}")
        assert answer.status_code in (200, 302)
        for word in (b"Fritz", b"fritz@", b"Stadt Fremd", b"Anderswo"):
            assert word not in answer.content.replace(b'value="Fremd"', b"").replace(query[3:].encode(), b"")


@pytest.mark.parametrize(
    "lookup",
    [
        "email__startswith=f",
        "network__name=Anderswo",
        "id=1",
        "pk__gt=0",
        "secrets__digest__startswith=a",
        "events__by=1",
        "email=x",
        "decided_by__password__startswith=m",
        "member__name=x",
        "body__officers__user=1",
    ],
)
def test_list_answers_no_question_of_ones_own_making(desk: Client, application: Application, lookup: str) -> None:
    for path in (DESK, f"{DESK}export/", "/admin/memberships/message/"):
        assert desk.get(f"{path}?{lookup}").status_code == 400


@pytest.mark.parametrize("number", ["0", "999999", "99999999999999999999999", "-1", "x", "1%2F", "٣", "9" * 4400])
def test_numbers_nobody_has(desk: Client, application: Application, number: str) -> None:
    for rest in ("change/", "history/", "delete/"):
        assert desk.get(f"{DESK}{number}/{rest}").status_code == 404
    assert desk.post(f"{DESK}{number}/decide/ask/").status_code == 404


def test_foreign_and_missing_rows_look_alike(desk: Client, application: Application, foreign: Application) -> None:
    theirs = desk.get(f"{DESK}{foreign.pk}/change/")
    assert theirs.content == desk.get(f"{DESK}987654/change/").content


def test_an_officer_loses_sight_when_the_tenure_ends(desk: Client, application: Application) -> None:
    assert desk.get(f"{DESK}{application.pk}/change/").status_code == 200
    tenure = application.network.tenures.get()
    tenure.end = "2020"
    tenure.save()
    assert desk.get(f"{DESK}{application.pk}/change/").status_code == 404
    assert b"Eigen" not in desk.get(DESK).content


@pytest.mark.parametrize("name", ["list", "export", "review", "history", "approve", "letter", "retry"])
def test_a_body_without_the_groups_rights_opens_nothing(
    desk: Client, ada: Any, application: Application, letter: Message, name: str
) -> None:
    ada.groups.clear()
    method, _ = ADDRESSES[name]
    assert getattr(desk, method)(address(name, application, letter)).status_code == 403


def test_first_page_of_each_role(clients: dict[str, Client], application: Application, foreign: Application) -> None:
    pages = {role: client.get("/admin/").content.decode() for role, client in clients.items()}
    assert "<b>1</b> zu entscheiden" in pages["ada"]
    assert "/admin/directory/" not in pages["ada"]
    assert "/admin/auth/" not in pages["ada"]
    assert "Mitgliedsanträge" not in pages["curator"]
    assert not re.findall("/admin/memberships/(?!hint|correspondent|message)[a-z]+", pages["curator"])
    assert "zu entscheiden" not in pages["superuser"]
    assert not any(name in page for page in pages.values() for name in ("Anna", "Fritz"))


def test_the_admins_own_log_keeps_no_applicants(desk: Client, application: Application) -> None:
    desk.post(f"{DESK}{application.pk}/decide/ask/", {"question": "Was?"}, follow=True)
    assert b"Anna" not in desk.get("/admin/").content


def test_curators_learn_no_names_when_a_network_cannot_be_deleted(curator: Any, application: Application) -> None:
    curator.groups.set(Group.objects.filter(name="Leitung des Kuratoriums"))
    path = reverse("admin:directory_network_delete", args=[application.network_id])
    answer = enter(curator).get(path)
    assert answer.status_code == 200
    assert b"Anna" not in answer.content
    assert b"anna@" not in answer.content


@pytest.mark.parametrize(
    "path",
    [
        "network/?applications__isnull=0",
        "network/?applications=1",
        "network/?notices__isnull=0",
        "body/?officers=1",
        "body/?assigned_applications__isnull=0",
        "member/?application__isnull=0",
    ],
)
def test_curators_cannot_ask_the_catalogue_about_applications(
    clients: dict[str, Client], application: Application, path: str
) -> None:
    assert clients["curator"].get(f"/admin/directory/{path}").status_code == 400


def test_the_log_cannot_be_changed(desk: Client, application: Application, network: Network) -> None:
    event = StatusEvent.objects.filter(application=application).first()
    assert StatusEvent not in admin.site._registry
    assert event is not None
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(Overtaken):
        actions.assign(application=application, body=network.tenures.get().body, by=None)
