"""History: how do editors read what has happened to a record, and go back? Its log, one version, one act; only POST
changes.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from directory.curation.admin import revert
from directory.history import descriptions, revert_plan, sentences, snapshots, version_tables
from directory.history.log import Log
from directory.history.ordering import arranged
from directory.models import Network

PER_PAGE = 50
NOT_YOURS = "Dazu fehlt Ihnen ein Recht. Bitte wenden Sie sich an die Leitung des Kuratoriums."


class Past:
    """Mixed into the admin of a kind of record. The record's log replaces Django's own, which would go on naming people
    who are to be forgotten; so nothing is written there.
    """

    admin_site: Any
    model: type[Model]
    opts: Any
    has_view_or_change_permission: Any

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The history knows."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The history knows."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """The history knows."""

    def get_urls(self) -> list[Any]:
        stem = f"directory_{self.opts.model_name}"
        own = [
            path("<int:number>/history/act/<uuid:act>/", self._guard_past(self.act_view), name=f"{stem}_act"),
            path(
                "<int:number>/history/<slug:kind>/<int:version>/",
                self._guard_past(self.version_view),
                name=f"{stem}_version",
            ),
        ]
        return own + super().get_urls()  # type: ignore[misc]

    def _guard_past(self, view: Any) -> Any:
        return self.admin_site.admin_view(require_http_methods(["GET", "HEAD", "POST"])(view))

    # --- the log of a record --------------------------------------------------------------------

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """All acts that touched the record or its rows, newest first; also of a record that is gone."""
        host: Any = self
        number = unquote(object_id)
        log = self._past_log(request, int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0)
        record = host.get_object(request, number)
        if record is None and not log.acts:
            return host._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        page = Paginator(log.acts, PER_PAGE).get_page(request.GET.get("p"))
        entries = log.entries(page.object_list)
        context: dict[str, Any] = {} if record is None else {"name": descriptions.name(record)}
        return self._show_past(request, "log", int(number), page=page, entries=entries, **context)

    def _past_log(self, request: HttpRequest, number: int) -> Log:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        here = number if self.model is Network else None
        return Log(version_tables.of_record(self.model, number), here=here, kinds=_kinds(request.user))

    # --- one version, one act -------------------------------------------------------------------

    def version_view(self, request: HttpRequest, number: int, kind: str, version: int) -> HttpResponse:
        """What a row of the record was at one time; POST brings that back."""
        log = self._past_log(request, number)
        if kind not in (log.kinds or ()):
            raise Http404
        model = version_tables.BY_NAME[kind]
        found = model.history.filter(pk=version).first()
        if found is None or not _belongs(found, log):
            raise Http404
        past = snapshots.Rows([(kind, found.id)])
        context = {
            "version": found,
            "kind": kind,
            "entry": next(iter(Log(log.places, log.here, kinds={kind}, is_folded=False).entries([found.act])), None),
            "said": [(label, text) for label, text in descriptions.said(past.row(found)).items() if text],
            "title": descriptions.titled(past.row(found)),
            "versions": past.versions[model, found.id],
            "kept": revert.kept(found, request.user),
        }
        return self._offer_return(
            request, number, lambda: revert_plan.of_version(found, context["kept"]), "version", context
        )

    def act_view(self, request: HttpRequest, number: int, act: UUID) -> HttpResponse:
        """All that one act did, wherever; POST undoes it."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        log = Log(version_tables.of_act(act), kinds=_kinds(request.user), is_folded=False, is_whole=True)
        record = number if self.model is Network else None
        if (act, record) not in log.tallies and not version_tables.rows_in(
            version_tables.of_record(self.model, number), [act]
        ):
            raise Http404
        log.records = Network.objects.in_bulk({network for _, network in log.tallies if network})
        context = {"entry": next(iter(log.entries([act])), None), "title": "Ein Vorgang"}
        if record in log.records:
            context["name"] = descriptions.name(log.records[record])
        return self._offer_return(request, number, lambda: revert_plan.of_act(act, log.rows), "act", context)

    def _offer_return(self, request: HttpRequest, number: int, make: Any, template: str, context: Any) -> HttpResponse:
        problem, plan = "", None
        try:
            plan = make()
            if request.method == "POST":
                revert.go_back(plan, request.POST.get("seen", ""), request.user)
                messages.success(request, f"{plan.reason}.")
                return redirect(f"admin:directory_{self.opts.model_name}_history", number)
        except revert_plan.Impossible as error:
            problem = str(error)
        may = plan is not None and request.user.has_perms(plan.permissions)
        context |= {
            "plan": plan,
            "problem": problem if not plan or may else NOT_YOURS,
            "may": may,
            "failed": request.method == "POST",
            "goes": _told(plan, _kinds(request.user)) if plan else [],
        }
        answer = self._show_past(request, template, number, **context)
        answer.status_code = 409 if request.method == "POST" else 200
        return answer

    def _show_past(
        self, request: HttpRequest, template: str, number: int, status: int = 200, **context: Any
    ) -> HttpResponse:
        stem = f"admin:directory_{self.opts.model_name}"
        context = {
            **self.admin_site.each_context(request),
            "title": "Was ist geschehen?",
            "opts": self.opts,
            "number": number,
            "stem": stem,
            "list_address": reverse(f"{stem}_changelist"),
            "log_address": reverse(f"{stem}_history", args=[number]),
            **context,
            "name": context.get("name") or self._past_name(number),
        }
        return TemplateResponse(request, f"admin/directory/history/{template}.html", context)

    def _past_name(self, number: int) -> str:
        """What the record is called, or was called last."""
        host: Any = self.model
        row = host._base_manager.filter(pk=number).first()
        if row is None and host.history.filter(id=number).exists():
            row = snapshots.Rows([(str(self.opts.model_name), number)]).now[host, number]
        return descriptions.name(row) if row else ""


def _kinds(user: Any) -> set[str]:
    """What a user may see in the admin."""
    return {
        kind
        for kind in version_tables.BY_NAME
        if any(user.has_perm(f"directory.{deed}_{kind}") for deed in ("view", "change"))
    }


def _told(plan: revert_plan.Plan, kinds: set[str]) -> list[sentences.Line]:
    """What a plan would change, as far as this user may see it."""
    steps = [step for step in plan.steps if step.model._meta.model_name in kinds]
    return [
        line
        for change in arranged(step.change for step in steps)
        for line in sentences.describe(change, sentences.Eyes())
    ]


def _belongs(version: Any, log: Log) -> bool:
    """Whether the row of a version ever stood in a log."""
    own = [condition for model, condition in log.places if model is version.instance_type]
    return any(version.instance_type.history.filter(condition, id=version.id).exists() for condition in own)
