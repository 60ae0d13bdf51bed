"""Do groups, rights and accounts of officers come into being, once and whole?"""

import io
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from directory.models import Body
from memberships.applications import permissions
from memberships.models import Officer
from tests.directory import making as catalogue
from tests.memberships import making

PASSWORD = "ein-langes-passwort"
roles = import_module("memberships.migrations.0001_initial")


def rights(group: str) -> set[str]:
    found = Group.objects.get(name=group).permissions.values_list("content_type__app_label", "codename")
    return {f"{app}.{code}" for app, code in found}


# --- the migration ----------------------------------------------------------------------------


def test_names_agree() -> None:
    assert permissions.OFFICERS in roles.GROUPS


def test_officers_and_their_rights(db: None) -> None:
    assert rights(permissions.OFFICERS) == {
        "memberships.view_application",
        "memberships.change_application",
        "memberships.view_message",
    }


def test_editors_and_their_rights(db: None) -> None:
    for name, given in roles.GROUPS.items():
        codes = {
            f"{app}.{action}_{model}"
            for app, models in given.items()
            for model, actions in models.items()
            for action in actions
        }
        assert rights(name) == codes
    assert {right for right in rights("Kuratorium") if "application" in right or "auth." in right} == set()
    assert "memberships.assign_application" in rights("Betrieb")
    publishes = {"directory.publish_network", "directory.import_network", "directory.add_merger"}
    assert publishes & rights("Kuratorium") == set()
    assert publishes <= rights("Leitung des Kuratoriums")


def test_made_twice_they_are_the_same(db: None) -> None:
    before = {name: rights(name) for name in roles.GROUPS}
    roles.make_roles(apps, connection.schema_editor())
    assert {name: rights(name) for name in roles.GROUPS} == before
    assert Group.objects.count() == len(roles.GROUPS)


def test_made_on_an_empty_database(db: None) -> None:
    """With the models as migrations see them, before Django has made any permission."""
    Group.objects.all().delete()
    Permission.objects.all().delete()
    state = MigrationExecutor(connection).loader.project_state([("memberships", "0001_initial")])
    roles.make_roles(state.apps, connection.schema_editor())
    assert len(rights(permissions.OFFICERS)) == 3
    assert Permission.objects.filter(codename="assign_application").count() == 1


# --- the command ------------------------------------------------------------------------------


@pytest.fixture
def body(db: None) -> Body:
    return catalogue.body("Stelle A", slug="stelle-a")


def create(*arguments: str, bodies: tuple[str, ...] = ("stelle-a",)) -> str:
    told = io.StringIO()
    names = [part for slug in bodies for part in ("--body", slug)]
    call_command("create_officer", "cleo", "--email", "cleo@stelle.example", *names, *arguments, stdout=told)
    return told.getvalue()


def test_random_password_is_told_once_and_opens_the_desk(body: Body) -> None:
    told = create()
    (password,) = (line.partition(": ")[2] for line in told.splitlines() if line.startswith("Passwort"))
    user = get_user_model().objects.get(username="cleo")
    assert user.check_password(password)
    assert (user.is_staff, user.is_superuser, user.email) == (True, False, "cleo@stelle.example")
    assert list(user.officer.bodies.all()) == [body]
    assert user.has_perm("memberships.view_application")
    assert "otpauth" not in told
    data = {"username": "cleo", "password": password, "next": "/admin/"}
    assert Client().post("/admin/login/", data).status_code == 302


def test_second_factor_is_told_where_it_is_needed(body: Body, settings: Any) -> None:
    settings.OFFICERS_NEED_OTP = True
    told = create()
    assert TOTPDevice.objects.get().config_url in told
    assert TOTPDevice.objects.get().confirmed


def test_password_from_a_file_and_from_the_input(body: Body, tmp_path: Path, monkeypatch: Any) -> None:
    file = tmp_path / "passwort"
    file.write_text(f"{PASSWORD}\n", encoding="utf-8")
    assert PASSWORD not in create("--password-file", str(file))
    assert get_user_model().objects.get().check_password(PASSWORD)
    get_user_model().objects.all().delete()
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSWORD}\n"))
    create("--password-file", "-")
    assert get_user_model().objects.get().check_password(PASSWORD)


def test_further_officers_need_the_word_of_who_decides_already(body: Body) -> None:
    making.officer(body, name="ada")
    refused("Hier entscheidet schon jemand: Stelle A. Eine weitere Person kommt im Admin")
    get_user_model().objects.update(is_active=False)
    assert "cleo entscheidet jetzt für: Stelle A" in create()


def test_several_bodies(body: Body) -> None:
    catalogue.body("Stelle B", slug="stelle-b")
    assert "Stelle A, Stelle B" in create(bodies=("stelle-b", "stelle-a"))
    assert Officer.objects.get().bodies.count() == 2


def refused(words: str, *arguments: str, **options: Any) -> None:
    before = get_user_model().objects.count()
    with pytest.raises(CommandError, match=words):
        create(*arguments, **options)
    assert get_user_model().objects.count() == before
    assert not Officer.objects.filter(user__username="cleo").exists()


def test_what_is_refused_leaves_nothing_behind(body: Body, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("kurz\n"))
    refused("zu kurz", "--password-file", "-")
    refused("nicht lesbar", "--password-file", str(tmp_path / "fehlt"))
    refused("gibt es nicht: nix. Es gibt: stelle-a", bodies=("stelle-a", "nix"))
    making.user("cleo")
    refused("bereits vergeben")
    get_user_model().objects.all().delete()
    Group.objects.all().delete()
    refused("migrate")


def test_wrong_address(body: Body) -> None:
    with pytest.raises(CommandError, match="E-Mail"):
        call_command("create_officer", "x", "--email", "x", "--body", "stelle-a")
