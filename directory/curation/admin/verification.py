"""Verification: how does an editor say "checked today, nothing changed"? A button on the page, one at each statement,
and one for many rows of a list.
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
from directory.models import Fact, Network

LONGEST = 18  # digits a number of a row has at most
BUTTON = "Heute geprüft, nichts geändert"
DONE = "Als heute geprüft vermerkt: {}."
TYPED = "Was Sie auf dieser Seite eingegeben haben, steht noch da; gespeichert ist es noch nicht."


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
        self.note(request, record)
        return HttpResponseRedirect("../change/")

    def note(self, request: HttpRequest, record: Any) -> None:
        """Check a record, or one of its facts, if its editor may change it."""
        owner: Any = self.admin_site.get_model_admin(type(record))
        if not owner.has_change_permission(request, record):
            raise PermissionDenied
        verification.check(record)
        messages.success(request, DONE.format(record))

    def note_within(self, request: HttpRequest, object_id: str) -> None:
        """A button inside the form: the record itself, or the fact it names. What was typed is kept."""
        host: Any = self
        record = host.get_object(request, unquote(object_id))
        number = request.POST["_check"]
        if number.isdecimal():
            own = isinstance(record, Network) and len(number) <= LONGEST
            record = Fact.objects.filter(network=record, pk=number).first() if own else None
        elif not self.checkable:
            record = None
        if record is not None:
            self.note(request, record)
            messages.info(request, TYPED)

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
