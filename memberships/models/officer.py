"""Officer: which bodies does an officer decide for?"""

from django.conf import settings
from django.db import models

from directory.models import Body


class Officer(models.Model):
    """A person who decides on applications, for one or more coordinating bodies."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="officer", verbose_name="Benutzerkonto"
    )
    bodies = models.ManyToManyField(Body, related_name="officers", verbose_name="zuständig für")

    class Meta:
        verbose_name = "Mitgliedschaftsstelle"
        verbose_name_plural = "Mitgliedschaftsstellen"

    def __str__(self) -> str:
        return str(self.user)
