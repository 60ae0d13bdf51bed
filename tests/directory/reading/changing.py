"""What may happen to a small catalogue? Edits of every kind that lists and search show, drawn at random."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from hypothesis import strategies as st

from directory.models import (
    Body,
    Contact,
    Criterion,
    Fact,
    Network,
    Relation,
    Scope,
    Tenure,
    Terms,
    Topic,
    Treatment,
    history,
)
from tests.directory import making
from tests.directory.smallest import make

FIRST_DAY = date(2026, 11, 21)
WORDS = ("Rat", "Stadt", "Stadtrat", "Bürgerhaushalt", "Haushalte", "Übung", "Forum", "Beratung", "Ost-West-Forum")
PHRASES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
AREAS, LEVELS = ("bundesweit", "sachsen", "berlin"), ("bund", "kommune")
STATES = {"active": "", "planned": "", "ended": "2020"}
SLUGS = ("eins", "zwei", "drei")
DATES = ("", "2015", "2026-11-22", "2026-11-23")


def some(values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(list(values))


def of(model: type[Any], network: Network, number: int) -> Any:
    """One of the network's rows, or none."""
    rows = list(model.objects.filter(network=network).order_by("pk"))
    return rows[number % len(rows)] if rows else None


def changed(row: Any, **columns: Any) -> None:
    for name, value in columns.items():
        setattr(row, name, value)
    row.save()


# --- edits: each is told a network, and draws the rest -------------------------------------------


def told(network: Network, text: str, value: str, number: int) -> None:
    changed(network, name=f"{text} {value}")


def shown(network: Network, text: str, value: str, number: int) -> None:
    changed(network, visibility=("published", "published", "draft", "archived")[number % 4])


def stated(network: Network, text: str, value: str, number: int) -> None:
    status = list(STATES)[number % len(STATES)]
    changed(network, status=status, end="", start=DATES[number % 2], kind=("network", "institute")[number % 2])


def checked(network: Network, text: str, value: str, number: int) -> None:
    changed(network, verified_on=FIRST_DAY - timedelta(number % 3) if number % 4 else None)


def removed(network: Network, text: str, value: str, number: int) -> None:
    network.delete()


def placed(network: Network, text: str, value: str, number: int) -> None:
    area = AREAS[number % len(AREAS)]
    row = Scope.objects.filter(network=network, dimension="area", value=area).first()
    if row:
        row.delete()
    else:
        making.scope(network, area)


def levelled(network: Network, text: str, value: str, number: int) -> None:
    Scope.objects.get_or_create(network=network, dimension="level", value=LEVELS[number % 2])


def said(network: Network, text: str, value: str, number: int) -> None:
    making.fact(network, f"f-{Fact.objects.count()}-{number}", text=text, kind=("aim", "name")[number % 2], title=value)


def unsaid(network: Network, text: str, value: str, number: int) -> None:
    row = of((Fact, Treatment, Tenure, Contact, Relation)[number % 5], network, number)
    if row:
        row.delete()


def led(network: Network, text: str, value: str, number: int) -> None:
    start = DATES[number % 4]
    end = ("", "", "2026-11-21", "2026-11-23")[number // 4 % 4]
    making.tenure(network, making.body(value), start=start, end=end if not start or not end or start <= end else "")


def treated(network: Network, text: str, value: str, number: int) -> None:
    making.treatment(network, making.topic(value), f"t-{Treatment.objects.count()}-{number}", text)


def joined(network: Network, text: str, value: str, number: int) -> None:
    terms, _ = Terms.objects.get_or_create(network=network)
    changed(terms, cost=("kostenlos", "nicht-genannt")[number % 2], mode=("antrag", "anmeldung")[number % 2])
    Criterion.objects.get_or_create(terms=terms, kind="who", value=("person", "organisation")[number % 2], way="")


def tied(network: Network, text: str, value: str, number: int) -> None:
    others = list(Network.objects.exclude(pk=network.pk).order_by("pk"))
    other = others[number % len(others)] if others else None
    if other and not Relation.objects.filter(network=network, other=other, kind="similar").exists():
        make(Relation, network=network, other=other, other_name="", kind="similar", text=text)


def reached(network: Network, text: str, value: str, number: int) -> None:
    tenure = of(Tenure, network, number) if number % 2 else None
    name = f"Kim {value} {Contact.objects.count()}"
    make(Contact, network=network, name=name, tenure=tenure, end=("", "2026-11-22")[number // 2 % 2])


def hidden(network: Network, text: str, value: str, number: int) -> None:
    row = of(Contact, network, number)
    if row:
        changed(row, withheld=not row.withheld)


def renamed(network: Network, text: str, value: str, number: int) -> None:
    for row in (Body, Topic)[number % 2].objects.order_by("pk")[:1]:
        changed(row, name=text)


KINDS = (
    told, shown, stated, checked, removed, placed, levelled, said, unsaid, led, treated, joined, tied, reached, hidden,
    renamed,
)  # fmt: skip
EDITS = st.tuples(some(KINDS), st.integers(0, 30), PHRASES, some(SLUGS), st.integers(0, 30))
CATALOGUES = st.lists(st.tuples(PHRASES, st.lists(EDITS, max_size=4)), min_size=1, max_size=5)


def made(catalogue: list[Any]) -> None:
    """A catalogue from nothing."""
    with history.act():
        for number, (name, edits) in enumerate(catalogue):
            network = making.network(name, slug=f"n-{number}")
            for kind, _, text, value, own in edits:
                if kind is not removed:
                    tried(kind, network, text, value, own)


def edit(change: Any) -> None:
    """One change to one network, or a new one if there is none left."""
    kind, at, text, value, number = change
    networks = list(Network.objects.order_by("pk"))
    if networks:
        tried(kind, networks[at % len(networks)], text, value, number)
    else:
        making.network(text, slug=f"neu-{number}")


def tried(kind: Callable[..., None], *told: Any) -> None:
    """What the database refuses, as a second row of the same, does not happen."""
    with suppress(IntegrityError), transaction.atomic():
        kind(*told)
