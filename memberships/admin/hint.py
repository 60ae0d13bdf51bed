"""Hint: where do editors find, read and settle the hints that come in from outside?"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from memberships import hint_context, queue
from memberships.admin import hint_decisions
from memberships.admin.decisions import DecisionAdmin
from memberships.admin.filters import OF_HINTS
from memberships.enums import Decider
from memberships.hints import retention as hint_retention
from memberships.letters.workflow import HINT
from memberships.models import Hint


@admin.register(Hint)
class HintAdmin(DecisionAdmin):
    workflow = HINT
    role = Decider.CURATOR
    decisions = hint_decisions.FORMS
    overtaken = staticmethod(hint_decisions.overtaken)
    list_display = ("received", "entry", "subject", "flaw", "words", "sender", "stage", "age")
    list_display_links = ("received",)
    list_filter = OF_HINTS
    search_fields = ("network__name", "body__name", "text", "source")
    search_help_text = "Sucht im Namen des Eintrags und im Hinweis."
    ordering = ("submitted_at", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Hint]:
        """All of them, to whoever may see hints; to others none is there."""
        mine = Hint.objects.select_related("network", "body", "informant", "decided_by")
        return mine if request.user.has_perm(hint_context.MAY_SEE) else mine.none()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Deleting is erasing on demand; the right to it is one of its own."""
        return request.user.has_perm("memberships.delete_hint")

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Its letters go with it, whoever may see them."""
        return [str(each) for each in objs], {"Hinweise": len(objs)}, set(), []

    def delete_model(self, request: HttpRequest, obj: Hint) -> None:
        hint_retention.erase(obj)

    # --- columns ------------------------------------------------------------------------------

    @admin.display(description="eingegangen", ordering="submitted_at")
    def received(self, hint: Hint) -> str:
        return f"{timezone.localtime(hint.submitted_at):%d.%m.%Y}"

    @admin.display(description="Eintrag")
    def entry(self, hint: Hint) -> str:
        return str(hint.entry)

    @admin.display(description="worum es geht")
    def subject(self, hint: Hint) -> str:
        stood = hint_context.beginning(hint.stood)
        return f"{hint_context.subject(hint)}: {stood}" if stood else hint_context.subject(hint)

    @admin.display(description="was richtig ist")
    def words(self, hint: Hint) -> str:
        return hint_context.beginning(hint.text)

    @admin.display(description="von")
    def sender(self, hint: Hint) -> str:
        return hint_context.sender(hint)

    @admin.display(description="Alter in Tagen", ordering="-submitted_at", empty_value="–")
    def age(self, hint: Hint) -> int | None:
        return queue.days_open(hint)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return super().changelist_view(request, {"title": "Hinweise von außen"})

    def context(self, request: HttpRequest, record: Hint) -> dict[str, Any]:
        return {
            **hint_context.context(record, request.user),
            "title": f"Hinweis zu {record.entry}",
            "may_erase": self.has_delete_permission(request),
        }
