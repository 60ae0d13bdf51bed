"""Notice: who wants to be told when a planned network opens? With a consent and an expiry of its own."""

from django.db import models

from directory.models import Network


class Notice(models.Model):
    """One address waiting for one network to open."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="notices", verbose_name="Netzwerk")
    email = models.EmailField("E-Mail-Adresse", max_length=254)
    email_key = models.CharField(max_length=254, editable=False)
    consent_version = models.CharField("Fassung der Einwilligung", max_length=20)
    consent_at = models.DateTimeField("eingewilligt am")
    confirmed_at = models.DateTimeField("bestätigt", null=True, blank=True)
    expires_at = models.DateTimeField("gilt bis")
    told_at = models.DateTimeField("benachrichtigt", null=True, blank=True)

    class Meta:
        verbose_name = "Vormerkung"
        verbose_name_plural = "Vormerkungen"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["network", "email_key"], name="notice_once")]

    def __str__(self) -> str:
        return f"Vormerkung für {self.network}"
