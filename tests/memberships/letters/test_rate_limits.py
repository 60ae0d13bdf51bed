"""Who has used a form too often, counted by what, for how long, and without keeping an address?"""

from datetime import timedelta

import pytest
import time_machine
from django.test import RequestFactory
from django.utils import timezone

from memberships.letters import rate_limits
from memberships.models import Attempt, DailyCount
from tests.memberships.racing import race, raised

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _few(settings):
    settings.RATE_LIMITS, settings.BEHIND_PROXY = True, False
    settings.LIMIT_PER_NETWORK, settings.LIMIT_PER_EMAIL, settings.LIMIT_WINDOW = 4, 2, 3600


def visit(address: str = "192.0.2.7", email: str = "", **meta: str) -> bool:
    return rate_limits.exceeded(RequestFactory().post("/", REMOTE_ADDR=address, **meta), email)


def test_exceeded_by_network():
    assert [visit(f"192.0.2.{number}") for number in range(6)] == [False] * 4 + [True] * 2


def test_exceeded_by_email_whatever_network():
    emails = ("a@b.example", "A@B.example", " a@b.EXAMPLE")
    assert [visit(f"192.0.{n}.1", email) for n, email in enumerate(emails)] == [False, False, True]


def test_exceeded_others_are_not():
    for _ in range(5):
        visit()
    assert [visit("198.51.100.1"), visit("198.51.100.1", "a@b.example")] == [False, False]


def test_login_without_a_request_counts_for_no_network():
    """From the shell, for instance."""
    rate_limits.note_failed_login()
    assert Attempt.objects.count() == 0


def test_exceeded_window_passes():
    with time_machine.travel("2026-11-22", tick=False) as clock:
        for _ in range(5):
            visit()
        clock.shift(timedelta(seconds=3599))
        assert visit() is True
        clock.shift(timedelta(seconds=3601))
        assert visit() is False


def test_exceeded_switched_off(settings):
    settings.RATE_LIMITS = False
    assert [visit() for _ in range(6)] == [False] * 6
    assert Attempt.objects.count() == 0


def test_exceeded_keeps_hashes_only():
    visit("192.0.2.7", "anna@stadt.example")
    rows = Attempt.objects.values_list("key", flat=True)
    assert sorted(map(len, rows)) == [64, 64]
    assert not [row for row in rows if "192.0" in row or "anna" in row]


def test_exceeded_hash_keyed(settings):
    visit()
    settings.SECRET_KEY = "another"
    visit()
    assert Attempt.objects.values("key").distinct().count() == 2


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.0/24"),
        ("192.0.2.255", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:192.0.2.7", "192.0.2.0/24"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
        ("unix:", "unknown"),
        ("192.0.2.7:80", "unknown"),
    ],
)
def test_network_of_address(address, network):
    assert rate_limits.network_of(RequestFactory().get("/", REMOTE_ADDR=address)) == network


@pytest.mark.parametrize(
    ("behind", "forwarded", "network"),
    [
        (False, "198.51.100.9", "192.0.2.0/24"),
        (True, "198.51.100.9", "198.51.100.0/24"),
        (True, "203.0.113.1, 198.51.100.9", "198.51.100.0/24"),
        (True, "", "192.0.2.0/24"),
        (True, "203.0.113.1,", "192.0.2.0/24"),
        (True, "spam", "unknown"),
    ],
)
def test_network_of_forwarded(settings, behind, forwarded, network):
    settings.BEHIND_PROXY = behind
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR=forwarded)
    assert rate_limits.network_of(request) == network


def test_forget_removes_old_only():
    now = timezone.now()
    for hours in (0, 2):
        row = Attempt.objects.create(key=str(hours))
        Attempt.objects.filter(pk=row.pk).update(at=now - timedelta(hours=hours))
    rate_limits.forget()
    assert list(Attempt.objects.values_list("key", flat=True)) == ["0"]


# --- letters a day ------------------------------------------------------------------------------


def test_letters_a_day(settings):
    settings.LIMIT_PER_EMAIL = settings.LIMIT_PER_NETWORK = 100
    settings.LETTERS_PER_DAY = 3
    with time_machine.travel("2026-11-22 12:00", tick=False) as clock:
        assert [visit(email="a@b.example") for _ in range(5)] == [False] * 3 + [True] * 2
        assert visit(email="b@b.example") is False
        clock.shift(timedelta(days=1))
        assert visit(email="A@b.example") is False
        rate_limits.forget()
    assert DailyCount.objects.values_list("used", flat=True).get() == 1
    assert len(DailyCount.objects.get().key) == 64


@pytest.mark.django_db(transaction=True)
def test_letters_a_day_many_at_once(settings):
    settings.LIMIT_PER_EMAIL = settings.LIMIT_PER_NETWORK = 100
    settings.LETTERS_PER_DAY = 5
    outcomes = race([lambda: visit(email="a@b.example")] * 24, 8)
    assert raised(outcomes) == []
    assert outcomes.count(False) == 5
