"""Rows: how is a statement added to an entry, changed and taken away? Each in a form of its own, with its sources; one
gets there from the entry's sheet, and back to it.
"""

from http import HTTPStatus
from typing import Any, ClassVar

from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from directory.catalogue.registry import DOCUMENTED
from directory.curation.admin import edit_conflicts, sitting
from directory.curation.admin.autocomplete import Picker, set_choice
from directory.curation.admin.base import RecordAdmin, public_address, refuse
from directory.curation.admin.keys import give_place
from directory.curation.admin.preview import profile
from directory.curation.admin.statement_forms import StatementForm
from directory.models import Citation, Network

CITED_BY = Citation._meta.get_field("source")
OWNER = "_owner"
"""Beside the fields of a row: what it belongs to, as ``column:number``."""
LONGEST = 18  # digits a number of a row has at most


class StatementAdmin(RecordAdmin):
    """A record or a row whose forms state something, each with fields for one new source."""

    form = StatementForm

    def aspects_of(self, request: HttpRequest, record: Any) -> tuple[str, ...]:
        """What the form states that needs a source."""
        return ("",)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        make: Any = self.formfield_for_dbfield
        form = super().get_form(request, obj, change, **options)
        form.aspects = self.aspects_of(request, obj)
        field = make(CITED_BY, request, required=False, widget=Picker(CITED_BY, self.admin_site), label="Quelle")
        form.base_fields["cite_source"] = field
        form.sitting = sitting.source(request)
        if form.sitting:
            set_choice(field, form.sitting)
        return form

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        form.save_sources()
        if form.cleaned_data.get("cite_source"):
            sitting.remember(request, form.cleaned_data["cite_source"])
        super().save_related(request, form, formsets, change)


class BelongingAdmin(RecordAdmin):
    """What belongs to another row (``parent``: the column that says so). A new one is told by its address to which."""

    parent = "network"
    folded = ""
    list_display: Any = ("__str__",)

    def find(self, records: QuerySet[Any], text: str) -> QuerySet[Any]:
        """Nothing, where no column is folded."""
        return super().find(records, text) if self.folded else records.none()

    def view_on_site(self, record: Any) -> str | None:
        """Readers find it on the page of its record."""
        return None

    def owner_of(self, request: HttpRequest, record: Any = None) -> dict[str, Any]:
        """What a row belongs to, by the column that says so; of a new one the address tells it.

        Raises:
            Http404: if the address names nothing.
        """
        if record is not None:
            return {self.parent: getattr(record, self.parent)}
        if self.parent in request.GET:
            return self.named_owner(self.parent, request.GET[self.parent])
        return self.sent_owner(request, (self.parent,))

    def sent_owner(self, request: HttpRequest, columns: tuple[str, ...]) -> dict[str, Any]:
        """What a form says that its row, which is gone, belonged to."""
        column, _, number = request.POST.get(OWNER, "").partition(":")
        if column not in columns:
            raise Http404
        return self.named_owner(column, number)

    def named_owner(self, column: str, number: str) -> dict[str, Any]:
        model: Any = self.model._meta.get_field(column).related_model
        is_number = number.isascii() and number.isdecimal() and len(number) <= LONGEST
        found = model._base_manager.filter(pk=number).first() if is_number else None
        if found is None:
            raise Http404
        return {column: found}

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        form = super().get_form(request, obj, change, **options)
        form.owner = self.owner_of(request, obj)
        return form

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        extra = {**(extra_context or {}), "show_save_and_continue": False, "show_save_and_add_another": not object_id}
        is_gone = request.method == "POST" and object_id and self.get_object(request, unquote(object_id)) is None
        if is_gone and OWNER in request.POST and self.has_add_permission(request):
            column, owner = next(iter(self.owner_of(request).items()))
            refuse(request, [edit_conflicts.GONE])
            query = request.GET.copy()
            query[column] = str(owner.pk)
            form_url = f"{reverse(f'admin:directory_{self.opts.model_name}_add')}?{query.urlencode()}"
            return super().changeform_view(request, None, form_url, extra)
        return super().changeform_view(request, object_id, form_url, extra)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any) -> Any:
        row = context["original"] or context["adminform"].form.instance
        context["is_statement"] = True
        column, owner = next(iter(self.owner_of(request, row).items()))
        context["owner"] = f"{column}:{owner.pk}"
        return super().render_change_form(request, context, *args, **options)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            give_place(obj, next(iter(form.owner)))
        super().save_model(request, obj, form, change)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))
        sheet = self.sheet_of(record) if record else ""
        response = super().delete_view(request, object_id, extra_context)
        is_done = sheet and request.method == "POST" and response.status_code == HTTPStatus.FOUND
        return HttpResponseRedirect(sheet) if is_done else response

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return HttpResponseRedirect(f"{self.sheet_of(obj)}#{self.opts.model_name}-{obj.pk}")

    response_post_save_change = response_post_save_add

    def get_ordering(self, request: HttpRequest) -> Any:
        return ["pk"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False


class RowAdmin(StatementAdmin, BelongingAdmin):
    """A row of a network, told together with its sources."""

    folded = "network__sort_key"
    list_display: Any = ("__str__", "network")
    list_select_related: ClassVar[Any] = ("network",)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """The next one is mostly of the same kind."""
        response = super().response_add(request, obj, post_url_continue)
        if "_addanother" in request.POST and response.status_code == HTTPStatus.FOUND and hasattr(obj, "kind"):
            query = request.GET.copy()
            query["kind"] = obj.kind
            response["Location"] = f"{request.path}?{query.urlencode()}"
        return response

    def network_of(self, row: Any) -> Network:
        """On whose page readers find it."""
        kind, number = row.places()[0]
        return DOCUMENTED[kind].model._base_manager.get(pk=number)  # type: ignore[return-value]

    def drawing(self, record: Any) -> Any:
        return profile(self.network_of(record))

    def view_on_site(self, record: Any) -> str | None:
        return public_address(self.network_of(record))
