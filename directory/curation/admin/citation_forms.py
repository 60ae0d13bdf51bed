"""Citation forms: how does a form hold the sources of what it states? Beside each statement: source, place, what is
said there, and the reason if there is none.

It shows a statement's first citation and keeps it; further citations are listed on the record's own page.
"""

from typing import Any, ClassVar

from django import forms
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from directory.curation.admin.autocomplete import Picker, PickingInline, set_choice
from directory.curation.admin.citation_checks import UNSAID, is_weighed
from directory.curation.admin.citation_fields import (
    BOTH,
    NO_SOURCE,
    OTHERS,
    RETOLD,
    USUAL,
    PlaceField,
    Said,
    Slot,
    place_of,
    put_place,
    said_of,
)
from directory.curation.admin.inline_forms import RowForm, RowFormSet, changes_row
from directory.models import TARGETS, Citation, Gap, Source

CITED_BY = Citation._meta.get_field("source")
CITED = Slot().fields


class CitingForm(forms.ModelForm):
    """A form with slots. A statement that changes needs a new source, or a word that the old one holds."""

    slots: ClassVar[tuple[Slot, ...]] = (Slot(),)

    def __init__(self, *args: Any, said: Said | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.due: list[Any] = []
        self.void: list[Any] = []
        row = self.instance
        found = said_of([row] if row.pk else []) if said is None else said
        self.citations, gaps = found.get((str(row._meta.model_name), row.pk), ([], []))
        self.shown = {slot: next(iter(slot.fitting(self.citations)), None) for slot in self.slots}
        self.gaps = {slot: next(iter(slot.fitting(gaps)), None) for slot in self.slots}
        for slot in self.slots:
            self._fill(slot)
        self.stored = dict(self.initial)

    def _fill(self, slot: Slot) -> None:
        citation, gap = self.shown[slot], self.gaps[slot]
        if citation:
            values = (citation.source_id, place_of(citation), citation.claim)
            self.initial.update(zip(slot.names, values, strict=True))
            set_choice(self.fields[slot.names[0]], citation.source)
        if gap:
            self.initial[slot.gap] = gap.reason
            self.fields[slot.kept].label = slot.label("Der Grund gilt auch für das Neue")
        if not citation and not gap:
            self.fields[slot.kept].widget = forms.HiddenInput()

    # --- checking -----------------------------------------------------------------------------

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        for slot in self.slots:
            self._clean_slot(slot)
        return values

    @property
    def usual_source(self) -> Source | None:
        """The source of all that is new on the page, where its editor has named one."""
        try:
            return self.fields[self.slots[0].names[0]].clean(self.data.get(USUAL, ""))
        except ValidationError:
            return None

    def _clean_slot(self, slot: Slot) -> None:
        if slot.names[0] in self.errors or slot.gap in self.errors:
            return
        source, gap = self.cleaned_data.get(slot.names[0]), self.cleaned_data.get(slot.gap)
        said = source or gap or self.shown[slot] or self.gaps[slot]
        if self._is_stated(slot) and not said:
            source = self.usual_source
        if gap and self.has_changed() and (source or self._tells_of_source(slot)):
            self.add_error(slot.gap, BOTH)
        elif gap:
            self._clean_gap(slot, gap)
        elif source:
            self._clean_citation(slot, source)
        else:
            self._clean_nothing(slot)
        same = not {*slot.names, slot.gap, slot.kept} & set(self.changed_data)
        if (self.shown[slot] or self.gaps[slot]) and same and slot.is_retold(self.instance, self.changed_data):
            self.add_error(slot.kept, RETOLD)

    def _is_stated(self, slot: Slot) -> bool:
        """Whether something new is stated there. What was stored without a source hinders no other change."""
        new = self.has_changed() and (not self.instance.pk or slot.is_retold(self.instance, self.changed_data))
        return new and slot.is_stated(self.cleaned_data.get(slot.field))

    def _tells_of_source(self, slot: Slot) -> bool:
        """Whether somebody has written where in a source it stands, or what is said there."""
        return any(name in self.changed_data and self.cleaned_data.get(name) for name in slot.names[1:])

    def _clean_nothing(self, slot: Slot) -> None:
        gap = self.gaps[slot]
        told = any(self.cleaned_data.get(name) for name in slot.names[1:])
        unsaid = gap and slot.is_stated(self.cleaned_data.get(slot.field))
        if self.shown[slot] or told or unsaid or self._is_stated(slot):
            self.add_error(slot.names[0], NO_SOURCE)
        elif gap:
            self.void.append(gap)

    def _clean_gap(self, slot: Slot, reason: str) -> None:
        citation, gap = self.shown[slot], self.gaps[slot]
        if citation and len(slot.fitting(self.citations)) > 1:
            self.add_error(slot.gap, OTHERS)
        elif slot.gap in self.changed_data:
            gap = gap or Gap(aspect=slot.aspect)
            gap.reason = reason
            self.due.append(gap)
            if citation:
                self.void.append(citation)

    def _clean_citation(self, slot: Slot, source: Source) -> None:
        citation, gap, changed = self.shown[slot], self.gaps[slot], set(self.changed_data)
        for_source, for_place, for_claim = slot.names
        if gap and slot.gap in changed:
            self.void.append(gap)
        if citation and not changed & set(slot.names):
            return
        new = citation or Citation(aspect=slot.aspect)
        new.source, new.claim = source, self.cleaned_data.get(for_claim) or ""
        if not citation or changed & {for_source, for_place}:
            put_place(new, self.cleaned_data.get(for_place) or "")
        try:
            new.full_clean(exclude=TARGETS)
            if not new.claim.strip() and is_weighed(self.instance, new.aspect):
                raise ValidationError(UNSAID)
        except ValidationError as error:
            self.add_error(for_claim, error.messages)
        self.due.append(new)

    # --- saving -------------------------------------------------------------------------------

    def save(self, commit: bool = True) -> Any:
        row = super().save(commit)
        if commit:
            self.save_sources()
        return row

    def save_sources(self) -> None:
        """To be called once the row itself is stored, by whoever stores it."""
        for said in self.void:
            said.delete()
        for said in self.due:
            setattr(said, str(self.instance._meta.model_name), self.instance)
            said.save()


class CitedForm(CitingForm, RowForm):
    """A row that is told together with its source. ``more`` says what its own page holds."""

    besides: ClassVar[str] = ""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        count = {0: "ohne Beleg", 1: "1 Beleg"}.get(len(self.citations), f"{len(self.citations)} Belege")
        self.more = f"{self.besides}{count}"

    def save(self, commit: bool = True) -> Any:
        """A row of which only the source has changed needs no new version."""
        if not commit or not self.instance.pk or changes_row(self):
            return super().save(commit)
        self.save_sources()
        return self.instance


class CitedFormSet(RowFormSet):
    """``said``: what is said about the rows of all such formsets of the page, read when the first form is made."""

    said: Said | None = None

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        if self.said is None:
            unread = [each for each in self.siblings if isinstance(each, CitedFormSet) and each.said is None]
            found = said_of([row for each in unread for row in each.get_queryset()])
            for each in unread:
                each.said = found
        return {**super().get_form_kwargs(index), "said": self.said}


class Citing:
    """Mixed into admin pages and inlines whose form has slots: makes the fields of the slots."""

    form: Any
    admin_site: Any

    @property
    def cites(self) -> set[str]:
        """The names of all those fields, which are no columns."""
        return {name for slot in self.form.slots for name in slot.fields}

    def add_slots(self, form: Any, request: HttpRequest) -> None:
        for slot in self.form.slots:
            form.base_fields.update(zip(slot.fields, self._slot_fields(slot, request), strict=True))

    def _slot_fields(self, slot: Slot, request: HttpRequest) -> tuple[Any, ...]:
        make: Any = self.formfield_for_dbfield  # type: ignore[attr-defined]
        return (
            self.source_field(request, slot.label("Quelle")),
            PlaceField(label=slot.label("Textstelle")),
            make(Citation._meta.get_field("claim"), request, label=slot.label("Was die Quelle sagt")),
            make(Gap._meta.get_field("reason"), request, required=False, label=slot.label("Ohne Quelle, weil")),
            forms.BooleanField(label=slot.label("Die Quelle sagt auch das Neue"), required=False),
        )

    def source_field(self, request: HttpRequest, label: str) -> Any:
        """A field to pick a source."""
        make: Any = self.formfield_for_dbfield  # type: ignore[attr-defined]
        return make(CITED_BY, request, required=False, widget=Picker(CITED_BY, self.admin_site), label=label)


class CitedInline(Citing, PickingInline):
    """Rows with their sources. ``related``: what their names need, fetched along."""

    form: type[CitedForm] = CitedForm
    formset = CitedFormSet
    extra = 0
    show_change_link = True
    template = "admin/directory/rows.html"
    related: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related(*self.related)

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        named = flatten_fieldsets(self.get_fieldsets(request, obj))
        options.setdefault("fields", [name for name in named if name not in self.cites])
        formset = super().get_formset(request, obj, **options)
        self.add_slots(formset.form, request)
        return formset
