"""Rounds: when has a worker last done all that was due? Kept in the database, where every process can ask."""

from datetime import datetime, timedelta

from django.utils import timezone

from directory.models import Lease

NAME = "worker"
EVERY = timedelta(seconds=20)  # not with every round, for a round lasts two seconds and each note is a write


def note() -> None:
    """A round is over."""
    now = timezone.now()
    at = last()
    if at is None or now - at >= EVERY:
        Lease.objects.update_or_create(name=NAME, defaults={"until": now})


def age() -> timedelta | None:
    """How long ago the last round ended, to about 20 seconds; None if there has never been one."""
    at = last()
    return None if at is None else timezone.now() - at


def last() -> datetime | None:
    """When the last noted round ended."""
    return Lease.objects.filter(name=NAME).values_list("until", flat=True).first()
