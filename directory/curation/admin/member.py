"""Members: how are the members edited that the directory itself counts?"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from directory.curation.admin.base import RecordAdmin, public_address
from directory.models import Member


@admin.register(Member)
class MemberAdmin(RecordAdmin):
    folded = "network__sort_key"
    fields = ("network", "party", "name", "is_public", ("start", "end"))
    autocomplete_fields = ("network",)
    list_display = ("__str__", "party", "network", "span_words", "is_public")
    list_filter = ("party", "is_public")
    list_select_related = ("network",)
    search_fields = ("name", "network__name")

    @admin.display(description="Zeitraum", ordering="start_earliest")
    def span_words(self, member: Member) -> str:
        return member.span

    def view_on_site(self, record: Any) -> str | None:
        return public_address(record.network)

    def get_ordering(self, request: HttpRequest) -> Any:
        return ["name", "pk"]
