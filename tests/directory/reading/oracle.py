"""What does the list find, count and order by, asked of the database alone? The slow and plain version of the index."""

from typing import Any

from django.db.models import F, QuerySet

from directory.models import Network
from directory.querysets import alphabetical
from directory.reading.facet_filters import FACETS

Chosen = dict[str, list[str]]
ORDERS = {
    "geprueft": (F("verified_on").desc(nulls_last=True),),
    "gruendung": (F("start_earliest").asc(nulls_last=True),),
}


def left(chosen: Chosen, without: str = "") -> QuerySet[Any]:
    """The published networks that a selection leaves, one filter left out."""
    found = Network.objects.published()
    for name, values in chosen.items():
        if values and name != without:
            having = FACETS[name].values(Network.objects.all()).filter(value__in=values)
            found = found.filter(pk__in=having.order_by().values("pk"))
    return found


def listed(chosen: Chosen, sort: str) -> list[int]:
    """The numbers of the networks, in the order asked for."""
    found = left(chosen).order_by(*ORDERS.get(sort, ()), alphabetical(), "pk")
    return list(found.values_list("pk", flat=True))


def counts(chosen: Chosen, name: str) -> dict[str, int]:
    """How many networks each value of a filter would leave."""
    networks: dict[str, set[int]] = {}
    for number, value in FACETS[name].values(left(chosen, without=name)).order_by().values_list("pk", "value"):
        networks.setdefault(value, set()).add(number)
    return {value: len(numbers) for value, numbers in networks.items()}
