"""Merger: which records turned out to be one, which look as if they were, and where do old addresses lead?"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from directory.models.base import one_of


class RecordKind(models.TextChoices):
    """The records that have a page, or can be merged."""

    NETWORK = "network", "Netzwerk"
    BODY = "body", "Stelle"
    TOPIC = "topic", "Thema"
    SOURCE = "source", "Quelle"
    MEMBER = "member", "Mitglied"


class FormerAddress(models.Model):
    """An address that readers may still have; it leads to the record ``number`` for good."""

    kind = models.CharField("Art", max_length=10, choices=RecordKind.choices)
    slug = models.SlugField("frühere Webadresse", max_length=80)
    number = models.PositiveBigIntegerField("führt zu")

    class Meta:
        verbose_name = "frühere Webadresse"
        verbose_name_plural = "frühere Webadressen"
        ordering = ["kind", "slug"]
        constraints = [
            one_of(RecordKind, "kind"),
            models.UniqueConstraint(
                fields=["kind", "slug"],
                name="formeraddress_once",
                violation_error_message="Diese frühere Adresse führt schon zu einem Eintrag.",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class Merger(models.Model):
    """Two records that became one; ``moved`` holds all that is needed to part them again."""

    kind = models.CharField("Art", max_length=10, choices=RecordKind.choices)
    kept = models.PositiveBigIntegerField("geblieben")
    kept_name = models.CharField("geblieben ist", max_length=160)
    gone = models.PositiveBigIntegerField("aufgegangen")
    gone_name = models.CharField("aufgegangen ist", max_length=160)
    gone_slug = models.SlugField("frühere Webadresse", max_length=80, blank=True)
    moved = models.JSONField("was umgezogen ist", default=list)
    reason = models.CharField("Begründung", max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="zusammengelegt von"
    )
    at = models.DateTimeField("zusammengelegt", auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="getrennt von"
    )
    undone_at = models.DateTimeField("wieder getrennt", null=True, blank=True)

    class Meta:
        verbose_name = "Zusammenlegung"
        verbose_name_plural = "Zusammenlegungen"
        ordering = ["-at", "-pk"]
        constraints = [
            one_of(RecordKind, "kind"),
            models.CheckConstraint(
                condition=~Q(kept=F("gone")),
                name="merger_not_with_itself",
                violation_error_message="Ein Eintrag lässt sich nicht mit sich selbst zusammenlegen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone_name} → {self.kept_name}"

    @classmethod
    def forget_contact(cls, key: str) -> None:
        """No parting brings back the name of a contact person."""
        copies = (entry for row in cls.objects.filter(undone_at=None) for entry in row.moved if entry.get("fields"))
        numbers = {
            each["pk"] for each in copies if each["model"] == "directory.contact" and each["fields"]["key"] == key
        }
        for number in numbers:
            cls.forget("directory.contact", number, name="", email="", phone="", withheld=True)

    @classmethod
    def forget_member(cls, number: int) -> None:
        """No parting brings back the name of a member."""
        cls.forget("directory.member", number, name="", is_public=False)

    @classmethod
    def forget(cls, model: str, number: int, **values: Any) -> None:
        """No parting brings back what is to be forgotten: of every row that became one with this one, a copy is kept
        here, in which these ``values`` take the place of what it said.
        """
        journals = list(cls.objects.filter(undone_at=None).order_by("-pk"))
        copies = [entry for row in journals for entry in row.moved if entry.get("fields")]
        alike = [entry for entry in copies if entry["model"] == model]
        if any(entry["pk"] == number for entry in alike):
            return  # it goes because it becomes one with another, which may still be named
        same = {number}
        for entry in alike:
            if entry["into"] in same:
                same.add(entry["pk"])
                entry["fields"] |= values
        words = [entry for entry in copies if entry["fields"].get(model.rpartition(".")[2]) in same]
        for entry in words:  # what was said about somebody in words
            entry["fields"] = None
        if words or len(same) > 1:
            cls.objects.bulk_update(journals, ["moved"])


class Pair(models.Model):
    """Two records that look alike; an editor merges them or says that they are two."""

    kind = models.CharField("Art", max_length=10, choices=RecordKind.choices)
    first = models.PositiveBigIntegerField()
    second = models.PositiveBigIntegerField()
    first_name = models.CharField("ein Eintrag", max_length=160)
    second_name = models.CharField("ein anderer", max_length=160)
    likeness = models.PositiveSmallIntegerField("Ähnlichkeit", help_text="Von 0 bis 100.")
    because = models.CharField("gleich sind", max_length=200)
    found_at = models.DateTimeField("gefunden", auto_now_add=True)
    distinct_at = models.DateTimeField("als verschieden bestätigt", null=True, blank=True)
    distinct_reason = models.CharField("warum verschieden", max_length=300, blank=True)

    class Meta:
        verbose_name = "mögliche Dublette"
        verbose_name_plural = "mögliche Dubletten"
        ordering = ["-likeness", "pk"]
        constraints = [
            one_of(RecordKind, "kind"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="pair_in_order",
                violation_error_message="Von zwei Einträgen steht der mit der kleineren Nummer zuerst.",
            ),
            models.UniqueConstraint(
                fields=["kind", "first", "second"],
                name="pair_once",
                violation_error_message="Dieses Paar steht schon in der Liste.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} / {self.second_name}"
