"""How often has an address been used lately? Rows for rate limits; only a keyed hash of what is counted."""

from django.db import models


class Attempt(models.Model):
    """One use of a form, by hashed network address or hashed mail address."""

    key = models.CharField(max_length=64, editable=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "Versuch"
        verbose_name_plural = "Versuche"
        indexes = [models.Index(fields=["key", "at"], name="attempt_key_at")]

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y %H:%M}"
