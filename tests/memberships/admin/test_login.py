"""Is guessing slowed down without locking anybody else out, and does an officer need a second factor?"""

import logging
from base64 import b32decode
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from axes.models import AccessAttempt, AccessLog
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from memberships.enums import Letter
from memberships.models import Application
from networks_site.login import WRONG
from tests.memberships import making
from tests.memberships.admin.conftest import DESK, enter, page, said
from tests.reading import Seen

LOGIN = "/admin/login/"
SET_UP = "/admin/second-factor/"
PASSWORD = "ein-langes-passwort"
LIMIT = 10


@pytest.fixture
def keyed(ada: Any) -> Any:
    ada.set_password(PASSWORD)
    ada.save()
    return ada


@pytest.fixture
def device(keyed: Any) -> TOTPDevice:
    return TOTPDevice.objects.create(user=keyed, name="Telefon", confirmed=True)


@pytest.fixture
def strict(settings: Any) -> None:
    settings.OFFICERS_NEED_OTP = True


def login(client: Client, name: str = "ada", password: str = PASSWORD, token: str = "", **headers: str) -> Any:
    data = {"username": name, "password": password, "token": token, "next": DESK}
    return client.post(LOGIN, data, **headers)


def token_of(device: TOTPDevice, steps: int = 0) -> str:
    return f"{totp(device.bin_key, t0=-30 * steps):06}"


def fail(times: int, name: str = "ada", **headers: str) -> list[int]:
    return [login(Client(), name, "falsch", **headers).status_code for _ in range(times)]


# --- guessing ---------------------------------------------------------------------------------


def test_right_at_once(keyed: Any) -> None:
    assert login(Client())["Location"] == DESK


def test_too_many_failures_wait(keyed: Any) -> None:
    assert fail(LIMIT) == [200] * (LIMIT - 1) + [429]
    answer = login(Client())
    assert answer.status_code == 429
    assert answer["Retry-After"] == "900"
    assert answer["Cache-Control"] == "no-store"
    assert "Zu viele Anmeldeversuche" in answer.content.decode()
    assert "15 Minuten" in answer.content.decode()


def test_the_wait_ends_and_tries_meanwhile_do_not_prolong_it(keyed: Any) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        fail(LIMIT)
        clock.shift(timedelta(minutes=14))
        assert fail(3) == [429] * 3
        clock.shift(timedelta(minutes=2))
        assert login(Client()).status_code == 302


def test_strangers_lock_out_neither_the_account_nor_the_address(keyed: Any, bob: Any) -> None:
    bob.set_password(PASSWORD)
    bob.save()
    fail(LIMIT, REMOTE_ADDR="198.51.100.7")
    assert login(Client(), REMOTE_ADDR="203.0.113.7").status_code == 302
    assert login(Client(), "bob", REMOTE_ADDR="198.51.100.7").status_code == 302
    assert login(Client(), REMOTE_ADDR="198.51.100.200").status_code == 429


def test_whoever_tries_many_names_waits_as_well(keyed: Any, settings: Any) -> None:
    settings.LOGIN_LIMIT_PER_NETWORK = 12
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        tried = [fail(1, f"name{number}", REMOTE_ADDR=f"198.51.100.{number}")[0] for number in range(14)]
        assert tried == [200] * 12 + [429] * 2
        answer = login(Client(), REMOTE_ADDR="198.51.100.200")
        assert (answer.status_code, answer["Retry-After"]) == (429, "900")
        assert login(Client(), REMOTE_ADDR="203.0.113.7").status_code == 302
        clock.shift(timedelta(minutes=16))
        assert login(Client(), REMOTE_ADDR="198.51.100.200").status_code == 302


@pytest.mark.once
def test_the_wait_keeps_the_name_but_never_the_password(keyed: Any) -> None:
    fail(LIMIT)
    page = Seen(login(Client(), token="123456"))
    kept = {row["name"]: row["value"] for row in page.inputs}
    assert (kept["username"], kept["next"]) == ("ada", DESK)
    assert not {"password", "token"} & kept.keys()


@pytest.mark.once
def test_a_proxy_is_believed_only_if_the_settings_name_one(keyed: Any, settings: Any) -> None:
    for number in range(LIMIT):
        fail(1, HTTP_X_FORWARDED_FOR=f"198.51.{number}.1")
    assert login(Client(), HTTP_X_FORWARDED_FOR="192.0.2.1").status_code == 429
    settings.BEHIND_PROXY = True
    assert login(Client(), HTTP_X_FORWARDED_FOR="192.0.2.1").status_code == 302


def test_success_forgets_failures(keyed: Any) -> None:
    fail(LIMIT - 1)
    assert login(Client()).status_code == 302
    assert fail(LIMIT - 1) == [200] * (LIMIT - 1)


@pytest.mark.once
def test_unknown_names_fail_in_the_same_words(keyed: Any, device: TOTPDevice) -> None:
    tries = [("ada", "falsch", ""), ("niemand", "falsch", ""), ("ada", PASSWORD, ""), ("ada", PASSWORD, "123456")]
    answers = [login(Client(), *each) for each in tries]
    assert {tuple(answer.context["form"].non_field_errors()) for answer in answers} == {(WRONG,)}


