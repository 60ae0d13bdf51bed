"""Inquiry: what do we ask coordinating bodies, at which address, and what did they answer?"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from directory.models import Body, Contact, Fact, Network
from directory.models.about import exactly_one
from directory.models.base import one_of
from directory.rules.mail_addresses import MailField
from memberships.enums import Said
from memberships.models.hint import Hint

TARGETS = ("network", "fact", "contact")


class Correspondent(models.Model):
    """How a coordinating body is asked. Without an address of its own, its networks' contact person is asked."""

    body = models.OneToOneField(Body, models.CASCADE, related_name="correspondent", verbose_name="Stelle")
    email = MailField(
        "E-Mail-Adresse",
        max_length=254,
        blank=True,
        help_text="Leer: die Adresse der öffentlich genannten Kontaktperson.",
    )
    declined_at = models.DateTimeField("will nicht gefragt werden, seit", null=True, blank=True)
    asked_at = models.DateTimeField("zuletzt gefragt", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "E-Mail-Adresse einer Stelle"
        verbose_name_plural = "E-Mail-Adressen der Stellen"
        ordering = ["body__sort_key"]

    def __str__(self) -> str:
        return f"E-Mail-Adresse: {self.body}"


class Inquiry(models.Model):
    """One letter that asked a body whether the facts of its networks are still right. Keeps no address."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="inquiries", verbose_name="Stelle")
    asked_at = models.DateTimeField("gefragt", default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="von"
    )

    class Meta:
        verbose_name = "Bitte um Bestätigung"
        verbose_name_plural = "Bitten um Bestätigung"
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.body}, {timezone.localtime(self.asked_at):%d.%m.%Y}"


class Reply(models.Model):
    """What the body said about one fact, one contact person, or one network as a whole; it may think again.

    ``checked_before`` is the day that stood there before the reply was taken for a check.
    """

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="replies")
    network = models.ForeignKey(Network, models.CASCADE, null=True, related_name="replies")
    fact = models.ForeignKey(Fact, models.CASCADE, null=True, related_name="replies")
    contact = models.ForeignKey(Contact, models.CASCADE, null=True, related_name="replies")
    said = models.CharField("Antwort", max_length=20, choices=Said.choices)
    checked_before = models.DateField("vorher geprüft am", null=True)
    hint = models.ForeignKey(Hint, models.SET_NULL, null=True, related_name="replies")
    at = models.DateTimeField("wann", default=timezone.now)

    class Meta:
        verbose_name = "Antwort einer Stelle"
        verbose_name_plural = "Antworten der Stellen"
        ordering = ["pk"]
        constraints = [
            one_of(Said, "said"),
            models.CheckConstraint(
                condition=exactly_one(TARGETS),
                name="reply_one_target",
                violation_error_message="Eine Antwort gehört zu genau einer Angabe.",
            ),
            *(
                models.UniqueConstraint(
                    fields=["inquiry", name],
                    condition=Q(**{f"{name}__isnull": False}),
                    name=f"reply_once_{name}",
                    violation_error_message="Dazu gibt es schon eine Antwort.",
                )
                for name in TARGETS
            ),
        ]

    def __str__(self) -> str:
        return self.get_said_display()
