"""Membership: which kinds of membership does a network offer, and on which terms of its own? One row a kind."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q

from directory.models.base import Catalogue, Keyed, partial, partial_date
from directory.rules import partial_dates


class Period(models.TextChoices):
    """How often a fee is due."""

    ONCE = "einmalig", "einmalig"
    MONTHLY = "monatlich", "monatlich"
    YEARLY = "jaehrlich", "jährlich"


class Membership(Keyed, Catalogue):
    """One kind of membership. ``fee`` is in euros; one that is ``graded`` depends on something, told in words."""

    network = models.ForeignKey(
        "directory.Network", models.CASCADE, related_name="memberships", verbose_name="Netzwerk"
    )
    name = models.CharField("Name", max_length=120)
    who = models.CharField("für wen", max_length=300, blank=True)
    fee = models.DecimalField(
        "Beitrag in Euro",
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Null nur, wo eine Quelle sagt, dass er entfällt. Hängt er von etwas ab: der niedrigste.",
    )
    period = models.CharField("wie oft", max_length=10, choices=Period.choices, blank=True)
    graded = models.BooleanField("der Beitrag hängt von etwas ab", default=False)
    fee_text = models.CharField("Beitrag in Worten", max_length=300, blank=True)
    deadline = partial_date("Frist")
    deadline_text = models.CharField("Frist in Worten", max_length=200, blank=True)
    steps = models.CharField("wie entschieden wird", max_length=600, blank=True)
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    class Meta:
        verbose_name = "Art der Mitgliedschaft"
        verbose_name_plural = "Arten der Mitgliedschaft"
        ordering = ["position", "pk"]
        constraints = [
            Keyed.key_once("network"),
            models.UniqueConstraint(
                fields=["network", "name"],
                name="membership_once",
                violation_error_message="Diese Art der Mitgliedschaft steht bei diesem Netzwerk schon.",
            ),
            models.CheckConstraint(
                condition=Q(fee=None) | Q(fee__gte=0),
                name="membership_fee_not_negative",
                violation_error_message="Ein Beitrag ist nicht kleiner als null.",
            ),
            models.CheckConstraint(
                condition=Q(period="")
                | (Q(period__in=Period.values) & (Q(fee__isnull=False, fee__gt=0) | Q(graded=True))),
                name="membership_period_of_fee",
                violation_error_message="Wie oft gezahlt wird, gehört zu einem Beitrag.",
            ),
            models.CheckConstraint(
                condition=Q(fee=None) | Q(fee__lte=0) | ~Q(period=""),
                name="membership_fee_has_period",
                violation_error_message="Bitte wählen Sie, wie oft der Beitrag gezahlt wird.",
            ),
            models.CheckConstraint(
                condition=Q(graded=False) | ~Q(fee_text=""),
                name="membership_graded_told",
                violation_error_message="Wovon hängt der Beitrag ab? Bitte sagen Sie es in Worten.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        partial("deadline", self.deadline)

    @property
    def costs(self) -> bool:
        """Whether a fee is known."""
        return self.graded or bool(self.fee)

    @property
    def fee_words(self) -> str:
        """``ab 12,50 € monatlich, je nach Größe``; empty where nothing is known."""
        amount = "" if self.fee is None else euros(self.fee) if self.costs else "kostenlos"
        least = "ab" if amount and self.graded else ""
        told = " ".join(filter(None, [least, amount, self.get_period_display()]))
        return ", ".join(filter(None, [told, self.fee_text]))

    @property
    def deadline_words(self) -> str:
        """Until when one can join."""
        return ", ".join(filter(None, [self.deadline and partial_dates.in_words(self.deadline), self.deadline_text]))


def euros(amount: Any) -> str:
    """``1.250 €``, ``12,50 €``"""
    amount = Decimal(amount)
    text = f"{amount:,.0f}" if amount == amount.to_integral() else f"{amount:,.2f}"
    return text.translate(str.maketrans(",.", ".,")) + " €"
