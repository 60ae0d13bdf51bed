"""Where do officers see which letters to their applicants have failed? Never the text: it holds a secret link."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from memberships import outbox, permissions
from memberships.admin.desk import OwnOnly
from memberships.models import Message

require_post: Any = method_decorator(require_POST)


@admin.register(Message)
class MessageAdmin(OwnOnly):
    fields = ("letter", "application", "to", "subject", "created_at", "attempts", "failed_at", "error")
    list_display = ("letter", "application", "to", "failed_at", "attempts", "error")
    list_select_related = ("application__network",)
    search_fields = ("to", "application__name")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Message]:
        own = permissions.visible_to(request.user).values("pk")
        return Message.objects.filter(failed_at__isnull=False, application__in=own).defer("text", "html")

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
        return redirect("admin:memberships_application_change", message.application_id)
