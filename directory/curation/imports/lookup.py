"""Lookup: what does the database hold of the networks a table speaks about? Fetched at once, in a fixed number of
queries.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models

from directory.curation.imports.codecs import Cell, Slug, tidy
from directory.curation.imports.schema import KINDS, NETWORK, TERMS, LineKind
from directory.models import Body, Citation, FormerAddress, Gap, Network, RecordKind, Source, Topic, Verdict
from directory.reading.provenance import place

Identity = tuple[Any, ...]
"""Which statement a line means: its kind, its network's slug and its key, other records as slugs."""


def identity(kind: LineKind, network: str, values: dict[str, Any]) -> Identity:
    """The statement with these values, which are those of the file: other records are slugs."""
    return (kind.name, network, *(values.get(kind.cells[column].field) or "" for column in kind.key))


def citation_key(citation: Citation) -> Identity:
    """Which citation of its row it is: see ``catalogue.saying.PLACE``."""
    passage = (citation.first_line, citation.last_line)
    return (citation.source.slug, citation.aspect, passage, tidy(citation.locator))


def worded(citation: Citation) -> Identity:
    """The key of a citation that shares its place with another one."""
    return (*citation_key(citation), tidy(citation.claim), citation.stance, citation.fingerprint)


class Known:
    """The stored rows by identity, and what is said about them."""

    def __init__(self, networks: set[str], others: set[str]) -> None:
        self.networks = {row.slug: row for row in Network.objects.filter(slug__in=networks | others)}
        self.numbers = {row.pk: row.slug for row in self.networks.values() if row.slug in networks}
        self.records: dict[Any, dict[str, Any]] = {
            model: model.objects.in_bulk(field_name="slug") for model in (Source, Body, Topic)
        }
        former = FormerAddress.objects.filter(kind=RecordKind.NETWORK, slug__in=networks)
        self.former = set(former.values_list("slug", flat=True))
        self.rows: dict[Identity, Any] = {}
        self.last: dict[tuple[str, str], int] = defaultdict(int)
        for kind in KINDS:
            self._keep(kind, self._rows(kind))
        self.citations = self._said(Citation, citation_key)
        self.gaps = self._said(Gap, lambda gap: (gap.aspect,))
        self.weighed = {place(verdict) for verdict in Verdict.objects.all()}

    def _rows(self, kind: LineKind) -> Iterable[Any]:
        if kind is NETWORK:
            return self.networks.values()
        above = "terms__network" if kind.below == TERMS.name else "network"
        links = [cell.field for cell in kind.cells.values() if isinstance(cell, Slug)]
        rows = kind.shape.model._default_manager.filter(**{f"{above}__in": list(self.numbers)}, **kind.given)
        return rows.select_related(above.partition("__")[0], *links)

    def _keep(self, kind: LineKind, rows: Iterable[Any]) -> None:
        for row in rows:
            slug = row.slug if kind is NETWORK else self.numbers[row.belongs_to()[0]]
            values = {kind.cells[column].field: as_written(kind.cells[column], row) for column in kind.key}
            self.rows[identity(kind, slug, values)] = row
            self.last[(kind.name, slug)] = max(self.last[(kind.name, slug)], getattr(row, "position", 0))

    def _said(self, model: Any, key: Any) -> dict[tuple[str, int], dict[Identity, Any]]:
        """Citations or gaps by the row they are ``about``; one query for each kind of row. Where several citations of a
        row have one place, as after a merger, their words tell them apart.
        """
        said: dict[tuple[str, int], dict[Identity, Any]] = defaultdict(dict)
        for target in dict.fromkeys(str(kind.shape.model._meta.model_name) for kind in KINDS):
            path = {"network": "network", "criterion": "criterion__terms__network"}.get(target, f"{target}__network")
            found = model.objects.filter(**{f"{path}__in": list(self.numbers)})
            for each in found.select_related("source") if model is Citation else found:
                keyed = said[target, getattr(each, f"{target}_id")]
                first = keyed.pop(key(each), None)
                if first or any(known[: len(key(each))] == key(each) for known in keyed):
                    keyed |= {worded(one): one for one in (first, each) if one}
                else:
                    keyed[key(each)] = each
        return said


def about(row: models.Model) -> tuple[str, int]:
    """How a stored row is named among what is said about rows."""
    return (str(row._meta.model_name), row.pk)


def as_written(cell: Cell, row: Any) -> Any:
    """A key value of a stored row as a file would give it."""
    value = getattr(row, cell.field)
    if isinstance(cell, Slug):
        return value.slug if value else ""
    return tidy(value) if isinstance(value, str) else value
