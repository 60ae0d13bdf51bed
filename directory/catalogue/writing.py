"""Writing of documents: the rows of a record become what its document says, each checked as a form would.

A whole document says everything: what it does not name goes. A part only adds and changes.
"""

from collections import Counter, defaultdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from directory.catalogue import references, sourcing
from directory.catalogue.documents import SAID, Document
from directory.catalogue.files import Refused
from directory.catalogue.registry import DOCUMENTED, Kind
from directory.catalogue.values import (
    as_list,
    as_mapping,
    by_aspect,
    citation,
    gap,
    label,
    line_range,
    sentence,
    stored,
    verdict,
)
from directory.models import TARGETS, Citation, Contact, Gap, Source, Verdict
from directory.rules.unicode_cleaning import clean

ABSENT: Any = object()
TWICE = "Diesen Eintrag gibt es zweimal."
PLACE = ("source", "aspect", "first_line", "last_line", "locator")
"""What tells the citations of a row apart."""


def write(kind: str, document: Document, record: Any = None) -> Any:
    """Make a record what its whole document says; the one of its slug, a new one if there is none, or this one.

    Raises:
        Refused: with a German sentence that names the row; then nothing is changed.
    """
    with transaction.atomic():
        return Writing(whole=True).put(DOCUMENTED[kind], document, str(document.get("slug", kind)), record)


def problems(kind: str, document: Document) -> list[str]:
    """Why a document cannot be written, in German sentences; tries it and takes it back."""
    try:
        with transaction.atomic():
            write(kind, document)
            transaction.set_rollback(True)
    except Refused as refused:
        return [str(refused)]
    return []


