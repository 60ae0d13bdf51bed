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

from directory.catalogue.diff import Path, path_of
from directory.curation import publishing, revert, revert_plan
from directory.curation.admin.desk import only_looking
from directory.enums import Visibility
from directory.history import descriptions, sentences, snapshots
from directory.history.log import Log, of_record
from directory.models import Act, Network, Silence, Version
from directory.models.about import About
from directory.models.history import RECORDS

PER_PAGE = 50
LONGEST = 18  # digits a number has at most
NOT_YOURS = "Dazu fehlt Ihnen ein Recht. Bitte wenden Sie sich an die Leitung des Kuratoriums."
ROWS = (
    *RECORDS, "scope", "tenure", "contact", "terms", "criterion", "membership", "fact", "treatment", "relation",
    "silence", "citation", "verdict", "gap",
)  # fmt: skip
"""What the history tells of."""


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
            path("<int:number>/history/<int:version>/", self._guard_past(self.version_view), name=f"{stem}_version"),
        ]
        told = own if self.opts.model_name in RECORDS else []
        return told + super().get_urls()  # type: ignore[misc]

    def _guard_past(self, view: Any) -> Any:
        return self.admin_site.admin_view(require_http_methods(["GET", "HEAD", "POST"])(view))

    # --- the log of a record --------------------------------------------------------------------

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """All acts that touched the record, newest first, also of one that is gone; of a row: in its record's log."""
        host: Any = self
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        typed = unquote(object_id)
        number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= LONGEST else 0
        record = host.get_object(request, typed)
        if record is not None and not record.is_record:
            kind, owner = record.places()[0]
            told = getattr(record, record.target_name) if isinstance(record, About) else record
            row = "" if isinstance(told, Silence) else "/".join(path_of(told))
            return redirect(f"{reverse(f'admin:directory_{kind}_history', args=[owner])}{row and f'?stelle={row}'}")
        log = self._past_log(request, number, tuple(filter(None, request.GET.get("stelle", "").split("/"))))
        if record is None and not log.acts:
            return host.change_view(only_looking(request), object_id)  # says that there is none
        page = Paginator(log.acts, PER_PAGE).get_page(request.GET.get("p"))
        entries = log.entries(page.object_list)
        context: dict[str, Any] = {} if record is None else {"name": descriptions.name(record)}
        return self._show_past(request, "log", number, page=page, entries=entries, **context)

    def _past_log(self, request: HttpRequest, number: int, at: Path = ()) -> Log:
        here = number if self.model is Network else None
        return Log(of_record(self.opts.model_name, number), here=here, kinds=_kinds(request.user), at=at)

    # --- one version, one act -------------------------------------------------------------------

    def version_view(self, request: HttpRequest, number: int, version: int) -> HttpResponse:
        """What the record, or a row of it (``?stelle=``), was at one time; POST brings that back."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        at: Path = tuple(filter(None, request.GET.get("stelle", "").split("/")))
        log = self._past_log(request, number, at)
        versions = of_record(self.opts.model_name, number).select_related("act", "before")
        found = versions.filter(pk=version).first() if version < 10**LONGEST else None
        said = self._said(found, at) if found else []
        if found is None or found.act is None or not said or said[0][1] not in (log.kinds or ()):
            raise Http404
        log.is_folded = False
        visible = visibility_stays(found, request.user) if not at else False
        context = {
            "version": found,
            "stelle": "/".join(at),
            "entry": next(iter(log.entries([found.act.pk])), None),
            "said": said[0][2],
            "title": said[0][0],
            "versions": versions.filter(kind=found.kind, record=found.record, act__isnull=False).order_by("-pk")[
                :PER_PAGE
            ],
            "kept": visible,
        }
        return self._offer_return(
            request, number, lambda: revert_plan.of_version(found, at, keeps_visibility=visible), "version", context
        )

    def _said(self, version: Version, at: Path) -> list[tuple[str, str, list[tuple[str, str]]]]:
        """Title, kind and words of the row at a place of a version."""
        whole = Version(kind=version.kind, record=version.record, document=version.document)
        rows = [change.row for change in snapshots.read([whole])[0] if change.path == at][:1]
        return [
            (
                descriptions.titled(row),
                row._meta.model_name,
                [each for each in descriptions.said(row).items() if each[1]],
            )
            for row in rows
        ]

    def act_view(self, request: HttpRequest, number: int, act: UUID) -> HttpResponse:
        """All that one act did, wherever; POST undoes it."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        done = Act.objects.filter(pk=act).first()
        if done is None or not of_record(self.opts.model_name, number).filter(act=act).exists():
            raise Http404
        log = Log(done.versions.all(), kinds=_kinds(request.user), is_folded=False)
        networks = set(done.versions.values_list("network", flat=True))
        log.records = Network.objects.in_bulk(networks - {None})
        context = {"entry": next(iter(log.entries([act])), None), "title": "Ein Vorgang", "done": done}
        if self.model is Network and number in log.records:
            context["name"] = descriptions.name(log.records[number])
        return self._offer_return(request, number, lambda: revert_plan.of_act(done), "act", context)

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

    def _show_past(self, request: HttpRequest, template: str, number: int, **context: Any) -> HttpResponse:
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
        row = self.model._base_manager.filter(pk=number).first()
        own = Version.objects.filter(kind=self.opts.model_name, record=number, document__isnull=False)
        last = own.order_by("-pk").first() if row is None else None
        if last is not None:
            last.before = None
            row = snapshots.read([last])[0][0].row
        return descriptions.name(row) if row else ""


def visibility_stays(version: Version, user: Any) -> bool:
    """Whether a version does not bring back if readers see an entry, because this user may not decide that here."""
    if version.kind != Network._meta.model_name or version.document is None:
        return False
    today = Network.objects.filter(pk=version.record).values_list("visibility", flat=True).first()
    then = Visibility(version.document.get("visibility", Visibility.DRAFT))
    if today is None or today == then:
        return False
    return not (user.has_perm(publishing.PERMISSION) and then in publishing.STEPS[Visibility(today)])


def _kinds(user: Any) -> set[str]:
    """What a user may see in the admin."""
    return {kind for kind in ROWS if any(user.has_perm(f"directory.{deed}_{kind}") for deed in ("view", "change"))}


def _told(plan: revert_plan.RevertPlan, kinds: set[str]) -> list[sentences.Line]:
    """What a plan would change, as far as this user may see it."""
    return [
        line
        for change in plan.changes
        if change.kind in kinds
        for line in sentences.describe(change, sentences.Eyes(), change.version.record)
    ]
