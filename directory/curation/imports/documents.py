"""Documents: what would become of networks that a file tells as a whole? All are written inside one act, and what it
would leave is told; a check takes it back.

Who sees an entry, and the people one can turn to, are no part of a file: they stay as they are.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from directory.catalogue import Refused, acts, references, sourcing
from directory.catalogue.diff import INCOMING, flat
from directory.catalogue.documents import Document
from directory.catalogue.registry import NETWORK
from directory.catalogue.values import label
from directory.catalogue.writing import Writing
from directory.curation.imports.citations import NO_SOURCE
from directory.curation.imports.encoding import MAX_LINES
from directory.curation.imports.json_files import Documents
from directory.curation.imports.lines import ImportLine
from directory.curation.imports.similar_networks import warn
from directory.enums import Aspect
from directory.history.log import beginning, foretold
from directory.history.sentences import Line
from directory.models import Network, Version, history

KEPT = ("visibility", "contacts")
"""What no file changes: publishing has steps of its own, and people are named on the network's page only."""
PEOPLE = (
    "{}: Kontaktpersonen (contacts) kommen nicht aus Dateien. Bitte tragen Sie sie auf der Seite des Netzwerks ein."
)
TWICE = "{}: Dieses Netzwerk steht schon an Stelle {} der Datei."
FORMER = "{}: Diese Adresse hatte früher ein anderer Eintrag und führt noch zu ihm."
TOO_MUCH = f"Die Datei ändert mehr als {MAX_LINES:,} Angaben und Belege. Bitte teilen Sie sie auf.".replace(",", ".")
UNSEEN = "Nur die Reihenfolge, Fingerabdrücke oder Tage von Prüfungen ändern sich"


@dataclass(kw_only=True)
class DocumentLine(ImportLine):
    """One network of a file and what became of it. ``before``: its document of today, None for a new one."""

    asis: Document
    record: Any = None
    before: Document | None = None

    @property
    def network(self) -> str:
        return str(self.asis.get("slug") or "")

    @property
    def title(self) -> str:
        words = [str(self.asis.get("name") or "ohne Namen"), *(line.text for line in self.changes if self.is_new)]
        return " – ".join(words)

    @property
    def told(self) -> tuple[Any, ...]:
        """All that whoever agrees has seen."""
        return self.asis, self.before, [line.text for line in self.changes], self.warnings, self.complaints

    @property
    def whole(self) -> Document:
        """The document as it would be written."""
        kept = {name: self.before[name] for name in KEPT if self.before and name in self.before}
        return {name: value for name, value in self.asis.items() if name not in KEPT} | kept


@contextmanager
def written(file: Documents, reason: str, by: Any = None) -> Iterator[list[DocumentLine]]:
    """The networks of a file with what became of them; all are written as long as this lasts, and stay written unless
    the transaction is rolled back.
    """
    lines = [DocumentLine(number=number, asis=document) for number, document in enumerate(file.documents, start=1)]
    writing = Writing(whole=True)
    with history.act(reason, by=by) as unit:
        waiting = _waiting(lines, writing)
        _judge(waiting, writing)
        new = {line.network: line for line in waiting if line.fate == "new"}
        warn({line.network: line.asis for line in waiting if not line.complaints}, new, " an Stelle {} der Datei")
        _store(waiting, writing)
        left = {version.record: version for version in acts.pending(unit) if version.kind == NETWORK.name}
        for line in waiting:
            if line.record is not None and line.record.pk in left and not line.complaints:
                _tell(line, left[line.record.pk])
        yield lines


def _judge(lines: list[DocumentLine], writing: Writing) -> None:
    """Say what the catalogue refuses. New networks are expected first, so that others may name them."""
    writing.know([line.asis for line in lines])
    for line in (each for each in lines if each.is_new):
        line.record = writing.expect(NETWORK, line.network)
    for line in lines:
        where = "" if label(NETWORK, line.asis) else NETWORK.name
        writing.judge(NETWORK, line.whole, where, line.record)
        line.complaints += dict.fromkeys(map(str, writing.refused))
        writing.refused.clear()


def _store(lines: list[DocumentLine], writing: Writing) -> None:
    try:
        with transaction.atomic():
            writing.finish()
    except Refused as refused:
        next((line for line in lines if line.record is refused.part), lines[0]).complaints.append(str(refused))


def _waiting(lines: list[DocumentLine], writing: Writing) -> list[DocumentLine]:
    """The networks that are not yet what their documents say; those of today are locked."""
    known = Network.objects.select_for_update().filter(slug__in={line.network for line in lines}).order_by("pk")
    records = {row.slug: row for row in known}
    documents = dict(zip(records, writing.read(NETWORK, list(records.values())), strict=True))
    former = references.all_former(Network, {line.network for line in lines} - records.keys())
    first: dict[str, int] = {}
    for line in lines:
        line.record, line.before = records.get(line.network), documents.get(line.network)
        line.is_new = line.before is None
        if line.network and first.setdefault(line.network, line.number) != line.number:
            line.complaints.append(TWICE.format(line.network, first[line.network]))
        if line.network in former:
            line.complaints.append(FORMER.format(line.network))
        if line.asis.get("contacts"):
            line.complaints.append(PEOPLE.format(line.network or line.title))
    waiting = [line for line in lines if line.whole != line.before and first.get(line.network) in (None, line.number)]
    if sum(map(size, (line.asis for line in waiting))) > MAX_LINES:
        waiting[0].complaints.append(TOO_MUCH)
        return []
    return waiting


def size(value: Any) -> int:
    """How many rows a document may become: each object and each entry of a list."""
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return isinstance(value, dict) + sum(size(each) or isinstance(value, list) for each in below)


def _tell(line: DocumentLine, version: Version) -> None:
    """Say what is different, and refuse what has no source and had one, or was not stated."""
    line.complaints += _unsourced(line.network, version.document or {}, line.before)
    lines = [Line(beginning(version))] if line.is_new else foretold([version], version.record)
    line.changes = [each for each in lines if not each.change or each.change.path[:1] != (INCOMING,)]
    before = version.before.document if version.before else None
    if not line.changes and _own(before) != _own(version.document):
        line.changes = [Line(UNSEEN)]


def _own(document: Document | None) -> Document:
    """A version without what other networks say."""
    return {name: value for name, value in (document or {}).items() if name != INCOMING}


def _unsourced(slug: str, after: Document, before: Document | None) -> Iterator[str]:
    rows = {(kind, row.get("key", "")): row for kind, row in flat(NETWORK, after).values()}
    known = set(sourcing.unsourced(NETWORK, before)) if before else set()
    for each in sourcing.unsourced(NETWORK, after):
        if each not in known:
            row = rows[each.kind, each.key]
            name = " ".join(str(row[column]) for column in each.kind.key if row.get(column))
            aspect = f", {Aspect(each.aspect).label}" if each.aspect else ""
            label = each.kind.model._meta.verbose_name
            yield f"{slug}: {label}{f' „{name}“' if each.kind.parent and name else ''}{aspect}: {NO_SOURCE}"
