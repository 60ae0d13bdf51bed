"""Does a session live on with every click, without being stored each time, and do readers get none?"""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_session_counts_from_the_last_click(client, admin_user):
    with time_machine.travel(NOON, tick=False) as clock:
        client.force_login(admin_user)
        client.get("/admin/")
        ends = Session.objects.get().expire_date
        clock.shift(timedelta(minutes=4))
        client.get("/admin/")
        assert Session.objects.get().expire_date == ends
        clock.shift(timedelta(minutes=96))
        assert client.get("/admin/").status_code == 200
        clock.shift(timedelta(minutes=100))
        assert client.get("/admin/").status_code == 200
        clock.shift(timedelta(minutes=121))
        assert client.get("/admin/").status_code == 302


def test_reader_gets_no_session(client):
    client.cookies["sessionid"] = "x" * 32
    client.get("/netzwerke/")
    assert Session.objects.count() == 0


@pytest.mark.once
def test_session_ends_after_twelve_hours_whatever_happens(client, admin_user):
    with time_machine.travel(NOON, tick=False) as clock:
        client.force_login(admin_user)
        for _ in range(11):
            clock.shift(timedelta(hours=1))
            assert client.get("/admin/").status_code == 200
        clock.shift(timedelta(minutes=59))
        assert client.get("/admin/").status_code == 200
        clock.shift(timedelta(minutes=1))
        assert client.get("/admin/").status_code == 302
        assert Session.objects.count() == 0


@pytest.mark.once
def test_another_login_does_not_prolong_the_first(client, admin_user):
    with time_machine.travel(NOON, tick=False) as clock:
        client.force_login(admin_user)
        for _ in range(12):
            clock.shift(timedelta(hours=1))
            Client().force_login(admin_user)
            status = client.get("/admin/").status_code
        assert status == 302


def test_cookies_end_with_the_browser(client, admin_user):
    answer = client.get("/admin/login/")
    assert answer.cookies["csrftoken"]["max-age"] == ""
    admin_user.set_password("ein-langes-passwort")
    admin_user.save()
    answer = client.post("/admin/login/", {"username": "admin", "password": "ein-langes-passwort", "next": "/admin/"})
    assert (answer.status_code, answer.cookies["sessionid"]["max-age"]) == (302, "")
