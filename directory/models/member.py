"""Who is in a network, as far as the directory itself counts them. Groups that sources name are facts, not members."""

from typing import Any

from django.db import models
from django.db.models import Q

from directory.enums import Party
from directory.models.base import Catalogue, Dated, one_of
from directory.models.erasure import Erasure
from directory.models.merger import Merger


class Member(Dated, Catalogue):
    """A member the directory counts; named publicly only with consent."""

    network = models.ForeignKey("directory.Network", models.CASCADE, related_name="members", verbose_name="Netzwerk")
    party = models.CharField("ist", max_length=20, choices=Party.choices)
    name = models.CharField("Name", max_length=160, blank=True)
    is_public = models.BooleanField("öffentlich genannt", default=False, help_text="Nur mit Einwilligung.")

    class Meta:
        verbose_name = "Mitglied"
        verbose_name_plural = "Mitglieder"
        ordering = ["name", "pk"]
        constraints = [
            Dated.order(),
            Dated.bounded(),
            one_of(Party, "party"),
            models.CheckConstraint(
                condition=Q(is_public=False) | ~Q(name=""),
                name="member_public_named",
                violation_error_message="Öffentlich genannt werden kann nur ein Mitglied mit Namen.",
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"Mitglied {self.pk}"

    def save(self, *args: Any, **options: Any) -> None:
        super().save(*args, **options)
        if not self.is_public:
            Erasure.note("unnamed", f"{self.pk}@{self.network_id}")
        if not self.name:
            Merger.forget_member(self.pk)  # versions name none who are not public, but what parting needs does
