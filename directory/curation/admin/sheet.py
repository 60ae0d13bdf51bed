"""Sheet: the page of an entry at the desk. Each statement is one line with its sources, in the order of the public
profile; it is changed in a form of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin.utils import flatten
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst

from directory.catalogue import sourcing
from directory.catalogue.registry import Kind, kind_of
from directory.curation.admin import sitting
from directory.curation.admin.citation_fields import Said, said_of
from directory.curation.admin.rows import StatementAdmin
from directory.curation.verification import can_be_checked
from directory.enums import Aspect, Stance
from directory.history import descriptions
from directory.models import Citation, Gap, Source, Verdict

STATEMENT = "angabe"
"""In the address of a form: which of the statements of a row it is about."""
AT_MOST = 60  # lines of a section that the sheet shows

Statements = dict[str, tuple[Any, ...]]
"""The statements of a row that makes several, by their aspect (or the name of what needs no source), each with the
fields of its form.
"""


@dataclass
class Line:
    """One statement, with all that is said about it. ``address``: where it is changed."""

    anchor: str
    label: str
    words: str
    address: str
    row: Any = None
    details: list[tuple[str, str]] = field(default_factory=list)
    citations: list[tuple[int, Citation]] = field(default_factory=list)
    gap: Gap | None = None
    verdict: Verdict | None = None
    lacks: bool = False
    weigh: str = ""
    checks: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing yet that could be changed."""
        return not self.words and not self.citations


@dataclass
class Section:
    """Lines under one heading, and where one more is entered. ``more``: how many there are beyond those shown, and
    ``all`` the list of all.
    """

    anchor: str
    title: str
    lines: list[Line]
    add: str = ""
    more: int = 0
    all: str = ""


class Sheet:
    """An entry's statements as lines. What is said about all of them is read at once: a constant number of queries,
    however many rows. ``carried``: what all addresses that lead on from it keep saying.
    """

    def __init__(self, record: Any, carried: QueryDict) -> None:
        self.record, self.carried = record, carried
        self.sources: dict[int, tuple[int, Source]] = {}
        self.said: dict[tuple[str, int], list[Said]] = {}

    def read(self, rows: Iterable[Any]) -> None:
        """What is said about all rows the sheet will show."""
        self.said = said_of([row for row in rows if row is not None])

    def numbered(self) -> list[tuple[int, Source]]:
        """The sources, as the lines number them."""
        return list(self.sources.values())

    def address(self, model: str, number: int | None = None, **told: Any) -> str:
        """Where a row is changed, or a new one entered."""
        page = f"admin:directory_{model}_{'change' if number else 'add'}"
        query = self.carried.copy()
        query.update(told)
        return reverse(page, args=[number] if number else []) + (f"?{query.urlencode()}" if query else "")

    def own(self, row: Any, kind: Kind, statements: Statements) -> list[Line]:
        """A line for each statement of a row that makes several; None is a row that is not there yet."""
        found = []
        for name, fields in statements.items():
            columns: list[Any] = [kind.model._meta.get_field(each) for each in flatten(fields)]
            label = Aspect(name).label if name in Aspect.values else descriptions.label(columns[0])
            words = " – ".join(filter(None, (descriptions.value(row, column) for column in columns))) if row else ""
            about = {} if row else {kind.parent: self.record.pk}
            address = self.address(kind.name, row.pk if row else None, **about, **{STATEMENT: name})
            line = Line(name, str(label), words, address, row)
            if name in Aspect.values and row is not None:
                self._tell(line, [each for each in self._said(row) if each.aspect == name], name)
                line.lacks = name in sourcing.unproven(kind, row, {each.aspect for each in self._proofs(row)})
            found.append(line)
        return found

    def rows(self, rows: Iterable[Any]) -> list[Line]:
        """A line for each row that is one statement."""
        found = []
        for row in rows:
            kind = kind_of(row._meta.model)
            label, words = descriptions.kind(row), descriptions.name(row) or str(row)
            anchor = f"{kind.name}-{row.pk}"
            line = Line(anchor, capfirst(label), words, self.address(kind.name, row.pk), row)
            told = descriptions.said(row).items()
            line.details = [(name, text) for name, text in told if text not in {"nein", label} and text not in words]
            self._tell(line, self._said(row))
            line.lacks = not line.citations and not line.gap
            line.checks = can_be_checked(type(row))
            if line.checks and row.verified_on:
                line.details.append(("geprüft", descriptions.day(row.verified_on)))
            found.append(line)
        return found

    def section(self, name: str, kind: Kind, rows: list[Any], key: Any = None) -> Section:
        """All rows of one kind."""
        shown = self.rows(sorted(rows, key=key)[:AT_MOST] if key else rows[:AT_MOST])
        title = capfirst(str(kind.model._meta.verbose_name_plural))
        listed = f"{reverse(f'admin:directory_{kind.name}_changelist')}?{kind.parent}__id__exact={self.record.pk}"
        add = self.address(kind.name, **{kind.parent: self.record.pk})
        return Section(name, title, shown, add, len(rows) - len(shown), listed)

    def _said(self, row: Any) -> list[Said]:
        return self.said.get((row._meta.model_name, row.pk), [])

    def _proofs(self, row: Any) -> list[Said]:
        return [each for each in self._said(row) if not isinstance(each, Verdict)]

    def _tell(self, line: Line, said: list[Said], aspect: str = "") -> None:
        for each in said:
            if isinstance(each, Citation):
                number, _ = self.sources.setdefault(each.source_id, (len(self.sources) + 1, each.source))
                line.citations.append((number, each))
            elif isinstance(each, Gap):
                line.gap = each
            else:
                line.verdict = each
        if not line.verdict and any(citation.stance == Stance.DIFFERS for _, citation in line.citations):
            line.weigh = self.address("verdict", **{line.row._meta.model_name: line.row.pk, "aspect": aspect})


