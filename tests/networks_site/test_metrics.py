"""Does monitoring learn what it needs, and does nobody else?"""

import os
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from directory.models import Lease
from memberships.letters import outbox, rounds
from memberships.models import Message
from networks_site import counting, metrics
from tests.memberships import making

pytestmark = pytest.mark.django_db
TOKEN = "t" * 30


@pytest.fixture
def ask(client, settings):
    """The numbers monitoring reads."""
    settings.METRICS_TOKEN = TOKEN

    def numbers() -> dict[str, str]:
        response = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        assert (response.status_code, response["Content-Type"]) == (200, "text/plain; version=0.0.4; charset=utf-8")
        return {line.split()[0].removeprefix("netzwerke_"): line.split()[1] for line in response.text.splitlines()}

    return numbers


def test_metrics_are_closed(client, settings):
    cases = [
        ("", {}),
        ("", {"Authorization": "Bearer "}),
        (TOKEN, {}),
        (TOKEN, {"Authorization": TOKEN}),
        (TOKEN, {"Authorization": f"Bearer {TOKEN}x"}),
        (TOKEN, {"Authorization": "Bearer täuschend"}),
    ]
    for settings.METRICS_TOKEN, headers in cases:
        assert client.get("/metrics", headers=headers).status_code == 404
    settings.METRICS_TOKEN, settings.BEHIND_PROXY = TOKEN, True
    right = {"Authorization": f"Bearer {TOKEN}"}
    from_outside = {**right, "X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "https"}
    assert client.get("/metrics", headers=from_outside).status_code == 404
    assert client.get("/metrics", headers=right).status_code == 200


def test_numbers_of_a_site_at_rest(ask):
    found = ask()
    assert {name: found[name] for name in found if not name.endswith("_total")} == {
        "database_up": "1", "outbox_letters": "0", "outbox_failed": "0", "outbox_oldest_seconds": "0",
        "backup_age_seconds": "+Inf", "worker_age_seconds": "+Inf",
    }  # fmt: skip


def test_numbers_of_a_busy_site(ask):
    now = timezone.now()
    for email in ("a@stadt.example", "b@stadt.example", "c@stadt.example", "d@stadt.example"):
        making.applied(email=email)
    numbers = list(Message.objects.order_by("pk").values_list("pk", flat=True))
    Message.objects.filter(pk=numbers[0]).update(created_at=now - timedelta(hours=9), due_at=now - timedelta(hours=9))
    assert outbox.send_due(limit=1) == 1
    Message.objects.filter(pk=numbers[1]).update(created_at=now - timedelta(hours=8), failed_at=now)
    Message.objects.filter(pk=numbers[2]).update(created_at=now - timedelta(minutes=10))
    Lease.objects.create(name="backup", until=now - timedelta(hours=2))
    Lease.objects.create(name=rounds.NAME, until=now - timedelta(seconds=40))
    found = ask()
    assert [found["outbox_letters"], found["outbox_failed"]] == ["2", "1"]
    ages = [int(found[f"{name}_seconds"]) for name in ("outbox_oldest", "backup_age", "worker_age")]
    assert [age - wanted in range(60) for age, wanted in zip(ages, (600, 7200, 40), strict=True)] == [True] * 3


def test_metrics_cost_three_queries(ask, django_assert_num_queries):
    with django_assert_num_queries(3):
        ask()


def test_numbers_without_database(ask, monkeypatch):
    def fail() -> None:
        raise OperationalError

    monkeypatch.setattr(metrics, "in_the_database", fail)
    assert list(ask()) == ["requests_total", "errors_total", "database_up"]


def test_requests_and_errors_are_counted(ask, client, monkeypatch):
    before = ask()
    client.get("/healthz")
    client.get("/gibt-es-nicht/")
    client.raise_request_exception = False
    monkeypatch.setattr("directory.views.pages.Network", None)
    assert client.get("/").status_code == 500
    after = ask()
    assert [int(after[name]) - int(before[name]) for name in ("requests_total", "errors_total")] == [4, 1]


def test_workers_count_together():
    """As gunicorn forks them, each in a slot of its own; one that is started anew goes on where the old one was."""
    before = counting.totals()
    for worker in (1, 2, 1 + counting.SLOTS):
        child = os.fork()
        if child == 0:
            counting.take_slot(worker)
            counting.counted(lambda request: metrics.HttpResponse(status=503))(None)
            os._exit(0)
        os.waitpid(child, 0)
    assert counting.totals() == (before[0] + 3, before[1] + 3)
