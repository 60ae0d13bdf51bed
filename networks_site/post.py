"""Post: how do letters leave? What ``EMAIL_URL`` says, as Django's settings."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from directory.rules import domains

PORTS = {"smtp": 25, "smtps": 465, "smtp+tls": 587}


def named(address: str, folder: Path) -> dict[str, Any]:
    """The settings for the mail server, or the folder, at this address."""
    parts = urlsplit(address)
    if parts.scheme == "file":
        return {"EMAIL_BACKEND": "memberships.letters.mailbox.Folder", "EMAIL_FILE_PATH": parts.path or str(folder)}
    if parts.scheme not in PORTS:
        raise ImproperlyConfigured("EMAIL_URL must begin with smtp:, smtps:, smtp+tls: or file:")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": domains.comparable(parts.hostname or "localhost"),
        "EMAIL_PORT": parts.port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_TIMEOUT": 10,  # seconds
    }
