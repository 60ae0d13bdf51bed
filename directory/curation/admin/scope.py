"""Scope: how are levels of government, areas and the seat of a network edited?"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from directory.curation.admin.rows import RowAdmin
from directory.enums import Area, Level
from directory.models import Scope


@admin.register(Scope)
class ScopeAdmin(RowAdmin):
    fields = (("dimension", "value"), "text")

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Levels and areas under their headings."""
        if db_field.name == "value":
            options["choices"] = [("", "---------"), ("Ebene", Level.choices), ("Gebiet oder Sitz", Area.choices)]
        return super().formfield_for_choice_field(db_field, request, **options)
