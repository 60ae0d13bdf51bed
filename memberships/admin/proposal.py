"""Where do editors find, read and settle the hints that come in from outside?"""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe

from memberships import forgetting, placing, proposals, queue, stages
from memberships.admin import answering
from memberships.admin.desk import OwnOnly
from memberships.admin.sifting import FILTERS
from memberships.enums import Decider, Stage
from memberships.models import Proposal

require_get: Any = method_decorator(require_safe)
require_post: Any = method_decorator(require_POST)


@admin.register(Proposal)
class ProposalAdmin(OwnOnly):
    list_display = ("received", "entry", "subject", "flaw", "sender", "stage", "age")
    list_display_links = ("received",)
    list_filter = FILTERS
    search_fields = ("network__name", "body__name", "text", "source")
    search_help_text = "Sucht im Namen des Eintrags und im Hinweis."
    ordering = ("submitted_at", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposal]:
        """All of them, to whoever may see hints; to others none is there."""
        mine = Proposal.objects.select_related("network", "body", "informant", "decided_by")
        return mine if request.user.has_perm(placing.MAY_SEE) else mine.none()

    def may_decide(self, request: HttpRequest) -> bool:
        return request.user.has_perm("memberships.change_proposal")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Deleting is erasing on demand; the right to it is one of its own."""
        return request.user.has_perm("memberships.delete_proposal")

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Its letters go with it, whoever may see them."""
        return [str(each) for each in objs], {"Hinweise": len(objs)}, set(), []

    def delete_model(self, request: HttpRequest, obj: Proposal) -> None:
        forgetting.erase(obj)

    # --- columns ------------------------------------------------------------------------------

    @admin.display(description="eingegangen", ordering="submitted_at")
    def received(self, proposal: Proposal) -> str:
        return f"{timezone.localtime(proposal.submitted_at):%d.%m.%Y}"

    @admin.display(description="Eintrag")
    def entry(self, proposal: Proposal) -> str:
        return str(proposal.entry)

    @admin.display(description="worum es geht")
    def subject(self, proposal: Proposal) -> str:
        return placing.subject(proposal)

    @admin.display(description="von")
    def sender(self, proposal: Proposal) -> str:
        return placing.sender(proposal)

    @admin.display(description="Alter in Tagen", ordering="-submitted_at", empty_value="–")
    def age(self, proposal: Proposal) -> int | None:
        return queue.days_open(proposal)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return super().changelist_view(request, {"title": "Hinweise von außen"})

    # --- pages --------------------------------------------------------------------------------

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        own = [
            path("<path:object_id>/decide/<slug:move>/", wrap(self.decide), name="memberships_proposal_decide"),
        ]
        return own + super().get_urls()

    @require_get
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The page on which an editor reads and settles one hint."""
        return self.show(request, self.mine(request, object_id))

    @require_get
    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """What became of it stands on the page itself."""
        return redirect(address(self.mine(request, object_id)))

    def mine(self, request: HttpRequest, object_id: str) -> Proposal:
        """The hint, if there is one for this editor; else 404."""
        return self.get_object(request, unquote(object_id))

    def show(self, request: HttpRequest, proposal: Proposal, **forms: Any) -> HttpResponse:
        may = self.may_decide(request)
        offered = answering.forms_for(proposal) if may else {}
        context = {
            **self.admin_site.each_context(request),
            **placing.context(proposal, request.user),
            "opts": self.opts,
            "title": f"Hinweis zu {proposal.entry}",
            "forms": [forms.get(move.value, form) for move, form in offered.items()],
            "errors": any(form.errors for form in forms.values()),
            "may_decide": may,
            "may_erase": self.has_delete_permission(request),
        }
        return TemplateResponse(request, "admin/memberships/proposal/review.html", context)

    @require_post
    def decide(self, request: HttpRequest, object_id: str, move: str) -> HttpResponse:
        """Make one move. Whoever comes second is told, and changes nothing."""
        proposal = self.mine(request, object_id)
        if not self.may_decide(request):
            raise PermissionDenied
        makers = {each.value: form for each, form in answering.FORMS.items()}
        if move not in makers:
            raise Http404
        form = makers[move](proposal, request.POST)
        if not form.is_current or form.move not in stages.moves(Stage(proposal.stage), Decider.CURATOR):
            messages.error(request, answering.overtaken(proposal))
        elif not form.is_valid():
            return self.show(request, proposal, **{move: form})
        else:
            self.make(request, form)
        return redirect(address(proposal))

    def make(self, request: HttpRequest, form: answering.MoveForm) -> None:
        try:
            form.act(request.user)
        except proposals.Overtaken as error:
            form.proposal.refresh_from_db()
            told = str(error) if form.proposal.stage == Stage.OPEN else answering.overtaken(form.proposal)
            messages.error(request, told)
        else:
            messages.success(request, form.done)


def address(proposal: Proposal) -> str:
    """Where a hint is read."""
    return reverse("admin:memberships_proposal_change", args=[proposal.pk])
