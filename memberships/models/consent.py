"""Consent: what exactly do applicants consent to? Every wording that was ever asked for; none is changed or
removed.
"""

from django.core.validators import RegexValidator
from django.db import models

from directory.rules.unicode_cleaning import CleanColumns


class ConsentText(CleanColumns, models.Model):
    """One wording, in Markdown. The newest is asked for; applications name the version they saw."""

    version = models.CharField(
        "Fassung",
        max_length=20,
        unique=True,
        validators=[RegexValidator(r"^[0-9a-z-]+$", "Nur Ziffern, Kleinbuchstaben und Bindestriche.")],
        help_text="Zum Beispiel 2027-01.",
    )
    text = models.TextField("Text (Markdown)", max_length=5000)
    created_at = models.DateTimeField("gilt seit", auto_now_add=True)

    class Meta:
        verbose_name = "Einwilligungstext"
        verbose_name_plural = "Einwilligungstexte"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.version
