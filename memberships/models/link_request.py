"""Requests for a new link: answered by the worker, so that the page takes the same time for every address."""

from django.db import models

from directory.models import Network


class LinkRequest(models.Model):
    """Somebody has lost a link to do with one network; the row goes as soon as it is answered."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    email = models.EmailField(max_length=254)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "Bitte um einen neuen Link"
        verbose_name_plural = "Bitten um einen neuen Link"

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y %H:%M}"
