"""Relation: how is it edited how a network belongs to another one?"""

from django.contrib import admin

from directory.curation.admin.rows import RowAdmin
from directory.models import Relation


@admin.register(Relation)
class RelationAdmin(RowAdmin):
    fields = (("kind", "other", "other_name"), "text")
    autocomplete_fields = ("other",)
    list_select_related = ("network", "other")
