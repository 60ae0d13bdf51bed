"""Rate limit counters; only keyed hashes of what is counted."""

from django.db import models


class Attempt(models.Model):
    """One use of a form, by hashed network address or hashed mail address."""

    key = models.CharField(max_length=64, editable=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "Versuch"
        verbose_name_plural = "Versuche"
        indexes = [models.Index(fields=["key", "at"], name="attempt_key_at")]

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y %H:%M}"


class DailyCount(models.Model):
    """How many letters strangers have caused for one mail address today."""

    key = models.CharField(max_length=64, editable=False)
    day = models.DateField(editable=False)
    used = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = "Tageszähler"
        verbose_name_plural = "Tageszähler"
        constraints = [models.UniqueConstraint(fields=["key", "day"], name="daily_count_once")]

    def __str__(self) -> str:
        return f"{self.used} am {self.day:%d.%m.%Y}"
