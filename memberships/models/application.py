"""An application for membership, from the form to the decision; and the log of what happened to it."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from directory.enums import LAENDER, Level, Sector, Who
from directory.models import Body, Member, Network
from directory.models.base import one_of
from memberships.enums import RUNNING_STATES, Actor, ApplicationStep, DeclineReason, State


class Application(models.Model):
    """One request to join one network.

    ``reference`` names it in the log and survives erasure. ``email_key``, ``organisation_key`` and ``domain_key``
    are for comparing only; ``content_key`` tells whether two say the same. ``organisation_slot`` is filled where "one
    per organisation" holds and no exception was granted; the database then refuses a second approval.
    """

    reference = models.UUIDField("Kennung", default=uuid.uuid4, unique=True, editable=False)
    network = models.ForeignKey(Network, models.PROTECT, related_name="applications", verbose_name="Netzwerk")
    body = models.ForeignKey(
        Body,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_applications",
        verbose_name="von Hand zugewiesen an",
        help_text="Leer: zuständig ist, wer das Netzwerk heute koordiniert.",
    )
    state = models.CharField("Stand", max_length=20, choices=State.choices, default=State.UNCONFIRMED)
    submission = models.UUIDField("Absendung", unique=True, editable=False)
    content_key = models.CharField(max_length=64, editable=False, blank=True)

    party = models.CharField("als", max_length=20, choices=Who.choices)
    name = models.CharField("Name", max_length=120)
    email = models.EmailField("E-Mail-Adresse", max_length=254)
    email_key = models.CharField(max_length=254, editable=False)
    function = models.CharField("Funktion", max_length=160, blank=True)
    organisation = models.CharField("Organisation oder Initiative", max_length=160, blank=True)
    organisation_key = models.CharField(max_length=160, editable=False, blank=True)
    domain_key = models.CharField(max_length=254, editable=False, blank=True)
    organisation_slot = models.CharField(max_length=160, editable=False, blank=True)
    sector = models.CharField("Bereich", max_length=20, choices=Sector.choices, blank=True)
    place = models.CharField("Ort", max_length=120, blank=True)
    land = models.CharField("Land", max_length=30, choices=LAENDER, blank=True)
    level = models.CharField("Ebene", max_length=10, choices=Level.choices, blank=True)
    tasks = models.JSONField("Aufgaben", default=list, blank=True)
    statement = models.TextField("Tätigkeit", max_length=2000, blank=True)
    remark = models.TextField("Erläuterung", max_length=1000, blank=True)

    question = models.TextField("Rückfrage", max_length=2000, blank=True)
    answer = models.TextField("Antwort", max_length=2000, blank=True)
    decline_reason = models.CharField("Grund der Ablehnung", max_length=30, choices=DeclineReason.choices, blank=True)
    decline_text = models.TextField("… in eigenen Worten", max_length=2000, blank=True)
    exception_text = models.CharField("Ausnahme, weil", max_length=400, blank=True)

    consent_version = models.CharField("Fassung der Einwilligung", max_length=20)
    consent_at = models.DateTimeField("eingewilligt am")
    list_publicly = models.BooleanField("öffentlich nennen", default=False)
    list_publicly_at = models.DateTimeField("… eingewilligt am", null=True, blank=True)
    member = models.OneToOneField(
        Member, models.SET_NULL, null=True, blank=True, related_name="application", verbose_name="Mitglied"
    )

    submitted_at = models.DateTimeField("abgeschickt", auto_now_add=True)
    confirmed_at = models.DateTimeField("bestätigt", null=True, blank=True)
    decided_at = models.DateTimeField("entschieden", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="von"
    )
    decided_as = models.ForeignKey(
        Body, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="entschieden für"
    )
    closed_at = models.DateTimeField("abgeschlossen", null=True, blank=True)
    announced_at = models.DateTimeField("gemeldet", null=True, blank=True)
    reminded_at = models.DateTimeField("zuletzt erinnert", null=True, blank=True)

    class Meta:
        verbose_name = "Mitgliedsantrag"
        verbose_name_plural = "Mitgliedsanträge"
        ordering = ["submitted_at", "pk"]
        permissions = [("assign_application", "darf sagen, wer über einen Mitgliedsantrag entscheidet")]
        constraints = [
            one_of(State, "state"),
            one_of(Who, "party"),
            models.UniqueConstraint(
                fields=["network", "email_key"],
                condition=Q(state__in=RUNNING_STATES),
                name="application_one_running",
                violation_error_message="Zu dieser Adresse läuft bei diesem Netzwerk schon ein Antrag.",
            ),
            models.UniqueConstraint(
                fields=["network", "email_key", "content_key"],
                condition=Q(state=State.UNCONFIRMED),
                name="application_once_unconfirmed",
                violation_error_message="Genau dieser Antrag wartet schon auf seine Bestätigung.",
            ),
            models.UniqueConstraint(
                fields=["network", "organisation_slot"],
                condition=Q(state=State.APPROVED) & ~Q(organisation_slot=""),
                name="application_one_per_organisation",
                violation_error_message="Diese Organisation ist in diesem Netzwerk schon vertreten.",
            ),
            models.CheckConstraint(
                condition=Q(list_publicly=False) | Q(list_publicly_at__isnull=False),
                name="application_listing_consented",
                violation_error_message="Zur öffentlichen Nennung fehlt der Zeitpunkt der Einwilligung.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(State.APPROVED, State.DECLINED)) | Q(decided_at__isnull=False),
                name="application_decision_dated",
                violation_error_message="Zur Entscheidung fehlt der Zeitpunkt.",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DECLINED) | Q(decline_reason__in=DeclineReason.values),
                name="application_decline_reasoned",
                violation_error_message="Zur Ablehnung fehlt der Grund.",
            ),
        ]

    def __str__(self) -> str:
        """Names nobody: the admin quotes it to curators who want to delete a network, and in its logs."""
        return f"Antrag vom {timezone.localtime(self.submitted_at):%d.%m.%Y} → {self.network}"


class StatusEvent(models.Model):
    """One line of the log. Holds nothing personal of the applicant, is never changed, and survives erasure."""

    application = models.ForeignKey(Application, models.SET_NULL, null=True, related_name="events", editable=False)
    reference = models.UUIDField("Kennung", editable=False, db_index=True)
    network = models.ForeignKey(Network, models.PROTECT, related_name="+", editable=False, verbose_name="Netzwerk")
    step = models.CharField("Schritt", max_length=20, choices=ApplicationStep.choices, editable=False, blank=True)
    before = models.CharField("vorher", max_length=20, choices=State.choices, editable=False, blank=True)
    after = models.CharField("nachher", max_length=20, choices=State.choices, editable=False, blank=True)
    role = models.CharField("Rolle", max_length=20, choices=Actor.choices, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False, verbose_name="von"
    )
    note = models.CharField("Anmerkung", max_length=200, editable=False, blank=True)
    at = models.DateTimeField("wann", auto_now_add=True)

    class Meta:
        verbose_name = "Schritt"
        verbose_name_plural = "Schritte"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.note or self.get_step_display() or "abgeschickt"

    def save(self, *args: Any, **options: Any) -> None:
        """Write once.

        Raises:
            TypeError: on any later attempt.
        """
        if self.pk is not None:
            raise TypeError("A line of the log is never changed.")
        super().save(*args, **options)
