"""Account changes at the desk: officers agree to what is asked for at colleagues' accounts and for their bodies."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from directory.curation.admin.desk import require_post
from memberships import accounts
from memberships.admin.desk import OwnOnly
from memberships.letters.workflow import NotAllowed
from memberships.models import AccountChange


@admin.register(AccountChange)
class AccountChangeAdmin(OwnOnly):
    fields = ("user", "address", "step", "body", "email", "asked_by", "asked_at")
    list_display = ("step", "user", "body", "asked_by", "asked_at")
    list_select_related = ("user", "body", "asked_by")
    change_form_template = "admin/memberships/accountchange/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[AccountChange]:
        return accounts.agreeable_by(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False  # reached from the desk, by whoever may agree to something

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may agree may see it; no group has a right to more."""
        return self.get_queryset(request).filter(**({"pk": obj.pk} if obj else {})).exists()

    @admin.display(description="E-Mail-Adresse des Kontos")
    def address(self, change: AccountChange) -> str:
        user: Any = change.user
        return user.email

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return super().changelist_view(request, {"title": "Änderungen, denen Sie zustimmen können"})

    def get_urls(self) -> list[Any]:
        settle = self.admin_site.admin_view(self.settle)
        return [path("<path:object_id>/settle/", settle, name="memberships_accountchange_settle"), *super().get_urls()]

    @require_post
    def settle(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Give one's word, or refuse."""
        change = self.get_object(request, unquote(object_id))
        agreed = request.POST.get("word") == "agree"
        try:
            (accounts.agree if agreed else accounts.refuse)(change=change, by=request.user)
        except NotAllowed as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "Die Änderung ist ausgeführt." if agreed else "Die Änderung ist abgelehnt.")
        return redirect("admin:index")
