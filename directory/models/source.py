"""Source: where do we know it from? Sources, citations that tie them to single statements, verdicts where they
disagree.
"""

from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from directory.enums import Nature, Stance
from directory.models.about import TARGETS, About
from directory.models.base import Catalogue, Keyed, WebAddress, one_of, partial, partial_date
from directory.models.codes import FINGERPRINT, NUMBERED, CodeField, fingerprint_formed
from directory.models.history import Place
from directory.querysets import AboutQuerySet
from directory.rules import line_ranges


def known_spans(text: str) -> None:
    """Refuse what is no list of lines.

    Raises:
        ValidationError: with a sentence.
    """
    try:
        line_ranges.spans(text)
    except line_ranges.NotAPassage as error:
        raise ValidationError(str(error)) from error


class Source(Catalogue):
    """A page or document we have read."""

    slug = CodeField("Webadresse (letzter Teil)", max_length=80, unique=True)
    title = models.CharField("Titel", max_length=250)
    publisher = models.CharField("herausgegeben von", max_length=160)
    url = WebAddress("Webadresse", max_length=400, blank=True)
    dated = partial_date("Datum des Textes")
    read_on = models.DateField("gelesen am")
    file = models.CharField(
        "Datei",
        max_length=120,
        blank=True,
        help_text="Name der Textfassung, auf deren Zeilen die Belege zeigen.",
    )
    lines = models.PositiveIntegerField(
        "Zeilen",
        null=True,
        blank=True,
        validators=[MaxValueValidator(99_999)],
        help_text="Wie viele Zeilen die Textfassung hat, die leeren mitgezählt.",
    )
    blank_lines = models.CharField(
        "leere Zeilen",
        max_length=2000,
        blank=True,
        validators=[known_spans],
        help_text="Zum Beispiel 2,5-7. „Text vergleichen“ nennt beides.",
    )
    note = models.CharField("Anmerkung", max_length=400, blank=True)

    class Meta:
        verbose_name = "Quelle"
        verbose_name_plural = "Quellen"
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("directory:source", args=[self.slug])

    @property
    def blanks(self) -> list[tuple[int, int]]:
        """The empty lines of its text."""
        return line_ranges.spans(self.blank_lines)

    def clean(self) -> None:
        super().clean()
        partial("dated", self.dated)


class Passage(Catalogue):
    """Lines shared by citations and by what a source holds without stating a fact."""

    first_line = models.PositiveIntegerField("ab Zeile", null=True, blank=True)
    last_line = models.PositiveIntegerField("bis Zeile", null=True, blank=True)

    class Meta:
        abstract = True

    @staticmethod
    def lines_in_order() -> models.CheckConstraint:
        """Both lines or neither, and in order. To be listed among the constraints of each heir."""
        return models.CheckConstraint(
            condition=Q(first_line=None, last_line=None)
            | Q(first_line__isnull=False, first_line__gte=1, last_line__isnull=False, last_line__gte=F("first_line")),
            name="%(class)s_lines_in_order",
            violation_error_message="Anfangs- und Endzeile gehören zusammen und stehen in dieser Reihenfolge.",
        )

    @property
    def lines(self) -> str:
        """``Zeile 19``, ``Zeilen 11–14`` or nothing."""
        return line_ranges.in_words(self.first_line, self.last_line) if self.first_line and self.last_line else ""


class Silence(Keyed, Passage):
    """Lines of a source that state no fact for readers: headings, picture credits."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="silences", verbose_name="Quelle")
    reason = models.CharField("warum", max_length=200)

    class Meta:
        verbose_name = "Textstelle ohne Angabe"
        verbose_name_plural = "Textstellen ohne Angabe"
        ordering = ["first_line"]
        constraints = [
            Passage.lines_in_order(),
            Keyed.key_once("source"),
            models.UniqueConstraint(
                fields=["source", "first_line"],
                name="silence_once",
                violation_error_message="Diese Zeile ist schon eingetragen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lines}: {self.reason}"

    def places(self) -> list[Place]:
        return [("source", self.source_id)]


class Citation(About, Passage):
    """Ties a source to one statement: where in the source, what the source says, how it stands to our reading."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="citations", verbose_name="Quelle")
    locator = models.CharField(
        "Textstelle", max_length=120, blank=True, help_text="Wo es keine Zeilen gibt: Seite, Abschnitt."
    )
    fingerprint = models.CharField("Fingerabdruck der Textstelle", max_length=12, blank=True, validators=[FINGERPRINT])
    claim = models.CharField("was die Quelle sagt", max_length=400, blank=True)
    stance = models.CharField("im Verhältnis zur Lesart", max_length=10, choices=Stance.choices, default=Stance.AGREES)

    objects = AboutQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = "Beleg"
        verbose_name_plural = "Belege"
        ordering = ["source__slug", F("first_line").asc(nulls_first=True), "pk"]
        constraints = [
            About.one_target(),
            About.aspect_named(),
            Passage.lines_in_order(),
            one_of(Stance, "stance"),
            fingerprint_formed(),
            models.CheckConstraint(
                condition=Q(stance=Stance.AGREES) | ~Q(claim=""),
                name="citation_dissent_said",
                violation_error_message="Was sagt die Quelle anderes? Das Feld „was die Quelle sagt“ ist leer.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.where}" if self.where else str(self.source)

    @property
    def where(self) -> str:
        """The place in the source, in words."""
        return self.lines or self.locator

    @property
    def anchor(self) -> str:
        """Where the page of its source tells of the place."""
        if self.first_line and self.last_line:
            return line_ranges.anchor(self.first_line, self.last_line)
        return "-".join(["stelle", *self.locator.split()]) if self.locator else "ganzer-text"

    @property
    def address(self) -> str:
        """The place on the page of its source."""
        return f"{self.source.get_absolute_url()}#{quote(self.anchor)}"


class Verdict(About, Catalogue):
    """The curator's reading where sources disagree, with the reason; readers see it beside the claims."""

    code = models.CharField("Kennung", max_length=10, unique=True, validators=[NUMBERED])
    nature = models.CharField("Ergebnis", max_length=20, choices=Nature.choices)
    subject = models.CharField("worum es geht", max_length=160)
    reading = models.CharField("unsere Lesart", max_length=400)
    reason = models.CharField("Begründung", max_length=600)
    decided_on = models.DateField("entschieden am")

    objects = AboutQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = "Urteil"
        verbose_name_plural = "Urteile"
        ordering = ["pk"]
        constraints = [
            About.one_target(),
            About.aspect_named(),
            one_of(Nature, "nature"),
            *(
                models.UniqueConstraint(
                    fields=[name, "aspect"],
                    condition=Q(**{f"{name}__isnull": False}),
                    name=f"verdict_once_{name}",
                    violation_error_message="Zu dieser Angabe gibt es schon ein Urteil.",
                )
                for name in TARGETS
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def clean(self) -> None:
        super().clean()
        if not self.reading.strip() or not self.reason.strip():
            raise ValidationError("Ein Urteil braucht eine Lesart und eine Begründung.")
