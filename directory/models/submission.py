"""Submission: a draft that an editor has handed to those who may publish, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Submission(models.Model):
    """One draft, handed over once. It waits until it is published or sent back with an answer."""

    network = models.ForeignKey(
        "directory.Network", models.CASCADE, related_name="submissions", verbose_name="Netzwerk"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="vorgelegt von"
    )
    at = models.DateTimeField("vorgelegt am", auto_now_add=True)
    note = models.CharField("Bemerkung", max_length=300)
    decided_at = models.DateTimeField("entschieden am", null=True, blank=True)
    is_accepted = models.BooleanField("veröffentlicht", null=True, blank=True)
    answer = models.CharField("Antwort", max_length=300, blank=True)

    class Meta:
        verbose_name = "Vorlage"
        verbose_name_plural = "Vorlagen"
        ordering = ["-at", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["network"],
                condition=Q(decided_at=None),
                name="submission_waits_once",
                violation_error_message="Dieser Entwurf liegt schon vor.",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, is_accepted=None) | Q(decided_at__isnull=False, is_accepted__isnull=False),
                name="submission_decided_or_waits",
                violation_error_message="Zu einer Entscheidung gehören Tag und Ergebnis.",
            ),
        ]

    def __str__(self) -> str:
        return f"Vorlage: {self.network}"

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.decided_at is None
