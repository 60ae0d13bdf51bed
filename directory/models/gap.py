"""Gap: where does the directory say something without a source, and why? Said openly, as readers see it."""

from django.db import models

from directory.models.about import TARGETS, About
from directory.models.base import Catalogue
from directory.querysets import AboutQuerySet


class Gap(About, Catalogue):
    """The reason why a statement stands without a source, in an editor's words."""

    reason = models.CharField("ohne Quelle, weil", max_length=300, blank=True)

    objects = AboutQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = "Angabe ohne Quelle"
        verbose_name_plural = "Angaben ohne Quelle"
        ordering = ["pk"]
        constraints = [
            About.one_target(),
            About.aspect_named(),
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="gap_reason_given",
                violation_error_message="Hier fehlt, warum die Angabe keine Quelle hat.",
            ),
            *(
                models.UniqueConstraint(
                    fields=[name, "aspect"],
                    condition=models.Q(**{f"{name}__isnull": False}),
                    name=f"gap_once_{name}",
                    violation_error_message="Zu dieser Angabe steht schon, warum sie keine Quelle hat.",
                )
                for name in TARGETS
            ),
        ]

    def __str__(self) -> str:
        return f"ohne Quelle: {self.reason}"