@pytest.mark.once
def test_what_is_kept_and_logged_of_a_try(keyed: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        fail(1, name="mein-passwort", REMOTE_ADDR="198.51.100.7", HTTP_USER_AGENT="Browser")
        login(Client(), password="fast-richtig", token="123456", REMOTE_ADDR="2001:db8:1:2:3:4:5:6")
        login(Client(), REMOTE_ADDR="198.51.100.7")
    words = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert "failure by somebody from 198.51.100.0" in words
    assert "failure by somebody from 2001:db8:1:2::" in words
    assert f"user {keyed.pk} has logged in" in words
    for secret in ("mein-passwort", "falsch", "fast-richtig", "123456", PASSWORD, "198.51.100.7", "3:4:5:6", "ada"):
        assert secret not in words
    kept = "\n".join(str(row) for row in AccessAttempt.objects.values())
    for secret in ("falsch", "fast-richtig", "123456", "198.51.100.7", "3:4:5:6"):
        assert secret not in kept
    assert not AccessLog.objects.exists()


@pytest.mark.once
@pytest.mark.parametrize("name", ["ada\0", "x" * 5000, "ä" * 150, "' OR 1=1 --", ""])
def test_hostile_names(db: None, name: str) -> None:
    assert login(Client(), name).status_code == 200


# --- the second factor ------------------------------------------------------------------------


def test_a_token_is_asked_for_where_a_device_is_set_up(device: TOTPDevice) -> None:
    assert login(Client()).status_code == 200
    assert login(Client(), token="000000").status_code == 200
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    token = token_of(device)
    client = Client()
    assert login(client, token=f"{token[:3]} {token[3:]}").status_code == 302
    assert client.get(DESK).status_code == 200
    assert login(Client(), token=token).status_code == 200  # each is good for once


@pytest.mark.once
@pytest.mark.parametrize("token", ["abc", "١٢٣٤٥٦", "-1", "9" * 13, "12 34 56 78 90 12"])
def test_hostile_tokens(device: TOTPDevice, token: str) -> None:
    assert login(Client(), token=token).status_code == 200


def test_guessed_tokens_count_as_failures(device: TOTPDevice) -> None:
    assert [login(Client(), token="000000").status_code for _ in range(LIMIT)][-1] == 429


@pytest.mark.once
def test_an_officer_without_device_sets_one_up_first(strict: None, keyed: Any, application: Application) -> None:
    client = Client()
    login(client)
    for path in (DESK, "/admin/", f"{DESK}{application.pk}/change/", f"{DESK}export/", "/admin/password_change/"):
        assert client.get(path)["Location"].startswith(LOGIN), path
    assert client.get(LOGIN)["Location"] == SET_UP
    shown = client.get(SET_UP)
    device = TOTPDevice.objects.get(user=keyed)
    assert shown.context["address"] == device.config_url
    assert f'href="{device.config_url.replace("&", "&amp;")}"' in shown.content.decode()
    assert b32decode(shown.context["key"].replace(" ", "")) == device.bin_key
    assert "no-store" in shown["Cache-Control"]
    assert "Das Einmalpasswort stimmt nicht" in client.post(SET_UP, {"token": "000000"}).content.decode()
    assert page(client, application).status_code == 302
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    done = client.post(SET_UP, {"token": token_of(device)}, follow=True)
    assert said(done) == ["Ihr Einmalpasswort ist eingerichtet."]
    assert page(client, application).status_code == 200
    again = client.get(SET_UP).content.decode()
    assert "ist eingerichtet" in again
    assert "otpauth" not in again


@pytest.mark.once
def test_a_password_alone_neither_shows_nor_replaces_the_key(strict: None, device: TOTPDevice, keyed: Any) -> None:
    client = enter(keyed)  # as after a stolen password
    for answer in (client.get(SET_UP), client.post(SET_UP, {"token": "000000"})):
        assert answer["Location"].startswith(LOGIN)
    assert client.get(LOGIN).status_code == 200
    assert client.get(DESK)["Location"].startswith(LOGIN)
    assert TOTPDevice.objects.count() == 1


@pytest.mark.once
def test_a_deleted_device_no_longer_opens(strict: None, device: TOTPDevice, admin_client: Client) -> None:
    client = Client()
    login(client, token=token_of(device))
    assert client.get(DESK).status_code == 200
    delete = f"/admin/otp_totp/totpdevice/{device.pk}/delete/"
    assert device.key not in admin_client.get(f"/admin/otp_totp/totpdevice/{device.pk}/change/").content.decode()
    assert admin_client.post(delete, {"post": "yes"}).status_code == 302
    assert client.get(DESK).status_code == 200  # the officer has not agreed yet
    client.post(making.path_in(making.letters(letter=Letter.ACCOUNT)[0]))
    assert client.get(DESK)["Location"].startswith(LOGIN)


@pytest.mark.once
def test_who_is_stopped_half_way_can_leave(strict: None, keyed: Any) -> None:
    client = enter(keyed)
    assert client.post("/admin/logout/").status_code == 200
    assert client.get(SET_UP)["Location"].startswith(LOGIN)


@pytest.mark.once
def test_others_may_but_need_not(strict: None, curator: Any, admin_client: Client) -> None:
    client = enter(curator)
    assert client.get("/admin/").status_code == 200
    assert "otpauth" in client.get(SET_UP).content.decode()
    assert admin_client.get("/admin/").status_code == 200


@pytest.mark.once
def test_a_superuser_who_becomes_an_officer_needs_one_too(strict: None, admin_user: Any, admin_client: Client) -> None:
    making.officer(name=admin_user.username)
    assert admin_client.get("/admin/")["Location"].startswith(LOGIN)


@pytest.mark.once
def test_not_for_strangers(db: None) -> None:
    assert Client().get(SET_UP)["Location"].startswith(LOGIN)
    nobody = enter(making.user("leser"))
    assert nobody.get(SET_UP)["Location"].startswith(LOGIN)
    assert nobody.get("/admin/")["Location"].startswith(LOGIN)
    assert Client().put(SET_UP).status_code == 405
