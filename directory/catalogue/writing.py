"""Writing of documents: the rows of a record become what its document says, each checked as a form would.

A whole document says everything: what it does not name goes. A part only adds and changes.
"""

from typing import Any

from django.db import models, transaction

from directory.catalogue import references
from directory.catalogue.documents import Document
from directory.catalogue.files import Refused
from directory.catalogue.registry import DOCUMENTED, Kind
from directory.catalogue.saying import TWICE, Saying
from directory.catalogue.values import as_list, as_mapping, label, line_range, plain
from directory.models import Contact
from directory.rules.unicode_cleaning import clean

ABSENT: Any = object()


Numbers = dict[tuple[type[models.Model], str], int]
"""Which numbers rows that come back had, by model and key."""


def write(kind: str, document: Document, record: Any = None, numbers: Numbers | None = None) -> Any:
    """Make a record what its whole document says; the one of its slug, a new one if there is none, or this one.

    Raises:
        Refused: with a German sentence that names the row; then nothing is changed.
    """
    with transaction.atomic():
        writing = Writing(whole=True)
        writing.numbers = numbers or {}
        record = writing.put(DOCUMENTED[kind], document, "" if label(DOCUMENTED[kind], document) else kind, record)
        if writing.refused:
            first, *first.further = writing.refused
            raise first
        return record


def problems(kind: str, document: Document) -> list[str]:
    """All that is wrong with a document, in German sentences; tries to write it and takes it back."""
    try:
        with transaction.atomic():
            write(kind, document)
            transaction.set_rollback(True)
    except Refused as refused:
        return refused.sentences
    return []


class Writing(Saying):
    """Writes documents, row by row."""

    numbers: Numbers = {}

    def put(self, kind: Kind, document: Document, where: str, record: Any = None) -> Any:
        """Create or update the record a document describes."""
        where, values = self._values(kind, document, where)
        record = record or kind.model._base_manager.filter(slug=values.get("slug")).first()
        return self._store(kind, record, values, document, where)

    def add(self, kind: Kind, record: Any, document: Document, where: str) -> None:
        """Write only these parts of a record that is there."""
        for name in kind.links.keys() & document.keys():
            value = references.find(kind.links[name], document[name], f"{where}: {name}", record)
            if getattr(record, f"{name}_id") != value.pk:
                setattr(record, name, value)
                record.save()
        for name in kind.rows.keys() & document.keys():
            self._put_rows(kind.rows[name], record, document[name], f"{where}: {name}")

    # --- one row ------------------------------------------------------------------------------

    def _values(self, kind: Kind, document: Document, where: str, **given: Any) -> tuple[str, Document]:
        """The columns a document fills, and how a message names its row."""
        where = ": ".join(filter(None, (where, label(kind, document))))
        unknown = document.keys() - kind.allowed
        if unknown:
            raise Refused(f"{where}: Das Feld „{min(map(str, unknown))}“ gibt es hier nicht.")
        values: Document = {}
        if self.whole:
            values = {column.name: column.get_default() for column in kind.columns}
        for name in (*kind.fields, "key"):
            if name in document:
                values[name] = plain(kind.model, name, document[name], where)
        for name, model in kind.links.items():
            if document.get(name):
                values[name] = references.find(model, document[name], f"{where}: {name}", given.get(kind.parent))
        if kind.has_lines:
            values["first_line"], values["last_line"] = line_range(str(document.get("lines", "")), where)
        return where, {**values, **given}

    def _store(self, kind: Kind, row: Any, values: Document, document: Document, where: str) -> Any:
        """Save a row, then what belongs to it and what is said about it."""
        self._refuse_second(kind, values, where)
        row = row or kind.model(pk=self.numbers.get((kind.model, values.get("key", ""))))
        with self.going_on():
            self.save(row, values, where)
        if row._state.adding:
            return row
        for name, below in kind.rows.items():
            if name in document or self.whole:
                with self.going_on():
                    self._put_rows(below, row, document.get(name, [] if below.key else ABSENT), f"{where}: {name}")
        if kind.is_cited:
            with self.going_on():
                self.put_said(kind, row, document, where)
        return row

    def _put_rows(self, kind: Kind, parent: Any, documents: Any, where: str) -> None:
        existing = self.existing(kind.model, kind.parent, parent)
        if not self.whole and kind.model is Contact and any(not row.name and row.withheld for row in existing):
            return  # somebody asked not to be named; a file must not bring the name back
        if not kind.key:
            documents = [] if documents is ABSENT else [as_mapping(documents, where)]
        read = []
        for position, document in enumerate(as_list(documents, where), start=1):
            given = {kind.parent: parent, **({"position": position} if kind.has_position else {})}
            with self.going_on():
                document = as_mapping(document, where)
                at, values = self._values(kind, document, where, **given)
                row = self._known(kind, existing, values)
                if row is not None:
                    existing.remove(row)
                read.append((row, values, document, at))
        if self.whole:
            for row in existing:
                row.delete()
        for row, values, document, at in read:
            with self.going_on():
                self._store(kind, row, values, document, at)

    def _known(self, kind: Kind, existing: list[Any], values: Document) -> Any:
        """The stored row that is meant: by its key, else by what tells it from its siblings."""
        if "key" in values:
            row = next((row for row in existing if row.key == str(values["key"])), None)
            if row is not None or kind.key == ("key",):
                return row
        return next((row for row in existing if all(_same(row, name, values.get(name)) for name in kind.key)), None)

    def _refuse_second(self, kind: Kind, values: Document, where: str) -> None:
        """Two rows with one key are an oversight: the second would silently take the place of the first."""
        names = (*(("key",) if self.whole and values.get("key") else kind.key), *filter(None, [kind.parent]))
        mark = (kind.model, *(getattr(values.get(name), "pk", values.get(name)) for name in names))
        if mark in self.seen:
            raise Refused(f"{where}: {TWICE}")
        self.seen.add(mark)


def _same(row: Any, name: str, value: Any) -> bool:
    """Whether a column holds this value, as a document writes it."""
    if isinstance(value, models.Model):
        return getattr(row, f"{name}_id") == value.pk
    held = getattr(row, row._meta.get_field(name).attname)
    return (held or "") == (value or "") or str(held) == clean(str(value))
