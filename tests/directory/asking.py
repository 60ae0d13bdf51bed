"""How does a test ask which networks are found? As the list page does, or as the desk, which also finds drafts."""

from typing import Any

from django.http import QueryDict

from directory.models import Network
from directory.reading import index, search
from directory.reading.facets import Facets
from directory.reading.filters import Hits, NetworkFilter, Selected


def selection(query: str) -> NetworkFilter:
    return NetworkFilter(QueryDict(query.removeprefix("?")))


def about(text: str) -> str:
    """The query string that seeks a text."""
    data = QueryDict(mutable=True)
    data["q"] = text
    return str(data.urlencode())


def facets(query: str) -> Facets:
    with index.asked() as known:
        return Facets(Selected(known, selection(query)))


def listed(query: str) -> list[Any]:
    """The networks of the list, in its order."""
    with index.asked() as known:
        numbers = Hits(known, Selected(known, selection(query)).groups())[:]
    rows = Network.objects.in_bulk(numbers)
    return [rows[number] for number in numbers]


def hits(text: str) -> list[str]:
    """The names of what readers find, best first."""
    return [network.name for network in listed(about(text))]


def known(text: str) -> list[str]:
    """The names of what the desk finds, drafts as well."""
    with index.asked() as asked:
        numbers = [asked.numbers[slot] for slot in search.find(asked, text, asked.alive).all]
    return list(Network.objects.by_name().filter(pk__in=numbers).values_list("name", flat=True))


def understood(text: str) -> search.Found:
    """What search makes of a text."""
    with index.asked() as known:
        return search.find(known, text)
