"""Sourcing: what is stated needs a source, or a reason why there is none. The rule, for rows, documents and in SQL.

A kind of row with ``aspects`` needs proof of each field that says something; of any other row one proof is enough.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Model, OuterRef, QuerySet

from directory.catalogue.documents import SAID, Document
from directory.catalogue.registry import Kind, kind_of
from directory.catalogue.values import by_aspect
from directory.enums import Aspect
from directory.models import Citation, Gap
from directory.models.about import NOT_STATED

PROOFS = (Citation, Gap)
FURTHER: dict[str, tuple[Aspect, ...]] = {
    "network": (Aspect.MEMBERS, Aspect.MEMBER_WORD, Aspect.IDENTITY, Aspect.ROLES, Aspect.LISTING),
    "tenure": (Aspect.START, Aspect.END, Aspect.OBJECT),
    "relation": (Aspect.IDENTITY, Aspect.WHO),
}
"""What can be cited by itself beside the aspects that must be."""
WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "network": {"name": ("short_name",)},
    "body": {"name": ("short_name",)},
    "terms": {
        "mode": ("mode_text", "membership", "path_url", "path_text"),
        "who": ("who_short",),
        "cost": ("cost_text",),
        "obligations": ("obligations_text",),
    },
}
"""Fields that tell more of an aspect."""
ARRANGED = {"key", "position", "verified_on", "confirmed_on", "withheld", "slug", "visibility", "path", "tenure"}
"""What editors decide themselves; no source tells it."""


@dataclass(frozen=True)
class MissingSource:
    """Something stated without proof: of which kind of row, the key of the row (if it has one), and the aspect."""

    kind: Kind
    key: str
    aspect: str


def needed(kind: Kind) -> dict[str, str]:
    """The aspects that need proof, each with the field that states it; without either where a row is one statement."""
    return kind.aspects or {"": ""}


def citable(kind: Kind) -> tuple[Aspect, ...]:
    """The aspects that can be cited by themselves; none where one proof is always about the whole row."""
    return (*map(Aspect, kind.aspects), *FURTHER.get(kind.name, ()))


def is_stated(field: str, value: Any) -> bool:
    """Whether a field says anything; a row that is one statement always does."""
    return not field or value not in NOT_STATED


def proves(said: str, aspect: str) -> bool:
    """Whether proof of the aspect ``said`` counts for this one: of a whole row, proof of any part of it does."""
    return said == aspect or not aspect


def stated(kind: Kind, row: Model | Document) -> list[str]:
    """The aspects a row, or the part of a document that describes it, must have proof of."""
    return [aspect for aspect, field in needed(kind).items() if is_stated(field, _value(kind, row, field))]


def unproven(kind: Kind, row: Model | Document, told: Collection[str]) -> list[str]:
    """The aspects that are stated and of which nothing is told: no source, and no reason why there is none."""
    return [aspect for aspect in stated(kind, row) if not any(proves(each, aspect) for each in told)]


def is_retold(model: type[Model], aspect: str, changed: Iterable[str]) -> bool:
    """Whether the changed fields are among those that proof of this aspect has to bear out."""
    kind = kind_of(model)
    if aspect:
        told = {kind.aspects[aspect], *WORDS.get(kind.name, {}).get(aspect, ())}
    else:
        told = {column.name for column in model._meta.concrete_fields} - ARRANGED
    return not told.isdisjoint(changed)


def _value(kind: Kind, row: Model | Document, field: str) -> Any:
    """What a field holds; a document leaves out what is usual."""
    if not field:
        return None
    if isinstance(row, Model):
        return getattr(row, field)
    column: Any = kind.model._meta.get_field(field)
    return row.get(field, column.get_default())


# --- documents ------------------------------------------------------------------------------------


def told(part: Document) -> set[str]:
    """The aspects of which a document names a source, or a reason why there is none."""
    names = [names for model, *names in SAID if model in PROOFS]
    return {aspect for each in names for aspect, proof in by_aspect(part, *each).items() if proof}


def unsourced(kind: Kind, document: Document) -> Iterator[MissingSource]:
    """All that a document states without proof, row by row."""
    if kind.is_cited:
        for aspect in unproven(kind, document, told(document)):
            yield MissingSource(kind, document["key"] if kind.has_key else "", aspect)
    for name, below in kind.rows.items():
        rows = document.get(name, [])
        for row in rows if below.key else [rows] if rows else ():
            yield from unsourced(below, row)


# --- SQL ------------------------------------------------------------------------------------------


def unsourced_rows(kind: Kind, aspect: str) -> QuerySet[Any, Any]:
    """The stored rows of a kind that state an aspect without proof."""
    rows = kind.model._default_manager.order_by()
    if field := needed(kind)[aspect]:
        silent = [value for value in NOT_STATED if value is not None]
        rows = rows.filter(**{f"{field}__isnull": False}).exclude(**{f"{field}__in": silent})
    about = {kind.name: OuterRef("pk"), **({"aspect": aspect} if aspect else {})}
    for model in PROOFS:
        rows = rows.filter(~Exists(model.objects.filter(**about)))
    return rows
