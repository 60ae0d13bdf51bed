"""Entries: what does the index learn of each network? What it is called, and its words, weighed by where they stand:
everything its page shows. A constant number of queries.
"""

from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import CharField, IntegerField, Model, Q, QuerySet, TextField
from django.db.models.constants import LOOKUP_SEP

from directory.catalogue.registry import NETWORK, Kind, family
from directory.enums import FactKind, Visibility
from directory.models import Contact, Member, Network, Relation, Tenure, Verdict
from directory.querysets import running
from directory.rules import partial_dates
from directory.rules.date_fields import PartialDateColumn

NAME, TOPIC, TEXT = range(3)
"""How much a word weighs: in a name of the network; in that of a topic, a body or a person; anywhere else."""
NAMES = ("name", "short_name")
SILENT = {"slug", "key", "url", "path_url", "way", "visibility", "path"}
"""Columns that nobody reads as words."""
CHUNK = 5000  # rows fetched at a time
SAYS_NOTHING = (None, "")
TOLD = (CharField, TextField, IntegerField)

Told = tuple[int, int, str]
"""Of which network (by number), of which weight, the text."""


class Names(NamedTuple):
    """What a network is called and ordered by."""

    number: int
    key: str
    name: str
    short_name: str
    visibility: str
    verified_on: date | None
    start_earliest: date | None


def names(numbers: Collection[int] | None = None) -> Iterator[Names]:
    """Of these networks, or of all."""
    columns = ("pk", "sort_key", *NAMES, "visibility", "verified_on", "start_earliest")
    return (Names(*row) for row in _rows(Network, "", numbers).values_list(*columns).iterator(CHUNK))


def texts(numbers: Collection[int] | None = None) -> Iterator[Told]:
    """All texts of these networks, or of all."""
    for kind, path in family(NETWORK):
        if kind.model is not Contact:
            yield from _of(kind, path, numbers)
    for contact in _rows(Contact, "network", numbers).select_related("tenure"):
        if contact.is_shown:
            yield contact.network_id, TOPIC, contact.name
            yield contact.network_id, TEXT, f"{contact.purpose} {contact.email} {contact.phone}"
    yield from _incoming(numbers)
    yield from _verdicts(numbers)
    yield from _elsewhere(numbers)


def _of(kind: Kind, path: str, numbers: Collection[int] | None) -> Iterator[Told]:
    """The texts of one kind of row, with the names of the records it names."""
    columns = [each for each in kind.columns if isinstance(each, TOLD) and each.name not in SILENT]
    linked = [
        f"{name}__{each}"
        for name, model in kind.links.items()
        for each in NAMES
        if any(column.name == each for column in model._meta.concrete_fields)
    ]
    rows = _rows(kind.model, path, numbers)
    if kind.model is Relation:
        rows = rows.filter(Q(other=None) | Q(other__visibility=Visibility.PUBLISHED))
    told = [(_weight(kind, column), _teller(column)) for column in columns] + [(TOPIC, str)] * len(linked)
    names = [column.name for column in columns]
    at = (names.index("kind"), names.index("title")) if kind.name == "fact" else None
    for number, *values in rows.values_list(path or "pk", *(each.name for each in columns), *linked).iterator(CHUNK):
        parts: tuple[list[str], ...] = ([], [], [])
        for value, (weight, words) in zip(values, told, strict=True):
            if value not in SAYS_NOTHING:
                parts[weight].append(words(value))
        if at and values[at[0]] == FactKind.NAME:
            parts[NAME].append(values[at[1]])
        for weight, texts_of_it in enumerate(parts):
            if texts_of_it:
                yield number, weight, " ".join(texts_of_it)


def _teller(column: Any) -> Callable[[Any], str]:
    """What puts a value of a column into words."""
    if column.choices:
        labels = {str(key): str(label) for key, label in column.flatchoices}
        return lambda value: labels.get(str(value), str(value))
    return partial_dates.in_words if isinstance(column, PartialDateColumn) else str


def _weight(kind: Kind, column: Any) -> int:
    if kind is NETWORK and column.name in NAMES:
        return NAME
    return TOPIC if (kind.name, column.name) == ("treatment", "title") else TEXT


def _rows(model: type[Model], path: str, numbers: Collection[int] | None) -> QuerySet[Any]:
    rows = model._base_manager.order_by()
    return rows if numbers is None else rows.filter(**{f"{path or 'pk'}__in": numbers})


def _incoming(numbers: Collection[int] | None) -> Iterator[Told]:
    """What other networks say of their relation to these."""
    rows = Relation.objects.filter(other__isnull=False, network__visibility=Visibility.PUBLISHED).order_by()
    rows = rows if numbers is None else rows.filter(other__in=numbers)
    for row in rows.select_related("network").iterator(CHUNK):
        yield int(row.other_id or 0), TEXT, f"{row.reversed_label} {row.network.name} {row.text}"


def _verdicts(numbers: Collection[int] | None) -> Iterator[Told]:
    """How editors read what sources disagree about."""
    for kind, path in family(NETWORK):
        if kind.is_cited and kind.model is not Contact:
            network = LOOKUP_SEP.join(filter(None, (kind.name, path)))
            rows = Verdict.objects.filter(**{f"{kind.name}__isnull": False}).order_by()
            rows = rows if numbers is None else rows.filter(**{f"{network}__in": numbers})
            for number, *words in rows.values_list(network, "subject", "reading", "reason").iterator(CHUNK):
                yield number, TEXT, " ".join(words)
    ties = Verdict.objects.filter(relation__other__isnull=False).order_by()  # told on both pages
    ties = ties if numbers is None else ties.filter(relation__other__in=numbers)
    for number, *words in ties.values_list("relation__other", "subject", "reading", "reason").iterator(CHUNK):
        yield number, TEXT, " ".join(words)


def _elsewhere(numbers: Collection[int] | None) -> Iterator[Told]:
    """The members readers see, and what a network that is a body runs itself."""
    members = _rows(Member, "network", numbers).filter(running(), is_public=True)
    yield from ((number, TOPIC, name) for number, name in members.values_list("network", "name").iterator(CHUNK))
    runs = Tenure.objects.of_published().filter(body__entry__isnull=False).order_by()
    runs = runs if numbers is None else runs.filter(body__entry__in=numbers)
    yield from (
        (number, TEXT, name) for number, name in runs.values_list("body__entry", "network__name").iterator(CHUNK)
    )


def changing_between(earlier: date, later: date) -> QuerySet[Any]:
    """The networks (by number) of which something begins or ends between two days, without anybody saving a row."""
    found = Q()
    for path in ("tenures", "contacts", "contacts__tenure", "members"):
        found |= Q(**{f"{path}__start_earliest__gt": earlier, f"{path}__start_earliest__lte": later})
        found |= Q(**{f"{path}__end_latest__gte": earlier, f"{path}__end_latest__lt": later})
    return Network._base_manager.filter(found).order_by().values_list("pk", flat=True).distinct()
