"""Who reaches which page of the admin, and by which method? Every registered model, every role, every extra address."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from tests.networks_site.registered import adding, path_of, row_of
from tests.undrawn import undrawn
from tests.worlds import taken_back

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ROLES = {
    "stranger": None, "officer": "Mitgliedschaftsstelle", "curator": "Kuratorium",
    "chief": "Leitung des Kuratoriums", "operator": "Betrieb", "superuser": None,
}  # fmt: skip

# What officer, curator, chief, operator and superuser may do: list, view one, add, change, delete.
# Strangers may do nothing. Citations and reasons come and go with the form of their statement; applications, letters
# and their like have pages of their own, and nobody here is responsible for the ones tried out.
RECORD = ("", "lvac", "lvacd", "", "lvacd")
ROW = ("", "lvacd", "lvacd", "", "lvacd")
SAID = ("", "vc", "vc", "", "vc")
SEEN = ("", "lv", "lv", "", "lv")
RIGHTS: dict[str, tuple[str, str, str, str, str]] = {
    **dict.fromkeys(("directory.network", "directory.body", "directory.topic", "directory.member"), RECORD),
    **{f"directory.{row}": ROW for row in (
        "scope", "tenure", "contact", "terms", "criterion", "membership", "fact", "treatment", "relation", "verdict",
    )},
    **dict.fromkeys(("directory.citation", "directory.gap"), SAID),
    "directory.silence": ("", "lv", "lvacd", "", "lvacd"),
    "directory.source": ("", "lva", "lvacd", "", "lvacd"),
    "directory.page": ("", "lv", "lv", "lvacd", "lvacd"),
    **{f"directory.{seen}": SEEN for seen in ("link", "pair", "merger")},
    "memberships.accountchange": ("", "", "", "", ""),
    "memberships.application": ("l", "", "", "", "l"),
    "memberships.message": ("l", "l", "l", "", "l"),
    "memberships.officer": ("", "", "", "", "lvacd"),
    "memberships.consenttext": ("", "", "", "lva", "lva"),
    "memberships.hint": ("", "lv", "lvd", "", "lvd"),
    "memberships.correspondent": ("", "lvacd", "lvacd", "", "lvacd"),
    "auth.user": ("", "", "", "lvacd", "lvacd"),
    "auth.group": ("", "", "", "lv", "lvacd"),
    "otp_totp.totpdevice": ("", "", "", "", "lvd"),
}  # fmt: skip


def user_of(role: str) -> Any:
    user = get_user_model().objects.create_user(role, is_staff=True, is_superuser=role == "superuser")
    if ROLES[role]:
        user.groups.add(Group.objects.get(name=ROLES[role]))
    return user


@pytest.fixture
def clients() -> dict[str, Client]:
    found = {role: Client() for role in ROLES}
    for role, client in found.items():
        client.force_login(user_of(role))
    return found


def allowed(answer: Any) -> bool:
    """Whether a page was shown or something done; sent back to the start page counts as refused."""
    return answer.status_code == 200 or (answer.status_code == 302 and answer["Location"] != "/admin/")


def may(client: Client, path: str, row: Any) -> str:
    """The letters of what a client may do with a model, tried out."""
    one = f"{path}{row.pk}/"
    tries = {
        "l": [client.get(path)],
        "v": [client.get(f"{one}change/"), client.get(f"{one}history/")],
        "a": [client.get(adding(row)), client.post(adding(row))],
        "c": [client.post(f"{one}change/")],
        "d": [client.get(f"{one}delete/")],
    }
    letters = ""
    for letter, answers in tries.items():
        outcomes = {allowed(answer) for answer in answers}
        letters += letter if outcomes == {True} else "?" if len(outcomes) == 2 else ""
    return letters


def test_matrix(clients: dict[str, Client]) -> None:
    got = {}
    for model in admin.site._registry:
        with undrawn(), taken_back():
            path, row = path_of(model), row_of(model)
            got[model._meta.label_lower] = tuple(may(client, path, row) for client in clients.values())
    assert got == {label: ("", *letters) for label, letters in RIGHTS.items()}


def refused(client: Client, path: str, row: Any, letters: str) -> None:
    """Send what a client with these rights may not send."""
    if "d" not in letters:
        client.post(f"{path}{row.pk}/delete/", {"post": "yes"})
        client.post(path, {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"})
    if "c" not in letters:
        client.post(f"{path}{row.pk}/change/", {"name": "X", "slug": "x", "text": "X", "email": "x@example.org"})


def changed(client: Client, model: Any, letters: str) -> bool:
    """Whether a row is another, or gone, after what a client with these rights may not send."""
    with undrawn(), taken_back():
        row = row_of(model)
        rows = model.objects.filter(pk=row.pk).values()
        before = rows.get()
        refused(client, path_of(model), row, letters)
        return list(rows.all()) != [before]


def test_refused_posts_change_nothing(clients: dict[str, Client]) -> None:
    """Whoever may not delete or change does not, by POST either."""
    wrong = [
        (model._meta.label_lower, role)
        for model in admin.site._registry
        for role, letters in zip(ROLES, ("", *RIGHTS[model._meta.label_lower]), strict=True)
        if changed(clients[role], model, letters)
    ]
    assert wrong == []
