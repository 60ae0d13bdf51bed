"""Filters: which networks does a query string ask for? Values of one filter widen, filters narrow each other.

Unknown values never raise: they are dropped and remembered in ``ignored``, so that the page can say so.
"""

from typing import Any

import django_filters
from django.http import QueryDict
from pyroaring import BitMap

from directory.models import Network
from directory.reading import search
from directory.reading.facet_filters import FACETS, FacetFilter
from directory.reading.index import Index
from directory.reading.tracking_parameters import is_tracking

MAX_QUERY = search.MAX_LENGTH
BEST = "treffer"
SORTS: dict[str, str] = {
    BEST: "Treffer im Namen zuerst",
    "name": "Name",
    "geprueft": "zuletzt geprüft",
    "gruendung": "Gründung",
}
SEEK = "-suche"
"""Behind the name of a facet: the words by which an option of a long list is sought."""


class NetworkFilter(django_filters.FilterSet):
    """The filters of the list page, in the order in which the page shows them."""

    q = django_filters.CharFilter(label="Suchwort")
    locals().update(FACETS)

    class Meta:
        model = Network
        fields: list[str] = []

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, Network.objects.none())
        self.form.is_valid()
        self.chosen: dict[str, Any] = self.form.cleaned_data
        self.query = search.normalised_query(str(self.chosen.get("q") or ""))
        self.ignored = self._ignored(data)

    @property
    def facets(self) -> dict[str, FacetFilter]:
        return {name: item for name, item in self.filters.items() if isinstance(item, FacetFilter)}

    @property
    def sort(self) -> str:
        """The order asked for. Else the best hits come first, or it goes by name."""
        sort = self.data.get("sort", "")
        return sort if sort in self.sorts else next(iter(self.sorts))

    @property
    def sorts(self) -> dict[str, str]:
        """The orders there are to choose from; only a search text has best hits."""
        return {key: label for key, label in SORTS.items() if self.query or key != BEST}

    def _seeks(self, name: str) -> bool:
        """Whether a parameter is what somebody seeks in a long list of options."""
        facet = self.facets.get(name.removesuffix(SEEK))
        return name.endswith(SEEK) and facet is not None and facet.records is not None

    def _ignored(self, data: QueryDict) -> list[str]:
        """What of the query string was not understood, in the reader's terms."""
        found = []
        for name in data:
            if name in ("sort", "seite") or is_tracking(name) or self._seeks(name):
                continue
            values = [value for value in data.getlist(name) if value]
            if name not in self.filters:
                found.append(f"{name[:30]}=…" if values else name[:30])
            elif name == "q":
                found += search.ignored_parts(self.chosen.get("q") or "")
            else:
                found += [f"{name}={value[:30]}" for value in dict.fromkeys(values) if value not in self.chosen[name]]
        if data.get("sort", "name") not in SORTS:
            found.append(f"sort={data['sort'][:30]}")
        return found[:10]


class Selected:
    """What a selection finds: ``parts`` by filter, of those that narrow it, and what was sought."""

    def __init__(self, index: Index, selection: NetworkFilter) -> None:
        self.index, self.selection = index, selection
        self.sought = search.find(index, selection.query) if selection.query else None
        self.parts: dict[str, BitMap] = {"q": self.sought.all} if self.sought else {}
        for name in selection.facets:
            values = [index.facets[name][value] for value in selection.chosen[name] if value in index.facets[name]]
            if selection.chosen[name]:
                self.parts[name] = BitMap.union(*values) if values else BitMap()

    def without(self, name: str = "") -> BitMap:
        """What it finds when one filter is left out."""
        rest = [part for other, part in self.parts.items() if other != name]
        return BitMap.intersection(self.index.published, *rest)

    def why(self, number: int) -> str:
        """Why a network is a hit; empty where nothing was sought."""
        slot = self.index.slots.get(number, -1)
        return next((why for why, hits in self.sought.groups if slot in hits), "") if self.sought else ""

    def groups(self) -> list[BitMap]:
        """What it finds, in the order asked for; each group goes by name."""
        found = self.without()
        column, newest = {"geprueft": ("verified_on", True), "gruendung": ("start_earliest", False)}.get(
            self.selection.sort, ("", False)
        )
        if column:
            dates = self.index.dates[column]
            days = sorted((day for day in dates if day), reverse=newest)
            return [found & dates[day] for day in [*days, None] if day in dates]
        if self.selection.sort == BEST and self.sought:
            return [found & group for _, group in self.sought.groups]
        return [found]


class Hits:
    """The numbers of the networks found, in order; it can be counted and cut, so that a paginator can show it."""

    def __init__(self, index: Index, groups: list[BitMap]) -> None:
        self.index, self.groups = index, [group for group in groups if group]

    def count(self) -> int:
        return sum(map(len, self.groups))

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[int]:
        found: list[int] = []
        start, stop = part.start or 0, self.count() if part.stop is None else part.stop
        for group in self.groups:
            size = len(group)
            if start < size and stop > 0:
                found += self.index.page(group, max(start, 0), min(stop, size))
            start, stop = start - size, stop - size
        return found
