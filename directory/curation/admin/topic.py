"""Topic: how are topics edited, and what a network does about them?"""

from typing import Any, ClassVar

from django.contrib import admin

from directory.curation.admin.base import RecordAdmin
from directory.curation.admin.rows import RowAdmin
from directory.models import Topic, Treatment


@admin.register(Treatment)
class TreatmentAdmin(RowAdmin):
    fieldsets: ClassVar[Any] = (
        (None, {"fields": (("topic", "title"), "text")}),
        ("Weiteres", {"fields": ("position",), "classes": ("collapse",)}),
    )
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
