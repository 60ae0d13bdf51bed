"""Body: how are bodies, their tenures and the people one can turn to edited?"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from directory.curation.admin.handover import Handover
from directory.curation.admin.rows import RowAdmin
from directory.curation.admin.sheet import Section, Sheet, SheetAdmin
from directory.models import Body, Contact, Tenure


@admin.register(Tenure)
class TenureAdmin(Handover, RowAdmin):
    fields = (("body", "role"), ("start", "end"), "text")
    autocomplete_fields = ("body",)
    list_display = ("body", "role", "span_words", "network")
    list_filter = ("role",)
    list_select_related = ("network", "body")
    search_fields = ("body__name", "network__name")

    @admin.display(description="Zeitraum", ordering="start_earliest")
    def span_words(self, tenure: Tenure) -> str:
        return tenure.span


@admin.register(Contact)
class ContactAdmin(RowAdmin):
    fields = (("name", "purpose"), ("email", "phone"), ("tenure", "start", "end"), ("confirmed_on", "withheld"))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        """The tenures to choose from are the network's own."""
        form = super().get_form(request, obj, change, **options)
        if "tenure" in form.base_fields:
            field = form.base_fields["tenure"]
            field.queryset = Tenure.objects.filter(network=form.owner["network"]).select_related("body")
        return form


@admin.register(Body)
class BodyAdmin(SheetAdmin):
    fields = (("name", "slug", "short_name"), "legal_form", "office", "url", "entry")
    statements = {
        "name": (("name", "short_name"),),
        "legal-form": ("legal_form",),
        "office": ("office",),
        "url": ("url",),
        "entry": ("entry",),
        "slug": ("slug",),
    }
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("entry",)
    list_display = ("name", "short_name", "legal_form", "verified_on", "updated_at")
    list_filter = ("verified_on", "tenures__role")
    search_fields = ("name", "short_name", "slug")

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else self.prepopulated_fields

    def sections(self, sheet: Sheet) -> list[Section]:
        sheet.read([sheet.record])
        return super().sections(sheet)
