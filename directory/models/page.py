"""The operator's own pages: legal notice, privacy, accessibility, help. Editable in the admin."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import Resolver404, resolve, reverse

from directory.models.base import Catalogue
from directory.models.codes import CodeField

OPEN = "**["
"""Begins what the operator has to fill in: a bold bracket."""


class Page(Catalogue):
    """One page of text in Markdown."""

    slug = CodeField(
        "Webadresse (letzter Teil)",
        max_length=40,
        unique=True,
        validators=[
            RegexValidator(r"^[a-z-]{2,40}$", "Nur Kleinbuchstaben und Bindestriche, zwei bis vierzig Zeichen.")
        ],
    )
    title = models.CharField("Titel", max_length=120)
    text = models.TextField("Text (Markdown)", max_length=50_000)
    is_complete = models.BooleanField(
        "ausgefüllt",
        default=False,
        help_text="Solange nicht, weist die Seite oben darauf hin, dass Angaben fehlen.",
    )
    updated_at = models.DateTimeField("gespeichert", auto_now=True)

    class Meta:
        verbose_name = "Seite"
        verbose_name_plural = "Seiten"
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.is_complete and OPEN in self.text:
            raise ValidationError(
                {"is_complete": "Im Text stehen noch fette eckige Klammern (**[…]**): Dort fehlen Angaben."}
            )
        try:
            taken = resolve(f"/{self.slug}/").url_name != "page"
        except Resolver404:
            return  # the slug itself is wrong, and its own message says so
        if taken:
            raise ValidationError({"slug": "Unter dieser Adresse steht schon eine andere Seite."})

    def get_absolute_url(self) -> str:
        # Also of a page that is being edited, whose slug may be none: the form shows the link beside its message.
        return f"{reverse('directory:home')}{self.slug}/"
