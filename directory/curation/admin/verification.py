"""Verification: how does an editor say "checked today, nothing changed"? By buttons on the sheet, one for the entry and
one at each statement, and one for many rows of a list.
"""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.views.decorators.http import require_POST

from directory.curation import verification
from directory.curation.admin.desk import only_looking

BUTTON = "Heute geprüft, nichts geändert"
DONE = "Als heute geprüft vermerkt: {}."


class Checking:
    """Mixed into the admin of records that carry a day of checking."""

    model: Any
    admin_site: Any

    @property
    def checkable(self) -> bool:
        return verification.can_be_checked(self.model)

    def get_urls(self) -> list[Any]:
        name = f"{self.model._meta.app_label}_{self.model._meta.model_name}_checked"
        view = self.admin_site.admin_view(require_POST(self.checked_view))
        own = [path("<path:object_id>/checked/", view, name=name)] if self.checkable else []
        return own + super().get_urls()  # type: ignore[misc]

    def checked_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """``<number>/checked/``: note the day and go back to the entry."""
        host: Any = self
        record = host.get_object(request, unquote(object_id))
        if record is None:
            return host.change_view(only_looking(request), object_id)
        if not host.has_change_permission(request, record):
            raise PermissionDenied
        verification.check(record)
        messages.success(request, DONE.format(record))
        return HttpResponseRedirect(host.sheet_of(record))

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)  # type: ignore[misc]
        if not self.checkable:
            actions.pop("check_many", None)
        return actions

    @admin.action(description=BUTTON, permissions=["change"])
    def check_many(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        rows = list(queryset)
        for row in rows:
            verification.check(row)
        messages.success(request, f"Als heute geprüft vermerkt: {len(rows)}.")
