"""Facets: what can be chosen on the list page, how many networks each choice would give, and what has been chosen?

Each filter counts without itself, so that its options show what adding them would bring.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import CharField, Count, Value
from django.http import QueryDict

from directory.enums import LAENDER, WIDE
from directory.reading import search
from directory.reading.filters import UNSTATED, FacetFilter, NetworkFilter

ALL = "*"


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

    @property
    def chosen(self) -> list[Option]:
        return [option for option in self.options if option.chosen]

    @property
    def offered(self) -> list[Option]:
        return [option for option in self.options if option.offered]

    @property
    def tells(self) -> bool:
        """Whether choosing says anything: a source answers the question for some network."""
        return any(option.chosen or option.value != UNSTATED for option in self.offered)

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
    """All filters of the list page for one selection. Asks the database once."""

    def __init__(self, selection: NetworkFilter) -> None:
        self.selection = selection
        self.counts = count(selection)
        self.all = [self._facet(name, item) for name, item in selection.facets.items()]

    def __iter__(self) -> Iterator[Facet]:
        """The filters that tell anything."""
        return (facet for facet in self.all if facet.tells)

    def _facet(self, name: str, item: FacetFilter) -> Facet:
        chosen, counts = self.selection.chosen[name], self.counts[name]
        field = self.selection.form.fields[name]
        options = [
            Option(str(value), str(label), counts.get(str(value), 0), str(value) in chosen)
            for value, label in field.choices
        ]
        return Facet(name, str(item.label), options)

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
        return search.normalised_query(str(self.selection.chosen.get("q") or ""))

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
        ways = [
            WayOut(facet.label, self.counts[facet.name].get(ALL, 0), without(data, facet.name))
            for facet in self
            if facet.chosen
        ]
        if self.query:
            ways.append(WayOut("Suchwort", self.counts["q"].get(ALL, 0), without(data, "q")))
        return sorted((way for way in ways if way.count), key=lambda way: -way.count)

    def wide(self) -> list[WayOut]:
        """Who chose Länder may as well join what works in the whole country, or beyond it."""
        chosen, counts = self.selection.chosen["land"], self.counts["land"]
        if not dict(LAENDER).keys() & set(chosen):
            return []
        data = self.selection.data.copy()
        data.pop("seite", None)
        return [
            WayOut(area.label, counts[area], f"?{data.urlencode()}&land={area}")
            for area in WIDE
            if counts.get(area) and area not in chosen
        ]


def count(selection: NetworkFilter) -> dict[str, dict[str, int]]:
    """How many networks each value of each filter has, counted without that filter: one query for all of them."""
    parts = [selection.without("q").order_by().annotate(facet=Value("q", CharField()), value=Value(ALL, CharField()))]
    parts[0] = parts[0].values("facet", "value").annotate(number=Count("pk", distinct=True))
    for name, item in selection.facets.items():
        found = selection.without(name).order_by().annotate(facet=Value(name, CharField()))
        both = item.values(found), found.annotate(value=Value(ALL, CharField()))
        parts += [part.values("facet", "value").annotate(number=Count("pk", distinct=True)) for part in both]
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for row in parts[0].union(*parts[1:], all=True):
        counts[row["facet"]][row["value"]] = row["number"]
    return counts


def without(data: QueryDict, name: str, value: str = "") -> str:
    """The query string without one filter, or without one of its values; always on the first page."""
    rest = data.copy()
    rest.pop("seite", None)
    kept = [item for item in rest.getlist(name) if value and item not in (value, "")]
    rest.setlist(name, kept)
    return f"?{rest.urlencode()}"
