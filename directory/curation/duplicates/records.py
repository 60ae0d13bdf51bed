"""Records: reading the two that become one, and those that name the one that goes."""

from collections.abc import Iterator, Sequence
from typing import Any

from directory.catalogue.diff import Path
from directory.catalogue.documents import Document, dump_all
from directory.catalogue.redirects import all_of
from directory.catalogue.registry import DOCUMENTED, RECORDS, Kind
from directory.curation.duplicates.renaming import Names
from directory.models import FormerAddress, Merger, RecordKind, Source

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


def documents(records: Sequence[Record]) -> list[Document]:
    """What is stored of these records; those of one kind are read at once."""
    found: dict[Any, Document] = {}
    for kind in dict.fromkeys(kind for kind, _ in records):
        same = [record for other, record in records if other is kind]
        found |= zip(same, dump_all(same), strict=True)
    return [found[record] for _, record in records]


def rows(kind: Kind, parent: Any, path: Path = ()) -> dict[Path, Any]:
    """The stored rows of a record by their places in its document."""
    found: dict[Path, Any] = {}
    for name, below in kind.rows.items():
        stored: Any = below.model._base_manager.filter(**{below.parent: parent})
        for row in stored:
            place = (*path, name, row.key) if below.key else (*path, name)
            found |= {place: row, **rows(below, row, place)}
    return found


def names_of_today(merger: Merger, slugs: dict[Any, dict[int, str]]) -> Names:
    """What records are called now that had other addresses once."""
    former = FormerAddress.objects.exclude(kind=RecordKind.MEMBER).values_list("kind", "slug", "number")
    names = {
        (DOCUMENTED[kind].model, slug): slugs[DOCUMENTED[kind].model].get(number, slug) for kind, slug, number in former
    }
    model = DOCUMENTED[merger.kind].model
    mine = all_of(merger.kind, merger.gone) - set(slugs.get(model, {}).values())
    return names | {(model, slug): merger.gone_slug for slug in mine}
