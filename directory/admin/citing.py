"""How does a row's own form hold its source? Three more fields: the source, the place in it, and what it says there.

They show the row's first citation and keep it; further citations stand on the row's own page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest

from directory import passages
from directory.admin.picking import Picker, PickingInline, tell
from directory.admin.rows import RowForm, RowFormSet
from directory.enums import Aspect
from directory.models import TARGETS, Citation

NO_SOURCE = "Ohne Quelle keine Angabe: Bitte nennen Sie, woher das bekannt ist."
NOT_STATED = {"", "nicht-genannt", None}
CITED_BY = Citation._meta.get_field("source")
PLACE_LENGTH = Citation._meta.get_field("locator").max_length
CITED = ("cite_source", "cite_place", "cite_claim")


class PlaceField(forms.CharField):
    """A place in a source: ``19`` or ``11-14`` means lines, any other text is a locator."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{"label": "Stelle", "required": False, "max_length": PLACE_LENGTH, **options},
            widget=AdminTextInputWidget(),
            help_text="Zeilen wie 19 oder 11-14; sonst Seite oder Abschnitt.",
        )

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        bare = text.replace("–", "-").replace(" ", "")
        if not passages.LOCATOR.fullmatch(bare):
            return text
        try:
            passages.parse(bare)
        except passages.NotAPassage as error:
            raise ValidationError(str(error)) from error
        return bare


def place_of(citation: Citation) -> str:
    """The place of a citation as ``PlaceField`` reads it."""
    if not citation.first_line or not citation.last_line:
        return citation.locator
    same = citation.first_line == citation.last_line
    return f"{citation.first_line}" if same else f"{citation.first_line}-{citation.last_line}"


def put_place(citation: Citation, place: str) -> None:
    """Let a citation point elsewhere; the fingerprint of the old place is void then."""
    citation.first_line = citation.last_line = None
    citation.locator = citation.fingerprint = ""
    if passages.LOCATOR.fullmatch(place):
        citation.first_line, citation.last_line = passages.parse(place)
    else:
        citation.locator = place


@dataclass(frozen=True)
class Slot:
    """Room for one citation: of a whole row, or of one aspect of it, which ``field`` states."""

    aspect: str = ""
    field: str = ""

    @property
    def names(self) -> tuple[str, str, str]:
        """The names of its form fields: source, place, claim."""
        stem = f"cite_{self.aspect}_".replace("-", "_") if self.aspect else "cite_"
        return f"{stem}source", f"{stem}place", f"{stem}claim"

    @property
    def label(self) -> str:
        return f"Quelle: {Aspect(self.aspect).label}" if self.aspect else "Quelle"

    def first(self, citations: Iterable[Citation]) -> Citation | None:
        """The citation it shows. A row cited only for one of its aspects is not without source."""
        fitting = [c for c in citations if c.aspect == self.aspect or not self.aspect]
        return min(fitting, key=lambda c: (c.aspect != self.aspect, c.pk), default=None)

    def is_stated(self, value: Any) -> bool:
        """Whether its field, having this value, says anything that needs a source."""
        return not self.field or value not in NOT_STATED


class CitedForm(RowForm):
    """A row that is told together with its source. ``more`` says what its own page holds."""

    slots: ClassVar[tuple[Slot, ...]] = (Slot(),)
    besides: ClassVar[str] = ""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.due: list[Citation] = []
        citations = list(self.instance.citations.all()) if self.instance.pk else []
        count = {0: "ohne Beleg", 1: "1 Beleg"}.get(len(citations), f"{len(citations)} Belege")
        self.more = f"{self.besides}{count}"
        self.shown = {slot: slot.first(citations) for slot in self.slots}
        for slot, citation in self.shown.items():
            if citation:
                values = (citation.source_id, place_of(citation), citation.claim)
                self.initial.update(zip(slot.names, values, strict=True))
                tell(self.fields[slot.names[0]], citation.source)

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        for slot in self.slots:
            self._clean_slot(slot, self.shown[slot])
        return values

    def _clean_slot(self, slot: Slot, citation: Citation | None) -> None:
        for_source, for_place, for_claim = slot.names
        source, place, claim = (self.cleaned_data.get(name) for name in slot.names)
        if not source:
            stated = self.has_changed() and slot.is_stated(self.cleaned_data.get(slot.field))
            if for_source not in self.errors and (citation or place or claim or stated):
                self.add_error(for_source, NO_SOURCE)
        elif set(slot.names) & set(self.changed_data):
            citation = citation or Citation(aspect=slot.aspect)
            citation.source, citation.claim = source, claim or ""
            if {for_source, for_place} & set(self.changed_data):
                put_place(citation, place or "")
            try:
                citation.full_clean(exclude=TARGETS)
            except ValidationError as error:
                self.add_error(for_claim, error.messages)
            self.due.append(citation)

    def save(self, commit: bool = True) -> Any:
        row = super().save(commit)
        if commit:
            for citation in self.due:
                setattr(citation, row._meta.model_name, row)
                citation.save()
        return row


class CitedInline(PickingInline):
    """Rows with their sources. ``related``: what their names need, fetched along."""

    form: type[CitedForm] = CitedForm
    formset = RowFormSet
    extra = 0
    show_change_link = True
    template = "admin/directory/rows.html"
    related: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        cited = Prefetch("citations", Citation.objects.select_related("source").order_by("pk"))
        return super().get_queryset(request).select_related(*self.related).prefetch_related(cited)

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        cites = {name for slot in self.form.slots for name in slot.names}
        named = flatten_fieldsets(self.get_fieldsets(request, obj))
        options.setdefault("fields", [name for name in named if name not in cites])
        formset = super().get_formset(request, obj, **options)
        for slot in self.form.slots:
            formset.form.base_fields.update(zip(slot.names, self._slot_fields(slot, request), strict=True))
        return formset

    def _slot_fields(self, slot: Slot, request: HttpRequest) -> tuple[Any, ...]:
        picker = Picker(CITED_BY, self.admin_site)
        claim = Citation._meta.get_field("claim")
        return (
            self.formfield_for_dbfield(CITED_BY, request, required=False, widget=picker, label=slot.label),
            PlaceField(),
            self.formfield_for_dbfield(claim, request),
        )
