"""Base: how is a record of the catalogue edited on a page of its own, and what follows when it is saved?

Searching folds umlauts as the readers' search does; a clash with what is stored already becomes a message.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from directory.curation.admin import citation_checks
from directory.curation.admin.autocomplete import Picking
from directory.curation.admin.citation_checks import Unweighed
from directory.curation.admin.citation_forms import Citing
from directory.curation.admin.citation_inlines import CitationInline, GapInline, VerdictInline
from directory.curation.admin.edit_conflicts import NEWS, Meanwhile, refuse
from directory.curation.admin.history import Past
from directory.curation.admin.inline_forms import LoneRowForm, changes_row
from directory.curation.admin.preview import REOPENED_BY, Previewing, profile
from directory.curation.admin.similar_records import Alike, AlikeForm
from directory.enums import Visibility
from directory.models import FormerAddress, Network, history
from directory.querysets import alphabetical
from directory.rules import normalisation
from directory.rules.unicode_cleaning import CleanField, clean

CLASH = (
    "Nicht gespeichert: Eine Angabe gibt es schon, oder jemand anderes hat gleichzeitig gespeichert. "
    "Bitte vergleichen Sie mit dem gespeicherten Eintrag und versuchen Sie es noch einmal."
)


class RecordForm(AlikeForm):
    """A record with the reason of its change. Not saved if the same input cannot be saved now."""

    because = CleanField(
        label="Warum ändern Sie das?",
        required=False,
        max_length=history.REASON_LENGTH,
        widget=AdminTextInputWidget(),
        help_text="Freiwillig. Der Grund steht in der Änderungsgeschichte, auch in der öffentlichen.",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.stored = dict(self.initial)

    @property
    def is_only_reopened(self) -> bool:
        """Whether one of the buttons that save nothing has sent it."""
        return bool(REOPENED_BY & self.data.keys()) and NEWS not in self.data

    def clean(self) -> dict[str, Any] | None:
        sent: Any = self.data
        if NEWS in sent or self.is_only_reopened:
            raise ValidationError(sent.getlist(NEWS) or "")
        values = super().clean()
        if "slug" in self.changed_data and "slug" in self.cleaned_data:
            self._clean_slug()
        return values

    def _clean_slug(self) -> None:
        """A former address leads to its record for good; no other takes it."""
        former = FormerAddress.objects.filter(kind=self._meta.model._meta.model_name, slug=self.cleaned_data["slug"])
        if former.exclude(number=self.instance.pk or 0).exists():
            self.add_error("slug", "Unter dieser Adresse finden Leserinnen und Leser schon einen anderen Eintrag.")


class RecordAdmin(Past, Alike, Previewing, Meanwhile, Picking, admin.ModelAdmin):
    """``folded`` names the column in which the record is found by folded words."""

    form: type[forms.ModelForm] = RecordForm
    folded = "sort_key"
    save_on_top = True
    actions: Any = ("check_many",)

    def view_on_site(self, record: Any) -> str | None:
        """The public page, if there is one."""
        return record.get_absolute_url()

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

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The day of checking is set by its button."""
        return ("verified_on",) if self.checkable else ()

    def changelist_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        with one_act(request):
            return super().changelist_view(request, *args, **options)

    def delete_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        with one_act(request):
            return super().delete_view(request, *args, **options)

    def changeform_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        try:
            with one_act(request):
                return super().changeform_view(request, *args, **options)
        except (IntegrityError, Unweighed) as refusal:
            refuse(request, request.POST, [str(refusal) if isinstance(refusal, Unweighed) else CLASH])
            with one_act(request):
                return super().changeform_view(request, *args, **options)

    def get_formsets_with_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        """The formsets of a page know one another. Inlines are made anew for each request."""
        siblings: list[Any] = []
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            inline.siblings = siblings
            yield formset, inline

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        return {**super().get_formset_kwargs(request, obj, inline, prefix), "siblings": inline.siblings}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """What somebody has not changed gets no new version."""
        history.because(form.cleaned_data.get("because", ""))
        if not change or changes_row(form):
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        citation_checks.require_claims(formsets)


class CitedRecordAdmin(Citing, RecordAdmin):
    """A record whose own fields stand beside their sources."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        named = options.pop("fields", None) or flatten_fieldsets(self.get_fieldsets(request, obj))
        options["fields"] = [name for name in named if name not in self.cites]
        form = super().get_form(request, obj, change, **options)
        self.add_slots(form, request)
        return form

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        form.save_sources()
        super().save_related(request, form, formsets, change)


class StatementForm(RecordForm, LoneRowForm):
    """A row that belongs to a network, alone on its page."""

    cite_kept = forms.BooleanField(label="Die Quellen sagen auch das Neue", required=False)


class RowAdmin(RecordAdmin):
    """A row of a network with all its citations. One gets here from the network's page, and back to it."""

    form = StatementForm
    folded = "network__sort_key"
    parent = "network"
    inlines: ClassVar[Any] = (CitationInline, GapInline, VerdictInline)
    list_display: Any = ("__str__", "network")
    list_select_related: ClassVar[Any] = ("network",)

    @staticmethod
    def network_of(row: Any) -> Network:
        return row.network

    def root_of(self, record: Any) -> Network:
        return self.network_of(record)

    def drawing(self, record: Any) -> Any:
        return profile(self.network_of(record))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*super().get_fieldsets(request, obj), (None, {"fields": ("cite_kept",)})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (self.parent, *super().get_readonly_fields(request, obj))

    def get_ordering(self, request: HttpRequest) -> Any:
        return ["pk"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def view_on_site(self, record: Any) -> str | None:
        return public_address(self.network_of(record))

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:directory_network_change", args=[self.network_of(obj).pk]))


@contextmanager
def one_act(request: HttpRequest) -> Iterator[None]:
    """All that a form sends is one act; looking is none."""
    if request.method in {"GET", "HEAD"}:
        yield
    else:
        with history.act():
            yield


def public_address(network: Network) -> str | None:
    """Where readers find a network; None while they do not see it."""
    return network.get_absolute_url() if network.visibility == Visibility.PUBLISHED else None
