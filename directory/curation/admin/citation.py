"""Citation: how are a citation, a verdict and the reason for having no source changed? Each in a form of its own. Which
citations a statement has is said in the form of the statement.
"""

from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse

from directory.curation.admin.citation_fields import PlacedForm, place_of, put_place
from directory.curation.admin.record_forms import RecordForm
from directory.curation.admin.rows import BelongingAdmin
from directory.curation.admin.statement_forms import ENOUGH, UNSAID, WEIGHS_NOTHING
from directory.models import TARGETS, Citation, Gap, Verdict


class AboutAdmin(BelongingAdmin):
    """What is said about a row. A new one is told by its address about which, and about which aspect of it."""

    def owner_of(self, request: HttpRequest, record: Any = None) -> dict[str, Any]:
        if record is not None:
            return {record.target_name: getattr(record, record.target_name)}
        named = next((name for name in TARGETS if name in request.GET), "")
        owner = self.named_owner(named, request.GET[named]) if named else self.sent_owner(request, TARGETS)
        return {**owner, "aspect": request.GET.get("aspect", "")}


class KeptAdmin(AboutAdmin):
    """It comes and goes with the form of its statement, so that none is left without proof."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        raise Http404

    def delete_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        raise Http404

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any) -> Any:
        context |= {"show_delete": False, "subtitle": None}
        return super().render_change_form(request, context, *args, **options)


class CitationForm(PlacedForm, RecordForm):
    """Where it stands in its source, and what it says. Another source is another citation."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        place = place_of(self.instance)
        self.initial.update({"cite_place": place, "cite_whole": not place})

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        self.require_place()
        if {"cite_place", "cite_whole"} & set(self.changed_data) and not self.errors:
            put_place(self.instance, self.cleaned_data["cite_place"])
        weighed = Verdict.objects.filter(**self.owner, aspect=self.instance.aspect)
        if not self._says_something() and weighed.exists():
            self.add_error("claim", UNSAID)
        return values

    @property
    def changes_row(self) -> bool:
        return super().changes_row or not {"cite_place", "cite_whole"}.isdisjoint(self.changed_data)

    def _says_something(self) -> bool:
        return bool((self.cleaned_data.get("claim") or "").strip())


@admin.register(Citation)
class CitationAdmin(KeptAdmin):
    form = CitationForm
    fields = ("source", ("cite_place", "cite_whole"), ("claim", "stance"))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("source",)


@admin.register(Gap)
class GapAdmin(KeptAdmin):
    fields = ("reason",)


class VerdictForm(RecordForm):
    """A verdict weighs at least two citations of its statement, each with what its source says: readers see these words
    side by side.
    """

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        about = {**self.owner, "aspect": self.instance.aspect}
        citations = list(Citation.objects.filter(**about).select_related("source"))
        silent = "; ".join(str(citation) for citation in citations if not citation.claim.strip())
        if len(citations) < ENOUGH:
            self.add_error(None, WEIGHS_NOTHING)
        elif silent:
            self.add_error(None, f"{UNSAID} Bei: {silent}.")
        return values


@admin.register(Verdict)
class VerdictAdmin(AboutAdmin):
    form = VerdictForm
    fields = ("nature", ("subject", "decided_on"), "reading", "reason")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """A new one gets the code by which links name it, which nobody has to think of."""
        if not obj.code:
            codes = Verdict.objects.values_list("code", flat=True)
            obj.code = f"K{max((int(code[1:]) for code in codes if code[1:].isdecimal()), default=0) + 1}"
        super().save_model(request, obj, form, change)
