"""The dated statements about a network: one table for events, figures, publications, aims and all the rest."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from directory.enums import FactKind
from directory.models.base import Catalogue, Dated, WebAddress, day_bound, one_of, partial, partial_date
from directory.models.codes import CodeField
from directory.querysets import today
from directory.rules import partial_dates


class Bound(models.TextChoices):
    """How exactly a figure is meant."""

    EXACTLY = "exactly", "genau"
    ABOUT = "about", "ca."
    MORE_THAN = "more-than", "mehr als"


class Language(models.TextChoices):
    """Languages networks have names in, or work in."""

    DE = "de", "Deutsch"
    EN = "en", "Englisch"
    FR = "fr", "Französisch"
    ES = "es", "Spanisch"
    IT = "it", "Italienisch"
    NL = "nl", "Niederländisch"
    DA = "da", "Dänisch"
    PL = "pl", "Polnisch"
    CS = "cs", "Tschechisch"
    UK = "uk", "Ukrainisch"
    RU = "ru", "Russisch"
    TR = "tr", "Türkisch"
    AR = "ar", "Arabisch"


HAPPENING = (FactKind.EVENT, FactKind.PUBLICATION, FactKind.PRODUCT, FactKind.FIGURE, FactKind.FOUNDING)
"""What happens or appears at its date; all other kinds last from it on."""
PLACED = (FactKind.ADDRESS,)
"""Kinds whose words name the place already."""


class Fact(Dated, Catalogue):
    """One statement about a network, in our own words, as exact as its source.

    ``number`` counts ``unit``; ``as_of`` is the day the source gives for the figure, empty if it gives none.
    ``qualifier`` is the source's own word before the date ("Anfang").
    """

    network = models.ForeignKey("directory.Network", models.CASCADE, related_name="facts", verbose_name="Netzwerk")
    key = CodeField("Kennung", max_length=80)
    kind = models.CharField("Art", max_length=20, choices=FactKind.choices)
    title = models.CharField("Titel", max_length=250, blank=True, help_text="Nur, wo die Quelle einen Titel nennt.")
    text = models.CharField("Aussage", max_length=600, blank=True)
    number = models.PositiveIntegerField("Zahl", null=True, blank=True)
    bound = models.CharField("wie genau", max_length=10, choices=Bound.choices, blank=True)
    unit = models.CharField("wovon", max_length=80, blank=True)
    as_of = partial_date("Stand")
    as_of_latest = day_bound()
    qualifier = models.CharField("Wort vor dem Datum", max_length=20, blank=True)
    planned = models.BooleanField("geplant", default=False, help_text="Die Quelle kündigt es an.")
    place = models.CharField("Ort", max_length=120, blank=True)
    url = WebAddress("Webadresse", max_length=300, blank=True)
    language = models.CharField(
        "Sprache", max_length=10, choices=Language.choices, blank=True, help_text="Eines Namens, oder der Arbeit."
    )
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)
    verified_on = models.DateField("zuletzt geprüft am", null=True, blank=True)
    updated_at = models.DateTimeField("gespeichert", auto_now=True)

    class Meta:
        verbose_name = "Angabe"
        verbose_name_plural = "Angaben"
        ordering = ["position", "pk"]
        constraints = [
            Dated.order(),
            Dated.bounded(),
            one_of(FactKind, "kind"),
            models.UniqueConstraint(
                fields=["network", "key"],
                name="fact_once",
                violation_error_message="Diese Kennung gibt es bei diesem Netzwerk schon.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=FactKind.FIGURE)
                | (Q(number__isnull=False) & Q(bound__in=Bound.values) & ~Q(unit="")),
                name="fact_figure_complete",
                violation_error_message="Eine Zahl braucht Zahl, Genauigkeit und Einheit.",
            ),
            models.CheckConstraint(
                condition=Q(kind=FactKind.FIGURE) | (Q(number=None) & Q(bound="") & Q(unit="") & Q(as_of="")),
                name="fact_only_figures_count",
                violation_error_message="Zahl, Genauigkeit, Einheit und Stand gehören nur zu einer Zahl.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[FactKind.FIGURE, FactKind.LANGUAGE]) | ~Q(text="") | ~Q(title="") | ~Q(url=""),
                name="fact_says_something",
                violation_error_message="Eine Angabe braucht einen Titel, eine Aussage oder eine Webadresse.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=FactKind.WEBSITE) | ~Q(url="") | ~Q(text=""),
                name="fact_website_address",
                violation_error_message="Bei einer Webadresse fehlt die Adresse.",
            ),
            models.CheckConstraint(
                condition=Q(language__in=Language.values, kind__in=[FactKind.NAME, FactKind.LANGUAGE])
                | (Q(language="") & ~Q(kind=FactKind.LANGUAGE)),
                name="fact_language_fits",
                violation_error_message="Eine Sprache haben nur Namen; zur Angabe „Sprache“ gehört, welche.",
            ),
        ]

    def __str__(self) -> str:
        language = self.get_language_display() if self.kind == FactKind.LANGUAGE else ""
        return language or self.title or self.figure or self.text or self.url

    def set_bounds(self) -> None:
        super().set_bounds()
        as_of = partial("as_of", self.as_of)
        self.as_of_latest = as_of.latest if as_of else None

    def clean(self) -> None:
        super().clean()
        if self.qualifier and not self.start:
            raise ValidationError({"qualifier": "Vor welchem Datum? Das Feld „von“ ist leer."})

    @property
    def figure(self) -> str:
        """``mehr als 95 Kommunen``; empty where the fact is no figure."""
        if self.number is None:
            return ""
        lead = "" if self.bound == Bound.EXACTLY else f"{self.get_bound_display()} "
        number = f"{self.number:,}".replace(",", ".")
        return f"{lead}{number} {self.unit}"

    @property
    def as_of_words(self) -> str:
        """``Stand: Mai 2024`` or, honestly, ``ohne Datum``."""
        return f"Stand: {partial_dates.in_words(self.as_of)}" if self.as_of else "ohne Datum"

    @property
    def when(self) -> str:
        """``Anfang März 2024`` for what happens or appears, ``seit 2013`` for what lasts; or nothing."""
        tell = partial_dates.span_in_words if self.kind in HAPPENING else partial_dates.since_in_words
        return tell(self.start, self.end, self.qualifier)

    @property
    def lead(self) -> str:
        """When and where, also of what is only planned: ``geplant für Frühjahr 2025, Berlin``; or nothing."""
        when = self.when
        if self.planned:
            start, _, rest = when.partition(" ")
            before = {"seit": "ab", "bis": "bis"}.get(start)
            when = f"geplant {before} {rest}" if before else f"geplant für {when}" if when else "geplant"
        return ", ".join(filter(None, [when, self.place if self.kind not in PLACED else ""]))

    @property
    def has_passed(self) -> bool:
        """Whether it was only announced and its time is over, so that nobody knows yet if it came about."""
        if not self.planned or not (self.start or self.end):
            return False
        return partial_dates.parse(self.end or self.start).latest < today()
