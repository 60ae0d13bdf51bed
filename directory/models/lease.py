"""Lease: what may only one process do at a time? Whoever takes the lease, until it ends or is given back."""

from datetime import datetime

from django.db import models
from django.utils import timezone


class Lease(models.Model):
    """One thing to do, and until when somebody is doing it. Who is killed on the way blocks nobody for long."""

    name = models.SlugField("was", max_length=40, primary_key=True)
    until = models.DateTimeField("vergeben bis")

    class Meta:
        verbose_name = "laufende Arbeit"
        verbose_name_plural = "laufende Arbeiten"

    def __str__(self) -> str:
        return self.name

    @classmethod
    def take(cls, name: str, until: datetime) -> bool:
        """Whether it was free; then it is ours until that moment."""
        free = cls.objects.filter(name=name, until__lte=timezone.now())
        return bool(free.update(until=until)) or cls.objects.get_or_create(name=name, defaults={"until": until})[1]

    @classmethod
    def keep(cls, name: str, until: datetime) -> None:
        """Hold what is ours for longer, or give it back at that moment."""
        cls.objects.filter(name=name).update(until=until)
