"""Network: how is a network entered? Begun in a short form, and then statement by statement on its sheet, in the order
of its public profile, each with its source.
"""

from datetime import date
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from directory.catalogue.registry import NETWORK, TERMS
from directory.catalogue.sourcing import FURTHER
from directory.curation.admin.base import public_address
from directory.curation.admin.imports import Exchange
from directory.curation.admin.preview import profile
from directory.curation.admin.publishing import Publishing
from directory.curation.admin.sheet import Section, Sheet, SheetAdmin
from directory.curation.admin.terms import TermsAdmin
from directory.enums import FactKind
from directory.models import Fact, Network, Terms
from directory.reading import index, search

ROWS = ("scopes", "memberships", "facts", "treatments", "tenures", "contacts", "relations")
"""Sections of rows, in the order of the public profile; the terms stand before the facts."""
KINDS = [kind.value for kind in FactKind]


class ScopeFilter(admin.ChoicesFieldListFilter):
    """The column itself is only called a value."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.title = "Ebene oder Gebiet"


@admin.register(Network)
class NetworkAdmin(Exchange, Publishing, SheetAdmin):
    fields = (("name", "short_name", "slug"), "summary", ("kind", "status"), ("start", "end"))
    statements = {
        "name": (("name", "short_name"),),
        "summary": ("summary",),
        "kind": ("kind",),
        "status": ("status",),
        "start": ("start",),
        "end": ("end",),
        "easy": (("easy_text", "easy_checked_on"),),
        "slug": ("slug",),
        **{aspect.value: () for aspect in FURTHER["network"]},
    }
    prepopulated_fields = {"slug": ("name",)}
    list_display = ("name", "short_name", "kind", "status", "visibility", "mode", "since", "verified_on")
    list_filter = (
        "visibility",
        "status",
        "kind",
        "verified_on",
        "terms__mode",
        "terms__cost",
        ("scopes__value", ScopeFilter),
    )
    list_select_related = ("terms",)
    search_fields = ("name", "short_name", "slug")
    search_help_text = "Sucht in Name, Angaben, Themen und Stellen; Umlaute in jeder Schreibweise."

    @admin.display(description="Beitrittsweg", ordering="terms__mode")
    def mode(self, network: Network) -> str:
        return network.terms.get_mode_display() if hasattr(network, "terms") else ""

    @admin.display(description="Zeitraum", ordering="start_earliest")
    def since(self, network: Network) -> str:
        return network.span

    def view_on_site(self, record: Any) -> str | None:
        return public_address(record)

    def find(self, records: QuerySet[Any], text: str) -> QuerySet[Any]:
        with index.asked() as known:
            found = search.find(known, text, known.alive).all
            return records.filter(pk__in=[known.numbers[slot] for slot in found])

    def drawing(self, record: Any) -> Any:
        return profile(record)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else self.prepopulated_fields

    # --- the sheet ----------------------------------------------------------------------------

    def sections(self, sheet: Sheet) -> list[Section]:
        network = sheet.record
        rows = {name: rows_of(network, name) for name in ROWS}
        terms = Terms.objects.filter(network=network).first()
        criteria = list(terms.criteria.all()) if terms else []
        sheet.read([network, terms, *criteria, *(row for found in rows.values() for row in found)])
        own = sheet.own(network, NETWORK, self.statements)
        further = {aspect.value for aspect in FURTHER["network"]}
        lists = {
            name: sheet.section(name, NETWORK.rows[name], found, newest_first if name == "facts" else None)
            for name, found in rows.items()
        }
        return [
            Section("eintrag", "Was es ist", [line for line in own if line.anchor not in further]),
            lists.pop("scopes"),
            *self._joining(sheet, terms, criteria),
            lists.pop("memberships"),
            *lists.values(),
            Section("weiteres", "Weitere Belege", [line for line in own if line.anchor in further]),
        ]

    def _joining(self, sheet: Sheet, terms: Any, criteria: list[Any]) -> list[Section]:
        joining = Section("terms", "Wie man beitritt", sheet.own(terms, TERMS, TermsAdmin.statements))
        if terms is None:
            return [joining]
        add = sheet.address("criterion", terms=terms.pk)
        return [joining, Section("criteria", "Bedingungen", sheet.rows(criteria), add)]


def rows_of(network: Network, name: str) -> list[Any]:
    """The rows of one kind, with what their names need."""
    kind = NETWORK.rows[name]
    named = [*kind.named_by(kind.parent), *(["tenure__body"] if "tenure" in kind.links else [])]
    return list(getattr(network, name).select_related(*named))


def newest_first(fact: Fact) -> tuple[int, int, int]:
    """By kind as on the profile; of figures the newest first."""
    dated = (fact.as_of_latest or date.min).toordinal() if fact.kind == FactKind.FIGURE else 0
    return KINDS.index(fact.kind), -dated, fact.position
