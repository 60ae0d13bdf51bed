"""Filters: which networks does a query string ask for? Values of one filter widen, filters narrow each other.

Unknown values never raise: they are dropped and remembered in ``ignored``, so that the page can say so.
"""

from collections.abc import Callable, Iterable
from typing import Any

import django_filters
from django import forms
from django.db.models import CharField, F, FilteredRelation, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import In
from django.http import QueryDict

from directory.enums import (
    REACHES,
    WIDE,
    Area,
    Cost,
    CriterionKind,
    Dimension,
    FactKind,
    Level,
    Mode,
    NetworkKind,
    Status,
    Who,
)
from directory.models import Body, Network, Topic
from directory.models.fact import Language
from directory.querysets import alphabetical, leading
from directory.reading import costs, search
from directory.reading.audience import Audience, audience
from directory.reading.tracking_parameters import is_tracking

UNSTATED = "nicht-genannt"
"""The value that asks for networks whose sources are silent."""

MAX_QUERY = search.MAX_LENGTH
MAX_VALUES = 40  # values taken over of one filter

BEST = "treffer"
SORTS: dict[str, str] = {
    BEST: "Treffer im Namen zuerst",
    "name": "Name",
    "geprueft": "zuletzt geprüft",
    "gruendung": "Gründung",
}


class ToleranceField(forms.MultipleChoiceField):
    """Keeps the values it knows and forgets the others."""

    def clean(self, value: Any) -> list[str]:
        choices: Any = self.choices
        known = {str(key) for key, _ in choices}
        return [item for item in dict.fromkeys(value or []) if item in known][:MAX_VALUES]


class FacetFilter(django_filters.Filter):
    """One facet, whole: its question, its options, where a network's values stand, and how chosen ones are said.

    ``path`` leads to a value, or makes the expression that is one. With ``rows``, the relation of the rows that count
    under the condition ``only``, it starts at such a row. Without any value a network counts as not stated.
    """

    field_class = ToleranceField

    def __init__(
        self,
        label: str,
        options: Any,
        path: str | Callable[[], Any],
        phrase: str,
        *,
        rows: str = "",
        only: Callable[[], Q] = Q,
        said: Callable[[str, str], str] = lambda value, label: label,
    ) -> None:
        super().__init__(label=label, choices=options)
        self.path, self.phrase, self.rows, self.only, self.said = path, phrase, rows, only, said

    def filter(self, queryset: Any, value: list[str]) -> Any:
        if not self.rows:
            return queryset.filter(In(self._value(self.path), value))
        return queryset.filter(pk__in=self.values(Network.objects.all()).filter(value__in=value).values("pk"))

    def values(self, networks: QuerySet[Any]) -> QuerySet[Any]:
        """Each network once with each of its values, as ``value``."""
        if not self.rows:
            return networks.annotate(value=self._value(self.path))
        # Made anew each time: Django rewrites the condition of the object it is given.
        row = FilteredRelation(self.rows, condition=self.only())
        return networks.annotate(row=row).annotate(value=self._value(f"row__{self.path}"))

    @staticmethod
    def _value(path: str | Callable[[], Any]) -> Coalesce:
        return Coalesce(Cast(F(path) if isinstance(path, str) else path(), CharField()), Value(UNSTATED))

    def sentence(self, chosen: Iterable[Any]) -> str:
        """The chosen options as one would say them: ``Kosten: kostenlos``."""
        return self.phrase.format(" oder ".join(self.said(option.value, option.label) for option in chosen))


IN_WORDS = "nicht genannt oder nur in Worten"
"""What of joining is told in words only cannot be chosen, and must not be called silent."""


def or_in_words(choices: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(key, IN_WORDS if key == UNSTATED else label) for key, label in choices]


