"""A hint from outside: what is wrong or missing in an entry, by whoever noticed it, and what became of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from directory.models import Body, Network
from directory.models.base import one_of
from memberships.enums import Flaw, Refusal, Stage

DECIDED = (Stage.ACCEPTED, Stage.DECLINED, Stage.DUPLICATE, Stage.WITHDRAWN)


class Hint(models.Model):
    """One hint about one entry, or about one of its statements.

    ``about`` names the statement as links do (see ``hints.references``), empty for the whole entry; ``stood`` is how it
    stood when the hint was written. ``informant`` is the coordinating body that said so; empty for hints from the
    public.
    """

    reference = models.UUIDField("Kennung", default=uuid.uuid4, unique=True, editable=False)
    network = models.ForeignKey(
        Network, models.CASCADE, null=True, blank=True, related_name="hints", verbose_name="Netzwerk"
    )
    body = models.ForeignKey(Body, models.CASCADE, null=True, blank=True, related_name="hints", verbose_name="Stelle")
    about = models.CharField("worum es geht", max_length=140, blank=True)
    stood = models.TextField("wie es da stand", blank=True)
    flaw = models.CharField("was nicht stimmt", max_length=20, choices=Flaw.choices)
    text = models.TextField("was richtig ist", max_length=2000)
    source = models.CharField("woher bekannt", max_length=400, blank=True)
    email = models.EmailField("E-Mail-Adresse", max_length=254, blank=True)
    consent_version = models.CharField("Fassung der Einwilligung", max_length=20, blank=True)
    consent_at = models.DateTimeField("eingewilligt am", null=True, blank=True)
    informant = models.ForeignKey(
        Body, models.SET_NULL, null=True, blank=True, related_name="reported_hints", verbose_name="gemeldet von"
    )
    submission = models.UUIDField("Absendung", unique=True, editable=False)
    submitted_at = models.DateTimeField("eingegangen", default=timezone.now)

    stage = models.CharField("Stand", max_length=20, choices=Stage.choices, default=Stage.OPEN)
    refusal = models.CharField("Grund", max_length=20, choices=Refusal.choices, blank=True)
    answer = models.TextField("in eigenen Worten", max_length=1000, blank=True)
    same_as = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="repeats", verbose_name="lag schon vor als"
    )
    decided_at = models.DateTimeField("entschieden", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="von"
    )

    class Meta:
        verbose_name = "Hinweis"
        verbose_name_plural = "Hinweise"
        ordering = ["submitted_at", "pk"]
        constraints = [
            one_of(Flaw, "flaw"),
            one_of(Stage, "stage"),
            models.CheckConstraint(
                condition=Q(network__isnull=False, body=None) | Q(network=None, body__isnull=False),
                name="hint_one_entry",
                violation_error_message="Ein Hinweis gehört zu genau einem Eintrag.",
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.OPEN, decided_at=None) | (~Q(stage=Stage.OPEN) & Q(decided_at__isnull=False)),
                name="hint_decision_dated",
                violation_error_message="Zur Entscheidung gehört ihr Zeitpunkt.",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.DECLINED) | Q(refusal__in=Refusal.values),
                name="hint_refusal_reasoned",
                violation_error_message="Zur Ablehnung fehlt der Grund.",
            ),
            models.CheckConstraint(
                condition=Q(email="") | Q(consent_at__isnull=False),
                name="hint_address_consented",
                violation_error_message="Zur Adresse fehlt der Zeitpunkt der Einwilligung.",
            ),
            models.CheckConstraint(
                condition=Q(same_as=None) | ~Q(same_as=F("pk")),
                name="hint_not_its_own_double",
                violation_error_message="Ein Hinweis wiederholt nicht sich selbst.",
            ),
        ]

    def __str__(self) -> str:
        """Names nobody and quotes nothing: the admin keeps it in its log."""
        return f"Hinweis vom {self.day} zu {self.entry}"

    @property
    def day(self) -> str:
        """When it came in; people name it to each other by that."""
        return f"{timezone.localtime(self.submitted_at):%d.%m.%Y}"

    @property
    def entry(self) -> Network | Body:
        """The entry it is about."""
        found = self.network or self.body
        assert found is not None  # noqa: S101 - a constraint sees to it
        return found
