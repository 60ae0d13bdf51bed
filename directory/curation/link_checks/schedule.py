"""Schedule: which web addresses does the catalogue name, when is each visited next, and what have the visits shown?

An address is called dead at once if its server says so, else only after three vain visits over at least two days.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from directory.curation.link_checks import Visit, Visitor
from directory.models import Body, Fact, Lease, Link, LinkState, Source, Terms

GONE = {404, 410}
NOT_FOR_MACHINES = {401, 403, 405, 406, 407, 429, 451, 999}
"""Answers of servers that are there and only do not let programs in."""
FAILED = 400
VAIN_VISITS = 3
VAIN_FOR = timedelta(days=2)
AGAIN = timedelta(days=30)
AGAIN_IF_DEAD = timedelta(days=7)
AGAIN_IF_FAILING = timedelta(days=1)

ROUND = "links"
AT_MOST = timedelta(seconds=30)
"""How long one visit may hold the lease: longer than its time limits."""

Naming = Source | Fact | Terms | Body
NAMING: dict[type[Naming], str] = {Source: "url", Fact: "url", Terms: "path_url", Body: "url"}
"""Which records name web addresses, and in which column."""

VISITOR = Visitor(agent=f"Linkpruefung der Netzwerke der Buergerbeteiligung (+{settings.SITE_URL})")


# --- which addresses ------------------------------------------------------------------------------


def note() -> None:
    """Note addresses the catalogue has gained, forget those it names no more."""
    columns = [
        model._default_manager.exclude(**{column: ""}).order_by().values_list(column)
        for model, column in NAMING.items()
    ]
    known = Link.objects.values("url")
    with transaction.atomic():
        Link.objects.exclude(reduce(or_, (Q(url__in=named) for named in columns))).delete()
        first, *others = (
            named.exclude(**{f"{column}__in": known}) for named, column in zip(columns, NAMING.values(), strict=True)
        )
        new = first.union(*others)
        Link.objects.bulk_create((Link(url=url) for (url,) in new), batch_size=500, ignore_conflicts=True)


def uses(links: Iterable[Link]) -> dict[str, list[Naming]]:
    """The records that name each of these addresses; one query for each kind, however many."""
    addresses = [link.url for link in links]
    found: dict[str, list[Naming]] = defaultdict(list)
    for model, column in NAMING.items():
        rows: Any = model._default_manager.filter(**{f"{column}__in": addresses})
        for row in rows if model in (Source, Body) else rows.select_related("network"):
            found[getattr(row, column)].append(row)
    return found


@transaction.atomic
def follow(link: Link, named: Iterable[Naming]) -> None:
    """Let these records name the address to which theirs has moved.

    Raises:
        ValidationError: if one of them has no room for it; then none does.
    """
    for record in named:
        setattr(record, NAMING[type(record)], link.moved_to)
        record.full_clean()
        record.save()


def keep_up() -> None:
    """What the worker does now and then, where visits are wanted."""
    if settings.CHECK_LINKS:
        note()


# --- visiting -------------------------------------------------------------------------------------


def due() -> QuerySet[Link]:
    """What is to be visited now, the longest waiting first."""
    waiting = Link.objects.filter(Q(due_at=None) | Q(due_at__lte=timezone.now()))
    return waiting.order_by(F("due_at").asc(nulls_first=True), "pk")


def visit_one() -> None:
    """What the worker does again and again, where visits are wanted."""
    if settings.CHECK_LINKS:
        visit_due(VISITOR, limit=1)


def visit_due(visitor: Visitor, limit: int | None = None) -> int | None:
    """Visit what is due; how many, or None if another process is on its round."""
    visited = 0
    if not due().exists():
        return visited
    if not Lease.take(ROUND, timezone.now() + AT_MOST):
        return None
    try:
        while (limit is None or visited < limit) and (link := due().first()):
            Lease.keep(ROUND, timezone.now() + AT_MOST)
            # Put off first, so that an address no visit survives stops neither the round nor the next one.
            Link.objects.filter(pk=link.pk).update(due_at=timezone.now() + AGAIN_IF_FAILING)
            answer = visitor.visit(link.url)
            Link.objects.filter(pk=link.pk).update(**judged(link, answer, timezone.now()))
            visited += 1
    finally:
        Lease.keep(ROUND, timezone.now() + timedelta(seconds=visitor.pace.pause))
    return visited


# --- judging --------------------------------------------------------------------------------------


def judged(link: Link, answer: Visit, now: datetime) -> dict[str, Any]:
    """The columns of a link after a visit. That an editor has accepted what was found holds until it changes."""
    status = answer.status or 0
    failed = bool(answer.error) or (status >= FAILED and status not in NOT_FOR_MACHINES)
    values: dict[str, Any] = {
        "status": answer.status,
        "checked_at": now,
        "error": answer.error or in_words(status),
        "moved_to": fitting(answer.moved_to),
        "failures": 0,
        "failing_since": None,
        "due_at": now + AGAIN,
    }
    if answer.refused:
        values["state"] = LinkState.REFUSED
    elif failed:
        values |= _failing(link, status in GONE, now)
    else:
        values["state"] = LinkState.MOVED if values["moved_to"] else LinkState.ALIVE
    if (link.state, link.moved_to) != (values["state"], values["moved_to"]):
        values["accepted_on"] = None
    return values


def _failing(link: Link, gone: bool, now: datetime) -> dict[str, Any]:
    failures, since = link.failures + 1, link.failing_since or now
    dead = gone or link.state == LinkState.DEAD or (failures >= VAIN_VISITS and now - since >= VAIN_FOR)
    return {
        "state": LinkState.DEAD if dead else link.state,
        "moved_to": "" if dead else link.moved_to,
        "failures": failures,
        "failing_since": since,
        "due_at": now + (AGAIN_IF_DEAD if dead else AGAIN_IF_FAILING),
    }


def fitting(address: str) -> str:
    """A new address, if it is one that can be stored."""
    longest = Link._meta.get_field("moved_to").max_length or 0
    return address if len(address) <= longest else ""


def in_words(status: int) -> str:
    """What a status says, for the editor; nothing if all is well."""
    if status in GONE:
        return f"Die Seite gibt es dort nicht mehr ({status})."
    if status in NOT_FOR_MACHINES:
        return f"Die Seite lässt Programme nicht hinein ({status}); Menschen sehen sie vielleicht."
    return f"Der Server meldet einen Fehler ({status})." if status >= FAILED else ""
