"""Account changes: what is asked for at an officer's account, and who has agreed. Rows are the log; none is edited."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from directory.models import Body
from directory.models.base import one_of
from memberships.enums import AccountStep, Result


class AccountChange(models.Model):
    """One change somebody wants at the account of a person who decides on applications, or is to do so.

    It takes effect by the link sent to the person or by another officer's word, and lapses after a week.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="account_changes", verbose_name="Benutzerkonto"
    )
    step = models.CharField("Änderung", max_length=10, choices=AccountStep.choices)
    email = models.EmailField("E-Mail-Adresse", max_length=254, blank=True)
    body = models.ForeignKey(Body, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="Stelle")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="verlangt von"
    )
    asked_at = models.DateTimeField("verlangt am", auto_now_add=True)
    outcome = models.CharField("Ergebnis", max_length=10, choices=Result.choices, default=Result.OPEN)
    settled_at = models.DateTimeField("erledigt am", null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="erledigt von"
    )

    class Meta:
        verbose_name = "Änderung an einem Konto"
        verbose_name_plural = "Änderungen an Konten"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            one_of(AccountStep, "step"),
            one_of(Result, "outcome"),
            models.CheckConstraint(
                condition=Q(outcome=Result.OPEN, settled_at=None) | ~Q(outcome=Result.OPEN) & ~Q(settled_at=None),
                name="account_change_settled",
                violation_error_message="Was erledigt ist, hat einen Tag, an dem es erledigt wurde.",
            ),
            models.CheckConstraint(
                condition=Q(step=AccountStep.BODY, body__isnull=False) | ~Q(step=AccountStep.BODY) & Q(body=None),
                name="account_change_body",
                violation_error_message="Eine Stelle gehört zu genau dieser Änderung.",
            ),
        ]

    def __str__(self) -> str:
        told = {AccountStep.EMAIL: f": {self.email}" if self.email else "", AccountStep.BODY: f": {self.body}"}
        return f"{self.get_step_display()}{told.get(AccountStep(self.step), '')}"
