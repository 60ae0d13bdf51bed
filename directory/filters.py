"""Which networks does a query string ask for? Values of one filter widen, filters narrow each other.

Unknown values never raise: they are dropped and remembered in ``ignored``, so that the page can say so.
"""

from collections.abc import Callable, Iterable
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import QueryDict

from directory import search
from directory.audience import Audience, audience
from directory.enums import Area, Cost, CriterionKind, Dimension, Kind, Level, Mode, Status, Who
from directory.models import Body, Criterion, Network, Scope, Tenure, Topic, Treatment
from directory.querysets import alphabetical, leading
from directory.tracking import is_tracking

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


class Choices(django_filters.Filter):
    """One filter of the list: its German question, its options, and the condition a set of values means."""

    field_class = ToleranceField

    def __init__(self, label: str, options: Any, condition: Callable[[list[str]], Q]) -> None:
        super().__init__(label=label, choices=options)
        self.condition = condition

    def filter(self, queryset: Any, value: list[str]) -> Any:
        return queryset.filter(self.condition(value)) if value else queryset


def column(name: str) -> Callable[[list[str]], Q]:
    """The condition for a column of the network or of its terms; no terms at all means not stated."""

    def condition(values: list[str]) -> Q:
        wanted = Q(**{f"{name}__in": values})
        return wanted | Q(terms=None) if name.startswith("terms__") and UNSTATED in values else wanted

    return condition


def rows(related: Callable[[], QuerySet[Any]], name: str) -> Callable[[list[str]], Q]:
    """The condition for rows that hang on the network; not stated means that there are none."""

    def condition(values: list[str]) -> Q:
        mine = related()
        wanted = Q(Exists(mine.filter(**{f"{name}__in": values})))
        return wanted | ~Q(Exists(mine)) if UNSTATED in values else wanted

    return condition


def scopes(dimension: Dimension) -> Callable[[], QuerySet[Any]]:
    return lambda: Scope.objects.filter(network=OuterRef("pk"), dimension=dimension)


def who() -> QuerySet[Any]:
    return Criterion.objects.filter(terms__network=OuterRef("pk"), kind=CriterionKind.WHO)


def led_by() -> QuerySet[Any]:
    return Tenure.objects.filter(leading(), network=OuterRef("pk"))


def treated() -> QuerySet[Any]:
    return Treatment.objects.filter(network=OuterRef("pk"))


IN_WORDS = "nicht genannt oder nur in Worten"
"""What of joining is told in words only cannot be chosen, and must not be called silent."""


def or_in_words(choices: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(key, IN_WORDS if key == UNSTATED else label) for key, label in choices]


def for_whom(values: list[str]) -> Q:
    """The condition for the groups of the start page."""
    return Q(Exists(Network.objects.filter(pk=OuterRef("pk")).annotate(group=audience()).filter(group__in=values)))


def with_unstated(choices: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [*((str(key), str(label)) for key, label in choices), (UNSTATED, "nicht genannt")]


def topics() -> list[tuple[str, str]]:
    return with_unstated(Topic.objects.by_name().values_list("slug", "name"))


def bodies() -> list[tuple[str, str]]:
    return with_unstated(Body.objects.by_name().values_list("slug", "name"))


class NetworkFilter(django_filters.FilterSet):
    """The filters of the list page, in the order in which the page shows them."""

    q = django_filters.CharFilter(label="Suchwort", method="search")
    status = Choices("Status", Status.choices, column("status"))
    offen = Choices("Für wen offen?", Audience.choices, for_whom)
    wer = Choices("Wer kann mitmachen?", or_in_words(with_unstated(Who.choices)), rows(who, "value"))
    kosten = Choices("Was kostet es?", or_in_words(Cost.choices), column("terms__cost"))
    beitritt = Choices("Wie tritt man bei?", or_in_words(Mode.choices), column("terms__mode"))
    land = Choices("Wo?", with_unstated(Area.choices), rows(scopes(Dimension.AREA), "value"))
    ebene = Choices("Auf welcher Ebene?", with_unstated(Level.choices), rows(scopes(Dimension.LEVEL), "value"))
    thema = Choices("Worum geht es?", topics, rows(treated, "topic__slug"))
    stelle = Choices("Wer koordiniert heute?", bodies, rows(led_by, "body__slug"))
    art = Choices("Was für ein Eintrag?", Kind.choices, column("kind"))

    class Meta:
        model = Network
        fields: list[str] = []

    def __init__(self, data: QueryDict, queryset: QuerySet[Any]) -> None:
        super().__init__(data, queryset)
        for field in self.form.fields.values():
            if isinstance(field, ToleranceField):
                choices: Any = field.choices
                field.choices = list(choices)  # topics and bodies are asked for once, not once a use
        self.form.is_valid()
        self.chosen: dict[str, Any] = self.form.cleaned_data
        self.ignored = self._ignored(data)

    def search(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return search.find(queryset, search.heard(value))

    def without(self, name: str = "") -> Any:
        """The queryset this selection gives when one filter is left out."""
        queryset = self.queryset
        for other, value in self.chosen.items():
            if other != name and value:
                queryset = self.filters[other].filter(queryset, value)
        return queryset

    def sorted(self) -> tuple[str, Any]:
        """The sort asked for, and the queryset in that order. Else the best hits come first, or it goes by name."""
        words = search.heard(str(self.chosen.get("q") or ""))
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
        found = search.heard(str(self.chosen.get("q") or ""))
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
                found += search.unheard(self.chosen.get("q") or "")
            else:
                found += [f"{name}={value[:30]}" for value in dict.fromkeys(values) if value not in self.chosen[name]]
        if data.get("sort", "name") not in SORTS:
            found.append(f"sort={data['sort'][:30]}")
        return found[:10]
