"""Merger: which records turned out to be one, which look as if they were, and where do old addresses lead?"""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from directory.models.base import one_of
from directory.models.history import Act


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


class MergerQuerySet(models.QuerySet["Merger"]):
    def standing(self, kind: str) -> "MergerQuerySet":
        """The mergers of a kind that nobody has undone."""
        return self.filter(kind=kind, undone_at=None)


class Merger(models.Model):
    """Two records that became one. What they were tell the versions of the ``act``; ``moved`` holds what no version
    does: where rows were that moved or became one with others, and what pointed to them.
    """

    act = models.ForeignKey(Act, models.SET_NULL, null=True, related_name="mergers", verbose_name="Vorgang")

    kind = models.CharField("Art", max_length=10, choices=RecordKind.choices)
    kept = models.PositiveBigIntegerField("geblieben")
    kept_name = models.CharField("geblieben ist", max_length=160)
    gone = models.PositiveBigIntegerField("aufgegangen")
    gone_name = models.CharField("aufgegangen ist", max_length=160)
    gone_slug = models.SlugField("frühere Webadresse", max_length=80, blank=True)
    moved = models.JSONField("was umgezogen ist", default=dict)
    reason = models.CharField("Begründung", max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="zusammengelegt von"
    )
    at = models.DateTimeField("zusammengelegt", auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="getrennt von"
    )
    undone_at = models.DateTimeField("wieder getrennt", null=True, blank=True)

    objects = MergerQuerySet.as_manager()

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
    def forget_member(cls, number: int) -> None:
        """No parting brings back the name of a member who has none any more, nor of those who became one with it."""
        standing = cls.objects.standing(RecordKind.MEMBER)
        members = apps.get_model("directory", "Member").objects.filter(pk=number)
        if members.exclude(name="").exists() or standing.filter(gone=number).exists():
            return  # of one that becomes one with another the name goes with that of the other
        numbers = {number}
        for merger in standing.order_by("-pk"):
            if merger.kept in numbers:
                numbers.add(merger.gone)
                merger.moved["person"] = {}
                merger.save(update_fields=["moved"])


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
