"""Writing of documents: the rows of a record become what its document says, each checked as a form would.

A whole document says everything: what it does not name goes. A part only adds and changes.
"""

from typing import Any

from django.db import models, transaction

from directory.catalogue import references
from directory.catalogue.documents import BATCH, Document, Reader
from directory.catalogue.files import Refused
from directory.catalogue.registry import DOCUMENTED, Kind
from directory.catalogue.saying import TWICE, Saying
from directory.catalogue.storing import Saving, Store
from directory.catalogue.values import Faults, as_list, as_mapping, label, line_range, plain, unfit
from directory.models import Contact, Tenure, Verdict
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

    def __init__(self, *, whole: bool) -> None:
        super().__init__(whole=whole)
        self.readers: dict[Any, Reader] = {}

    def put(self, kind: Kind, document: Document, where: str, record: Any = None) -> Any:
        """Create or update the record a document describes, unless a whole document is refused."""
        before = dict(vars(record)) if record is not None else {}
        try:
            found = self.judge(kind, document, where, record)
            if not self.refused:
                self.finish()
                before = {}
        finally:
            if record is not None:
                vars(record).update(before)  # whoever tries again must find it as it is stored
        return found

    def add(self, kind: Kind, record: Any, document: Document, where: str) -> None:
        """Write only these parts of a record that is there."""
        self._begin(kind, record)
        for name in kind.links.keys() & document.keys():
            value = self.find(kind.links[name], document[name], f"{where}: {name}")
            if getattr(record, f"{name}_id") != value.pk:
                setattr(record, name, value)
                record.save()
        for name in kind.rows.keys() & document.keys():
            self._put_rows(kind.rows[name], record, document[name], f"{where}: {name}")
        self.finish()

    # --- many records, stored together ----------------------------------------------------------

    def read(self, kind: Kind, records: list[Any]) -> list[Document]:
        """What records say today; read at once, so that judging them asks nothing more."""
        found: list[Document] = []
        for start in range(0, len(records), BATCH):
            batch = records[start : start + BATCH]
            reader = Reader(kind, batch)
            self.readers |= {(kind, record.pk): reader for record in batch}
            found += [reader.document(kind, record) for record in batch]
        return found

    def know(self, documents: list[Document]) -> None:
        """Find all records that these documents name at once."""
        for model, texts in references.named(documents).items():
            self.found.setdefault(model, {}).update(dict.fromkeys(texts) | references.find_all(model, texts))

    def expect(self, kind: Kind, slug: str) -> Any:
        """A record that is not there yet; documents judged from here on may name it."""
        record = self.found.setdefault(kind.model, {})[slug] = kind.model()
        return record

    def judge(self, kind: Kind, document: Document, where: str, record: Any = None) -> Any:
        """The record a document describes; all its rows but those that are refused wait to be stored."""
        with self.going_on(document):
            where, values, wrong = self._values(kind, document, where)
            record = record or kind.model._base_manager.filter(slug=values.get("slug")).first()
            record = record or kind.model(pk=self.numbers.get((kind.model, values.get("key", ""))))
            self._begin(kind, record)
            self._store(kind, record, values, document, where, wrong)
        return record

    def finish(self, revision: int | None = None) -> None:
        """Store what waits; see ``Store.run``."""
        store, self.store, self.readers = self.store, Store(), {}
        store.run(revision)

    def _begin(self, kind: Kind, record: Any) -> None:
        if (kind, record.pk) not in self.readers and not record._state.adding:
            self.read(kind, [record])
        self.record, self.reader, self.tenures = record, self.readers.get((kind, record.pk)), []
        verdicts = self.reader.about(Verdict, kind, record) if self.reader else ()
        self.codes = {each.code: each for each in verdicts if each.code}

    # --- one row ------------------------------------------------------------------------------

    def _values(self, kind: Kind, document: Document, where: str, **given: Any) -> tuple[str, Document, Faults]:
        """How a message names a row, the columns its document fills, and those it cannot fill."""
        where = ": ".join(filter(None, (where, label(kind, document))))
        unknown = document.keys() - kind.allowed
        if unknown:
            raise Refused(f"{where}: Das Feld „{min(map(str, unknown))}“ gibt es hier nicht.")
        values: Document = {}
        if self.whole:
            values = {column.name: column.get_default() for column in kind.columns}
        wrong: Faults = {}
        for name in (each for each in (*kind.fields, "key") if each in document):
            if reason := unfit(kind.model, name, document[name]):
                wrong[name] = [reason]
            else:
                values[name] = plain(kind.model, name, document[name], where)
        for name in (each for each in kind.links if document.get(each)):
            try:
                values[name] = self.find(kind.links[name], document[name], where)
            except references.Missing:
                wrong[name] = [references.NOT_THERE.format(document[name])]
        if kind.has_lines:
            values["first_line"], values["last_line"] = line_range(str(document.get("lines", "")), where)
        return where, {**values, **given}, wrong

    def _store(self, kind: Kind, row: Any, values: Document, document: Document, where: str, wrong: Faults) -> None:
        """Judge a row, then what belongs to it and what is said about it."""
        with self.going_on(document):
            self._refuse_second(kind, values, where)
            self.save(row, values, where, wrong)
            self.tenures += [row] if kind.model is Tenure else []
        for name, below in kind.rows.items():
            if name in document or self.whole:
                with self.going_on(document):
                    self._put_rows(below, row, document.get(name, [] if below.key else ABSENT), f"{where}: {name}")
        if kind.is_cited:
            with self.going_on(document):
                self.put_said(kind, row, document, where)

    def _put_rows(self, kind: Kind, parent: Any, documents: Any, where: str) -> None:
        existing = {row.pk: row for row in self.below(kind.model, parent)}
        keys = {getattr(row, "key", ""): row for row in existing.values()}
        if not self.whole and kind.model is Contact and any(not row.name and row.withheld for row in existing.values()):
            return  # somebody asked not to be named; a file must not bring the name back
        if not kind.key:
            documents = [] if documents is ABSENT else [as_mapping(documents, where)]
        for position, document in enumerate(as_list(documents, where), start=1):
            given = {kind.parent: parent, **({"position": position} if kind.has_position else {})}
            with self.going_on(document):
                row = keys.get(str(as_mapping(document, where).get("key", "")))
                if row is None or row.pk not in existing or not self._is_unchanged(kind, row, document, given):
                    at, values, wrong = self._values(kind, document, where, **given)
                    row = self._known(kind, keys, existing, values)
                    row = row or kind.model(pk=self.numbers.get((kind.model, values.get("key", ""))))
                    self._store(kind, row, values, document, at, wrong)
                existing.pop(row.pk, None)
        for row in existing.values() if self.whole else ():
            self.remove(row)

    def _is_unchanged(self, kind: Kind, row: Any, document: Document, given: Document) -> bool:
        """Whether a row is what a whole document says, though perhaps in another place: there is nothing to judge."""
        if not self.whole or not self.reader or (kind.key and not kind.has_key):
            return False
        if self.codes or Tenure in kind.links.values():
            return False  # a verdict may have passed to another row, a tenure may have another key
        if self.reader.document(kind, row) != document:
            return False
        self._refuse_second(kind, {"key": getattr(row, "key", ""), **given}, "")
        self.tenures += [row] if kind.model is Tenure else []
        is_moved = kind.has_position and row.position != given["position"]
        if is_moved:
            row.position = given["position"]
            self.store.savings.append(Saving(row, self.record, "", frozenset({"position"})))
        self.tally["geändert" if is_moved else "unverändert"] += 1
        return True

    def _known(self, kind: Kind, keys: dict[str, Any], existing: dict[int, Any], values: Document) -> Any:
        """The stored row that is meant: by its key, else by what tells it from its siblings."""
        if "key" in values:
            row = keys.get(str(values["key"]))
            if (row is not None and row.pk in existing) or kind.key == ("key",):
                return row if row is not None and row.pk in existing else None
        rows = existing.values()
        return next((row for row in rows if all(_same(row, name, values.get(name)) for name in kind.key)), None)

    def _refuse_second(self, kind: Kind, values: Document, where: str) -> None:
        """Two rows with one key are an oversight: the second would silently take the place of the first."""
        names = (*(("key",) if self.whole and values.get("key") else kind.key), *filter(None, [kind.parent]))
        mark = (kind.model, *(self.mark(values.get(name)) for name in names))
        if mark in self.seen:
            raise Refused(f"{where}: {TWICE}")
        self.seen.add(mark)


def _same(row: Any, name: str, value: Any) -> bool:
    """Whether a column holds this value, as a document writes it."""
    if isinstance(value, models.Model):
        return getattr(row, f"{name}_id") == value.pk
    held = getattr(row, row._meta.get_field(name).attname)
    return (held or "") == (value or "") or str(held) == clean(str(value))
