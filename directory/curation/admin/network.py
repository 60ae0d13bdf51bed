"""Network: how is a network entered? On one page, in the order of its public profile, each statement with its
source.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from directory.catalogue import registry, sourcing
from directory.curation.admin.base import CitedRecordAdmin, RecordForm, RowAdmin, public_address
from directory.curation.admin.body import ContactInline, TenureInline
from directory.curation.admin.citation_fields import USUAL, slots_of
from directory.curation.admin.citation_forms import CITED, CitedInline, CitingForm
from directory.curation.admin.citation_inlines import CitationInline, FurtherFormSet, GapInline, VerdictInline
from directory.curation.admin.fact import FactInline
from directory.curation.admin.handover import Handover
from directory.curation.admin.imports import Exchange
from directory.curation.admin.preview import profile
from directory.curation.admin.publishing import Publishing
from directory.curation.admin.sitting import Sitting
from directory.curation.admin.terms import TermsInline
from directory.curation.admin.topic import TreatmentInline
from directory.enums import Area, Level
from directory.models import Network, Relation, Scope
from directory.reading import search

NAME, KIND, STATUS, START, END = SLOTS = slots_of(registry.NETWORK)
ASPECTS = sourcing.citable(registry.NETWORK)
EASY = (
    "Freiwillig. Leserinnen und Leser sehen dabei, wann Menschen aus der Zielgruppe den Text geprüft haben, oder dass "
    "das noch aussteht."
)


class Grouped:
    """Offers levels and areas under their headings."""

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name == "value":
            options["choices"] = [("", "---------"), ("Ebene", Level.choices), ("Gebiet oder Sitz", Area.choices)]
        return super().formfield_for_choice_field(db_field, request, **options)  # type: ignore[misc]


class ScopeInline(Grouped, CitedInline):
    model = Scope
    fields = (("dimension", "value", "text"), CITED)


@admin.register(Scope)
class ScopeAdmin(Grouped, RowAdmin):
    fields = ("network", "dimension", "value", "text")


RELATION_ASPECTS = sourcing.citable(registry.NETWORK.rows["relations"])


class RelationCitationInline(CitationInline):
    aspects = RELATION_ASPECTS


class RelationVerdictInline(VerdictInline):
    aspects = RELATION_ASPECTS


class RelationInline(CitedInline):
    model = Relation
    fk_name = "network"
    fields = (("kind", "other", "other_name"), "text", CITED)
    autocomplete_fields = ("other",)
    related = ("network", "other")


@admin.register(Relation)
class RelationAdmin(RowAdmin):
    inlines = (RelationCitationInline, GapInline, RelationVerdictInline)
    fields = ("network", "kind", "other", "other_name", "text")
    autocomplete_fields = ("other",)
    list_select_related = ("network", "other")


class NetworkForm(CitingForm, RecordForm):
    """A network with the sources of its own fields, and one source for all that is new on the page."""

    slots = SLOTS


class NetworkCitationFormSet(FurtherFormSet):
    beside = SLOTS


class NetworkCitationInline(CitationInline):
    """The sources of the network's own fields that do not stand beside them."""

    formset = NetworkCitationFormSet
    aspects = ASPECTS
    verbose_name_plural = "Weitere Belege für Name, Art, Status, Zeitraum und strittige Punkte"


class NetworkVerdictInline(VerdictInline):
    aspects = ASPECTS


class ScopeFilter(admin.ChoicesFieldListFilter):
    """The column itself is only called a value."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.title = "Ebene oder Gebiet"


@admin.register(Network)
class NetworkAdmin(Handover, Exchange, Publishing, Sitting, CitedRecordAdmin):
    form = NetworkForm
    fieldsets = (
        (
            "Was es ist",
            {"fields": (USUAL, ("name", "short_name", "slug"), NAME.fields, "summary", "kind", KIND.fields)},
        ),
        ("Status und Zeitraum", {"fields": ("status", STATUS.fields, "start", START.fields, "end", END.fields)}),
        ("In Leichter Sprache", {"fields": (("easy_text", "easy_checked_on"),), "description": EASY}),
        ("Veröffentlichung", {"fields": (("visibility", "verified_on"),)}),
    )
    prepopulated_fields = {"slug": ("name",)}
    inlines = (
        ScopeInline,
        TermsInline,
        TenureInline,
        ContactInline,
        TreatmentInline,
        FactInline,
        RelationInline,
        NetworkVerdictInline,
        NetworkCitationInline,
    )
    list_display = ("name", "short_name", "kind", "status", "visibility", "mode", "since", "verified_on")
    list_filter = (
        "visibility",
        "status",
        "kind",
        "verified_on",
        "terms__mode",
        "terms__cost",
        ("scopes__value", ScopeFilter),
    )
    list_select_related = ("terms",)
    search_fields = ("name", "short_name", "slug")
    search_help_text = "Sucht in Name, Angaben, Themen und Stellen; Umlaute in jeder Schreibweise."

    @admin.display(description="Beitrittsweg", ordering="terms__mode")
    def mode(self, network: Network) -> str:
        return network.terms.get_mode_display() if hasattr(network, "terms") else ""

    @admin.display(description="Zeitraum", ordering="start_earliest")
    def since(self, network: Network) -> str:
        return network.span

    def view_on_site(self, record: Any) -> str | None:
        return public_address(record)

    def find(self, records: QuerySet[Any], text: str) -> QuerySet[Any]:
        return search.find(records, text)

    def drawing(self, record: Any) -> Any:
        return profile(record)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("visibility", *super().get_readonly_fields(request, obj))
