"""Revision: has anything changed since a page was made? One number, the cache key of every public page."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class Revision(models.Model):
    """The one row that counts every change to published data; the cache key of every public page."""

    number = models.PositiveBigIntegerField("Nummer", default=0)
    changed_at = models.DateTimeField("geändert", auto_now=True)

    class Meta:
        verbose_name = "Stand des Verzeichnisses"
        verbose_name_plural = "Stand des Verzeichnisses"
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="revision_one_row")]

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> int:
        """The present number; 0 before the first change."""
        return cls.objects.filter(pk=1).values_list("number", flat=True).first() or 0

    @classmethod
    def move_on(cls) -> None:
        """Count one more change, in the transaction of the change itself."""
        if not cls.objects.filter(pk=1).update(number=F("number") + 1, changed_at=timezone.now()):
            cls.objects.get_or_create(pk=1, defaults={"number": 1})
