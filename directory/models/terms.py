"""Terms: on which terms does one join? One row a network, its criteria one row each; "not stated" is a value of its
own.
"""

from django.db import models
from django.db.models import Q

from directory.enums import (
    Answer,
    Area,
    Cost,
    CriterionKind,
    Level,
    Mode,
    OnePerOrganisation,
    Sector,
    Who,
)
from directory.models.base import Catalogue, Keyed, one_of
from directory.models.codes import CodeField
from directory.rules.membership_paths import IN_WORDS, Path, Way

CLOSED_VALUES = {
    CriterionKind.WHO: Who,
    CriterionKind.SECTOR: Sector,
    CriterionKind.LAND: Area,
    CriterionKind.LEVEL: Level,
}
"""Criteria whose value comes from a closed list; the others carry a short slug of their own."""


class Terms(Catalogue):
    """The joining terms of one network, as its sources tell them."""

    network = models.OneToOneField("directory.Network", models.CASCADE, related_name="terms", verbose_name="Netzwerk")
    mode = models.CharField("Beitrittsweg", max_length=20, choices=Mode.choices, default=Mode.NOT_STATED)
    path = models.CharField(
        "Weg über dieses Verzeichnis",
        max_length=10,
        choices=Path.choices,
        default=Path.NONE,
        help_text="Was die Seite des Netzwerks anbietet. Nur „hier beantragen“ öffnet das Formular. Zu „beim "
        "Netzwerk selbst“ gehören Webadresse oder Worte.",
    )
    mode_text = models.CharField("… in Worten", max_length=400, blank=True)
    path_url = models.URLField(
        "Webadresse dafür",
        max_length=300,
        blank=True,
        help_text="Wo das Netzwerk selbst Anmeldungen oder Anträge annimmt.",
    )
    path_text = models.CharField(
        "… oder in Worten",
        max_length=300,
        blank=True,
        help_text="Zum Beispiel: ein Formular auf Papier, und wo man es bekommt.",
    )
    membership = models.CharField("Name der Mitgliedschaft", max_length=80, blank=True)
    who_short = models.CharField(
        "Wer, ganz kurz",
        max_length=80,
        blank=True,
        help_text="Für Karten und Listen: „alle Interessierten“, „Beschäftigte der Verwaltung“.",
    )
    who_text = models.CharField("Wer, in Worten", max_length=400, blank=True)
    cost = models.CharField("Kosten", max_length=20, choices=Cost.choices, default=Cost.NOT_STATED)
    cost_text = models.CharField("… in Worten", max_length=300, blank=True)
    one_per_organisation = models.CharField(
        "je Organisation",
        max_length=20,
        choices=OnePerOrganisation.choices,
        default=OnePerOrganisation.NOT_STATED,
    )
    obligations = models.CharField("Verpflichtungen", max_length=20, choices=Answer.choices, default=Answer.NOT_STATED)
    obligations_text = models.CharField("… in Worten", max_length=300, blank=True)

    class Meta:
        verbose_name = "Beitrittsbedingungen"
        verbose_name_plural = "Beitrittsbedingungen"
        constraints = [
            one_of(Mode, "mode"),
            one_of(Path, "path"),
            one_of(Cost, "cost"),
            one_of(OnePerOrganisation, "one_per_organisation"),
            one_of(Answer, "obligations"),
            models.CheckConstraint(
                condition=Q(who_short="") | ~Q(who_text=""),
                name="terms_who_short_of_text",
                violation_error_message="„Wer, ganz kurz“ fasst „Wer, in Worten“ zusammen; bitte beides ausfüllen.",
            ),
            models.CheckConstraint(
                condition=~Q(path=Path.ELSEWHERE) | ~Q(path_url="") | ~Q(path_text=""),
                name="terms_elsewhere_told",
                violation_error_message="Zu „beim Netzwerk selbst“ gehören Webadresse oder Worte.",
            ),
        ]

    def __str__(self) -> str:
        return f"Beitritt: {self.network}"


class Criterion(Keyed, Catalogue):
    """One condition of one way in. Values of the same kind widen (or), kinds narrow (and), ways stand side by side."""

    terms = models.ForeignKey(Terms, models.CASCADE, related_name="criteria", verbose_name="Beitrittsbedingungen")
    way = models.CharField(
        "gilt nur für",
        max_length=20,
        choices=Way.choices,
        blank=True,
        help_text="Leer: für den Beitrittsweg. Sonst: für diesen weiteren Weg, den das Netzwerk daneben nennt.",
    )
    kind = models.CharField("Frage", max_length=20, choices=CriterionKind.choices)
    value = CodeField("Wert", max_length=60)
    text = models.CharField("in Worten", max_length=300, blank=True)
    binding = models.BooleanField(
        "feste Regel",
        default=True,
        help_text="Nein, wenn es nur aus einer Beschreibung folgt. "
        "Nur eine feste Regel mit Quelle schließt jemanden aus.",
    )
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    class Meta:
        verbose_name = "Bedingung"
        verbose_name_plural = "Bedingungen"
        ordering = ["position", "pk"]
        constraints = [
            Keyed.key_once("terms"),
            one_of(CriterionKind, "kind"),
            models.CheckConstraint(
                condition=Q(way__in=["", *Way.values]),
                name="criterion_way_known",
                violation_error_message="Diesen Weg gibt es nicht.",
            ),
            models.UniqueConstraint(
                fields=["terms", "way", "kind", "value"],
                name="criterion_once",
                violation_error_message="Diese Bedingung ist schon eingetragen.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=CriterionKind.WORDS) | ~Q(text=""),
                name="criterion_words_told",
                violation_error_message="Was ein Mensch prüft, muss in Worten dastehen.",
            ),
            *(
                models.CheckConstraint(
                    condition=~Q(kind=kind) | Q(value__in=choices.values),
                    name=f"criterion_{kind.value}_known",
                    violation_error_message=f"Diesen Wert gibt es bei „{kind.label}“ nicht.",
                )
                for kind, choices in CLOSED_VALUES.items()
            ),
        ]

    def __str__(self) -> str:
        return self.text or self.label

    def belongs_to(self) -> list[int]:
        return self.terms.belongs_to()

    @property
    def label(self) -> str:
        """The German name of a value; of one that no list knows the words it was made of."""
        choices = CLOSED_VALUES.get(CriterionKind(self.kind))
        return str(choices(self.value).label) if choices else IN_WORDS.get(self.value) or self.text or self.value
