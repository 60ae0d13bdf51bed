"""Can somebody who manages users give themselves, or anybody, more than a group?"""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from memberships.admin.rights import RightsField
from tests.directory import making as catalogue
from tests.memberships import making
from tests.memberships.admin.conftest import enter
from tests.reading import Seen

pytestmark = pytest.mark.django_db

USERS = "/admin/auth/user/"
User = get_user_model()


@pytest.fixture
def operator() -> Any:
    user = User.objects.create_user("betrieb", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__model="user"))
    return user


@pytest.fixture
def desk(operator: Any) -> Client:
    return enter(operator)


def answers(user: Any, **changes: Any) -> dict[str, Any]:
    return {"username": user.username, "first_name": "", "last_name": "", "email": "", "is_active": "on", **changes}


def test_rights_that_are_no_group_cannot_be_given(desk: Client) -> None:
    user = User.objects.create_user("kim")
    group = Group.objects.create(name="Kreis")
    every = list(Permission.objects.values_list("pk", flat=True))
    given = {"is_superuser": "on", "user_permissions": every, "is_staff": "on", "groups": [group.pk]}
    answer = desk.post(f"{USERS}{user.pk}/change/", answers(user, **given))
    user.refresh_from_db()
    assert answer.status_code == 302
    assert (user.is_superuser, user.user_permissions.count()) == (False, 0)
    assert (user.is_staff, list(user.groups.all())) == (True, [group])


def test_form_offers_groups_only(desk: Client) -> None:
    user = User.objects.create_user("kim")
    form = desk.get(f"{USERS}{user.pk}/change/").context["adminform"].form
    assert {"is_superuser", "user_permissions"} & set(form.fields) == set()
    assert "groups" in form.fields


def test_superuser_sees_all_rights(admin_user: Any) -> None:
    user = User.objects.create_user("kim")
    form = enter(admin_user).get(f"{USERS}{user.pk}/change/").context["adminform"].form
    assert {"is_superuser", "user_permissions", "groups"} <= set(form.fields)


@pytest.mark.parametrize("whose", ["superuser", "own"])
@pytest.mark.parametrize("page", ["change/", "delete/", "password/"])
def test_superusers_and_oneself_are_out_of_reach(
    desk: Client, operator: Any, admin_user: Any, whose: str, page: str
) -> None:
    user = admin_user if whose == "superuser" else operator
    before = User.objects.filter(pk=user.pk).values().get()
    answer = desk.post(
        f"{USERS}{user.pk}/{page}", answers(user, is_staff="on", post="yes", password1="x", password2="x")
    )
    assert answer.status_code == 403
    assert User.objects.filter(pk=user.pk).values().get() | {"last_login": None} == before | {"last_login": None}


def test_deleting_many_spares_superusers_and_oneself(desk: Client, operator: Any, admin_user: Any) -> None:
    user = User.objects.create_user("kim")
    marked = [user.pk, operator.pk, admin_user.pk]
    desk.post(USERS, {"action": "delete_selected", "_selected_action": marked, "post": "yes"})
    assert set(User.objects.filter(pk__in=marked)) == {operator, admin_user}


def test_superuser_deletes_anybody(admin_user: Any, operator: Any) -> None:
    marked = [operator.pk, User.objects.create_user("kim").pk]
    enter(admin_user).post(USERS, {"action": "delete_selected", "_selected_action": marked, "post": "yes"})
    assert User.objects.filter(pk__in=marked).count() == 0


def test_new_user_begins_without_rights(desk: Client) -> None:
    password = "ein langes Passwort 2026"
    new = {"username": "neu", "password1": password, "password2": password, "usable_password": "true"}
    desk.post(f"{USERS}add/", {**new, "is_superuser": "on", "is_staff": "on"})
    user = User.objects.get(username="neu")
    assert (user.is_superuser, user.is_staff) == (False, False)


def test_no_right_to_change_history_is_offered() -> None:
    about = RightsField(label="Rechte", help_text="").queryset.values_list("content_type__model", flat=True)
    assert {"act", "version"} & {*about} == set()
    assert {"network", "fact"} <= {*about}


def test_form_tells_of_bodies_and_second_factor_and_leads_on(admin_user: Any, settings: Any) -> None:
    settings.OFFICERS_NEED_OTP = True
    root, body = enter(admin_user), catalogue.body("Stelle A")
    ada = making.officer(body, name="ada", email="ada@stelle.example")
    kim = User.objects.create_user("kim", email="kim@stelle.example")
    assert "Zuständig für: keine Stelle" in told(root, kim)
    assert "Zweiter Faktor: keiner" in told(root, kim)
    address = Seen(root.get(f"{USERS}{kim.pk}/change/")).href("Über Mitgliedsanträge entscheiden lassen")
    form = root.get(address).context["adminform"].form
    assert str(form["user"].value()) == str(kim.pk)
    root.post(address, {"user": kim.pk, "bodies": [body.pk]})
    assert "Zuständig für: Stelle A (wartet auf Zustimmung)" in told(root, kim)
    page = Seen(root.get(f"{USERS}{ada.user.pk}/change/"))
    assert page.href("Zuständigkeit ändern") == f"/admin/memberships/officer/{ada.pk}/change/"
    assert "Zuständig für: Stelle A" in page.text
    assert "keiner; wird bei der nächsten Anmeldung eingerichtet" in page.text
    TOTPDevice.objects.create(user=ada.user, name="App", confirmed=True)
    assert "Zweiter Faktor: eingerichtet" in told(root, ada.user)


def told(client: Client, user: Any) -> str:
    return Seen(client.get(f"{USERS}{user.pk}/change/")).text


def test_form_explains_who_may_log_in_and_offers_no_officers_page_to_others(desk: Client) -> None:
    page = Seen(desk.get(f"{USERS}{User.objects.create_user('kim').pk}/change/"))
    assert "Was jemand danach sieht und ändern darf, bestimmen die Gruppen." in page.text
    assert "keine Stelle" in page.text
    assert [address for address in page.addresses if "officer" in address] == []


def test_whoever_may_only_look_is_offered_nothing_to_change(operator: Any, desk: Client) -> None:
    operator.user_permissions.set(Permission.objects.filter(codename="view_user"))
    page = Seen(desk.get(f"{USERS}{User.objects.create_user('kim').pk}/change/"))
    assert page.headed("h1") == ["Benutzer ansehen"]
    assert {each.get("name") for each in page.inputs} == {"csrfmiddlewaretoken"}


def test_list_shows_groups(desk: Client) -> None:
    kim = User.objects.create_user("kim")
    kim.groups.add(Group.objects.create(name="Kreis"), Group.objects.create(name="Ausschuss"))
    text = Seen(desk.get(USERS)).text
    assert "Ausschuss, Kreis" in text or "Kreis, Ausschuss" in text
