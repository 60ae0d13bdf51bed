"""Export: how do networks become lines, or documents? Each row is one line with its first source, each further source
one line more.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from directory.catalogue import dump_all
from directory.catalogue.documents import Document
from directory.catalogue.values import by_aspect, citation
from directory.curation.imports.codecs import Position
from directory.curation.imports.columns import KIND, PLACE
from directory.curation.imports.schema import KINDS, SOURCE, LineKind
from directory.models import Network

CHUNK = 500  # networks fetched at once
Row = dict[str, str]


def lines(networks: QuerySet[Any]) -> Iterator[Row]:
    """The lines of networks in the order they come; queries grow with the number of chunks, not of networks."""
    for document in documents(networks):
        for kind in KINDS:
            for place, row in enumerate(kind.rows(document), start=1):
                yield from _lines(document["slug"], kind, row, place)


def documents(networks: QuerySet[Any]) -> Iterator[Document]:
    """The documents of networks in the order they come, without the people one can turn to: those do not leave."""
    for found in chunks(networks):
        for each in dump_all(found):
            yield {name: told for name, told in each.items() if name != "contacts"}


def chunks(networks: QuerySet[Any], *ahead: str) -> Iterator[list[Network]]:
    """Networks, some at a time, in the order they come, with these rows."""
    numbers = list(networks.values_list("pk", flat=True))
    for start in range(0, len(numbers), CHUNK):
        some = numbers[start : start + CHUNK]
        found = Network.objects.prefetch_related(*ahead).in_bulk(some)
        yield [found[number] for number in some if number in found]  # else somebody has removed it just now


def _lines(slug: str, kind: LineKind, row: Document, place: int) -> Iterator[Row]:
    cells = kind.cells.items()
    own = {name: cell.write(place if isinstance(cell, Position) else row.get(cell.field)) for name, cell in cells}
    first = {PLACE: slug, KIND: kind.name, **own}
    key = {column: first[column] for column in (PLACE, KIND, *kind.key)}
    said = list(_said(row))
    yield {**first, **(said[0] if said else {})}
    for more in said[1:]:
        yield {**key, **more}


def _said(row: Document) -> Iterator[Row]:
    """Where the row is known from; what differs only in the aspect is told together."""
    sources: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for aspect, items in by_aspect(row, "cite", "cite").items():
        for item in items:
            sources[*citation(item).items(), not aspect].append(aspect)
    for (*told, _), aspects in sources.items():
        values = dict(told)
        values |= {"lines": (values["first_line"], values["last_line"]), "aspect": aspects}
        yield {column: cell.write(values[cell.field]) for column, cell in SOURCE.items() if cell.field in values}
    reasons: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for aspect, reason in by_aspect(row, "gap", "gaps").items():
        reasons[reason, not aspect].append(aspect)
    for (reason, _), aspects in reasons.items():
        yield {"ohne_quelle_weil": reason, "belegt": SOURCE["belegt"].write(aspects)}
