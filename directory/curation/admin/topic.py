"""Topic: how are topics edited, and what a network does about them?"""

from typing import Any

from django.contrib import admin

from directory.curation.admin.base import RecordAdmin, RowAdmin
from directory.curation.admin.citation_forms import CITED, CitedInline
from directory.models import Topic, Treatment

DETAILS: Any = ("Weiteres", {"fields": (("key", "position"),), "classes": ("collapse",)})
TREATMENT = (("topic", "title"), "text")


class TreatmentInline(CitedInline):
    model = Treatment
    fieldsets = ((None, {"fields": (*TREATMENT, CITED)}), DETAILS)
    autocomplete_fields = ("topic",)
    related = ("topic",)


@admin.register(Treatment)
class TreatmentAdmin(RowAdmin):
    fieldsets = ((None, {"fields": ("network", *TREATMENT)}), DETAILS)
    autocomplete_fields = ("topic",)
    list_display = ("__str__", "topic", "network")
    list_select_related = ("network", "topic")
    list_filter = ("topic",)
    search_fields = ("title", "text", "topic__name", "network__name")


@admin.register(Topic)
class TopicAdmin(RecordAdmin):
    fields = ("name", "slug", "summary")
    prepopulated_fields = {"slug": ("name",)}
    list_display = ("name", "summary", "updated_at")
    search_fields = ("name", "slug")
