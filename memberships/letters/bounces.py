"""Bounces: which letters came back? Read from the reports mail servers send (RFC 3464), and told to whoever sees failed
letters.

A report is believed if it names the Message-ID of a letter of ours, which only its reader and servers on its way know.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from django.utils import timezone

from memberships.letters import mailbox
from memberships.models import Message
from memberships.models.message import RETURNED

OURS = re.compile(r"<(\d+\.\d+)@[^<>\s]+>")
NAMES = ("Message-ID", "In-Reply-To", "References", "X-Failed-Message-ID")


def read(raw: bytes) -> list[Message]:
    """Note what a report says; the letters that came back, none if it is no report of a lasting failure."""
    report = message_from_bytes(raw, policy=policy.default)
    status = _status(report)
    if not status:
        return []
    found = [message for name in dict.fromkeys(_names(report)) if (message := _letter(name))]
    return [message for message in found if note(message, status)]


def note(message: Message, status: str) -> bool:
    """This letter came back. Whether that is news."""
    sent = Message.objects.filter(pk=message.pk, sent_at__isnull=False)
    return bool(sent.update(sent_at=None, failed_at=timezone.now(), error=f"{RETURNED} ({status})"))


def _status(report: EmailMessage) -> str:
    """The status of a lasting failure, such as 5.1.1; a delay is none."""
    for part in report.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        payload: Any = part.get_payload()
        for fields in payload:
            action, status = (str(fields.get(name, "")).strip().lower() for name in ("Action", "Status"))
            if action == "failed":
                return status.partition(" ")[0][:20] or "ohne Grund"
    return ""


def _names(report: EmailMessage) -> Iterator[str]:
    """What tells our letters apart, wherever the report repeats it: in its own headers or in those it returns."""
    for part in report.walk():
        texts = [str(part.get(name, "")) for name in NAMES]
        if part.get_content_type() == "text/rfc822-headers":
            texts.append((part.get_payload(decode=True) or b"").decode("ascii", "replace"))  # type: ignore[union-attr]
        for text in texts:
            yield from OURS.findall(text)


def _letter(name: str) -> Message | None:
    number = name.partition(".")[0]
    message = Message.objects.filter(pk=int(number)).first() if len(number) < 19 else None
    return message if message and mailbox.number(message) == name else None
