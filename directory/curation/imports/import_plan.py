"""Import plan: what would become of the catalogue if a table were taken over? Every line is judged; nothing is
written.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db import models

from directory.curation.imports.citations import cite
from directory.curation.imports.columns import PLACE
from directory.curation.imports.files import Table
from directory.curation.imports.lines import TableLine, line_of
from directory.curation.imports.lookup import Identity, Known, identity
from directory.curation.imports.schema import KINDS, NETWORK
from directory.curation.imports.similar_networks import warn
from directory.curation.imports.statements import PlannedStatement, Saving
from directory.models import Network, Source


class ImportPlan:
    """A table, read against the database as it is now."""

    def __init__(self, table: Table) -> None:
        self.lines = [line_of(row) for row in table]
        others = {str(line.values.get("anderes_netzwerk", "")) for line in self.lines}
        self.known = Known({line.network for line in self.lines}, others)
        for line in self.lines:
            self._know_source(line)
        self.rows = dict(self.known.rows)
        self.statements = list(self._statements())
        for statement in self.statements:
            self._judge(statement)
        for statement in self.statements:
            for line in statement.lines:
                line.is_new = statement.is_new
        warn(self.statements)

    @property
    def new_networks(self) -> int:
        """How many entries would be added, all of them drafts."""
        return sum(each.kind is NETWORK and each.is_new for each in self.statements)

    def savings(self) -> dict[type[models.Model], list[Saving]]:
        """The rows to store, by model; those that others point to come first."""
        found: dict[type[models.Model], list[Saving]] = defaultdict(list)
        for statement in self.statements:
            for saving in statement.savings():
                found[type(saving.row)].append(saving)
        return found

    def stored_networks(self) -> set[int]:
        """The networks that are there already and would change, by number."""
        found = {each.network for each in self.statements if any(each.savings())}
        rows = (self.known.rows.get((NETWORK.name, slug)) for slug in found)
        return {row.pk for row in rows if row is not None}

    def _statements(self) -> Iterator[PlannedStatement]:
        """The lines by what they mean, parents first. A line whose key cannot be read means something of its own."""
        groups: dict[str, dict[Identity, PlannedStatement]] = {kind.name: {} for kind in KINDS}
        for line in self.lines:
            kind = line.kind
            if kind:
                values = {kind.cells[column].field: value for column, value in line.values.items()}
                is_known = not line.wrong & {PLACE, *kind.key}
                who = identity(kind, line.network, values) if is_known else (kind.name, line.network, line.number)
                stored = self.known.rows.get(who)
                groups[kind.name].setdefault(who, PlannedStatement(kind, who, [], stored)).lines.append(line)
        for group in groups.values():
            yield from group.values()

    def _judge(self, statement: PlannedStatement) -> None:
        parent = self.rows.get((statement.kind.below, statement.network))
        is_orphan = statement.kind.below and not parent
        if is_orphan:
            self._refuse_orphan(statement)
        statement.begin(parent)
        statement.fill(self._record)
        if not is_orphan:
            self.rows[statement.identity] = statement.row
        if statement.is_new:
            self._place(statement)
        statement.check()
        cite(statement, self.known)

    def _know_source(self, line: TableLine) -> None:
        slug = line.source.get("quelle")
        if slug and slug not in self.known.records[Source]:
            line.refuse("quelle", f"Die Quelle „{slug[:80]}“ gibt es nicht. Bitte legen Sie sie zuerst an.")

    def _record(self, model: type[models.Model], slug: str) -> Any:
        """Another record: a stored one, or a network this table makes."""
        if model is Network:
            return self.rows.get((NETWORK.name, slug))
        return self.known.records[model].get(slug)

    def _refuse_orphan(self, statement: PlannedStatement) -> None:
        for line in statement.lines:
            if PLACE in line.wrong:
                continue  # complained about already
            if statement.kind.below == NETWORK.name or (NETWORK.name, line.network) not in self.rows:
                line.refuse(PLACE, f"„{line.network}“ gibt es nicht, und keine Zeile „netzwerk“ legt es an.")
            else:
                line.refuse("", "Eine Bedingung braucht eine Zeile „beitritt“ desselben Netzwerks.")

    def _place(self, statement: PlannedStatement) -> None:
        """What a new row has that no column says: a network its address, a row among siblings its place."""
        if statement.kind is NETWORK:
            statement.row.slug = statement.network
            if statement.network in self.known.former:
                statement.refuse(PLACE, "Diese Adresse hatte früher ein anderer Eintrag und führt noch zu ihm.")
        elif "reihenfolge" in statement.kind.cells and "position" not in statement.changed:
            family = statement.identity[:2]
            self.known.last[family] += 1
            statement.row.position = self.known.last[family]
