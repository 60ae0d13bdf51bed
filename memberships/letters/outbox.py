"""Outbox: how do letters leave? Claimed first, sent one by one, tried again with growing pauses, blanked once they are
gone.
"""

import logging
import smtplib
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from directory.models import Erasure
from directory.rules import domains
from memberships.enums import Letter
from memberships.letters import mailbox
from memberships.models import Message
from memberships.models.message import RETURNED

logger = logging.getLogger(__name__)

PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440, 2160)]
"""Waiting time before each further try: more than three days in all; then the letter has failed."""

LEASE = timedelta(minutes=10)
"""After this time a claim counts as abandoned, because its worker was killed. At most one letter is then sent twice."""

NO_SUCH_MAILBOX = 550  # the first of SMTP's lasting refusals of an address

HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def send_due(now: datetime | None = None, limit: int = 50) -> int:
    """Send what is due; the number of letters sent. Several workers may run at once."""
    sent = 0
    for number in _due(now or timezone.now()).values_list("pk", flat=True)[:limit]:
        sent += _send(number)
    return sent


def try_again(message: Message) -> bool:
    """Let a failed letter be tried anew, with all its pauses; False if it has not failed or is gone."""
    failed = Message.objects.filter(pk=message.pk, failed_at__isnull=False).exclude(text="")  # of which nothing is left
    return bool(failed.update(failed_at=None, claimed_at=None, attempts=0, due_at=timezone.now(), error=""))


def _due(now: datetime) -> QuerySet[Message]:
    free = Q(claimed_at=None) | Q(claimed_at__lt=now - LEASE)
    return Message.objects.filter(free, sent_at=None, failed_at=None, due_at__lte=now).order_by("due_at", "pk")


def _send(number: int) -> bool:
    now = timezone.now()
    if not _due(now).order_by().filter(pk=number).update(claimed_at=now):
        return False  # another worker has it
    message = Message.objects.get(pk=number)
    try:
        _deliver(message)
    except Exception as error:
        _postpone(message, now, error)
        return False
    # The text holds a secret link and the applicant's words; once it has left, nothing needs it any more.
    with transaction.atomic():
        Message.objects.filter(pk=number).update(sent_at=timezone.now(), claimed_at=None, text="", html="", error="")
        _note(message)
    return True


def _note(message: Message) -> None:
    """A restored backup must know that this letter has left, and that it is not due anew."""
    Erasure.note("letter", mailbox.number(message))
    if message.letter == Letter.OPENED and message.notice is not None:
        Erasure.note("notice", f"{message.notice.pk}@{message.notice.network_id}")
    if message.letter == Letter.REMINDER and message.application is not None:
        Erasure.note("reminded", message.application.reference)
    if message.inquiry is not None:
        Erasure.note("asked", message.inquiry.body.slug)


def _deliver(message: Message) -> None:
    headers = {**HEADERS, "Message-ID": mailbox.message_id(message)}
    mail = EmailMultiAlternatives(
        message.subject,
        message.text,
        to=[domains.mail_in_ascii(message.to)],
        headers=headers,
        connection=get_connection(),
    )
    mail.attach_alternative(message.html, "text/html")
    mail.send()


def _postpone(message: Message, now: datetime, error: Exception) -> None:
    attempts = message.attempts + 1
    logger.warning("letter %s: try %s failed: %s", message.pk, attempts, type(error).__name__)
    values: dict[str, Any] = {"attempts": attempts, "claimed_at": None, "error": type(error).__name__}
    if refused := _refused(error):
        values |= {"failed_at": now, "error": f"{RETURNED} ({refused})"}
    elif attempts > len(PAUSES):
        values["failed_at"] = now
    else:
        values["due_at"] = now + PAUSES[attempts - 1]
    Message.objects.filter(pk=message.pk).update(**values)


def _refused(error: Exception) -> str:
    """Why nobody can ever be written to there; empty if it may be the server's fault, or ours (5.7: not allowed)."""
    if isinstance(error, domains.Unreachable):
        return "unzustellbar"
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return ""
    code, text = next(iter(error.recipients.values()))
    return str(code) if NO_SUCH_MAILBOX <= code < NO_SUCH_MAILBOX + 10 and b"5.7." not in text else ""
