"""Merge: how do editors let two records become one, and part them again? A page shows what follows; only POST acts."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from directory.catalogue.redirects import RECORDS
from directory.curation import duplicates
from directory.curation.admin.desk import Desk, ReadOnlyAdmin, get_or_post, require_get
from directory.curation.admin.duplicates import link
from directory.curation.admin.similar_records import MERGE
from directory.curation.duplicates.merging import REASON_LENGTH
from directory.curation.duplicates.rules import label, telling, value, words
from directory.enums import Visibility
from directory.models import Contact, Member, Merger, Pair, RecordKind
from directory.rules.unicode_cleaning import CleanField

PART = "directory.change_merger"
FOUND = 25  # records a search shows
CONFLICT = 409


class MergeForm(forms.Form):
    """``seen`` is the mark of the plan that was shown."""

    reason = CleanField(
        label="Warum ist es dasselbe?",
        max_length=REASON_LENGTH,
        widget=AdminTextInputWidget(),
        help_text="Der Grund steht in der Änderungsgeschichte, auch in der öffentlichen.",
        error_messages={"required": "Bitte nennen Sie den Grund."},
    )
    keep_name = forms.BooleanField(required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


@admin.register(Merger)
class MergerAdmin(Desk, ReadOnlyAdmin):
    fields = ("kind", "past", "gone_slug", "stayed", "reason", "by", "at", "undone_by", "undone_at")
    readonly_fields = fields
    list_display = ("__str__", "kind", "reason", "by", "at", "undone_at")
    list_filter = ("kind", ("undone_at", admin.EmptyFieldListFilter))
    list_select_related = ("by",)
    search_fields = ("kept_name", "gone_name", "gone_slug", "reason")
    show_full_result_count = False

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("choose/<slug:kind>/<int:number>/", wrap(self.choose), name="directory_merger_choose"),
            path("merge/<slug:kind>/<int:kept>/<int:gone>/", wrap(self.confirm), name="directory_merger_merge"),
            path("<path:object_id>/part/", wrap(self.part), name="directory_merger_part"),
            *super().get_urls(),
        ]

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        own = {"may_part": request.user.has_perm(PART), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, own)

    @admin.display(description="geblieben ist")
    def stayed(self, merger: Merger) -> str:
        return link(merger.kind, merger.kept, merger.kept_name)

    @admin.display(description="aufgegangen ist")
    def past(self, merger: Merger) -> str:
        """What goes leaves its history."""
        address = reverse(f"admin:directory_{merger.kind}_history", args=[merger.gone])
        return format_html('{} (<a href="{}">was damit geschehen ist</a>)', merger.gone_name, address)

    def _show(self, request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/directory/{template}.html", context, status=status)

    # --- merging --------------------------------------------------------------------------------

    @require_get
    def choose(self, request: HttpRequest, kind: str, number: int) -> HttpResponse:
        """Which other record is the same? Those that look alike come first, then what is searched for."""
        model = model_of(request, kind)
        record = model._default_manager.filter(pk=number).first()
        if record is None:
            raise Http404
        others = model._default_manager.exclude(pk=number)
        if isinstance(record, Member):
            others = others.filter(network=record.network_id)
        pairs = Pair.objects.filter(Q(first=number) | Q(second=number), kind=kind, distinct_at=None)
        alike = {each for pair in pairs.values_list("first", "second") for each in pair}
        query = request.GET.get("q", "").strip()
        found: Any = others.none()
        if query:
            found, _ = self.admin_site.get_model_admin(model).get_search_results(request, others, query)
        return self._show(
            request, "merge_choose", title=f"Zusammenlegen: {record}", kind=kind, record=record, query=query,
            alike=others.filter(pk__in=alike), found=list(found.distinct()[: FOUND + 1]), limit=FOUND,
        )  # fmt: skip

    @get_or_post
    def confirm(self, request: HttpRequest, kind: str, kept: int, gone: int) -> HttpResponse:
        """GET shows both side by side and what follows; POST merges them."""
        model_of(request, kind)
        form = MergeForm(request.POST if request.method == "POST" else None, label_suffix="")
        problem = ""
        if form.is_valid():
            try:
                done = duplicates.merge(kind, kept, gone, by=request.user, **form.cleaned_data)
            except duplicates.Refused as refused:
                problem = str(refused)
            else:
                messages.success(request, f"„{done.gone_name}“ ist in diesem Eintrag aufgegangen.")
                return redirect(f"admin:directory_{kind}_change", kept)
        context: dict[str, Any] = {"kind": kind, "kept": kept, "gone": gone, "form": form}
        try:
            context |= told(duplicates.plan(kind, kept, gone))
        except duplicates.Refused as refused:
            problem = problem or str(refused)
        status = CONFLICT if problem else 200
        return self._show(request, "merge", status, title="Zusammenlegen", problem=problem, **context)

    # --- parting --------------------------------------------------------------------------------

    @get_or_post
    def part(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """GET asks; POST parts what was merged by mistake."""
        merger = self.get_object(request, unquote(object_id))
        if merger is None:
            raise Http404
        if not request.user.has_perm(PART):
            raise PermissionDenied
        problem = ""
        if request.method == "POST":
            try:
                missing = duplicates.part(merger.pk, by=request.user)
            except duplicates.Refused as refused:
                problem = str(refused)
            else:
                for sentence in missing:
                    messages.warning(request, f"Nicht wie vorher – {sentence}.")
                messages.success(request, "Wieder getrennt. Was seither bearbeitet wurde, ist mit umgezogen.")
                return redirect(f"admin:directory_{merger.kind}_change", merger.gone)
        status = CONFLICT if problem else 200
        return self._show(request, "merge_part", status, title="Wieder trennen", merger=merger, problem=problem)


def model_of(request: HttpRequest, kind: str) -> Any:
    """The model of a kind of record, for somebody who may merge.

    Raises:
        Http404, PermissionDenied
    """
    if kind not in RECORDS:
        raise Http404
    if not request.user.has_perm(MERGE):
        raise PermissionDenied
    return RECORDS[kind]


def told(plan: duplicates.Plan) -> dict[str, Any]:
    """What the page says about a plan."""
    return {
        "plan": plan,
        "mark": plan.mark(),
        "sides": [
            (label(plan.kind, column), *(words(column, value(column, side)) for side in (plan.staying, plan.going)))
            for column in telling(plan.kind)
        ],
        "moved": [(model._meta.verbose_name_plural, number) for model, number in plan.moved.items()],
        "joined": [(model._meta.verbose_name_plural, number) for model, number in plan.joined.items()],
        "warnings": list(warnings(plan)),
    }


def warnings(plan: duplicates.Plan) -> Any:
    """What else follows that is easily overlooked."""
    kept, gone = plan.kept, plan.gone
    if kept._meta.model_name == RecordKind.BODY:
        yield f"Wer für „{gone}“ über Mitgliedsanträge entscheidet, entscheidet danach für „{kept}“."
    if kept._meta.model_name != RecordKind.NETWORK:
        return
    if gone.visibility == Visibility.PUBLISHED and kept.visibility != Visibility.PUBLISHED:
        yield f"„{kept}“ ist nicht veröffentlicht. Leserinnen und Leser finden dann keinen der beiden Einträge mehr."
    if kept.visibility == Visibility.PUBLISHED and gone.visibility != Visibility.PUBLISHED:
        yield f"„{gone}“ ist nicht veröffentlicht. Was dort steht, sehen danach alle."
    if Contact.objects.filter(network__in=(kept, gone), withheld=True).exists():
        yield (
            "In einem der Einträge wird eine Kontaktperson auf ihren Wunsch nicht gezeigt. Achten Sie darauf, dass der "
            "andere sie nicht nennt."
        )
    if gone.status != kept.status:
        yield f"„{gone}“ hat den Status „{gone.get_status_display()}“. Danach gilt „{kept.get_status_display()}“."
