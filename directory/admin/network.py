"""How is a network entered? On one page, in the order of its public profile, each statement with its source."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from directory import search
from directory.admin.body import ContactInline, TenureInline
from directory.admin.citation import CitationFormSet, CitationInline, VerdictInline
from directory.admin.citing import CITED, CitedInline
from directory.admin.fact import FactInline
from directory.admin.record import RecordAdmin, RowAdmin, public_address
from directory.admin.terms import TermsInline
from directory.admin.topic import TreatmentInline
from directory.enums import Area, Aspect, Level
from directory.models import Network, Relation, Scope

ASPECTS = (
    Aspect.NAME,
    Aspect.KIND,
    Aspect.STATUS,
    Aspect.START,
    Aspect.END,
    Aspect.MEMBERS,
    Aspect.MEMBER_WORD,
    Aspect.IDENTITY,
    Aspect.ROLES,
    Aspect.LISTING,
)
ALWAYS_STATED = (Aspect.NAME, Aspect.KIND, Aspect.STATUS)


class Grouped:
    """Offers levels and areas under their headings."""

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name == "value":
            options["choices"] = [("", "---------"), ("Ebene", Level.choices), ("Gebiet", Area.choices)]
        return super().formfield_for_choice_field(db_field, request, **options)  # type: ignore[misc]


class ScopeInline(Grouped, CitedInline):
    model = Scope
    fields = (("dimension", "value", "text"), CITED)


@admin.register(Scope)
class ScopeAdmin(Grouped, RowAdmin):
    fields = ("network", "dimension", "value", "text")


class RelationInline(CitedInline):
    model = Relation
    fk_name = "network"
    fields = (("kind", "other", "other_name"), "text", CITED)
    autocomplete_fields = ("other",)
    related = ("network", "other")


@admin.register(Relation)
class RelationAdmin(RowAdmin):
    fields = ("network", "kind", "other", "other_name", "text")
    autocomplete_fields = ("other",)
    list_select_related = ("network", "other")


class NetworkCitationFormSet(CitationFormSet):
    slots = ()


class NetworkCitationInline(CitationInline):
    """The sources of the network's own fields; a new network is reminded of those it always states."""

    formset = NetworkCitationFormSet
    aspects = ASPECTS
    verbose_name_plural = "Belege für Name, Art, Status und Zeitraum"

    def get_extra(self, request: HttpRequest, obj: Any = None, **options: Any) -> int:
        return 0 if obj else len(ALWAYS_STATED)


class NetworkVerdictInline(VerdictInline):
    aspects = ASPECTS


class ScopeFilter(admin.ChoicesFieldListFilter):
    """The column itself is only called a value."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.title = "Ebene oder Gebiet"


@admin.register(Network)
class NetworkAdmin(RecordAdmin):
    fieldsets = (
        ("Was es ist", {"fields": ("name", "slug", "summary", "kind")}),
        ("Status und Zeitraum", {"fields": ("status", ("start", "end"))}),
        ("Veröffentlichung", {"fields": ("visibility", "verified_on")}),
    )
    prepopulated_fields = {"slug": ("name",)}
    inlines = (
        NetworkCitationInline,
        ScopeInline,
        TenureInline,
        ContactInline,
        TermsInline,
        FactInline,
        TreatmentInline,
        RelationInline,
        NetworkVerdictInline,
    )
    list_display = ("name", "kind", "status", "visibility", "mode", "since", "verified_on")
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
    search_fields = ("name", "slug")
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

    def refresh(self, record: Any, changed: set[str]) -> None:
        search.refresh(record)

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        options = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, NetworkCitationInline) and obj.pk is None:
            options["initial"] = [{"aspect": aspect.value} for aspect in ALWAYS_STATED]
        return options