class Writing:
    """Writes documents; ``tally`` counts rows as new, changed or unchanged, in German."""

    def __init__(self, *, whole: bool) -> None:
        self.whole = whole
        self.tally: Counter[str] = Counter()
        self.seen: set[tuple[Any, ...]] = set()

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
        where = f"{where}: {label(kind, document)}" if label(kind, document) else where
        unknown = document.keys() - kind.allowed
        if unknown:
            raise Refused(f"{where}: Das Feld „{min(map(str, unknown))}“ gibt es hier nicht.")
        values: Document = {}
        if self.whole:
            values = {column.name: column.get_default() for column in kind.columns}
        values |= {name: document[name] for name in (*kind.fields, "key") if name in document}
        for name, model in kind.links.items():
            if document.get(name):
                values[name] = references.find(model, document[name], f"{where}: {name}", given.get(kind.parent))
        if kind.has_lines:
            values["first_line"], values["last_line"] = line_range(str(document.get("lines", "")), where)
        return where, {**values, **given}

    def _store(self, kind: Kind, row: Any, values: Document, document: Document, where: str) -> Any:
        """Save a row, then what belongs to it and what is said about it."""
        self._refuse_second(kind, values, where)
        row = self._save(row or kind.model(), values, where)
        for name, below in kind.rows.items():
            if name in document or self.whole:
                self._put_rows(below, row, document.get(name, [] if below.key else ABSENT), f"{where}: {name}")
        if kind.is_cited:
            self._put_said(kind, row, document, where)
        return row

    def _put_rows(self, kind: Kind, parent: Any, documents: Any, where: str) -> None:
        existing: list[Any] = list(kind.model._base_manager.filter(**{kind.parent: parent}))
        if not self.whole and kind.model is Contact and any(not row.name and row.withheld for row in existing):
            return  # somebody asked not to be named; a file must not bring the name back
        if not kind.key:
            documents = [] if documents is ABSENT else [as_mapping(documents, where)]
        read = []
        for position, document in enumerate(as_list(documents, where), start=1):
            given = {kind.parent: parent, **({"position": position} if kind.has_position else {})}
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
            self._store(kind, row, values, document, at)

    def _known(self, kind: Kind, existing: list[Any], values: Document) -> Any:
        """The stored row that is meant: by its key, else by what tells it from its siblings."""
        if "key" in values:
            row = next((row for row in existing if row.key == str(values["key"])), None)
            if row is not None or kind.key == ("key",):
                return row
        return next((row for row in existing if all(_same(row, name, values.get(name)) for name in kind.key)), None)

    def _save(self, row: Any, values: Document, where: str) -> Any:
        before = stored(row) if row.pk else None
        for name, value in values.items():
            setattr(row, name, value)
        try:
            row.full_clean(validate_unique=False, validate_constraints=False)
            if before == stored(row):
                self.tally["unverändert"] += 1
                return row
            self.tally["geändert" if before else "neu"] += 1
            self._insert(row)
        except ValidationError as error:
            raise Refused(f"{where}: {sentence(error)}") from error
        return row

    def _insert(self, row: Any) -> None:
        """Save a row. The database checks its constraints anyway; only when it objects is the sentence looked for.

        Raises:
            ValidationError: with that sentence.
        """
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as error:
            row.full_clean()
            raise ValidationError(str(error)) from error

    def _refuse_second(self, kind: Kind, values: Document, where: str) -> None:
        """Two rows with one key are an oversight: the second would silently take the place of the first."""
        names = (*kind.key, kind.parent) if kind.parent else kind.key
        mark = (kind.model, *(getattr(values.get(name), "pk", values.get(name)) for name in names))
        if mark in self.seen:
            raise Refused(f"{where}: {TWICE}")
        self.seen.add(mark)

    # --- what is said about a row ---------------------------------------------------------------

    def _put_said(self, kind: Kind, row: Any, document: Document, where: str) -> None:
        """Citations, verdicts and reasons for having no source."""
        said = {model: by_aspect(document, *names) for model, *names in SAID}
        self._cite(kind, row, said[Citation], where)
        for model, read in ((Verdict, verdict), (Gap, gap)):
            existing = {each.aspect: each for each in model._base_manager.filter(**{kind.name: row})}
            for aspect in existing.keys() - said[model].keys() if self.whole else ():
                existing[aspect].delete()
            for aspect, told in said[model].items():
                values = {**dict.fromkeys(TARGETS), kind.name: row, "aspect": aspect, **read(told, where)}
                at = f"{where}: {values['code']}" if values.get("code") else where
                self._refuse_code(values.get("code"), at)
                known = existing.pop(aspect, None)
                moved = _moved(row, values.get("code"))
                if moved and moved != known:
                    # Its place is free now; what stood in this one is written anew if it is told elsewhere.
                    existing = {place: each for place, each in existing.items() if each != moved}
                    if known:
                        known.delete()
                self._save(moved or known or model(), values, at)
        if not self.whole:
            self._require_sources(kind, row, document, where)

    def _require_sources(self, kind: Kind, row: Any, document: Document, where: str) -> None:
        for aspect in sourcing.unproven(kind, row, sourcing.told(document)):
            what = f"Für „{aspect}“ fehlt" if aspect else "Es fehlt"
            raise Refused(f"{where}: {what} die Quelle (cite).")

    def _refuse_code(self, code: Any, where: str) -> None:
        if code and (Verdict, code) in self.seen:
            raise Refused(f"{where}: {TWICE}")
        self.seen.add((Verdict, code))

    def _cite(self, kind: Kind, row: Any, cites: dict[str, Any], where: str) -> None:
        existing = defaultdict(list)
        for each in Citation._base_manager.filter(**{kind.name: row}).order_by("-pk"):
            existing[tuple(getattr(each, "source_id" if name == "source" else name) for name in PLACE)].append(each)
        new = []
        for aspect, items in cites.items():
            for item in as_list(items, f"{where}: cite"):
                values = citation(item, f"{where}: cite", by_hand=not self.whole) | {"aspect": aspect, kind.name: row}
                values["source"] = references.find(Source, values["source"], f"{where}: cite", None)
                place = tuple(getattr(values[name], "pk", values[name]) for name in PLACE)
                mark = (Citation, kind.name, row.pk, place)
                if mark in self.seen and not self.whole:
                    raise Refused(f"{where}: {item}: {TWICE}")
                self.seen.add(mark)
                known = existing[place].pop() if existing[place] else None
                new.append((known, values, f"{where}: {item}"))
        if self.whole:
            for each in (each for left in existing.values() for each in left):
                each.delete()
        for known, values, at in new:
            self._save(known or Citation(), values, at)


def _same(row: Any, name: str, value: Any) -> bool:
    """Whether a column holds this value, as a document writes it."""
    if isinstance(value, models.Model):
        return getattr(row, f"{name}_id") == value.pk
    held = getattr(row, row._meta.get_field(name).attname)
    return (held or "") == (value or "") or str(held) == clean(str(value))


def _moved(row: Any, code: Any) -> Verdict | None:
    """A verdict of this code that was about something else of the same record."""
    found = Verdict.objects.filter(code=code).first() if code else None
    if found is None or found.belongs_to() != row.belongs_to() or (found.body_id and found.body_id != row.pk):
        return None
    return found
