"""Facet filters: each facet whole, in the order of the list page: its question, its options, where a network's values
stand, and how chosen ones are said.
"""

from collections.abc import Callable, Container, Iterable
from typing import Any

import django_filters
from django import forms
from django.db.models import CharField, F, FilteredRelation, Model, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

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
from directory.models import Body, Topic
from directory.models.fact import Language
from directory.querysets import alphabetical, leading
from directory.reading import costs
from directory.reading.audience import Audience, audience
from directory.rules import normalisation

UNSTATED = "nicht-genannt"
"""The value that asks for networks whose sources are silent."""
MAX_VALUES = 40  # values taken over of one filter


class ToleranceField(forms.MultipleChoiceField):
    """Keeps the values it knows and forgets the others."""

    def clean(self, value: Any) -> list[str]:
        asked = [str(item) for item in dict.fromkeys(value or [])]
        known = self.known(asked)
        return [item for item in asked if item in known][:MAX_VALUES]

    def known(self, values: list[str]) -> Container[str]:
        """Those among these values that there are."""
        choices: Any = self.choices
        return {str(key) for key, _ in choices}


class FacetField(ToleranceField):
    """Asks for the labels of what was chosen."""

    labels: Callable[[Iterable[str]], dict[str, str]]

    def known(self, values: list[str]) -> Container[str]:
        return self.labels(values[: 10 * MAX_VALUES])


class FacetFilter(django_filters.Filter):
    """One facet, whole: its question, its options, where a network's values stand, and how chosen ones are said.

    ``options`` are a closed list, or the model whose records are the options, of which there may be thousands. ``path``
    leads to a value, or makes the expression that is one. With ``rows``, the relation of the rows that count under the
    condition ``only``, it starts at such a row. Without any value a network counts as not stated.
    """

    field_class = FacetField

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
        super().__init__(label=label)
        self.records = options if isinstance(options, type) and issubclass(options, Model) else None
        self.options = [] if self.records else [(str(key), str(words)) for key, words in options]
        self.path, self.phrase, self.rows, self.only, self.said = path, phrase, rows, only, said

    @property
    def field(self) -> Any:
        """The form's field."""
        field = super().field
        field.labels = self.labels
        return field

    def labels(self, values: Iterable[str]) -> dict[str, str]:
        """What these options are called; one that is none has no label."""
        if self.records is None:
            wanted = set(values)
            return {key: label for key, label in self.options if key in wanted}
        slugs = [value for value in values if value != UNSTATED]
        found = self.records._base_manager.filter(slug__in=slugs).values_list("slug", "name") if slugs else ()
        return {UNSTATED: NOT_STATED, **dict(found)}

    def sought(self, text: str) -> list[str]:
        """The options of a long list whose names hold these words."""
        found: Any = self.records._base_manager.all() if self.records else ()
        words = normalisation.sort_key(text).split()
        if self.records is None or not words:
            return []
        for word in words:
            found = found.filter(sort_key__contains=word)
        return list(found.order_by(alphabetical()).values_list("slug", flat=True)[:MAX_VALUES])

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


NOT_STATED = "nicht genannt"
IN_WORDS = "nicht genannt oder nur in Worten"
"""What of joining is told in words only cannot be chosen, and must not be called silent."""


def or_in_words(choices: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(key, IN_WORDS if key == UNSTATED else label) for key, label in choices]


def with_unstated(choices: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [*((str(key), str(label)) for key, label in choices), (UNSTATED, NOT_STATED)]


def place(value: str, label: str) -> str:
    """``in Sachsen``, ``bundesweit``: Länder take an article or "in", the whole country does not."""
    return {
        **{area.value: label for area in WIDE}, Area.SL.value: f"im {label}", UNSTATED: "ohne genanntes Gebiet",
    }.get(value, f"in {label}")  # fmt: skip


FACETS: dict[str, FacetFilter] = {
    "status": FacetFilter("Status", Status.choices, "status", "{}"),
    "offen": FacetFilter("Für wen offen?", Audience.choices, audience, "Gruppe: {}"),
    "wer": FacetFilter(
        "Wer kann mitmachen?",
        or_in_words(with_unstated(Who.choices)),
        "value",
        "offen für: {}",
        rows="terms__criteria",
        only=lambda: Q(terms__criteria__kind=CriterionKind.WHO),
    ),
    "kosten": FacetFilter("Was kostet es?", or_in_words(Cost.choices), costs.known, "Kosten: {}"),
    "beitritt": FacetFilter("Wie tritt man bei?", or_in_words(Mode.choices), "terms__mode", "Beitritt: {}"),
    "land": FacetFilter(
        "Wo?",
        with_unstated(REACHES),
        "value",
        "{}",
        rows="scopes",
        only=lambda: Q(scopes__dimension=Dimension.AREA),
        said=place,
    ),
    "ebene": FacetFilter(
        "Auf welcher Ebene?",
        with_unstated(Level.choices),
        "value",
        "Ebene: {}",
        rows="scopes",
        only=lambda: Q(scopes__dimension=Dimension.LEVEL),
    ),
    "thema": FacetFilter("Worum geht es?", Topic, "topic__slug", "Thema: {}", rows="treatments"),
    "stelle": FacetFilter(
        "Wer koordiniert heute?",
        Body,
        "body__slug",
        "koordiniert von: {}",
        rows="tenures",
        only=lambda: leading("tenures__"),
    ),
    "art": FacetFilter("Was für ein Eintrag?", NetworkKind.choices, "kind", "Art: {}"),
    "sprache": FacetFilter(
        "In welcher Sprache?",
        with_unstated(Language.choices),
        "language",
        "Sprache: {}",
        rows="facts",
        only=lambda: Q(facts__kind=FactKind.LANGUAGE),
    ),
}
