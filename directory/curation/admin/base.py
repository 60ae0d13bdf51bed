"""Base: how is a record of the catalogue, or a part of it, edited in a form of its own, and what follows when it is
saved?

Searching folds umlauts as the readers' search does; a clash with what is stored already becomes a message.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import BaseConstraint, Q, QuerySet, UniqueConstraint
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from directory.catalogue.registry import DOCUMENTED
from directory.curation.admin import edit_conflicts
from directory.curation.admin.autocomplete import Picking
from directory.curation.admin.citation_fields import Said
from directory.curation.admin.history import Past
from directory.curation.admin.preview import EDIT, Previewing
from directory.curation.admin.similar_records import Alike, AlikeForm
from directory.enums import Visibility
from directory.models import FormerAddress, Network, history
from directory.querysets import alphabetical
from directory.rules import constraints, normalisation
from directory.rules.unicode_cleaning import CleanField, clean

NEWS = "_news"
"""Put beside what was sent: sentences that say why it cannot be saved now."""
CLASH = (
    "Nicht gespeichert: Eine Angabe gibt es schon, oder jemand anderes hat gleichzeitig gespeichert. "
    "Bitte vergleichen Sie mit dem gespeicherten Eintrag und versuchen Sie es noch einmal."
)


class RecordForm(AlikeForm):
    """A record or a part of it, with the reason of its change. Not saved if the same input cannot be saved now.

    It works on a copy: the page goes on naming the record as it is stored, whatever was typed into the form.
    """

    offered: ClassVar[dict[str, Any]] = {}
    """Values the form is filled in with; nobody has typed or stored them yet."""
    owner: ClassVar[dict[str, Any]] = {}
    """To which row a new one belongs, by the column that says so."""
    editor: ClassVar[Any] = None

    because = CleanField(
        label="Warum ändern Sie das?",
        required=False,
        max_length=history.REASON_LENGTH,
        widget=AdminTextInputWidget(),
        help_text="Freiwillig. Der Grund steht in der Änderungsgeschichte, auch in der öffentlichen.",
    )

    def __init__(self, *args: Any, instance: Any = None, **options: Any) -> None:
        instance = copy(instance) if instance else self._meta.model(**self.owner)
        super().__init__(*args, instance=instance, **options)
        self.said: list[Said] = []
        self.stored = dict(self.initial)
        self.initial.update(self.offered)

    @property
    def shown(self) -> str:
        """What the form carries along, so that an edit conflict is noticed; empty for what is not stored yet."""
        return edit_conflicts.shown(self) if self.instance.pk else ""

    @property
    def is_only_reopened(self) -> bool:
        """Whether the button that saves nothing has sent it."""
        return EDIT in self.data and NEWS not in self.data

    def clean(self) -> dict[str, Any] | None:
        sent: Any = self.data
        if NEWS in sent or self.is_only_reopened:
            raise ValidationError(sent.getlist(NEWS) or "")
        news = edit_conflicts.meet(self) if self.instance.pk else []
        if news:
            who = edit_conflicts.latest_hand(self.instance, self.editor)
            raise ValidationError([edit_conflicts.LEAD.format(who=who), *news])
        values = super().clean()
        if "slug" in self.changed_data and "slug" in self.cleaned_data:
            self._clean_slug()
        return values

    def add_error(self, field: Any, error: Any) -> None:
        """What is wrong with a column of which this form has no field is said of the whole form."""
        told = error if isinstance(error, ValidationError) else ValidationError(error)
        if hasattr(told, "error_dict"):
            for name, errors in told.error_dict.items():
                super().add_error(name if name in self.fields else None, errors)
        else:
            super().add_error(field if field in self.fields else None, told)

    def _clean_slug(self) -> None:
        """A former address leads to its record for good; no other takes it."""
        former = FormerAddress.objects.filter(kind=self._meta.model._meta.model_name, slug=self.cleaned_data["slug"])
        if former.exclude(number=self.instance.pk or 0).exists():
            self.add_error("slug", "Unter dieser Adresse finden Leserinnen und Leser schon einen anderen Eintrag.")

    def validate_unique(self) -> None:
        """Also by the conditions that involve columns of which this form has no field; Django leaves those out."""
        super().validate_unique()
        for constraint in self.instance._meta.constraints if self.has_changed() and not self.errors else ():
            try:
                constraints.validate(constraint, self.instance)
            except ValidationError as error:
                self.add_error(*self._complaint(constraint, error))

    def _complaint(self, constraint: BaseConstraint, error: Any) -> tuple[str | None, Any]:
        """Where to say that the row breaks a constraint, and the sentence."""
        if not isinstance(constraint, UniqueConstraint):
            return None, error
        field = constraint.fields[-1] if constraint.fields[-1] in self.fields else None
        return field, constraint.violation_error_message

    @property
    def changes_row(self) -> bool:
        """Whether anything was changed that is a column of the row itself."""
        columns = {column.name for column in self.instance._meta.concrete_fields}
        return not self.instance.pk or not columns.isdisjoint(self.changed_data)


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
