"""Records: reading and writing the two that become one, and those that name the one that goes."""

from collections.abc import Iterator, Sequence
from typing import Any

from directory.catalogue.documents import Reader
from directory.catalogue.registry import RECORDS, Kind, kind_of
from directory.catalogue.trees import Path, Tree, document, tree
from directory.catalogue.writing import Writing
from directory.models import Member, Source

KINDS = {**RECORDS, "member": kind_of(Member, "network")}
Record = tuple[Kind, Any]


def referring(kept: Any, gone: Any, *, lock: bool) -> list[Record]:
    """The other records whose documents name the one that goes, for nobody else to change if they are locked."""
    found: list[Record] = []
    for kind in RECORDS.values():
        stored = kind.model._base_manager.order_by("pk")
        named = [stored.filter(**{column: gone}).values_list("pk", flat=True) for column in columns(kind, type(gone))]
        numbers = {number for each in named for number in each} - ({kept.pk} if type(kept) is kind.model else set())
        others = stored.filter(pk__in=numbers) if numbers else stored.none()
        found += [(kind, row) for row in (others.select_for_update() if lock else others)]
    return found


def columns(kind: Kind, model: type[Any], path: str = "") -> Iterator[str]:
    """Where a document of a kind names a record of a model, as look-ups from its record."""
    yield from (f"{path}{name}" for name, target in kind.links.items() if target is model)
    if model is Source and kind.is_cited:
        yield f"{path}citations__source"
    for name, below in kind.rows.items():
        yield from columns(below, model, f"{path}{name}__")


def trees(records: Sequence[Record]) -> list[Tree]:
    """What is stored of these records; those of one kind are read at once."""
    found: dict[int, Tree] = {}
    for kind in dict.fromkeys(kind for kind, _ in records):
        places = [place for place, (other, _) in enumerate(records) if other is kind]
        reader = Reader(kind, [records[place][1] for place in places])
        found |= {place: tree(kind, reader.document(kind, records[place][1])) for place in places}
    return [found[place] for place in range(len(records))]


def put(kind: Kind, said: Tree, record: Any, numbers: dict[tuple[Any, str], int] | None = None) -> None:
    """Write a record as its tree says; rows that come back get these numbers.

    Raises:
        Refused
    """
    writing = Writing(whole=True)
    writing.numbers = numbers or {}
    writing.put(kind, document(kind, said), str(record), record)
    if writing.refused:
        raise writing.refused[0]


def rows(kind: Kind, parent: Any, path: Path = ()) -> dict[Path, Any]:
    """The stored rows of a record by their places in its tree; those that other rows may point to."""
    found: dict[Path, Any] = {}
    for name, below in kind.rows.items():
        for row in below.model._base_manager.filter(**{below.parent: parent}):
            place = (*path, name, getattr(row, "key", ""))
            found |= {place: row, **rows(below, row, place)}
    return found
