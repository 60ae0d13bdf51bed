"""Snapshots: rows of a document as unsaved rows of the catalogue, so that whatever puts a row into words can read them.

Other records are named as they are today: former addresses lead to the record that has them now.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from directory.catalogue import references
from directory.catalogue.acts import differences
from directory.catalogue.diff import INCOMING, Path, RowChange, Rows, flat, said
from directory.catalogue.documents import Document
from directory.catalogue.registry import DOCUMENTED, Kind
from directory.catalogue.values import citation, gap, line_range, verdict
from directory.models import Body, Citation, Contact, Gap, Network, Source, Tenure, Verdict, Version
from directory.models.base import Dated

READ: dict[type[models.Model], Any] = {Citation: citation, Verdict: verdict, Gap: gap}
_numbers = count(1)


@dataclass(frozen=True)
class Change:
    """What a version changed in one row: the row before and after, None where there is none; ``path`` is its place, or
    that of the row it speaks about.
    """

    before: Any
    after: Any
    version: Version
    path: Path

    @property
    def row(self) -> Any:
        """The row as it is, or as it was if there is none any more."""
        return self.before if self.after is None else self.after

    @property
    def kind(self) -> str:
        """Which model it is of."""
        return str(self.row._meta.model_name)

    @property
    def place(self) -> str:
        """The path as an address holds it."""
        return "/".join(self.path)

    @property
    def readable(self) -> Version:
        """The last version in which the row can be read."""
        return self.version if self.after is not None or self.version.before is None else self.version.before


class NamedRecords:
    """The records that rows name; one query for each kind of record, and one for former addresses."""

    def __init__(self, rows: Iterable[tuple[Kind, Document]]) -> None:
        wanted: dict[type[models.Model], set[str]] = defaultdict(set)
        numbers: set[int] = set()
        for kind, row in rows:
            for name, model in kind.links.items():
                if model is not Tenure and row.get(name):
                    wanted[model].add(str(row[name]))
            numbers |= {row["network"]} if kind.parent and "network" in row else set()
            wanted[Source] |= {citation(each)["source"] for model, _, each in said(row) if model is Citation}
        self.known: dict[tuple[type[models.Model], Any], Any] = {}
        for model, slugs in wanted.items():
            self._read(model, slugs, numbers if model is Network else set())

    def _read(self, model: type[Any], slugs: set[str], numbers: set[int]) -> None:
        if not slugs and not numbers:
            return
        rows = model._base_manager.filter(Q(slug__in=slugs) | Q(pk__in=numbers))
        found = {row.slug: row for row in rows}
        moved = references.all_former(model, slugs - found.keys())
        if moved:
            known = model._base_manager.in_bulk(set(moved.values()))
            found |= {slug: known[number] for slug, number in moved.items() if number in known}
        self.known |= {(model, slug): row for slug, row in found.items()}
        self.known |= {(model, row.pk): row for row in found.values()}

    def get(self, model: type[Any], slug: Any) -> Any:
        """The record of this slug (or number) as it is called today, or something in place of one that is gone."""
        if (model, slug) not in self.known:
            label = "title" if model is Source else "name"
            self.known[model, slug] = model(pk=0, **{label: "ein Eintrag, den es nicht mehr gibt"})
        return self.known[model, slug]


class Snapshot:
    """A document whose rows can be read."""

    def __init__(self, kind: Kind, number: int, document: Document | None, names: NamedRecords) -> None:
        self.number, self.names = number, names
        self.rows: Rows = flat(kind, document)
        self._made: dict[Path, Any] = {}

    def row(self, path: Path) -> Any:
        """The row at a place; None if there is none."""
        if path not in self._made and path in self.rows:
            self._made[path] = self._make(path, *self.rows[path])
        return self._made.get(path)

    def _make(self, path: Path, kind: Kind, document: Document) -> Any:
        model: Any = kind.model
        row: Any = model(pk=next(_numbers) if path else self.number, **self._values(kind, document))
        if kind.parent == "terms":
            row.terms = self.row(("terms",))
        elif kind.parent:
            owner: Any = model._meta.get_field(kind.parent).related_model
            setattr(row, kind.parent, owner(pk=self.number))
        if path[:1] == (INCOMING,):
            row.network = self.names.get(Network, document["network"])
        return dated(row)

    def _values(self, kind: Kind, document: Document) -> dict[str, Any]:
        """What the columns of a row hold."""
        plain = [column for column in kind.columns if column.name in document and not column.is_relation]
        found = {column.name: column.to_python(document[column.name]) for column in plain}
        found |= {"key": document["key"]} if kind.has_key else {}
        for name, model in kind.links.items():
            if document.get(name):
                found[name] = self._tenure(document[name]) if model is Tenure else self.names.get(model, document[name])
        if kind.has_lines and document.get("lines"):
            found["first_line"], found["last_line"] = line_range(str(document["lines"]), "")
        return found

    def _tenure(self, key: str) -> Any:
        return self.row(("tenures", key)) or Tenure(pk=0, body=self.names.get(Body, key))

    def said(self, path: Path) -> list[Any]:
        """What is said about a row: citations, verdicts and reasons."""
        return [self._said(path, model, aspect, told) for model, aspect, told in said(self.rows[path][1])]

    def _said(self, path: Path, model: type[Any], aspect: str, told: Any) -> Any:
        values = READ[model](told, "")
        if model is Citation:
            values["source"] = self.names.get(Source, values["source"])
        if values.get("decided_on"):
            values["decided_on"] = model._meta.get_field("decided_on").to_python(values["decided_on"])
        about = self.row(path)
        return model(pk=next(_numbers), aspect=aspect, **{str(about._meta.model_name): about}, **values)


def dated(row: Any) -> Any:
    """The row with the bounds of its dates."""
    if isinstance(row, Dated):
        try:
            row.set_bounds()
        except ValidationError:  # a rule that is younger than the version
            row.start_earliest = row.end_latest = None
    return row


# --- what versions changed ----------------------------------------------------------------------


def read(versions: Iterable[Version]) -> list[list[Change]]:
    """What each of these versions changed, row by row, in the order of its document; what is said about a row follows
    it.
    """
    found = [(version, _before(version), differences(version)) for version in versions]
    wanted: list[tuple[Kind, Document]] = []
    for version, before, rows in found:
        wanted += [(row.kind, side) for row in rows for side in (row.before, row.after) if side]
        if any(row.kind.model is Contact for row in rows):
            documents = (flat(DOCUMENTED[version.kind], document) for document in (before, version.document))
            wanted += [row for document in documents for path, row in document.items() if path[:1] == ("tenures",)]
    names = NamedRecords(wanted)
    return [list(_changes(version, before, rows, names)) for version, before, rows in found]


def _before(version: Version) -> Document | None:
    return version.before.document if version.before else None


def _changes(version: Version, before: Document | None, rows: list[RowChange], names: NamedRecords) -> Iterator[Change]:
    kind = DOCUMENTED[version.kind]
    old, new = (Snapshot(kind, version.record, document, names) for document in (before, version.document))
    for each in rows:
        was, now = (side.row(each.path) for side in (old, new))
        yield Change(was, now, version, each.path)
        if now is not None:  # what is said about a row goes with it without saying
            earlier, later = (side.said(each.path) if row is not None else [] for side, row in ((old, was), (new, now)))
            for one, other in paired(earlier, later):
                yield Change(one, other, version, each.path)


def paired(before: list[Any], after: list[Any]) -> Iterator[tuple[Any, Any]]:
    """What was said about a row beside what takes its place: first what is the same, then what has the same aspect and
    source; the rest came or went.
    """
    left = list(before)
    waiting = []
    for row in after:
        same = next((each for each in left if _content(each) == _content(row)), None)
        if same is None:
            waiting.append(row)
        else:
            left.remove(same)
    for row in waiting:
        near = next((each for each in left if _subject(each) == _subject(row)), None)
        if near is not None:
            left.remove(near)
        yield near, row
    yield from ((each, None) for each in left)


def _subject(row: Any) -> tuple[Any, ...]:
    return type(row), row.aspect, getattr(row, "source", None)


def _content(row: Any) -> list[Any]:
    own = (column for column in row._meta.concrete_fields if not column.is_relation and not column.primary_key)
    return [_subject(row), *(getattr(row, column.name) for column in own)]
