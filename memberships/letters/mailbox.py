"""Mail in a folder instead of the post: one file a letter, named as its row, so that erasing finds it there too."""

import re
from collections.abc import Iterable
from email.utils import make_msgid
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from directory.models.erasure import stamped
from memberships.models import Message

OURS = re.compile(r"(\d+)\.(\d+)")


class Folder(BaseEmailBackend):
    """What ``EMAIL_URL=file:`` stands for."""

    def send_messages(self, email_messages: Iterable[EmailMessage]) -> int:
        folder = Path(getattr(settings, "EMAIL_FILE_PATH", ""))
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        written = 0
        for mail in email_messages:
            name = (mail.extra_headers.get("Message-ID") or make_msgid()).partition("@")[0].strip("<")
            path = folder / f"{name}.eml"
            path.touch(mode=0o600)
            path.write_bytes(mail.message().as_bytes())
            written += 1
        return written


def letters(name: str) -> list[Path]:
    """The files of this name, or pattern; none where a mail server is named."""
    folder = getattr(settings, "EMAIL_FILE_PATH", None)
    return list(Path(folder).glob(f"{name}.eml")) if folder else []


def number(message: Message) -> str:
    """What tells a letter from every other, also from those of a database that was there before."""
    return stamped(message, message.created_at)


def message_id(message: Message) -> str:
    """The letter's own Message-ID, so that one sent twice is seen to be the same."""
    return f"<{number(message)}@{urlsplit(settings.SITE_URL).hostname}>"


def forget(sender: Any, instance: Message, **options: Any) -> None:
    """Remove the file of a letter whose row goes. Connected when the app starts."""
    for path in letters(number(instance)):
        path.unlink(missing_ok=True)


def sweep() -> None:
    """Remove the letters nobody knows any more: a database restored from a backup knows none that came after it."""
    for path in letters("*"):
        ours = OURS.fullmatch(path.stem)
        message = ours and Message.objects.filter(pk=ours[1]).first()
        if ours and (message is None or number(message) != path.stem):
            path.unlink(missing_ok=True)
