"""Facets: what can be chosen on the list page, how many networks each choice would give, and what has been chosen?

Each filter counts without itself, so that its options show what adding them would bring.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict
from pyroaring import BitMap

from directory.enums import LAENDER, WIDE
from directory.reading.facet_filters import UNSTATED, FacetFilter
from directory.reading.filters import SEEK, Selected
from directory.reading.index import Values
from directory.rules import normalisation

MOST = 20  # options of a long list that are shown unasked


@dataclass(frozen=True)
class Option:
    """One value that can be chosen."""

    value: str
    label: str
    count: int
    chosen: bool

    @property
    def offered(self) -> bool:
        """Whether choosing it leads anywhere; what is chosen can always be dropped."""
        return self.chosen or self.count > 0


@dataclass(frozen=True)
class Facet:
    """One filter with its options."""

    name: str
    label: str
    options: list[Option]
    total: int = 0
    """How many networks there are without it."""
    is_long: bool = False
    """Whether there are options it does not show."""
    seek: str = ""

    @property
    def chosen(self) -> list[Option]:
        return [option for option in self.options if option.chosen]

    @property
    def offered(self) -> list[Option]:
        return [option for option in self.options if option.offered]

    @property
    def tells(self) -> bool:
        """Whether choosing says anything: a source answers the question for some network."""
        return self.is_long or any(option.chosen or option.value != UNSTATED for option in self.offered)

    @property
    def empty(self) -> list[Option]:
        return [option for option in self.options if not option.offered]


@dataclass(frozen=True)
class Tag:
    """One chosen value, with the address of the list without it."""

    facet: str
    label: str
    remove: str


@dataclass(frozen=True)
class WayOut:
    """What dropping one filter would give when nothing is found."""

    label: str
    count: int
    address: str


class Facets:
    """All filters of the list page for one selection, counted by the index."""

    def __init__(self, selected: Selected) -> None:
        self.selected, self.selection = selected, selected.selection
        self.all = [self._facet(name, item) for name, item in self.selection.facets.items()]

    def __iter__(self) -> Iterator[Facet]:
        """The filters that tell anything."""
        return (facet for facet in self.all if facet.tells)

    def _facet(self, name: str, item: FacetFilter) -> Facet:
        base, values = self.selected.without(name), self.selected.index.facets[name]
        chosen = self.selection.chosen[name]
        if item.records is None:
            shown, more = [value for value, _ in item.options], False
        else:
            sought = self.selection.data.get(f"{name}{SEEK}", "")
            shown = [*chosen, *(item.sought(sought) if sought.strip() else most_frequent(values, base, MOST))]
            more = len(values) > MOST
        counts = {value: base.intersection_cardinality(values[value]) if value in values else 0 for value in shown}
        labels = item.labels(counts)
        options = [Option(value, labels[value], counts[value], value in chosen) for value in counts if value in labels]
        if item.records is not None:
            options.sort(key=lambda option: (option.value == UNSTATED, normalisation.sort_key(option.label)))
        return Facet(name, str(item.label), options, len(base), more, self.selection.data.get(f"{name}{SEEK}", "")[:80])

    @property
    def number_chosen(self) -> int:
        """How many options are chosen; what was sought is none."""
        return sum(len(facet.chosen) for facet in self)

    def tags(self) -> list[Tag]:
        """Every chosen value, removable one by one."""
        data = self.selection.data
        tags = [Tag("Suchwort", f"„{self.query}“", without(data, "q"))] if self.query else []
        for facet in self:
            tags += [Tag(facet.label, option.label, without(data, facet.name, option.value)) for option in facet.chosen]
        return tags

    @property
    def query(self) -> str:
        return self.selection.query

    def sentence(self, total: int) -> str:
        """The selection as one would say it: ``3 Netzwerke, aktiv, in Sachsen oder bundesweit``."""
        parts = [f"{total} {'Netzwerk' if total == 1 else 'Netzwerke'}", *self._phrases()]
        if self.query:
            parts.append(f"mit „{self.query}“")
        return ", ".join(parts)

    def sought(self) -> str:
        """What has been sought, where nothing was found: ``„Haushalt“, in Sachsen``; empty if nothing was chosen."""
        return ", ".join([*([f"„{self.query}“"] if self.query else []), *self._phrases()])

    def _phrases(self) -> list[str]:
        return [self.selection.facets[facet.name].sentence(facet.chosen) for facet in self if facet.chosen]

    def ways_out(self) -> list[WayOut]:
        """For each filter in use: what dropping it alone would give. Best first; empty if nothing helps."""
        data = self.selection.data
        ways = [WayOut(facet.label, facet.total, without(data, facet.name)) for facet in self if facet.chosen]
        if self.query:
            ways.append(WayOut("Suchwort", len(self.selected.without("q")), without(data, "q")))
        return sorted((way for way in ways if way.count), key=lambda way: -way.count)

    def wide(self) -> list[WayOut]:
        """Who chose Länder may as well join what works in the whole country, or beyond it."""
        chosen = self.selection.chosen["land"]
        if not dict(LAENDER).keys() & set(chosen):
            return []
        counts = {option.value: option.count for facet in self.all if facet.name == "land" for option in facet.options}
        data = self.selection.data.copy()
        data.pop("seite", None)
        return [
            WayOut(area.label, counts[area], f"?{data.urlencode()}&land={area}")
            for area in WIDE
            if counts.get(area) and area not in chosen
        ]


def most_frequent(values: Values, base: BitMap, most: int) -> list[str]:
    """The values that most of these networks have. None is counted that cannot be among them any more."""
    best: list[tuple[int, str]] = []
    for value in sorted(values, key=lambda each: -len(values[each])):
        if len(best) >= most and len(values[value]) <= best[-1][0]:
            break
        if count := base.intersection_cardinality(values[value]):
            best = sorted([*best, (count, value)], reverse=True)[:most]
    return [value for _, value in best]


def without(data: QueryDict, name: str, value: str = "") -> str:
    """The query string without one filter, or without one of its values; always on the first page."""
    rest = data.copy()
    rest.pop("seite", None)
    kept = [item for item in rest.getlist(name) if value and item not in (value, "")]
    rest.setlist(name, kept)
    return f"?{rest.urlencode()}"
