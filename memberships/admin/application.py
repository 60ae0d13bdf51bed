"""Where do officers find, read, decide on and export the applications of their bodies?"""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe

from memberships import actions, permissions, queue, workflow
from memberships.admin import assigning, deciding, export, review
from memberships.admin.desk import OwnOnly
from memberships.admin.filters import FILTERS
from memberships.enums import Role, State
from memberships.models import Application

require_get: Any = method_decorator(require_safe)
require_post: Any = method_decorator(require_POST)


@admin.register(Application)
class ApplicationAdmin(OwnOnly):
    list_display = ("name", "organisation", "network", "state_in_words", "waits_for", "age", "responsible")
    list_filter = FILTERS
    search_fields = ("name", "email", "organisation")
    search_help_text = "Sucht in Name, E-Mail und Organisation, nur in Ihren eigenen Anträgen."

    def get_queryset(self, request: HttpRequest) -> QuerySet[Application]:
        return queue.of(request.user)

    def get_ordering(self, request: HttpRequest) -> Any:
        return [queue.urgency(), "submitted_at", "pk"]

    def may_decide(self, request: HttpRequest, application: Application) -> bool:
        """The right to change applications is the right to decide; no form of the admin's own is opened by it."""
        right = request.user.has_perm("memberships.change_application")
        return right and permissions.may_decide(request.user, application)

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
            path("<path:object_id>/decide/<slug:step>/", wrap(self.decide), name="memberships_application_decide"),
        ]
        return own + super().get_urls()

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        query = request.GET.urlencode()
        unrouted = request.user.has_perm(permissions.ASSIGN)
        return super().changelist_view(request, {"title": "Ihre Anträge", "export": query, "unrouted": unrouted})

    @require_get
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The page on which an officer reads and decides."""
        application = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, application):
            raise PermissionDenied
        return self.show(request, application)

    @require_get
    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """What happened stands on the page itself."""
        application = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, application):
            raise PermissionDenied
        return redirect(f"{address(application)}#verlauf")

    def show(self, request: HttpRequest, application: Application, **forms: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            **review.context(application, request.user, **forms),
            "opts": self.opts,
            "title": f"Antrag von {application.name}",
            "errors": any(form.errors for form in forms.values()),
            "may_decide": self.may_decide(request, application),
        }
        return TemplateResponse(request, "admin/memberships/application/review.html", context)

    @require_post
    def decide(self, request: HttpRequest, object_id: str, step: str) -> HttpResponse:
        """Take one step. Whoever comes second is told, and changes nothing."""
        application = self.get_object(request, unquote(object_id))
        if not self.may_decide(request, application):
            raise PermissionDenied
        makers = {each.value: form for each, form in deciding.FORMS.items()}
        if step not in makers:
            raise Http404
        form = makers[step](application, request.POST)
        if not form.is_current:
            messages.error(request, deciding.overtaken(application))
        elif form.step not in workflow.steps(State(application.state), Role.OFFICER):
            messages.error(request, "Dieser Schritt ist im jetzigen Stand nicht möglich.")
        elif not form.is_valid():
            return self.show(request, application, **{step: form})
        else:
            self.take(request, form)
        return redirect(address(application))

    def take(self, request: HttpRequest, form: deciding.StepForm) -> None:
        try:
            form.act(request.user)
        except actions.Conflict:
            form.application.refresh_from_db()
            messages.error(request, deciding.overtaken(form.application))
        except (workflow.NotAllowed, actions.OrganisationTaken) as error:
            messages.error(request, str(error))
        else:
            messages.success(request, form.done)

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


def address(application: Application) -> str:
    """Where an application is read."""
    return reverse("admin:memberships_application_change", args=[application.pk])
