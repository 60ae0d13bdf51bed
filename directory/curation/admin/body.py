"""Body: how are bodies, their tenures and the people one can turn to edited?"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from directory.catalogue import registry, sourcing
from directory.curation.admin.base import CitedRecordAdmin, RecordForm, RowAdmin
from directory.curation.admin.citation_fields import USUAL, slots_of
from directory.curation.admin.citation_forms import CITED, CitedInline, CitingForm
from directory.curation.admin.citation_inlines import CitationInline, FurtherFormSet, GapInline, VerdictInline
from directory.curation.admin.handover import Handover
from directory.curation.admin.sitting import Sitting
from directory.models import Body, Contact, Tenure

NAME, LEGAL_FORM, OFFICE = SLOTS = slots_of(registry.BODY)
ASPECTS = sourcing.citable(registry.BODY)
TENURE_ASPECTS = sourcing.citable(registry.NETWORK.rows["tenures"])
TENURE = (("body", "role"), ("start", "end", "text"))
CONTACT = (
    ("name", "purpose"),
    ("email", "phone"),
    ("tenure", "start", "end"),
    ("confirmed_on", "withheld"),
)


class TenureInline(CitedInline):
    model = Tenure
    fields = (*TENURE, CITED)
    autocomplete_fields = ("body",)
    related = ("body",)


class TenureCitationInline(CitationInline):
    aspects = TENURE_ASPECTS


class TenureVerdictInline(VerdictInline):
    aspects = TENURE_ASPECTS


@admin.register(Tenure)
class TenureAdmin(Handover, RowAdmin):
    fields = ("network", *TENURE)
    inlines = (TenureCitationInline, GapInline, TenureVerdictInline)
    autocomplete_fields = ("body",)
    list_display = ("body", "role", "span_words", "network")
    list_filter = ("role",)
    list_select_related = ("network", "body")
    search_fields = ("body__name", "network__name")

    @admin.display(description="Zeitraum", ordering="start_earliest")
    def span_words(self, tenure: Tenure) -> str:
        return tenure.span


class ContactInline(CitedInline):
    model = Contact
    fields = (*CONTACT, CITED)

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        formset = super().get_formset(request, obj, **options)
        offer_tenures(formset.form.base_fields["tenure"], obj)
        return formset


@admin.register(Contact)
class ContactAdmin(RowAdmin):
    fields = ("network", *CONTACT)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        form = super().get_form(request, obj, change, **options)
        if "tenure" in form.base_fields:
            offer_tenures(form.base_fields["tenure"], obj.network if obj else None)
        return form


def offer_tenures(field: Any, network: Any) -> None:
    """Let a field choose among the network's tenures; asked once, not once for each contact."""
    tenures = Tenure.objects.filter(network=network).select_related("body") if network else Tenure.objects.none()
    field.queryset = tenures
    field.choices = [("", field.empty_label), *((tenure.pk, str(tenure)) for tenure in tenures)]


class BodyForm(CitingForm, RecordForm):
    """A body with the sources of its own fields."""

    slots = SLOTS


class BodyCitationFormSet(FurtherFormSet):
    beside = SLOTS


class BodyCitationInline(CitationInline):
    formset = BodyCitationFormSet
    aspects = ASPECTS
    verbose_name_plural = "Weitere Belege für Name, Rechtsform und Geschäftsstelle"


class BodyVerdictInline(VerdictInline):
    aspects = ASPECTS


@admin.register(Body)
class BodyAdmin(Sitting, CitedRecordAdmin):
    form = BodyForm
    fields = (
        USUAL,
        ("name", "slug", "short_name"),
        NAME.fields,
        "legal_form",
        LEGAL_FORM.fields,
        "office",
        OFFICE.fields,
        "entry",
        "verified_on",
    )
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("entry",)
    inlines = (BodyCitationInline, BodyVerdictInline)
    list_display = ("name", "short_name", "legal_form", "verified_on", "updated_at")
    list_filter = ("verified_on", "tenures__role")
    search_fields = ("name", "short_name", "slug")
