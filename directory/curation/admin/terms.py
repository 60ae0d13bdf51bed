"""Terms: how are joining terms and their conditions edited? What is stated needs a source, each aspect its own."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from directory.curation.admin.keys import key_of
from directory.curation.admin.rows import RowAdmin
from directory.curation.admin.sheet import Aspected
from directory.curation.admin.statement_forms import StatementForm
from directory.enums import CriterionKind
from directory.models import Criterion, Terms
from directory.models.terms import CLOSED_VALUES
from directory.rules.membership_paths import IN_WORDS, INTEREST, MEETS
from directory.rules.normalisation import sort_key


def values_of(kind: CriterionKind) -> list[tuple[str, str]]:
    """What a condition of this kind can be: a closed list, or else what the finder understands."""
    if kind in CLOSED_VALUES:
        return [(value, str(label)) for value, label in CLOSED_VALUES[kind].choices]
    understood = set().union(*(met.get(kind.value, ()) for met in (*MEETS.values(), INTEREST)))
    return sorted(((value, IN_WORDS[value]) for value in understood), key=lambda choice: sort_key(choice[1]))


VALUES = {kind: values_of(kind) for kind in CriterionKind}


class CriterionForm(StatementForm):
    """A condition whose value is chosen from a list; where a list may lack it, a slug is made of its words."""

    value = forms.ChoiceField(
        label="Wert",
        required=False,
        help_text="Steht er nicht in der Liste, genügen bei Aufgabe, Erfahrung, Tätigkeit und Anliegen die Worte. "
        "Unter „Außerdem“ steht nur in Worten, was ein Mensch prüfen muss.",
        choices=[("", "---------"), *((kind.label, values) for kind, values in VALUES.items() if values)],
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


@admin.register(Criterion)
class CriterionAdmin(RowAdmin):
    form = CriterionForm
    folded = "terms__network__sort_key"
    parent = "terms"
    fields = (("way", "kind", "value"), ("text", "binding"), "position")
    list_display = ("__str__", "kind", "terms")
    list_select_related = ("terms__network",)


@admin.register(Terms)
class TermsAdmin(Aspected, RowAdmin):
    """One row a network; a sheet shows its statements, so that it has no page of its own."""

    statements = {
        "mode": (("mode", "path", "membership"), ("path_url", "path_text"), "mode_text"),
        "who": ("who_short", "who_text"),
        "cost": (("cost", "cost_text"),),
        "one-per-organisation": ("one_per_organisation",),
        "obligations": (("obligations", "obligations_text"),),
    }
    fields = tuple(line for lines in statements.values() for line in lines)
    list_display = ("network", "mode", "cost", "one_per_organisation")
    list_filter = ("mode", "cost")
    search_fields = ("network__name",)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        record = self.get_object(request, unquote(object_id)) if object_id else None
        may_see = request.method == "GET" and self.has_view_or_change_permission(request, record)
        if record is not None and may_see and not self.statement_of(request):
            return HttpResponseRedirect(f"{self.sheet_of(record)}#terms")
        return super().changeform_view(request, object_id, form_url, extra_context)

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return HttpResponseRedirect(f"{self.sheet_of(obj)}#{self.statement_of(request) or 'terms'}")

    response_post_save_change = response_post_save_add
