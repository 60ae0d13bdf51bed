"""Import plan: what would become of the catalogue if a table were taken over? Its lines change documents, which the
catalogue judges; nothing is written.
"""

from collections.abc import Iterator
from typing import Any

from directory.catalogue import Refused, references
from directory.catalogue.documents import Document
from directory.catalogue.registry import NETWORK as RECORD
from directory.catalogue.writing import Writing
from directory.curation.imports.citations import REASON, WORDS, Cites
from directory.curation.imports.codecs import Slug
from directory.curation.imports.columns import NAMES, OVERVIEW, PLACE
from directory.curation.imports.files import Table
from directory.curation.imports.lines import TableLine, line_of
from directory.curation.imports.schema import KINDS, NETWORK, TERMS
from directory.curation.imports.similar_networks import warn
from directory.curation.imports.statements import Draft, Statement
from directory.models import Network, Source

ORDER = {name: place for place, name in enumerate((*OVERVIEW, *NAMES))}
COLUMNS = {**WORDS, "source": "quelle", "locator": "fundstelle", "reason": REASON, "slug": PLACE}
"""The columns of what no kind of line has a column for."""
FORMER = "Diese Adresse hatte früher ein anderer Eintrag und führt noch zu ihm."


class ImportPlan:
    """A table, read against the database as it is now. ``writing`` stores what it makes."""

    def __init__(self, table: Table) -> None:
        self.lines = [line_of(row) for row in table]
        self.writing = Writing(whole=True)
        self.writing.know([_named(line) for line in self.lines])
        self.drafts = self._drafts()
        self.parts: dict[int, tuple[Statement, TableLine | None]] = {}
        for statement in self._statements():
            self._fill(statement)
        self._judge()
        new = {slug: draft.lines[0] for slug, draft in self.drafts.items() if draft.is_there and not draft.record}
        warn({slug: draft.document for slug, draft in self.drafts.items()}, new, " in Zeile {}")
        for line in self.lines:
            line.complaints.sort(key=lambda each: ORDER.get(each.column, len(ORDER)))
        self.new_networks = len(new)

    def _drafts(self) -> dict[str, Draft]:
        """The documents the lines speak about, by slug; its own line first."""
        records = list(Network.objects.filter(slug__in={line.network for line in self.lines}).order_by("pk"))
        documents = self.writing.read(RECORD, records)
        found = {row.slug: Draft(told, row, True) for row, told in zip(records, documents, strict=True)}
        for line in sorted((line for line in self.lines if line.kind), key=lambda line: line.kind is not NETWORK):
            draft = found.setdefault(line.draft, Draft({"slug": line.network}))
            draft.is_there |= line.kind is NETWORK
            draft.lines.append(line)
        return found

    def _statements(self) -> Iterator[Statement]:
        """The lines by what they mean, parents first. A line whose key cannot be read means something of its own."""
        groups: dict[str, dict[Any, Statement]] = {kind.name: {} for kind in KINDS}
        for line in self.lines:
            kind = line.kind
            if kind:
                for column, cell in kind.cells.items():
                    if isinstance(cell, Slug) and (there := self._record(cell.model, line.values.get(column))):
                        line.values[column] = there.slug
                values = {kind.cells[column].field: value for column, value in line.values.items()}
                key = (str(line.number),) if line.wrong & set(kind.key) else kind.identity(values)
                new = Statement(kind, self.drafts[line.draft])
                groups[kind.name].setdefault((line.draft, key), new).lines.append(line)
        for kind in KINDS:
            for (_, key), statement in groups[kind.name].items():
                is_orphan = kind.below == TERMS.name and not TERMS.rows(statement.draft.document)
                if not statement.draft.is_there or is_orphan:
                    self._refuse_orphan(statement)
                statement.begin(statement.draft.known.get((kind.name, key)))
                yield statement

    def _record(self, model: Any, slug: Any) -> Any:
        return self.writing.found.get(model, {}).get(slug)

    def _refuse_orphan(self, statement: Statement) -> None:
        for line in statement.lines:
            if not statement.draft.is_there and PLACE not in line.wrong:
                line.refuse(PLACE, f"„{line.network}“ gibt es nicht, und keine Zeile „netzwerk“ legt es an.")
            elif statement.draft.is_there:
                line.refuse("", "Eine Bedingung braucht eine Zeile „beitritt“ desselben Netzwerks.")

    def _fill(self, statement: Statement) -> None:
        statement.fill()
        self.parts[id(statement.row)] = statement, None
        for item, line in Cites(statement, self.writing.found.get(Source, {})).read():
            self.parts[id(item)] = statement, line
        for line in statement.lines:
            line.is_new = statement.is_new

    # --- what the catalogue says --------------------------------------------------------------

    def _judge(self) -> None:
        waiting = {slug: draft for slug, draft in self.drafts.items() if draft.is_changed}
        new = [slug for slug, draft in waiting.items() if draft.is_there and not draft.record]
        records = {slug: self.writing.expect(RECORD, slug) for slug in new}
        for slug in references.all_former(Network, new):
            self.drafts[slug].lines[0].refuse(PLACE, FORMER)
        for slug, draft in waiting.items():
            draft.arrange()
            self.writing.judge(RECORD, draft.document, "", draft.record or records.get(slug) or Network())
            for refused in self.writing.refused:
                self._tell(draft, refused)
            self.writing.refused.clear()

    def _tell(self, draft: Draft, refused: Refused) -> None:
        """Say at the right line and column why the catalogue refuses something."""
        if refused.part is draft.document and not draft.is_there:
            return  # that there is no such network is told already
        statement, line = self.parts.get(id(refused.part), (None, None))
        if statement is None:
            draft.lines[0].refuse("", str(refused))
            return
        known = {"source": []} if isinstance(refused, references.Missing) else {"": [str(refused)]}
        for field, messages in (refused.faults or known).items():
            column = (not line and statement.kind.column(field)) or COLUMNS.get(field, "")
            holder = line or statement.holder(column)
            if not column or column not in holder.wrong:
                holder.refuse(column, _not_there(statement, holder, column) or " ".join(messages))


def _named(line: TableLine) -> Document:
    """The other records a line names, as a document names them."""
    cells = line.kind.cells if line.kind else {}
    links = {cell.field: line.values.get(name) for name, cell in cells.items() if isinstance(cell, Slug)}
    return links | {"cite": [line.source.get("quelle")]}


def _not_there(statement: Statement, line: TableLine, column: str) -> str:
    """The sentence for another record that is not there."""
    if column == "quelle":
        return f"Die Quelle „{line.source[column][:80]}“ gibt es nicht. Bitte legen Sie sie zuerst an."
    if isinstance(statement.kind.cells.get(column), Slug) and line.values.get(column):
        return f"„{line.values[column][:80]}“ gibt es nicht. Bitte legen Sie es zuerst an."
    return ""
