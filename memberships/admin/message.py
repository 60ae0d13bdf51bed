"""Message: where does one see which letters have failed? Officers those to their applicants, editors those about hints
and to coordinating bodies. Never the text: it holds a secret link.
"""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse

from directory.curation.admin.desk import require_post
from memberships import queue
from memberships.admin.desk import OwnOnly
from memberships.letters import outbox
from memberships.models import Message


@admin.register(Message)
class MessageAdmin(OwnOnly):
    fields = ("letter", "about", "to", "subject", "created_at", "attempts", "failed_at", "error")
    list_display = ("letter", "about", "to", "failed_at", "attempts", "error")
    list_select_related = ("application__network", "hint__network", "hint__body", "inquiry__body")
    search_fields = ("to", "application__name")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Message]:
        return queue.letters_of(request.user).filter(failed_at__isnull=False).defer("text", "html")

    @admin.display(description="worum es geht")
    def about(self, message: Message) -> str:
        return str(message.application or message.hint or message.inquiry)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return super().changelist_view(request, {"title": "Gescheiterte Nachrichten"})

    def get_urls(self) -> list[Any]:
        retry = self.admin_site.admin_view(self.retry)
        return [path("<path:object_id>/retry/", retry, name="memberships_message_retry"), *super().get_urls()]

    @require_post
    def retry(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Hand a letter to the worker once more."""
        message = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, message):
            raise PermissionDenied
        if outbox.try_again(message):
            messages.success(request, "Die Nachricht wird noch einmal versucht.")
        else:
            messages.error(request, "Diese Nachricht ist schon wieder unterwegs.")
        return redirect(address_of(message))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        message = self.get_object(request, unquote(object_id))
        return super().change_view(request, object_id, form_url, {"about_address": address_of(message)})


def address_of(message: Message) -> str:
    """The page of what a letter is about."""
    if message.application_id:
        return reverse("admin:memberships_application_change", args=[message.application_id])
    if message.hint_id:
        return reverse("admin:memberships_hint_change", args=[message.hint_id])
    return reverse("admin:memberships_correspondent_changelist")
