"""Send letters and keep the periods of deletion, until told to stop. Any number may run, and be killed anywhere."""

import logging
import signal
import threading
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from directory.curation.duplicates import detection
from directory.curation.link_checks import schedule
from directory.models import Erasure, Upload
from memberships import accounts
from memberships.applications import lost_links, notices, reminders, retention
from memberships.inquiries import actions as inquiry_actions
from memberships.letters import mailbox, outbox, rate_limits, rounds

logger = logging.getLogger(__name__)

PAUSE = 2.0  # seconds between two looks into the outbox
HOUSEKEEPING = timedelta(minutes=15)
SWEEP = (
    notices.tell_opened,
    reminders.tell_new,
    reminders.send,
    inquiry_actions.send_due,
    retention.run,
    accounts.expire,
    rate_limits.forget,
    SessionStore.clear_expired,
    mailbox.sweep,
    schedule.keep_up,
    detection.keep_up,
    Upload.forget_old,
)
"""What is due now and then: letters about opened networks and new applications, reminders, inquiries, deletion, old
attempts and sessions, web addresses, doubles, forgotten files."""


class Command(BaseCommand):
    help = "Versendet Nachrichten und löscht, was zu löschen ist. Läuft, bis es beendet wird."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="einmal alles Fällige tun und enden")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        if not options["once"]:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stop.set())
        swept = None
        while True:
            now = timezone.now()
            if swept is None or now - swept >= HOUSEKEEPING:
                swept = now
                for task in SWEEP:
                    self.attempt(task)
            self.attempt(lost_links.answer_all)
            self.attempt(outbox.send_due)
            self.attempt(schedule.visit_one)
            self.attempt(Erasure.write)
            self.attempt(rounds.note)
            self.attempt(close_old_connections)
            if options["once"] or stop.wait(PAUSE):
                return

    def attempt(self, task: Callable[[], object]) -> None:
        """Do a task. A database that is away comes back, and no broken row may stop the tasks after it."""
        try:
            task()
        except Exception as error:  # only its kind is told: its words may hold what somebody typed
            self.stderr.write(f"{task.__module__}: {type(error).__name__}")
            if not isinstance(error, (OperationalError, InterfaceError)):
                logger.exception("%s has failed", task.__module__)  # the log leaves the words out as well
