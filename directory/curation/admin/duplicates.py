"""Duplicates: which records look as if they were one? The list waits for an editor who merges them or says that they
are two.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import PermissionDenied
from django.db.models import Case, F, OuterRef, QuerySet, Subquery, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html

from directory.curation.admin.desk import Desk, ReadOnlyAdmin, only_looking, require_post
from directory.curation.admin.similar_records import MERGE
from directory.curation.duplicates import detection
from directory.models import Member, Pair, RecordKind
from directory.rules import normalisation
from directory.rules.unicode_cleaning import CleanField

JUDGE = "directory.change_pair"


class JudgedFilter(admin.SimpleListFilter):
    """What waits is shown first."""

    title = "Stand"
    parameter_name = "judged"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "als verschieden bestätigt"), ("all", "alle")]

    def choices(self, changelist: Any) -> Iterator[Any]:
        waiting, *others = super().choices(changelist)
        yield {**waiting, "display": "noch zu vergleichen"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "all":
            return queryset
        return queryset.filter(distinct_at__isnull=self.value() != "yes")


class ApartForm(forms.Form):
    """Why two records that look alike are two."""

    reason = CleanField(
        label="Woran unterscheidet man sie?",
        max_length=detection.REASON_LENGTH,
        widget=AdminTextInputWidget(),
        error_messages={"required": "Bitte sagen Sie, woran man die beiden unterscheidet."},
    )


@admin.register(Pair)
class PairAdmin(Desk, ReadOnlyAdmin):
    fields = ("kind", "one", "other", "because", "likeness", "found_at", "distinct_at", "distinct_reason")
    readonly_fields = fields
    list_display = ("what_to_do", "kind", "one", "other", "because", "likeness")
    list_filter = (JudgedFilter, "kind")
    search_fields = ("first_name", "second_name")
    search_help_text = "Sucht in den Namen beider Einträge; Umlaute in jeder Schreibweise."
    show_full_result_count = False

    # --- names: of members as they are today, for the list keeps none ---------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        def name(column: str) -> Case:
            members = Member.objects.filter(pk=OuterRef(column)).order_by().values("name")[:1]
            return Case(When(kind=RecordKind.MEMBER, then=Subquery(members)), default=F(f"{column}_name"))

        return super().get_queryset(request).annotate(one_name=name("first"), other_name=name("second"))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """The pairs in whose names, as the list shows them, every word occurs."""
        sought = normalisation.words(search_term)
        names = queryset.values_list("pk", "one_name", "other_name") if sought else ()
        told = {number: normalisation.fold(f"{one or ''} {other or ''}") for number, one, other in names}
        found = [number for number, name in told.items() if all(word in name for word in sought)]
        return (queryset.filter(pk__in=found) if sought else queryset), False

    def get_list_display(self, request: HttpRequest) -> Any:
        return (*self.list_display, "merge") if request.user.has_perm(MERGE) else self.list_display

    @admin.display(description="Paar")
    def what_to_do(self, pair: Pair) -> str:
        return "ansehen" if pair.distinct_at else "Es sind zwei …"

    @admin.display(description="Dasselbe?")
    def merge(self, pair: Pair) -> str:
        address = reverse("admin:directory_merger_merge", args=[pair.kind, pair.first, pair.second])
        return format_html('<a href="{}">Zusammenlegen …</a>', address)

    @admin.display(description="ein Eintrag", ordering="first_name")
    def one(self, pair: Any) -> str:
        return link(pair.kind, pair.first, pair.one_name)

    @admin.display(description="ein anderer", ordering="second_name")
    def other(self, pair: Any) -> str:
        return link(pair.kind, pair.second, pair.other_name)

    # --- one pair -----------------------------------------------------------------------------

    def get_urls(self) -> list[Any]:
        judge = self.admin_site.admin_view(self.judge)
        own = path("<path:object_id>/judge/<slug:verdict>/", judge, name="directory_pair_judge")
        return [own, *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        own = {
            "may_judge": request.user.has_perm(JUDGE),
            "may_merge": request.user.has_perm(MERGE),
            "form": ApartForm(label_suffix=""),
            **(extra_context or {}),
        }
        return super().change_view(request, object_id, form_url, own)

    @require_post
    def judge(self, request: HttpRequest, object_id: str, verdict: str) -> HttpResponse:
        """The buttons on the page of a pair: these are two, or they are to be compared once more."""
        pair = self.get_object(request, unquote(object_id))
        if pair is None or verdict not in {"two", "again"}:
            raise Http404
        if not request.user.has_perm(JUDGE):
            raise PermissionDenied
        if verdict == "again":
            Pair.objects.filter(pk=pair.pk).update(distinct_at=None, distinct_reason="")
            return redirect("admin:directory_pair_change", pair.pk)
        form = ApartForm(request.POST, label_suffix="")
        if not form.is_valid():
            return self.change_view(only_looking(request), object_id, extra_context={"form": form})
        detection.tell_apart(pair.kind, pair.first, pair.second, form.cleaned_data["reason"])
        messages.success(request, "Festgehalten: Es sind zwei. Das Paar steht nicht mehr auf der Liste.")
        return redirect("admin:directory_pair_changelist")


def link(kind: str, number: int, name: str | None) -> str:
    """A record by its name, leading to its page in the admin."""
    return format_html(
        '<a href="{}">{}</a>', reverse(f"admin:directory_{kind}_change", args=[number]), name or f"Nummer {number}"
    )
