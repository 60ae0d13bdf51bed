"""Registry of the kinds of record and row: what each consists of, derived from the models wherever they say it.

Only which rows belong to a record is declared here, under the names by which its document lists them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.db import models
from django.db.models.constants import LOOKUP_SEP

from directory.models import TARGETS, Body, Member, Network, Page, Source, Terms, Topic, Verdict
from directory.models.about import STATED_IN

ROWS: dict[type[models.Model], tuple[str, ...]] = {
    Network: ("scopes", "tenures", "contacts", "terms", "memberships", "facts", "treatments", "relations"),
    Terms: ("criteria",),
    Source: ("silences",),
}
"""In the order in which they are written: contacts name a tenure."""
PLACED = ("position", "first_line", "last_line")
"""Columns a document says otherwise: by the order of a list, and by ``lines``."""


@dataclass(frozen=True)
class Kind:
    """One kind of record or row. ``parent``: the column that points to the record around it; empty for a record."""

    model: type[models.Model]
    parent: str = ""

    @cached_property
    def name(self) -> str:
        return str(self.model._meta.model_name)

    @cached_property
    def columns(self) -> list[Any]:
        """The columns people fill, in the model's order."""
        own = (column for column in self.model._meta.concrete_fields if column.editable and not column.primary_key)
        return [column for column in own if column.name not in (self.parent, *PLACED)]

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """Columns that hold values."""
        return tuple(column.name for column in self.columns if not column.is_relation)

    @cached_property
    def links(self) -> dict[str, type[models.Model]]:
        """Columns that point to other records, written as their slug (a tenure: as its key)."""
        return {column.name: column.related_model for column in self.columns if column.is_relation}

    def named_by(self, path: str) -> list[str]:
        """What the name of a row needs, to be fetched with it; ``path`` leads to its record."""
        return [*self.links, *filter(None, [path])]

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The columns that tell rows of one parent apart, as the constraints say. None where there is only one row."""
        if not self.parent:
            return ("slug",)
        unique = (each for each in self.model._meta.constraints if isinstance(each, models.UniqueConstraint))
        rules = [each.fields for each in unique if self.parent in each.fields]
        rules = [rule for rule in rules if "key" not in rule] or rules
        return tuple(dict.fromkeys(name for rule in rules for name in rule if name != self.parent))

    @cached_property
    def rows(self) -> dict[str, "Kind"]:
        """The kinds of row that belong to it."""
        names = ROWS.get(self.model, ())
        relations: dict[str, Any] = {name: self.model._meta.get_field(name) for name in names}
        return {name: kind_of(each.related_model, each.field.name) for name, each in relations.items()}

    @property
    def is_cited(self) -> bool:
        """Whether it states something about the world, so that it needs a source."""
        return self.name in TARGETS

    @property
    def aspects(self) -> dict[str, str]:
        """Which aspect of it must be cited when which field is stated; empty where one source proves all of it."""
        return STATED_IN.get(self.name, {})

    @cached_property
    def has_position(self) -> bool:
        return any(column.name == "position" for column in self.model._meta.concrete_fields)

    @cached_property
    def has_key(self) -> bool:
        return any(column.name == "key" for column in self.model._meta.concrete_fields)

    @cached_property
    def has_lines(self) -> bool:
        return any(column.name == "first_line" for column in self.model._meta.concrete_fields)

    @cached_property
    def allowed(self) -> set[str]:
        """Every name a document of this kind may use."""
        said = {"cite", "verdict", "verdicts", "gap", "gaps"} if self.is_cited else set()
        own = {"key"} if self.has_key else set()
        return {*self.fields, *self.links, *self.rows, *said, *own, *({"lines"} if self.has_lines else ())}


@cache
def kind_of(model: type[models.Model], parent: str = "") -> Kind:
    """The one entry of a model."""
    return Kind(model, parent)


def family(kind: Kind, path: str = "") -> Iterator[tuple[Kind, str]]:
    """A kind of record and all its kinds of row, each with the path from a row to its record."""
    yield kind, path
    for below in kind.rows.values():
        yield from family(below, LOOKUP_SEP.join(filter(None, (below.parent, path))))


NETWORK, BODY, TOPIC, SOURCE, PAGE = map(kind_of, (Network, Body, Topic, Source, Page))
TERMS = NETWORK.rows["terms"]
RECORDS = {kind.name: kind for kind in (NETWORK, BODY, TOPIC, SOURCE, PAGE)}
"""What can be read from documents, and written as such."""
DOCUMENTED = {**RECORDS, str(Member._meta.model_name): kind_of(Member)}
"""What has a document of its own; members come and go by their application."""
VERDICT_FIELDS = tuple(
    column.name for column in Verdict._meta.concrete_fields
    if not column.is_relation and column.editable and not column.primary_key and column.name != "aspect"
)  # fmt: skip
