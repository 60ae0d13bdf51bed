"""Fact: how are the dated statements about a network edited?"""

from typing import Any

from django.contrib import admin

from directory.curation.admin.base import RowAdmin
from directory.curation.admin.citation_forms import CITED, CitedForm, CitedInline
from directory.curation.admin.initial_values import FilledInline, FilledPage
from directory.models import Fact

STATEMENT = (
    ("kind", "title"),
    "text",
    ("start", "end", "qualifier", "planned"),
    ("place", "url"),
)
FIGURE: Any = ("Nur bei einer Zahl", {"fields": (("bound", "number", "unit", "as_of"),)})
DETAILS: Any = ("Weiteres", {"fields": (("key", "position", "verified_on"),), "classes": ("collapse",)})


class FactForm(CitedForm):
    def name_row(self) -> str:
        return f"{self.instance.get_kind_display()}: {self.instance}"


class FactInline(FilledInline, CitedInline):
    """``checkable``: each stored fact has its button "checked today"."""

    model = Fact
    form = FactForm
    readonly_fields = ("verified_on",)
    checkable = True
    fieldsets = ((None, {"fields": (*STATEMENT, CITED)}), FIGURE, DETAILS)


@admin.register(Fact)
class FactAdmin(FilledPage, RowAdmin):
    fieldsets = ((None, {"fields": ("network", *STATEMENT)}), FIGURE, DETAILS)
    list_display = ("__str__", "kind", "when", "network", "verified_on")
    list_filter = ("kind", "planned", "verified_on")
    search_fields = ("title", "text", "place", "unit", "network__name")
