"""Does the worker do all that is due, survive what fails, and end when told?"""

import os
import signal
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import OperationalError

from directory.models import Link, Source
from memberships.letters import outbox
from memberships.management.commands import worker
from memberships.models import Application
from tests.memberships import making

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keep_connection(monkeypatch):
    """The worker closes connections between two rounds; the test's own must stay."""
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)


@pytest.fixture
def sweeps(monkeypatch) -> list[str]:
    """What housekeeping has done."""
    done: list[str] = []
    monkeypatch.setattr(worker, "SWEEP", [lambda: done.append("sweep")])
    return done


def once() -> str:
    complaints = StringIO()
    call_command("worker", "--once", stderr=complaints)
    return complaints.getvalue()


def test_once_sends_letters():
    making.applied()
    assert (once(), len(mail.outbox)) == ("", 1)


def test_once_keeps_house():
    assert [task.__module__ for task in worker.SWEEP] == [
        "memberships.applications.notices",
        "memberships.applications.reminders",
        "memberships.applications.reminders",
        "memberships.inquiries.actions",
        "memberships.applications.retention",
        "memberships.accounts",
        "memberships.letters.rate_limits",
        "django.contrib.sessions.backends.db",
        "memberships.letters.mailbox",
        "directory.curation.link_checks.schedule",
        "directory.curation.duplicates.detection",
        "directory.models.upload",
    ]


def test_once_erases_what_is_due():
    made = making.applied()
    Application.objects.filter(pk=made.pk).update(submitted_at="2020-01-01T00:00:00Z")
    once()
    assert Application.objects.count() == 0


@pytest.mark.parametrize(("wanted", "visits"), [(False, 0), (True, 1)])
def test_once_visits_an_address_if_that_is_wanted(settings, wanted, visits):
    settings.CHECK_LINKS = wanted
    Link.objects.create(url="http://127.0.0.1/")
    Source.objects.create(slug="q", title="Q", publisher="V", read_on="2026-01-02", url="http://127.0.0.1/")
    assert once() == ""
    assert Link.objects.filter(state="refused").count() == visits


@pytest.mark.parametrize("error", [OperationalError("anna@stadt.example"), ValueError("Anna"), KeyError("x")])
def test_failing_task_stops_no_other(monkeypatch, sweeps, error):
    def fail() -> None:
        raise error

    making.applied()
    monkeypatch.setattr(worker, "SWEEP", [fail, *worker.SWEEP])
    assert once() == f"{__name__}: {type(error).__name__}\n"
    assert (sweeps, len(mail.outbox)) == (["sweep"], 1)


def test_failing_outbox_does_not_end_the_worker(monkeypatch, sweeps):
    rounds = []

    def fail() -> None:
        rounds.append(1)
        if len(rounds) == 3:
            os.kill(os.getpid(), signal.SIGTERM)
        raise OperationalError

    monkeypatch.setattr(outbox, "send_due", fail)
    assert run() == (3, 1)
    assert (len(rounds), sweeps) == (3, ["sweep"])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signal_ends_after_the_round(monkeypatch, sweeps, number):
    rounds = []

    def send() -> None:
        rounds.append(1)
        os.kill(os.getpid(), number)

    monkeypatch.setattr(outbox, "send_due", send)
    run()
    assert rounds == [1]


def test_housekeeping_every_quarter_of_an_hour(monkeypatch, sweeps):
    rounds = []

    def send() -> None:
        rounds.append(1)
        if len(rounds) == 4:
            os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(outbox, "send_due", send)
    monkeypatch.setattr(worker, "HOUSEKEEPING", worker.HOUSEKEEPING * 0)
    run()
    assert sweeps == ["sweep"] * 4


def run() -> tuple[int, int]:
    """Run the worker until it ends by a signal, without pauses; the signal handlers are put back afterwards."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    complaints = StringIO()
    pause, worker.PAUSE = worker.PAUSE, 0.01
    try:
        call_command("worker", stderr=complaints)
    finally:
        worker.PAUSE = pause
        for number, handler in before.items():
            signal.signal(number, handler)
    return len(complaints.getvalue().splitlines()), 1
