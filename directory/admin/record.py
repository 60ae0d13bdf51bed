"""How is a record of the catalogue edited on a page of its own, and what follows when it is saved?

Searching folds umlauts as the readers' search does; a clash with what is stored already becomes a message.
"""

from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from directory import folding, search
from directory.admin.citation import CitationInline, VerdictInline
from directory.admin.desk import Desk
from directory.admin.rows import LoneRowForm
from directory.enums import Visibility
from directory.models import Network
from directory.querysets import alphabetical

CLASH = (
    "Nicht gespeichert: Eine Angabe gibt es schon, oder jemand anderes hat gleichzeitig gespeichert. "
    "Bitte vergleichen Sie mit dem gespeicherten Eintrag und versuchen Sie es noch einmal."
)


class RecordForm(forms.ModelForm):
    """``clash`` is what the database objected to when the same input was saved a moment ago."""

    clash: ClassVar[str] = ""

    def clean(self) -> dict[str, Any] | None:
        if self.clash:
            raise ValidationError(self.clash)
        return super().clean()


class RecordAdmin(Desk, admin.ModelAdmin):
    """``folded`` names the column in which the record is found by folded words."""

    form: type[forms.ModelForm] = RecordForm
    folded = "sort_key"
    save_on_top = True

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
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if folding.words(search_term):
            found |= self.find(queryset, search_term)
        return found, may_repeat

    def find(self, records: QuerySet[Any], text: str) -> QuerySet[Any]:
        """The records in whose folded words every word of the text occurs, in any spelling of umlauts."""
        for word in folding.sort_key(text).split():
            spellings = {word, folding.fold(word)}
            records = records.filter(reduce(or_, (Q(**{f"{self.folded}__contains": each}) for each in spellings)))
        return records

    # --- saving -------------------------------------------------------------------------------

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **options)
        form.clash = getattr(request, "clash", "")
        return form

    def changeform_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **options)
        except IntegrityError:
            request.clash = CLASH  # type: ignore[attr-defined]
            return super().changeform_view(request, *args, **options)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self.refresh(form.instance, set(form.changed_data))

    def refresh(self, record: Any, changed: set[str]) -> None:
        """Tell the search which words have changed. Nothing to tell unless an heir says otherwise."""


class RowForm(RecordForm, LoneRowForm):
    """A row that belongs to a network, alone on its page."""


class RowAdmin(RecordAdmin):
    """A row of a network with all its citations. One gets here from the network's page, and back to it."""

    form = RowForm
    folded = "network__sort_key"
    parent = "network"
    inlines: ClassVar[Any] = (CitationInline, VerdictInline)
    list_display: Any = ("__str__", "network")
    list_select_related: ClassVar[Any] = ("network",)

    @staticmethod
    def network_of(row: Any) -> Network:
        return row.network

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (self.parent,)

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

    def refresh(self, record: Any, changed: set[str]) -> None:
        search.refresh(self.network_of(record))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        search.refresh(self.network_of(obj))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        super().delete_queryset(request, queryset)
        search.refresh_all()


def public_address(network: Network) -> str | None:
    """Where readers find a network; None while they do not see it."""
    return network.get_absolute_url() if network.visibility == Visibility.PUBLISHED else None
