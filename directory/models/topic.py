"""Topic: what are networks about? Topics, and what each network does about them."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone

from directory.models.base import Catalogue
from directory.models.codes import CodeField
from directory.rules import normalisation


class Topic(Catalogue):
    """A subject several networks may work on; the name is the directory's own, for comparing."""

    slug = CodeField("Webadresse (letzter Teil)", max_length=80, unique=True)
    name = models.CharField("Name", max_length=120)
    sort_key = models.CharField(max_length=120, editable=False)
    summary = models.CharField("in einem Satz", max_length=300, blank=True)
    updated_at = models.DateTimeField("gespeichert", auto_now=True)

    class Meta:
        verbose_name = "Thema"
        verbose_name_plural = "Themen"
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **options: Any) -> None:
        self.sort_key = normalisation.sort_key(self.name)
        super().save(*args, **options)

    def get_absolute_url(self) -> str:
        return reverse("directory:topic", args=[self.slug])


class Treatment(Catalogue):
    """What one network does about one topic."""

    network = models.ForeignKey("directory.Network", models.CASCADE, related_name="treatments", verbose_name="Netzwerk")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="treatments", verbose_name="Thema")
    key = CodeField("Kennung", max_length=80)
    title = models.CharField("Titel bei diesem Netzwerk", max_length=160, blank=True)
    text = models.CharField("was das Netzwerk dazu tut", max_length=500)
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    class Meta:
        verbose_name = "Thema des Netzwerks"
        verbose_name_plural = "Themen des Netzwerks"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "key"],
                name="treatment_once",
                violation_error_message="Diese Kennung gibt es bei diesem Netzwerk schon.",
            )
        ]

    def __str__(self) -> str:
        return self.title or str(self.topic)

    def touch(self) -> None:
        models.QuerySet(Topic).filter(pk=self.topic_id).update(updated_at=timezone.now())
        super().touch()
