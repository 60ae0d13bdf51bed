"""Page: how are the operator's own pages edited?"""

from typing import Any

from django.contrib import admin

from directory.curation.admin.base import RecordAdmin
from directory.models import Page


@admin.register(Page)
class PageAdmin(RecordAdmin):
    folded = "slug"
    fields = ("title", "slug", "text", "is_complete")
    prepopulated_fields = {"slug": ("title",)}
    list_display = ("title", "slug", "is_complete", "updated_at")
    list_filter = ("is_complete",)
    search_fields = ("title", "text")

    def drawing(self, record: Any) -> tuple[str, dict[str, Any]]:
        return "directory/text.html", {"page": record}
