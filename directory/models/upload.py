"""Upload: which file has somebody had checked and may still take over? Kept in the database, where every process finds
it.
"""

from datetime import timedelta
from typing import Any, Self
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone

LIFETIME = timedelta(days=1)


class Upload(models.Model):
    """One file, seen only by whoever sent it; gone once it is taken over, replaced by the next, or a day old."""

    token = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="von")
    name = models.CharField("Dateiname", max_length=200)
    content = models.BinaryField("Inhalt")
    at = models.DateTimeField("hochgeladen", auto_now_add=True)

    class Meta:
        verbose_name = "hochgeladene Datei"
        verbose_name_plural = "hochgeladene Dateien"

    def __str__(self) -> str:
        return self.name

    @classmethod
    def keep(cls, by: Any, name: str, content: bytes) -> Self:
        """Keep a file in place of what the same person has sent before."""
        cls.objects.filter(by=by).delete()
        cls.forget_old()
        return cls.objects.create(by=by, name=name, content=content)

    @classmethod
    def of(cls, by: Any, token: UUID) -> Self | None:
        """A file that is still there and belongs to this person."""
        cls.forget_old()
        return cls.objects.filter(by=by, token=token).first()

    @classmethod
    def forget_old(cls) -> int:
        """Remove what is older than a day; says how many files went."""
        return cls.objects.filter(at__lt=timezone.now() - LIFETIME).delete()[0]
