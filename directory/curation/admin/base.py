"""Base: how is a record of the catalogue, or a part of it, edited in a form of its own, and what follows when it is
saved?

Searching folds umlauts as the readers' search does; a clash with what is stored already becomes a message.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import IntegrityError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from directory.catalogue.registry import DOCUMENTED
from directory.curation.admin import edit_conflicts
from directory.curation.admin.autocomplete import Picking
from directory.curation.admin.history import Past
from directory.curation.admin.preview import Previewing
from directory.curation.admin.record_forms import NEWS, RecordForm
from directory.curation.admin.similar_records import Alike
from directory.enums import Visibility
from directory.models import Network, history
from directory.querysets import alphabetical
from directory.rules import normalisation
from directory.rules.unicode_cleaning import clean

CLASH = (
    "Nicht gespeichert: Eine Angabe gibt es schon, oder jemand anderes hat gleichzeitig gespeichert. "
    "Bitte vergleichen Sie mit dem gespeicherten Eintrag und versuchen Sie es noch einmal."
)


class RecordAdmin(Past, Alike, Previewing, Picking, admin.ModelAdmin):
    """``folded`` names the column in which the record is found by folded words."""

    form: type[forms.ModelForm] = RecordForm
    folded = "sort_key"
    actions: Any = ("check_many",)

    def view_on_site(self, record: Any) -> str | None:
        """The public page, if there is one."""
        return record.get_absolute_url()

    def sheet_of(self, record: Any) -> str:
        """The page of the record to which a row belongs."""
        kind, number = record.places()[0]
        return reverse(f"admin:directory_{kind}_change", args=[number])

    # --- finding ------------------------------------------------------------------------------

    def get_ordering(self, request: HttpRequest) -> Any:
        return [alphabetical(self.folded)]

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """An address may ask about the catalogue, not about what other apps tie to it."""
        begins = lookup.partition("__")[0]
        foreign = {each.name for each in self.opts.related_objects if each.related_model._meta.app_label != "directory"}
        return begins not in foreign and super().lookup_allowed(lookup, value, request)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        found, may_repeat = super().get_search_results(request, queryset, clean(search_term))
        if normalisation.words(search_term):
            found |= self.find(queryset, search_term)
        return found, may_repeat

    def find(self, records: QuerySet[Any], text: str) -> QuerySet[Any]:
        """The records in whose folded words every word of the text occurs, in any spelling of umlauts."""
        for word in normalisation.sort_key(text).split():
            spellings = {word, normalisation.fold(word)}
            records = records.filter(reduce(or_, (Q(**{f"{self.folded}__contains": each}) for each in spellings)))
        return records

    # --- saving -------------------------------------------------------------------------------

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **options)
        form.editor = request.user
        form.offered = self.offered(request, form) if request.method == "GET" else {}
        return form

    def offered(self, request: HttpRequest, form: Any) -> dict[str, Any]:
        """What the form is filled in with: what the address that led here says of its fields."""
        return {name: value for name, value in request.GET.items() if name in form.base_fields}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The day of checking is set by its button."""
        return ("verified_on",) if self.checkable else ()

    def changelist_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        with one_act(request):
            return super().changelist_view(request, *args, **options)

    def delete_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        with one_act(request):
            return super().delete_view(request, *args, **options)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        given = object_id, form_url, extra_context
        try:
            with one_act(request):
                self._lock(request, object_id)
                return super().changeform_view(request, *given)
        except IntegrityError:
            refuse(request, [CLASH])
            with one_act(request):
                return super().changeform_view(request, *given)

    def _lock(self, request: HttpRequest, object_id: str | None) -> None:
        """What is sent meets what is stored; so nobody else saves meanwhile."""
        record = self.get_object(request, unquote(object_id)) if request.method == "POST" and object_id else None
        if record is not None:
            kind, number = record.places()[0]
            edit_conflicts.lock(DOCUMENTED[kind].model(pk=number))

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any) -> Any:
        """A form of a part of a record says of which, and leads back to it."""
        record = context["original"] or context["adminform"].form.instance
        if record.pk or not record.is_record:
            kind, number = record.places()[0]
            context["entry"] = record if record.is_record else DOCUMENTED[kind].model._base_manager.get(pk=number)
            context["entry_address"] = self.sheet_of(record)
        return super().render_change_form(request, context, *args, **options)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """What somebody has not changed gets no new version."""
        history.because(form.cleaned_data.get("because", ""))
        if form.changes_row:
            super().save_model(request, obj, form, change)


@contextmanager
def one_act(request: HttpRequest) -> Iterator[None]:
    """All that a form sends is one act; looking is none."""
    if request.method in {"GET", "HEAD"}:
        yield
    else:
        with history.act():
            yield


def refuse(request: HttpRequest, sentences: list[str]) -> None:
    """Let the form say with these sentences why what was sent cannot be saved now."""
    data = request.POST.copy()
    data.setlist(NEWS, sentences)
    request.POST = data  # type: ignore[assignment]


def public_address(network: Network) -> str | None:
    """Where readers find a network; None while they do not see it."""
    return network.get_absolute_url() if network.visibility == Visibility.PUBLISHED else None
