"""Citation inlines: where are all citations, gaps and verdicts of a record edited? In these inlines, on the record's
own page.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from directory.catalogue import sourcing
from directory.curation.admin.autocomplete import PickingInline
from directory.curation.admin.citation_fields import BOTH, NO_SOURCE, RETOLD, PlaceField, Slot, place_of, put_place
from directory.curation.admin.inline_forms import RowForm, RowFormSet
from directory.enums import Aspect
from directory.models import WITH_ASPECTS, Citation, Gap, Verdict


class AboutForm(RowForm):
    """Something said about a record. An aspect the list does not offer any more stays choosable where it is."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields.get("aspect")
        own = (self.instance.aspect, self.instance.get_aspect_display())
        if field and own[0] and own not in field.choices:
            field.choices = [*field.choices, own]

    def name_row(self) -> str:
        aspect = self.instance.get_aspect_display()
        return f"{aspect}: {self.instance}" if aspect else str(self.instance)


class AboutInline(PickingInline):
    """What is said about a record: of one of its ``aspects``, or of all of it where it has none."""

    form = AboutForm
    formset = RowFormSet
    template = "admin/directory/rows.html"
    extra = 0
    aspects: tuple[Aspect, ...] = ()

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name == "aspect":
            required = self.parent_model._meta.model_name in WITH_ASPECTS
            nothing = "---------" if required else "die ganze Angabe"
            options["choices"] = [("", nothing), *((aspect.value, aspect.label) for aspect in self.aspects)]
            options["required"] = required
        return super().formfield_for_choice_field(db_field, request, **options)

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> Any:
        return () if self.aspects else ("aspect",)


class CitationForm(AboutForm):
    place = PlaceField()

    class Meta:
        model = Citation
        fields = ("aspect", "source", "place", "claim", "stance")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["place"] = place_of(self.instance)

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        if {"source", "place"} & set(self.changed_data) and not self.errors:
            put_place(self.instance, self.cleaned_data["place"])
        return values


class CitationFormSet(RowFormSet):
    """All citations of a record; ``slots`` are the statements that must not stay without one, or without a reason."""

    slots: tuple[Slot, ...] = (Slot(),)

    def clean(self) -> None:
        super().clean()
        complaints = [f"{self._name(slot)}{words}" for slot in self.slots if (words := self._complaint(slot))]
        if complaints:
            raise ValidationError(complaints)

    def _complaint(self, slot: Slot) -> str:
        citations, gaps = self._about(slot, Citation), self._about(slot, Gap)
        if not slot.is_stated(getattr(self.instance, slot.field, None)):
            return ""
        if citations and gaps:
            return BOTH
        if not citations and not gaps:
            return NO_SOURCE
        retold = slot.is_retold(self.instance, self._changed)
        return RETOLD if retold and not any(form.has_changed() for form in (*citations, *gaps)) else ""

    @cached_property
    def _changed(self) -> list[str]:
        """What the record is told to say that its stored row does not; nothing if its sources say that, too."""
        if self.data.get("cite_kept"):
            return []
        stored = type(self.instance)._base_manager.get(pk=self.instance.pk)
        columns = self.instance._meta.concrete_fields
        return [each.name for each in columns if getattr(stored, each.attname) != getattr(self.instance, each.attname)]

    def _about(self, slot: Slot, model: type[Model]) -> list[Any]:
        forms = (form for formset in self.siblings if formset.model is model for form in formset.live())
        return [form for form in forms if sourcing.proves(form.instance.aspect, slot.aspect)]

    @staticmethod
    def _name(slot: Slot) -> str:
        return f"{Aspect(slot.aspect).label}: " if slot.aspect else ""


class FurtherFormSet(CitationFormSet):
    """The citations that do not stand in the slots of the record's own form (``beside``)."""

    slots = ()
    beside: tuple[Slot, ...] = ()

    def get_queryset(self) -> Any:
        citations = list(super().get_queryset())
        beside = [citation for slot in self.beside for citation in slot.fitting(citations)[:1]]
        return [citation for citation in citations if citation not in beside]


class CitationInline(AboutInline):
    """The citations of a row that needs at least one."""

    model = Citation
    form = CitationForm
    formset = CitationFormSet
    autocomplete_fields = ("source",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        first = ("aspect", "source", "place") if self.aspects else ("source", "place")
        return (first, ("claim", "stance"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("source").order_by("pk")


class GapInline(AboutInline):
    """Why a row, or an aspect of it, has no source."""

    model = Gap

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (("aspect", "reason"),) if self.aspects else ("reason",)

    def get_max_num(self, request: HttpRequest, obj: Any = None, **options: Any) -> int | None:
        return None if self.aspects else 1


class VerdictFormSet(RowFormSet):
    """Verdicts; a new one gets the code by which links name it, which nobody has to think of."""

    def clean(self) -> None:
        super().clean()
        new = [form.instance for form in self.live() if not form.instance.code]
        codes = Verdict.objects.values_list("code", flat=True) if new else ()
        last = max((int(code[1:]) for code in codes if code[1:].isdecimal()), default=0)
        for number, verdict in enumerate(new, start=last + 1):
            verdict.code = f"K{number}"


class VerdictInline(AboutInline):
    model = Verdict
    formset = VerdictFormSet

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        first = ("aspect", "nature") if self.aspects else ("nature",)
        return (first, ("subject", "decided_on"), "reading", "reason")

    def get_max_num(self, request: HttpRequest, obj: Any = None, **options: Any) -> int | None:
        return None if self.aspects else 1
