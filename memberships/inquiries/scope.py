"""Scope: what does a check of an entry cover, as its coordinating body reads it? Each statement with its kind, and one
mark of them all, so that nobody confirms what stood otherwise on the page they saw.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet

from directory.enums import FactKind, Visibility
from directory.models import Contact, Criterion, Fact, Network, Relation, Scope
from memberships.hints import references
from memberships.hints.references import ASPECTS

TITLES = {
    "tenure": "Koordination", "treatment": "Thema", "relation": "Beziehung", "membership": "Mitgliedschaft",
}  # fmt: skip


def with_all(networks: QuerySet[Network]) -> QuerySet[Network]:
    """With all rows a check covers, in a constant number of queries."""
    relations = Relation.objects.select_related("network", "other")
    return networks.select_related("terms").prefetch_related(
        "facts",
        "scopes",
        "tenures__body",
        "terms__criteria",
        "memberships",
        "treatments__topic",
        Prefetch("relations", relations),
    )


def facts(network: Network) -> list[Fact]:
    """What is asked one by one: all but figures that a newer one of their kind has replaced."""
    rows = list(network.facts.all())
    newest: dict[str, Any] = {}
    for fact in rows:
        if fact.kind == FactKind.FIGURE and fact.as_of_latest:
            newest[fact.unit] = max(fact.as_of_latest, newest.get(fact.unit, fact.as_of_latest))
    return [fact for fact in rows if not _is_replaced(fact, newest)]


def _is_replaced(fact: Fact, newest: dict[str, Any]) -> bool:
    latest = newest.get(fact.unit) if fact.kind == FactKind.FIGURE else None
    return latest is not None and (fact.as_of_latest is None or fact.as_of_latest < latest)


def rest(network: Network) -> list[tuple[str, str]]:
    """What else the entry says, each with its kind."""
    terms = getattr(network, "terms", None)
    said = [(aspect.label, references.words(network, aspect)) for aspect in ASPECTS[Network]]
    rows = [*network.scopes.all(), *network.tenures.all()]
    said += [(kind_of(row), references.words(row)) for row in rows]
    if terms:
        said += [(aspect.label, references.words(terms, aspect)) for aspect in ASPECTS[type(terms)]]
        said += [(kind_of(row), references.words(row)) for row in terms.criteria.all()]
    ties = [tie for tie in network.relations.all() if tie.other is None or tie.other.visibility == Visibility.PUBLISHED]
    rows = [*network.memberships.all(), *network.treatments.all(), *ties]
    said += [(kind_of(row), references.words(row)) for row in rows]
    return [(str(label), text) for label, text in said if text]


def kind_of(row: Any) -> str:
    """What sort of statement a row is."""
    if isinstance(row, (Fact, Criterion)):
        return str(row.get_kind_display())
    if isinstance(row, Scope):
        return str(row.get_dimension_display())
    if isinstance(row, Contact):
        return "Kontaktperson"
    return TITLES[str(row._meta.model_name)]


def mark(target: Any) -> str:
    """What a page shows of a fact or a person, or of all a check of a network covers, as a short mark."""
    if not isinstance(target, Network):
        return _mark([references.words(target)])
    lines = [f"{fact.pk} {kind_of(fact)} {references.words(fact)}" for fact in facts(target)]
    return _mark([*lines, *(f"{label} {text}" for label, text in rest(target))])


def _mark(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]
