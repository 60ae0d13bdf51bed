"""Account changes at the desk: no operator, not even a superuser, becomes an officer by the admin alone."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from directory.models import Body
from memberships.applications import permissions
from memberships.enums import AccountStep
from memberships.models import AccountChange, Officer
from tests.directory import making as catalogue
from tests.memberships import making
from tests.memberships.admin.conftest import enter, said

USERS = "/admin/auth/user/"
OFFICERS = "/admin/memberships/officer/"
CHANGES = "/admin/memberships/accountchange/"
User: Any = get_user_model()


@pytest.fixture
def root(admin_user: Any) -> Client:
    return enter(admin_user)


@pytest.fixture
def clerk(db: None) -> Client:
    """Somebody of the group that manages accounts."""
    user = making.user("betrieb", is_staff=True)
    user.groups.add(Group.objects.get(name="Betrieb"))
    return enter(user)


def asked() -> list[tuple[str, str]]:
    return [(change.step, change.user.get_username()) for change in AccountChange.objects.order_by("pk")]


def answers(user: Any, **changes: Any) -> dict[str, Any]:
    usual = {"username": user.username, "email": user.email, "is_active": "on", "is_staff": "on"}
    dates = {"date_joined_0": "2026-01-01", "date_joined_1": "10:00:00"}
    return {**usual, **dates, "first_name": "", "last_name": "", **changes}


def test_mail_address_and_group_of_an_officer(root: Client, clerk: Client, ada: Any) -> None:
    """Everything else of the form is saved; the address waits, the group stays with the office."""
    for client in (root, clerk):
        data = answers(ada, email="x@anderswo.example", first_name="Adele")
        told = client.post(f"{USERS}{ada.pk}/change/", data, follow=True)
        ada.refresh_from_db()
        assert (ada.email, ada.first_name) == ("ada@stelle.example", "Adele")
        assert permissions.OFFICERS in ada.groups.values_list("name", flat=True)
        assert [text for text in said(told) if "zustimmt" in text] or "zustimmt" in told.content.decode()
        User.objects.filter(pk=ada.pk).update(first_name="")
    assert asked() == [("email", "ada")] * 2


def test_password_of_an_officer(root: Client, clerk: Client, ada: Any) -> None:
    before = User.objects.get(pk=ada.pk).password
    for client in (root, clerk):
        assert "Link schicken" in client.get(f"{USERS}{ada.pk}/password/").content.decode()
        word = "ein-langes-passwort"
        client.post(f"{USERS}{ada.pk}/password/", {"password1": word, "password2": word, "usable_password": "true"})
    assert User.objects.get(pk=ada.pk).password == before
    assert asked() == [("password", "ada")] * 2


def test_second_factor_of_an_officer(root: Client, ada: Any) -> None:
    device = TOTPDevice.objects.create(user=ada, name="x")
    other = TOTPDevice.objects.create(user=making.user("kim"), name="y")
    page = "/admin/otp_totp/totpdevice/"
    root.post(f"{page}{device.pk}/delete/", {"post": "yes"})
    root.post(f"{page}{other.pk}/delete/", {"post": "yes"})
    root.post(page, {"action": "delete_selected", "_selected_action": [device.pk], "post": "yes"})
    assert list(TOTPDevice.objects.all()) == [device]
    assert asked() == [("device", "ada")]


def test_group_of_officers_is_not_given(root: Client) -> None:
    user, group = making.user("kim"), Group.objects.get(name=permissions.OFFICERS)
    every = list(Permission.objects.values_list("pk", flat=True))
    root.post(f"{USERS}{user.pk}/change/", answers(user, groups=[group.pk]))
    root.post(f"{USERS}{user.pk}/change/", answers(user, user_permissions=every))
    assert not permissions.is_officer(user)
    assert permissions.visible_to(user).count() == 0


def test_bodies_wait_for_an_officer_of_theirs(root: Client, ada: Any, application: Any) -> None:
    body, new = Body.objects.get(name="Stelle A"), making.user("neu", email="neu@stelle.example")
    root.post(f"{OFFICERS}add/", {"user": new.pk, "bodies": [body.pk]})
    assert list(permissions.bodies_of(new)) == []
    change = AccountChange.objects.get(step=AccountStep.BODY)
    listed = enter(ada).get("/admin/").content.decode()
    assert "denen Sie zustimmen können" in listed
    seen = enter(ada).get(f"{CHANGES}{change.pk}/change/").content.decode()
    assert "neu@stelle.example" in seen
    enter(ada).post(f"{CHANGES}{change.pk}/settle/", {"word": "agree"})
    assert list(permissions.bodies_of(new)) == [body]
    assert application in permissions.visible_to(new)


def test_a_change_already_settled_is_said(root: Client, ada: Any) -> None:
    body, new = Body.objects.get(name="Stelle A"), making.user("neu", email="neu@stelle.example")
    root.post(f"{OFFICERS}add/", {"user": new.pk, "bodies": [body.pk]})
    User.objects.filter(pk=new.pk).update(email="anders@stelle.example")
    answer = enter(ada).post(f"{CHANGES}{AccountChange.objects.get().pk}/settle/", {"word": "agree"}, follow=True)
    assert said(answer) == ["Die E-Mail-Adresse dieses Kontos ist inzwischen eine andere. Bitte fragen Sie nach."]


def test_own_password_is_set_with_the_old_one(root: Client, ada: Any) -> None:
    User.objects.filter(pk=ada.pk).update(is_superuser=True)
    answer = enter(ada).get(f"{USERS}{ada.pk}/password/")
    assert (answer.status_code, answer["Location"]) == (302, "/admin/password_change/")


def test_nobody_else_agrees(root: Client, clerk: Client, ada: Any, bob: Any, admin_user: Any) -> None:
    body, new = Body.objects.get(name="Stelle A"), making.user("neu", email="neu@stelle.example")
    root.post(f"{OFFICERS}add/", {"user": new.pk, "bodies": [body.pk]})
    change = AccountChange.objects.get()
    for client in (root, clerk, enter(bob), enter(new)):
        assert client.get(f"{CHANGES}{change.pk}/change/").status_code in {403, 404}
        assert client.post(f"{CHANGES}{change.pk}/settle/", {"word": "agree"}).status_code in {403, 404}
    assert list(permissions.bodies_of(new)) == []


def test_first_officer_of_a_body_comes_from_the_shell(root: Client, ada: Any) -> None:
    empty, new = catalogue.body("Stelle Leer"), making.user("neu", email="neu@stelle.example")
    told = root.post(f"{OFFICERS}add/", {"user": new.pk, "bodies": [empty.pk]})
    assert "create_officer" in told.content.decode()
    without = making.user("ohne")
    told = root.post(f"{OFFICERS}add/", {"user": without.pk, "bodies": [Body.objects.get(name="Stelle A").pk]})
    assert "keine E-Mail-Adresse" in told.content.decode()
    assert not AccountChange.objects.exists()
    assert set(Officer.objects.values_list("user__username", flat=True)) == {"ada"}


def test_superuser_cannot_appoint_themselves(root: Client, ada: Any, admin_user: Any, application: Any) -> None:
    User.objects.filter(pk=admin_user.pk).update(email="root@stelle.example")
    body = Body.objects.get(name="Stelle A")
    root.post(f"{OFFICERS}add/", {"user": admin_user.pk, "bodies": [body.pk]})
    root.post(f"{OFFICERS}{ada.officer.pk}/change/", {"user": admin_user.pk, "bodies": [body.pk]})
    assert Officer.objects.get(pk=ada.officer.pk).user == ada
    assert list(permissions.visible_to(admin_user)) == []


def test_body_taken_away_at_once(root: Client, ada: Any) -> None:
    further = catalogue.body("Stelle C")
    ada.officer.bodies.add(further)
    root.post(f"{OFFICERS}{ada.officer.pk}/change/", {"bodies": [further.pk]})
    assert list(permissions.bodies_of(ada)) == [further]
