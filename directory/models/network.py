"""The networks themselves: what they are, how far they reach, how they belong together."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from directory.enums import (
    LAENDER,
    REACHES,
    Area,
    Dimension,
    Level,
    NetworkKind,
    RelationKind,
    Status,
    Visibility,
)
from directory.models.admitting import Admitting
from directory.models.base import Catalogue, Dated, Keyed, one_of
from directory.models.codes import CodeField
from directory.models.history import Place
from directory.querysets import NetworkQuerySet
from directory.rules import normalisation

REVERSED = {
    RelationKind.PART_OF: "umfasst",
    RelationKind.GREW_OUT_OF: "hat hervorgebracht",
    RelationKind.SUCCEEDED_BY: "hat abgelöst",
    RelationKind.SAME_ORGANISER: "organisiert",
    RelationKind.SIMILAR: "ist ähnlich wie",
    RelationKind.LISTED_IN: "führt auf",
}
"""Relations read from their other end."""


class Network(Admitting, Dated, Catalogue):
    """One entry of the directory. ``start`` and ``end`` are founding and end of the network itself."""

    slug = CodeField("Webadresse (letzter Teil)", max_length=80, unique=True)
    name = models.CharField("Name", max_length=160)
    short_name = models.CharField("Kurzname", max_length=40, blank=True, help_text="Nur, wo eine Quelle ihn nennt.")
    sort_key = models.CharField(max_length=160, editable=False, db_index=True)
    summary = models.CharField("in einem Satz", max_length=300, help_text="In eigenen Worten.")
    kind = models.CharField("Art", max_length=20, choices=NetworkKind.choices)
    status = models.CharField("Status", max_length=20, choices=Status.choices)
    visibility = models.CharField(
        "Sichtbarkeit", max_length=20, choices=Visibility.choices, default=Visibility.DRAFT, db_index=True
    )
    verified_on = models.DateField(
        "zuletzt geprüft am",
        null=True,
        blank=True,
        help_text="Tag, an dem ein Mensch den ganzen Eintrag noch einmal mit seinen Quellen verglichen hat.",
    )
    easy_text = models.TextField(
        "in Leichter Sprache",
        max_length=2000,
        blank=True,
        help_text="Kurze Sätze, keine Fremdwörter. Bitte von Menschen aus der Zielgruppe prüfen lassen.",
    )
    easy_checked_on = models.DateField("Leichte Sprache geprüft am", null=True, blank=True)
    created_at = models.DateTimeField("angelegt", auto_now_add=True)
    updated_at = models.DateTimeField("gespeichert", auto_now=True)

    objects = NetworkQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = "Netzwerk"
        verbose_name_plural = "Netzwerke"
        ordering = ["sort_key"]
        permissions = [
            ("publish_network", "darf Netzwerke veröffentlichen und archivieren"),
            ("import_network", "darf Netzwerke aus Dateien übernehmen"),
        ]
        constraints = [
            Dated.order(),
            Dated.bounded(),
            one_of(NetworkKind, "kind"),
            one_of(Status, "status"),
            one_of(Visibility, "visibility"),
            models.CheckConstraint(
                condition=Q(end="") | Q(status=Status.ENDED),
                name="network_end_means_ended",
                violation_error_message="Ein Ende hat nur ein Netzwerk mit dem Status „beendet“.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **options: Any) -> None:
        self.sort_key = normalisation.sort_key(self.name)
        super().save(*args, **options)

    def get_absolute_url(self) -> str:
        return reverse("directory:network", args=[self.slug])

    def belongs_to(self) -> list[int]:
        return [self.pk]

    def places_pointing_here(self) -> list[Place]:
        others = Relation._base_manager.filter(network=self, other__isnull=False).values_list("other", flat=True)
        return [*super().places_pointing_here(), *(("network", number) for number in others)]

    @property
    def full_name(self) -> str:
        """The name with the short name beside it."""
        return f"{self.name} ({self.short_name})" if self.short_name else self.name

    # --- read from its rows, which lists fetch ahead (see NetworkQuerySet.for_cards) -----------

    @property
    def areas(self) -> list["Scope"]:
        """Where it works."""
        return [scope for scope in self.scopes.all() if scope.dimension == Dimension.AREA]

    @property
    def seats(self) -> list["Scope"]:
        """Where it sits, which does not say where it works."""
        return [scope for scope in self.scopes.all() if scope.dimension == Dimension.SEAT]

    @property
    def levels(self) -> list["Scope"]:
        """On which levels of government it works."""
        return [scope for scope in self.scopes.all() if scope.dimension == Dimension.LEVEL]

    @property
    def leaders(self) -> list[Any]:
        """The tenures of those who run it today."""
        return [tenure for tenure in self.tenures.all() if tenure.leads]


class Scope(Keyed, Catalogue):
    """One level of government a network works on, one area it works in, or the Land it sits in."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="scopes", verbose_name="Netzwerk")
    dimension = models.CharField("worin", max_length=10, choices=Dimension.choices)
    value = models.CharField("Wert", max_length=30, choices=[*Level.choices, *Area.choices])
    text = models.CharField(
        "Erläuterung",
        max_length=300,
        blank=True,
        help_text="Falls die Quelle es nur mittelbar sagt: woraus es folgt. Bei einem Sitz im Ausland der Ort.",
    )

    class Meta:
        verbose_name = "Ebene, Gebiet oder Sitz"
        verbose_name_plural = "Ebenen, Gebiete, Sitz"
        ordering = ["pk"]
        constraints = [
            Keyed.key_once("network"),
            models.UniqueConstraint(
                fields=["network", "dimension", "value"],
                name="scope_once",
                violation_error_message="Diese Ebene oder dieses Gebiet ist schon eingetragen.",
            ),
            models.CheckConstraint(
                condition=Q(dimension=Dimension.LEVEL, value__in=Level.values)
                | Q(dimension=Dimension.AREA, value__in=dict(REACHES))
                | Q(dimension=Dimension.SEAT, value__in=[*dict(LAENDER), Area.ABROAD.value]),
                name="scope_value_fits",
                violation_error_message="Ebenen sind Bund, Land und Kommune; alles andere ist ein Gebiet. "
                "Ein Sitz liegt in einem Land oder im Ausland.",
            ),
            models.CheckConstraint(
                condition=~Q(value=Area.ABROAD) | ~Q(text=""),
                name="scope_abroad_told",
                violation_error_message="Wo im Ausland? Bitte nennen Sie den Ort.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_value_display()


class Relation(Keyed, Catalogue):
    """How a network belongs to another one, or to something outside the directory that is only named."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="relations", verbose_name="Netzwerk")
    kind = models.CharField("Beziehung", max_length=20, choices=RelationKind.choices)
    other = models.ForeignKey(
        Network,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="relations_from",
        verbose_name="anderes Netzwerk",
    )
    other_name = models.CharField("… oder nur genannt", max_length=200, blank=True)
    text = models.CharField("Erläuterung", max_length=300, blank=True)

    class Meta:
        verbose_name = "Beziehung"
        verbose_name_plural = "Beziehungen"
        ordering = ["pk"]
        constraints = [
            Keyed.key_once("network"),
            one_of(RelationKind, "kind"),
            models.CheckConstraint(
                condition=(Q(other__isnull=False) & Q(other_name="")) | (Q(other=None) & ~Q(other_name="")),
                name="relation_one_other",
                violation_error_message="Entweder ein Netzwerk des Verzeichnisses oder nur ein Name.",
            ),
            models.CheckConstraint(
                condition=Q(other=None) | ~Q(other=models.F("network")),
                name="relation_not_to_itself",
                violation_error_message="Ein Netzwerk hat keine Beziehung zu sich selbst.",
            ),
            *(
                models.UniqueConstraint(
                    fields=["network", "kind", column],
                    condition=Q(other__isnull=column == "other_name"),
                    name=f"relation_once_{column}",
                    violation_error_message="Diese Beziehung ist schon eingetragen.",
                )
                for column in ("other", "other_name")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network} {self.get_kind_display()} {self.other or self.other_name}"

    def belongs_to(self) -> list[int]:
        return [number for number in (self.network_id, self.other_id) if number]

    @property
    def reversed_label(self) -> str:
        """The relation read from the other network's page."""
        return REVERSED[RelationKind(self.kind)]
