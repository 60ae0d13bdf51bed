"""Erasure: what must stay gone even if a backup from before is restored? A log beside the backups, which names
nobody.
"""

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone


class Erasure(models.Model):
    """One line that is not yet in the log.

    Written in the transaction of what it tells, and moved to the log once that is through: by the same process if it
    may write there, else by the worker. ``key`` is a random number, a hash, or a number with a date.
    """

    kind = models.SlugField("was", max_length=20)
    key = models.CharField("Kennung", max_length=120)
    at = models.DateTimeField("wann", default=timezone.now)

    class Meta:
        verbose_name = "Löschung"
        verbose_name_plural = "Löschungen"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.at.isoformat()} {self.kind} {self.key}"

    @classmethod
    def note(cls, kind: str, *keys: object) -> None:
        """Remember that these have gone, or are over, for good."""
        if keys:
            Erasure.objects.bulk_create([Erasure(kind=kind, key=str(key)) for key in keys])
            transaction.on_commit(cls._write_if_allowed, robust=True)

    @classmethod
    def write(cls) -> None:
        """Move all lines to the log. A line that two processes write stands there twice, which does no harm."""
        lines = list(cls.objects.all())
        if lines:
            file = open_log()
            try:
                os.write(file, "".join(f"{line}\n" for line in lines).encode())
                os.fsync(file)
            finally:
                os.close(file)
            cls.objects.filter(pk__in=[line.pk for line in lines]).delete()

    @classmethod
    def _write_if_allowed(cls) -> None:
        with suppress(OSError):
            cls.write()


def open_log() -> int:
    """This month's log, made if need be, as an open file to write at its end; to be closed."""
    folder = Path(settings.BACKUP_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return os.open(folder / f"erasures-{timezone.now():%Y-%m}.log", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)


def logged(folder: Path, since: datetime | None) -> dict[str, dict[str, datetime]]:
    """What the logs in a folder say: by kind and key, when it was; of two lines the later one."""
    found: dict[str, dict[str, datetime]] = {}
    for path in sorted(folder.glob("erasures-*.log")):
        for line in path.read_text(encoding="utf-8").splitlines():
            day, kind, key = line.split(" ", 2)
            at = datetime.fromisoformat(day)
            if since is None or at >= since:
                found.setdefault(kind, {})[key] = at
    return found


def stamped(row: models.Model, at: datetime) -> str:
    """A number no other row gets, not even one of another database."""
    return f"{row.pk}.{at:%Y%m%d%H%M%S%f}"
