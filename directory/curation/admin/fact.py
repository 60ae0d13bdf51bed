"""Fact: how are the dated statements about a network edited?"""

from typing import Any, ClassVar

from django.contrib import admin

from directory.curation.admin.rows import RowAdmin
from directory.models import Fact


@admin.register(Fact)
class FactAdmin(RowAdmin):
    fieldsets: ClassVar[Any] = (
        (
            None,
            {
                "fields": (
                    ("kind", "title"),
                    "text",
                    ("start", "end", "qualifier", "planned"),
                    ("place", "url", "language"),
                )
            },
        ),
        ("Nur bei einer Zahl", {"fields": (("bound", "number", "unit", "as_of"),)}),
        ("Weiteres", {"fields": ("position",), "classes": ("collapse",)}),
    )
    list_display = ("__str__", "kind", "when", "network", "verified_on")
    list_filter = ("kind", "planned", "verified_on")
    search_fields = ("title", "text", "place", "unit", "network__name")
