"""Version tables: in which tables do versions stand, and which acts touched which rows? One query for all tables; no
words here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, Max, Model, OuterRef, Q, QuerySet, Subquery, Value

from directory.models import (
    Body,
    Citation,
    Contact,
    Criterion,
    Fact,
    Gap,
    Member,
    Network,
    Page,
    Relation,
    Scope,
    Silence,
    Source,
    Tenure,
    Terms,
    Topic,
    Treatment,
    Verdict,
)

Place = tuple[type[Any], Q]
"""A table and the versions in it that are meant."""

ABOUT = (Citation, Verdict, Gap)
OF_NETWORK = (
    Network, Scope, Tenure, Contact, Terms, Criterion, Fact, Treatment, Relation, Member, *ABOUT,
)  # fmt: skip
"""What belongs to a network, in the order of its profile."""
ALL = (*OF_NETWORK, Body, Topic, Source, Silence, Page)
BY_NAME: dict[str, type[Any]] = {str(model._meta.model_name): model for model in ALL}


@dataclass(frozen=True)
class Touch:
    """What one act did to the rows of one kind in one network: created (+), changed (~) or deleted (-) so many."""

    kind: str
    act: UUID
    network: int | None
    how: str
    at: datetime
    count: int
    reason: str
    by: int | None


def touches(places: Iterable[Place]) -> list[Touch]:
    """All that any act did to these rows; one query, answered from the indexes the places name."""
    return [Touch(*row) for row in _union(places, _counted)]


def rows_in(places: Iterable[Place], acts: Iterable[UUID]) -> list[tuple[str, UUID, int | None, int]]:
    """Which of these rows the acts touched: kind, act, network and number. One query."""
    within = Q(act__in=list(acts))
    return list(_union([(model, condition & within) for model, condition in places], _listed))


def versions_in(
    places: Iterable[Place], acts: Iterable[UUID]
) -> list[tuple[str, UUID, int | None, int, int, int | None]]:
    """Which versions of these rows the acts wrote: kind, act, network and number, the version, and the one before it.
    One query.
    """
    within = Q(act__in=list(acts))
    return list(_union([(model, condition & within) for model, condition in places], _with_earlier))


def acts_about(kinds: Iterable[str], acts: Iterable[UUID]) -> set[UUID]:
    """Those of the acts that touched any row of these kinds, whosever it is."""
    within = Q(act__in=list(acts))
    return {row[1] for row in _union([(BY_NAME[kind], within) for kind in kinds], _listed)}


def _counted(versions: QuerySet[Any]) -> QuerySet[Any]:
    grouped = versions.values("table", "act", "of_network", "history_type").annotate(
        latest=Max("history_date"),
        rows=Count("history_id"),
        why=Max("history_change_reason"),
        who=Max("history_user_id"),
    )
    return grouped.values_list("table", "act", "of_network", "history_type", "latest", "rows", "why", "who")


def _listed(versions: QuerySet[Any]) -> QuerySet[Any]:
    return versions.values_list("table", "act", "of_network", "id").distinct()


def _with_earlier(versions: QuerySet[Any]) -> QuerySet[Any]:
    same = versions.model._default_manager.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    earlier = Subquery(same.order_by("-history_id").values("history_id")[:1])
    return versions.annotate(earlier=earlier).values_list("table", "act", "of_network", "id", "history_id", "earlier")


def _union(places: Iterable[Place], shape: Callable[[QuerySet[Any]], QuerySet[Any]]) -> QuerySet[Any]:
    first, *others = [
        shape(
            model.history.filter(condition)
            .order_by()
            .annotate(table=Value(str(model._meta.model_name), output_field=CharField()))
        )
        for model, condition in places
    ]
    return first.union(*others, all=True) if others else first


# --- which versions are meant -----------------------------------------------------------------


def of_networks(numbers: Iterable[int]) -> list[Place]:
    """The networks with all their rows."""
    condition = Q(of_network__in=list(numbers))
    return [(model, condition) for model in OF_NETWORK]


def of_network(number: int) -> list[Place]:
    """A network with all its rows, and the relations other networks have to it. Asks one query of its own."""
    own, told = Q(of_network=number), Q(other=number)
    told_of = list(Relation.history.filter(told).order_by().values_list("id", flat=True).distinct())
    special: dict[Any, Q] = {Relation: own | told} | dict.fromkeys(
        ABOUT, own | Q(relation__in=told_of) if told_of else own
    )
    return [(model, special.get(model, own)) for model in OF_NETWORK]


def of_record(model: type[Model], number: int) -> list[Place]:
    """A record with the rows that stand on its page."""
    if model is Network:
        return of_network(number)
    below = (Criterion, Silence, *(() if model is Source else ABOUT))
    columns = [(other, column) for other in below for column in other._meta.concrete_fields]
    rows = [(other, Q(**{column.attname: number})) for other, column in columns if column.related_model is model]
    return [(model, Q(id=number)), *rows]


def of_act(act: UUID) -> list[Place]:
    """Everything one act touched."""
    return [(model, Q(act=act)) for model in ALL]