def with_unstated(choices: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [*((str(key), str(label)) for key, label in choices), (UNSTATED, "nicht genannt")]


def topics() -> list[tuple[str, str]]:
    return with_unstated(Topic.objects.by_name().values_list("slug", "name"))


def bodies() -> list[tuple[str, str]]:
    return with_unstated(Body.objects.by_name().values_list("slug", "name"))


def place(value: str, label: str) -> str:
    """``in Sachsen``, ``bundesweit``: Länder take an article or "in", the whole country does not."""
    return {
        **{area.value: label for area in WIDE}, Area.SL.value: f"im {label}", UNSTATED: "ohne genanntes Gebiet",
    }.get(value, f"in {label}")  # fmt: skip


class NetworkFilter(django_filters.FilterSet):
    """The filters of the list page, in the order in which the page shows them."""

    q = django_filters.CharFilter(label="Suchwort", method="search")
    status = FacetFilter("Status", Status.choices, "status", "{}")
    offen = FacetFilter("Für wen offen?", Audience.choices, audience, "Gruppe: {}")
    wer = FacetFilter(
        "Wer kann mitmachen?", or_in_words(with_unstated(Who.choices)), "value", "offen für: {}",
        rows="terms__criteria", only=lambda: Q(terms__criteria__kind=CriterionKind.WHO),
    )  # fmt: skip
    kosten = FacetFilter("Was kostet es?", or_in_words(Cost.choices), costs.known, "Kosten: {}")
    beitritt = FacetFilter("Wie tritt man bei?", or_in_words(Mode.choices), "terms__mode", "Beitritt: {}")
    land = FacetFilter(
        "Wo?", with_unstated(REACHES), "value", "{}",
        rows="scopes", only=lambda: Q(scopes__dimension=Dimension.AREA), said=place,
    )  # fmt: skip
    ebene = FacetFilter(
        "Auf welcher Ebene?", with_unstated(Level.choices), "value", "Ebene: {}",
        rows="scopes", only=lambda: Q(scopes__dimension=Dimension.LEVEL),
    )  # fmt: skip
    thema = FacetFilter("Worum geht es?", topics, "topic__slug", "Thema: {}", rows="treatments")
    stelle = FacetFilter(
        "Wer koordiniert heute?", bodies, "body__slug", "koordiniert von: {}",
        rows="tenures", only=lambda: leading("tenures__"),
    )  # fmt: skip
    art = FacetFilter("Was für ein Eintrag?", NetworkKind.choices, "kind", "Art: {}")
    sprache = FacetFilter(
        "In welcher Sprache?", with_unstated(Language.choices), "language", "Sprache: {}",
        rows="facts", only=lambda: Q(facts__kind=FactKind.LANGUAGE),
    )  # fmt: skip

    class Meta:
        model = Network
        fields: list[str] = []

    def __init__(self, data: QueryDict, queryset: QuerySet[Any]) -> None:
        super().__init__(data, queryset)
        for name in self.facets:
            field: Any = self.form.fields[name]
            field.choices = list(field.choices)  # topics and bodies are asked for once, not once a use
        self.form.is_valid()
        self.chosen: dict[str, Any] = self.form.cleaned_data
        self.ignored = self._ignored(data)

    @property
    def facets(self) -> dict[str, FacetFilter]:
        return {name: item for name, item in self.filters.items() if isinstance(item, FacetFilter)}

    def search(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return search.find(queryset, search.normalised_query(value))

    def without(self, name: str = "") -> Any:
        """The queryset this selection gives when one filter is left out."""
        queryset = self.queryset
        for other, value in self.chosen.items():
            if other != name and value:
                queryset = self.filters[other].filter(queryset, value)
        return queryset

    def sorted(self) -> tuple[str, Any]:
        """The sort asked for, and the queryset in that order. Else the best hits come first, or it goes by name."""
        words = search.normalised_query(str(self.chosen.get("q") or ""))
        sort = self.data.get("sort", "")
        sort = sort if sort in self.sorts else next(iter(self.sorts))
        orders: dict[str, tuple[Any, ...]] = {
            BEST: (search.rank(words),) if words else (),
            "geprueft": (F("verified_on").desc(nulls_last=True),),
            "gruendung": (F("start_earliest").asc(nulls_last=True),),
        }
        queryset = self.without().order_by(*orders.get(sort, ()), alphabetical(), "pk")
        return sort, queryset

    @property
    def sorts(self) -> dict[str, str]:
        """The sorts there are to choose from; only a search text has best hits."""
        found = search.normalised_query(str(self.chosen.get("q") or ""))
        return {key: label for key, label in SORTS.items() if found or key != BEST}

    def _ignored(self, data: QueryDict) -> list[str]:
        """What of the query string was not understood, in the reader's terms."""
        found = []
        for name in data:
            if name in ("sort", "seite") or is_tracking(name):
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
