"""Environment: how are environment variables read? As yes or no, lists and numbers; the rest is refused in one
sentence.
"""

import os

from django.core.exceptions import ImproperlyConfigured


def flag(name: str, default: bool) -> bool:
    """An environment variable as yes or no; anything but 1/true/yes/on is no."""
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str) -> list[str]:
    """An environment variable as a list, separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def number(name: str, default: int, least: int = 1) -> int:
    """An environment variable as a whole number.

    Raises:
        ImproperlyConfigured: if it is none, or too small.
    """
    text = os.environ.get(name, str(default)).strip()
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) >= least):
        raise ImproperlyConfigured(f"{name} must be a whole number, {least} or more, not {text!r}")
    return int(text)
