"""Application: where do officers find, read, decide on and export the applications of their bodies?"""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from directory.curation.admin.desk import require_get
from memberships import queue
from memberships.admin import application_decisions, assigning, export, review
from memberships.admin.decisions import DecisionAdmin
from memberships.admin.filters import OF_APPLICATIONS
from memberships.applications import permissions
from memberships.enums import Actor, State
from memberships.letters.workflow import APPLICATION
from memberships.models import Application


@admin.register(Application)
class ApplicationAdmin(DecisionAdmin):
    workflow = APPLICATION
    role = Actor.OFFICER
    decisions = application_decisions.FORMS
    overtaken = staticmethod(application_decisions.overtaken)
    list_display = ("name", "organisation", "network", "state_in_words", "waits_for", "age", "responsible")
    list_filter = OF_APPLICATIONS
    search_fields = ("name", "email", "organisation")
    search_help_text = "Sucht in Name, E-Mail und Organisation, nur in Ihren eigenen Anträgen."

    def get_queryset(self, request: HttpRequest) -> QuerySet[Application]:
        return queue.of(request.user)

    def get_ordering(self, request: HttpRequest) -> Any:
        return [queue.urgency(), "submitted_at", "pk"]

    def may_decide(self, request: HttpRequest, record: Application) -> bool:
        return super().may_decide(request, record) and permissions.may_decide(request.user, record)

    # --- columns ------------------------------------------------------------------------------

    @admin.display(description="Stand", ordering=queue.urgency())
    def state_in_words(self, application: Application) -> str:
        return queue.STATES[State(application.state)]

    @admin.display(description="wartet auf", empty_value="niemanden")
    def waits_for(self, application: Application) -> str | None:
        return queue.WAITS_FOR.get(State(application.state))

    @admin.display(description="Alter in Tagen", ordering="-submitted_at", empty_value="–")
    def age(self, application: Application) -> int | None:
        return queue.age(application)

    @admin.display(description="heute zuständig")
    def responsible(self, application: Application) -> str:
        return queue.responsible(application)

    # --- pages --------------------------------------------------------------------------------

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        own = [
            path("export/", wrap(self.export), name="memberships_application_export"),
            path("unrouted/", wrap(assigning.show), name="memberships_application_unrouted"),
            path("unrouted/<int:number>/", wrap(assigning.assign), name="memberships_application_assign"),
        ]
        return own + super().get_urls()

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        query = request.GET.urlencode()
        unrouted = request.user.has_perm(permissions.ASSIGN)
        return super().changelist_view(request, {"title": "Ihre Anträge", "export": query, "unrouted": unrouted})

    def context(self, request: HttpRequest, record: Application) -> dict[str, Any]:
        return {**review.context(record, request.user), "title": f"Antrag von {record.name}"}

    @require_get
    def export(self, request: HttpRequest) -> HttpResponse:
        """The list as the officer has filtered it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            shown = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return redirect("admin:memberships_application_changelist")
        return export.answer(shown.queryset)
