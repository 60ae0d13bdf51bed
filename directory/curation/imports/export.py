"""Export: how do networks become lines, or documents? Each row is one line with its first source, each further source
one line more.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet

from directory.catalogue import dump_all
from directory.catalogue.documents import Document
from directory.curation.imports.codecs import Slug
from directory.curation.imports.columns import KIND, PLACE
from directory.curation.imports.schema import KINDS, NETWORK, SOURCE, TERMS, LineKind
from directory.models import Citation, Gap, Network

CHUNK = 500  # networks fetched at once
Row = dict[str, str]
Fetching = Callable[[QuerySet[Any]], QuerySet[Any]]


def lines(networks: QuerySet[Any]) -> Iterator[Row]:
    """The lines of networks in the order they come; queries grow with the number of chunks, not of networks."""
    for found in chunks(networks):
        for network in found:
            yield from of_network(network)


def documents(networks: QuerySet[Any]) -> Iterator[Document]:
    """The documents of networks in the order they come, without the people one can turn to: those do not leave."""
    for found in chunks(networks, lambda some: some):
        yield from ({name: told for name, told in each.items() if name != "contacts"} for each in dump_all(found))


def chunks(networks: QuerySet[Any], fetched: Fetching | None = None) -> Iterator[list[Network]]:
    """Networks with all their rows, some at a time, in the order they come; or ``fetched`` otherwise."""
    numbers = list(networks.values_list("pk", flat=True))
    for start in range(0, len(numbers), CHUNK):
        some = numbers[start : start + CHUNK]
        found = (fetched or with_rows)(Network.objects.filter(pk__in=some)).in_bulk()
        yield [found[number] for number in some if number in found]  # else somebody has removed it just now


def with_rows(networks: QuerySet[Any]) -> QuerySet[Any]:
    """Networks with all that the table tells about them."""
    ahead: dict[str, Any] = {}
    for kind in KINDS:
        path = path_of(kind)
        links = [cell.field for cell in kind.cells.values() if isinstance(cell, Slug)]
        if path:
            ahead[path] = Prefetch(path, kind.shape.model._default_manager.select_related(*links) if links else None)
        said = f"{path}__" if path else ""
        sources = Citation.objects.select_related("source").order_by("pk")
        ahead[f"{said}citations"] = Prefetch(f"{said}citations", sources)
        ahead[f"{said}gaps"] = f"{said}gaps"
    return networks.prefetch_related(*ahead.values())


def of_network(network: Network) -> Iterator[Row]:
    """All lines of one network, fetched ``with_rows``."""
    for kind in KINDS:
        for row in rows_of(network, kind):
            yield from _lines(network.slug, kind, row)


def path_of(kind: LineKind) -> str:
    """How one gets from a network to its rows of a kind."""
    if kind is NETWORK:
        return ""
    above = f"{path_of(TERMS)}__" if kind.below == TERMS.name else ""
    return above + accessor(kind)


def accessor(kind: LineKind) -> str:
    """Under which name the rows of a kind stand on their parent."""
    column: Any = kind.shape.model._meta.get_field(kind.shape.parent)
    return str(column.remote_field.get_accessor_name())


def rows_of(network: Network, kind: LineKind) -> Iterable[Any]:
    """The rows of one kind."""
    if kind is NETWORK:
        return [network]
    parent: Any = getattr(network, accessor(TERMS), None) if kind.below == TERMS.name or kind is TERMS else network
    if kind is TERMS or parent is None:
        return [parent] if parent else []
    rows = getattr(parent, accessor(kind)).all()
    return [row for row in rows if all(getattr(row, name) == value for name, value in kind.given.items())]


def _lines(slug: str, kind: LineKind, row: Any) -> Iterator[Row]:
    own = {column: cell.write(getattr(row, cell.field)) for column, cell in kind.cells.items()}
    first = {PLACE: slug, KIND: kind.name, **own}
    key = {column: first[column] for column in (PLACE, KIND, *kind.key)}
    said = list(_said(row))
    yield {**first, **(said[0] if said else {})}
    for more in said[1:]:
        yield {**key, **more}


def _said(row: Any) -> Iterator[Row]:
    """Where the row is known from; what differs only in the aspect is told together."""
    sources: dict[tuple[Any, ...], list[Citation]] = defaultdict(list)
    for each in row.citations.all():
        what = (
            each.source_id,
            each.first_line,
            each.last_line,
            each.locator,
            each.claim,
            each.stance,
            each.fingerprint,
        )
        sources[*what, not each.aspect].append(each)
    for together in sources.values():
        each = together[0]
        values = {
            "quelle": each.source,
            "zeilen": (each.first_line, each.last_line),
            "fundstelle": each.locator,
            "fingerabdruck": each.fingerprint,
            "aussage_der_quelle": each.claim,
            "verhaeltnis": each.stance,
            "belegt": list(dict.fromkeys(one.aspect for one in together)),
        }
        yield {column: SOURCE[column].write(value) for column, value in values.items()}
    reasons: dict[tuple[str, bool], list[Gap]] = defaultdict(list)
    for gap in row.gaps.all():
        reasons[gap.reason, not gap.aspect].append(gap)
    for (reason, _), gaps in reasons.items():
        yield {"ohne_quelle_weil": reason, "belegt": SOURCE["belegt"].write([gap.aspect for gap in gaps])}