class Aspected(StatementAdmin):
    """Rows that make several statements (``statements``), each changed in a form of its own."""

    statements: Statements = {}

    @property
    def kind(self) -> Kind:
        return kind_of(self.model)

    def statement_of(self, request: HttpRequest) -> str:
        """Which statement a form is about; empty where it is about none, or all."""
        name = request.GET.get(STATEMENT, "")
        return name if name in self.statements else ""

    def aspects_of(self, request: HttpRequest, record: Any) -> tuple[str, ...]:
        name = self.statement_of(request)
        if name or record is not None:
            return (name,) if name in Aspect.values else ()
        return tuple(self.kind.aspects)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        name = self.statement_of(request)
        if name or obj is not None:
            return [(None, {"fields": self.statements.get(name, ())})]
        return super().get_fieldsets(request, obj)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any) -> Any:
        name = self.statement_of(request)
        if name:
            column = next(iter(flatten(self.statements[name])), "")
            context["title"] = Aspect(name).label if name in Aspect.values else self.label_of(column)
            context |= {"is_statement": True, "show_delete": False}
        return super().render_change_form(request, context, *args, **options)

    def label_of(self, column: str) -> str:
        return descriptions.label(self.model._meta.get_field(column))


class SheetAdmin(Aspected):
    """Records whose page is a sheet."""

    def sections(self, sheet: Sheet) -> list[Section]:
        """The sheet's sections, in the order of the public profile."""
        return [Section("eintrag", "Was es ist", sheet.own(sheet.record, self.kind, self.statements))]

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        extra = {"show_save_and_continue": False, "show_save_and_add_another": False, **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, extra)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any) -> Any:
        record = context["original"]
        is_sheet = record is not None and not self.statement_of(request)
        if is_sheet:
            sheet = Sheet(record, request.GET)
            context |= {
                "sections": self.sections(sheet),
                "sources": sheet.numbered(),
                "sitting": sitting.source(request),
            }
            context |= {"title": str(record), "subtitle": None}
        response: TemplateResponse = super().render_change_form(request, context, *args, **options)
        if is_sheet:
            response.template_name = "admin/directory/sheet.html"
        return response

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> Any:
        return self.response_post_save_change(request, obj)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> Any:
        return HttpResponseRedirect(f"{self.sheet_of(obj)}#{self.statement_of(request)}".rstrip("#"))
