"""Link: does a web address still answer? What the last visit found; the addresses themselves stand in the
catalogue.
"""

from django.db import models
from django.db.models import Q

from directory.models.base import WebAddress, one_of


class LinkState(models.TextChoices):
    """How a web address answered when it was last visited."""

    UNKNOWN = "unknown", "noch nicht besucht"
    ALIVE = "alive", "antwortet"
    MOVED = "moved", "umgezogen"
    DEAD = "dead", "antwortet nicht"
    REFUSED = "refused", "wird nicht besucht"


class Link(models.Model):
    """One web address the catalogue names, and how it answered when it was last visited.

    ``failures`` counts the visits in a row that found nothing. ``accepted_on``: an editor knows what the last visit
    found and leaves the address as it is.
    """

    url = WebAddress("Webadresse", max_length=400, unique=True)
    state = models.CharField("Zustand", max_length=10, choices=LinkState.choices, default=LinkState.UNKNOWN)
    status = models.PositiveSmallIntegerField("Antwort", null=True, blank=True, help_text="Zahl des Servers, wie 404.")
    moved_to = WebAddress("zieht um nach", max_length=400, blank=True)
    error = models.CharField("was geschah", max_length=200, blank=True)
    checked_at = models.DateTimeField("zuletzt besucht", null=True, blank=True)
    failures = models.PositiveSmallIntegerField("vergebliche Besuche", default=0)
    failing_since = models.DateTimeField("antwortet nicht seit", null=True, blank=True)
    due_at = models.DateTimeField("nächster Besuch", null=True, blank=True, db_index=True)
    accepted_on = models.DateField("bleibt so, entschieden am", null=True, blank=True)

    class Meta:
        verbose_name = "Webadresse"
        verbose_name_plural = "Webadressen"
        ordering = ["url"]
        constraints = [
            one_of(LinkState, "state"),
            models.CheckConstraint(
                condition=Q(failures=0, failing_since=None) | Q(failures__gt=0, failing_since__isnull=False),
                name="link_failing_since",
                violation_error_message="Nur zu vergeblichen Besuchen gehört, seit wann sie vergeblich sind.",
            ),
        ]

    def __str__(self) -> str:
        return self.url
