"""Merger: which records turned out to be one, which look as if they were, and where do old addresses lead?"""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from directory.models.base import one_of

GONE = 1  # the place of the record that goes among the documents a merger keeps


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
        cls._forget("contact", key, name="", email="", phone="", withheld=True)

    @classmethod
    def forget_member(cls, number: int) -> None:
        """No parting brings back the name of a member who has none any more."""
        if not apps.get_model("directory", "Member").objects.filter(pk=number).exclude(name="").exists():
            cls._forget("member", number, name="", is_public=False)

    @classmethod
    def _forget(cls, kind: str, mark: str | int, **values: Any) -> None:
        """In the documents kept here, these ``values`` take the place of what they said of somebody, and of those who
        became one with them.
        """
        mergers = list(cls.objects.filter(undone_at=None).order_by("-pk"))
        people = [(each, *row[1:]) for each in mergers for row in each.moved.get("people", ()) if row[0] == kind]
        if any(named == mark and into not in (None, mark) for _, named, *_, into in people):
            return  # it goes because it becomes one with another, which may still be named
        same = {mark}
        for _, named, *_, into in people:
            same |= {named} if into in same else set()
        concerned = [(merger, place, path) for merger, named, place, path, _ in people if named in same]
        for merger, place, path in concerned:
            merger._forget_at(place, path, values)
        cls.objects.bulk_update({merger for merger, *_ in concerned}, ["moved"])

    def _forget_at(self, place: int, path: list[str], values: dict[str, Any]) -> None:
        """Forget a row in one of the documents, with what was said about it in words."""
        for row in self.moved["documents"][place][2:]:
            for name in path:
                row = row.get(name, {})
            said = [row.pop(name, {}) for name in ("cite", "gaps", "verdicts")]
            if place == GONE and row:
                row |= values
                self.moved["unsaid"] = self.moved.get("unsaid", 0) + sum(map(len, said[0].values()))
            for name in values.keys() & row.keys() if place != GONE else ():
                del row[name]


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
