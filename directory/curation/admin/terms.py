"""Terms: how are joining terms and their conditions edited? What is stated needs a source, each aspect its own."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from directory.catalogue import registry, sourcing
from directory.curation.admin.base import RowAdmin, StatementForm
from directory.curation.admin.citation_fields import NO_SOURCE, USUAL, Slot, slots_of
from directory.curation.admin.citation_forms import CITED, CitedForm, CitedInline
from directory.curation.admin.citation_inlines import CitationFormSet, CitationInline, GapInline, VerdictInline
from directory.curation.admin.inline_forms import key_of
from directory.curation.admin.sitting import Sitting
from directory.enums import CriterionKind
from directory.models import Citation, Criterion, Network, Source, Terms
from directory.models.terms import CLOSED_VALUES
from directory.rules.membership_paths import IN_WORDS, INTEREST, MEETS
from directory.rules.normalisation import sort_key

MODE, WHO, COST, ONE_PER_ORGANISATION, OBLIGATIONS = SLOTS = slots_of(registry.TERMS)
ASPECTS = sourcing.citable(registry.TERMS)


def values_of(kind: CriterionKind) -> list[tuple[str, str]]:
    """What a condition of this kind can be: a closed list, or else what the finder understands."""
    if kind in CLOSED_VALUES:
        return [(value, str(label)) for value, label in CLOSED_VALUES[kind].choices]
    understood = set().union(*(met.get(kind.value, ()) for met in (*MEETS.values(), INTEREST)))
    return sorted(((value, IN_WORDS[value]) for value in understood), key=lambda choice: sort_key(choice[1]))


VALUES = {kind: values_of(kind) for kind in CriterionKind}


class TermsForm(CitedForm):
    slots = SLOTS
    besides = "Bedingungen, "


class TermsInline(CitedInline):
    model = Terms
    form = TermsForm
    extra = 1
    max_num = 1
    fields = (
        ("mode", "path", "membership"),
        ("path_url", "path_text"),
        "mode_text",
        MODE.fields,
        "who_short",
        "who_text",
        WHO.fields,
        ("cost", "cost_text"),
        COST.fields,
        "one_per_organisation",
        ONE_PER_ORGANISATION.fields,
        ("obligations", "obligations_text"),
        OBLIGATIONS.fields,
    )


class Choosing(forms.ModelForm):
    """A condition whose value is chosen from a list; where a list may lack it, a slug is made of its words."""

    value = forms.ChoiceField(
        label="Wert",
        required=False,
        help_text="Steht er nicht in der Liste, genügen bei Aufgabe, Erfahrung, Tätigkeit und Anliegen die Worte.",
        choices=[("", "---------"), *((kind.label, values) for kind, values in VALUES.items())],
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        own = self.instance.value
        if self.instance.pk and own not in dict(VALUES[CriterionKind(self.instance.kind)]):
            field: Any = self.fields["value"]
            field.choices = [*field.choices, (own, self.instance.label)]

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        kind, value, text = (self.cleaned_data.get(name) for name in ("kind", "value", "text"))
        if not kind or "value" in self.errors:
            return values
        if value:
            kept = (kind, value) == (self.instance.kind, self.instance.value)
            if not kept and value not in dict(VALUES[CriterionKind(kind)]):
                self.add_error("value", f"Dieser Wert gehört nicht zu „{CriterionKind(kind).label}“.")
        elif kind in CLOSED_VALUES:
            self.add_error("value", "Bitte wählen Sie einen Wert.")
        elif text:
            self.cleaned_data["value"] = key_of(text)
        else:
            self.add_error("text", "Bitte sagen Sie in Worten, was verlangt wird.")
        return values


class CriterionInlineForm(Choosing, CitedForm):
    """A condition with its source."""


class CriterionForm(Choosing, StatementForm):
    """A condition on a page of its own."""


class CriterionInline(CitedInline):
    model = Criterion
    form = CriterionInlineForm
    fields = (("way", "kind", "value"), ("text", "binding"), CITED, "position")


@admin.register(Criterion)
class CriterionAdmin(RowAdmin):
    form = CriterionForm
    folded = "terms__network__sort_key"
    parent = "terms"
    fields = ("terms", ("way", "kind", "value"), ("text", "binding"), "position")
    list_display = ("__str__", "kind", "terms")
    list_select_related = ("terms__network",)

    @staticmethod
    def network_of(row: Criterion) -> Network:
        return row.terms.network


class TermsCitationFormSet(CitationFormSet):
    """What is newly stated has the one source of the page, where nothing else is said about it."""

    slots = SLOTS

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.due: list[Citation] = []

    @property
    def usual_source(self) -> Source | None:
        try:
            return self.empty_form.fields["source"].clean(self.data.get(USUAL, "")) if self.is_bound else None
        except ValidationError:
            return None

    def _complaint(self, slot: Slot) -> str:
        words = super()._complaint(slot)
        source = self.usual_source if words == NO_SOURCE and slot.is_retold(self.instance, self._changed) else None
        if source is None:
            return words
        self.due.append(Citation(aspect=slot.aspect, source=source))
        return ""

    def save(self, commit: bool = True) -> Any:
        saved = super().save(commit)
        for citation in self.due:
            citation.terms = self.instance
            citation.save()
        return saved


class TermsCitationInline(CitationInline):
    formset = TermsCitationFormSet
    aspects = ASPECTS


class TermsGapInline(GapInline):
    aspects = ASPECTS


class TermsVerdictInline(VerdictInline):
    aspects = ASPECTS


@admin.register(Terms)
class TermsAdmin(Sitting, RowAdmin):
    fields = (
        USUAL,
        "network",
        ("mode", "path", "membership"),
        ("path_url", "path_text"),
        "mode_text",
        "who_short",
        "who_text",
        ("cost", "cost_text"),
        "one_per_organisation",
        ("obligations", "obligations_text"),
    )
    inlines = (CriterionInline, TermsCitationInline, TermsGapInline, TermsVerdictInline)
    list_display = ("network", "mode", "cost", "one_per_organisation")
    list_filter = ("mode", "cost")
    search_fields = ("network__name",)
