"""Citations: where is a statement known from? Its lines name sources, or why there is none; what is stated anew must
have either.
"""

from collections.abc import Iterator
from typing import Any

from directory.catalogue import sourcing
from directory.catalogue.documents import SAID_IN, citation_item
from directory.catalogue.values import by_aspect, citation
from directory.curation.imports.codecs import tidy
from directory.curation.imports.lines import CellChange, TableLine, label
from directory.curation.imports.schema import SOURCE
from directory.curation.imports.statements import Statement
from directory.enums import Aspect
from directory.models import Citation

NO_SOURCE = "Es fehlt die Quelle, oder warum es keine gibt."
UNSAID = "Hier steht nichts; zu dieser Angabe gibt es ein Urteil, das die Aussagen der Quellen abwägt."
PROOF = {"quelle", "ohne_quelle_weil", "belegt"}
REASON = "ohne_quelle_weil"
WORDS = {SOURCE[column].field: column for column in ("aussage_der_quelle", "verhaeltnis", "fingerabdruck")}
PLACE = ("source", "first_line", "last_line", "locator")


class Cites:
    """What is said about one row, while its lines say more. ``sources``: what is known of the sources by slug."""

    def __init__(self, statement: Statement, sources: dict[str, Any]) -> None:
        self.statement, self.sources = statement, sources
        row = statement.row
        self.cites = {aspect: [*map(citation, items)] for aspect, items in by_aspect(row, "cite", "cite").items()}
        self.gaps: dict[str, str] = dict(by_aspect(row, "gap", "gaps"))
        self.weighed = by_aspect(row, "verdict", "verdicts").keys()
        self.named: dict[Any, int] = {}
        self.fresh: dict[int, TableLine] = {}
        self.sourced: set[str] = set()
        self.reasoned: set[str] = set()

    def read(self) -> Iterator[tuple[Any, TableLine]]:
        """Put what the lines say about their source into the row, and insist that nothing new or changed goes without;
        gives the citations that are new or changed, each with its line.
        """
        statement, reasons = self.statement, set(self.gaps)
        for line in statement.lines:
            found = [self._name(line, aspect) for aspect in self._aspects(line)]
            if line is not statement.lines[0] and all(found) and not line.complaints:
                line.refuse("", f"Dasselbe steht schon in Zeile {min(found, default=statement.lines[0].number)}.")
        if (self.reasoned - reasons) & self.cites.keys():
            statement.refuse(REASON, "Diese Angabe hat eine Quelle; dann bleibt diese Spalte leer.")
        for aspect in self.gaps.keys() & self.sourced - self.reasoned:
            change = CellChange(label(REASON), self.gaps.pop(aspect), "")
            statement.note(statement.holder("quelle"), change)
        if not any(line.wrong & PROOF for line in statement.lines):
            self._require()
        yield from self._store()

    def _aspects(self, line: TableLine) -> list[str]:
        """What the source of a line proves: what it says it does, else all that is stated and needs proof."""
        kind, source, named = self.statement.kind, line.source.get("quelle"), line.source.get("belegt") or []
        if not source and not line.source.get(REASON):
            if any(line.states(column) for column in SOURCE):
                line.refuse("quelle", "Welche Quelle ist gemeint?")
            return []
        if source and line.source.get(REASON):
            line.refuse(REASON, "Entweder eine Quelle oder warum es keine gibt, nicht beides.")
            return []
        for aspect in named:
            if aspect not in kind.aspects:
                able = ", ".join(str(each.label) for each in kind.aspects) or "die ganze Zeile (leer)"
                line.refuse("belegt", f"„{Aspect(aspect).label}“ lässt sich hier nicht belegen, nur: {able}.")
        if named or not kind.shape.aspects:
            return named or [""]
        stated = sourcing.stated(kind.shape, self.statement.row)
        if not stated:
            line.refuse("belegt", "Was belegt die Quelle? Die Zeile nennt nichts, das eine braucht.")
        return stated

    def _name(self, line: TableLine, aspect: str) -> int:
        """Note what a line names for an aspect; the line that has named the same before, or 0."""
        if not line.source.get("quelle"):
            self.reasoned.add(aspect)
            known = self.named.setdefault(aspect, line.number)
            if known == line.number:
                self._reason(line, aspect, line.source[REASON])
            return 0 if known == line.number else known
        self.sourced.add(aspect)
        first, last = line.source.get("zeilen", (None, None))
        source = self.sources.get(line.source["quelle"])
        slug = source.slug if source else line.source["quelle"]
        place = dict(zip(PLACE, (slug, first, last, line.source.get("fundstelle", "")), strict=True))
        words = {field: line.source[column] for field, column in WORDS.items() if column in line.source}
        item = self._find(aspect, place, words)
        if item and id(item) in self.named:
            return self.named[id(item)]
        self._cite(line, aspect, item, {**place, **words})
        return 0

    def _find(self, aspect: str, place: dict[str, Any], words: dict[str, Any]) -> dict[str, Any] | None:
        """The citation that is meant: the one at this place. Where several have one place, as after a merger, or a line
        has named it already, their words tell them apart.
        """
        there = [each for each in self.cites.get(aspect, ()) if all(plain(each[name]) == place[name] for name in PLACE)]
        same = [each for each in there if all(plain(each[name]) == word for name, word in words.items())]
        free = [each for each in same if id(each) not in self.named] or same
        is_free = len(there) == 1 and id(there[0]) not in self.named
        return free[0] if free else there[0] if is_free else None

    def _cite(self, line: TableLine, aspect: str, item: dict[str, Any] | None, told: dict[str, Any]) -> None:
        """A citation, new or with other words than before."""
        is_new = item is None
        if item is None:
            item = dict.fromkeys(SAID_IN, "") | {"stance": SOURCE["verhaeltnis"].read("")} | told
            self.cites.setdefault(aspect, []).append(item)
        self.named[id(item)] = line.number
        name = "" if self.statement.is_new else self._name_of(item, aspect)
        changes = [CellChange(label("quelle"), "", name)] if is_new else []
        for field in (each for each in WORDS if each in told and plain(item[each]) != told[each]):
            cell, column = SOURCE[WORDS[field]], label(WORDS[field])
            changes.append(CellChange(f"{column} ({name})", cell.write(item[field]), cell.write(told[field])))
            item[field] = told[field]
        if not changes:
            return
        self.statement.note(line, *changes)
        self.fresh[id(item)] = line
        if aspect in self.weighed and not item["claim"]:
            line.refuse(WORDS["claim"], UNSAID)

    def _name_of(self, item: dict[str, Any], aspect: str) -> str:
        source = self.sources.get(item["source"])
        cited = Citation(aspect=aspect, **{**item, "source": source}) if source else item["source"]
        return "; ".join(filter(None, (str(cited), str(Aspect(aspect).label) if aspect else "")))

    def _reason(self, line: TableLine, aspect: str, reason: str) -> None:
        old = self.gaps.get(aspect, "")
        if tidy(old) != reason:
            self.gaps[aspect] = reason
            column = f"{label(REASON)} ({reason})" if old else label(REASON)
            self.statement.note(line, CellChange(column, old, reason))

    def _require(self) -> None:
        statement = self.statement
        kind = statement.kind.shape
        for aspect in sourcing.unproven(kind, statement.row, self.sourced | self.reasoned):
            if statement.is_new or sourcing.is_retold(kind.model, aspect, statement.changed):
                statement.refuse("quelle", f"Für „{Aspect(aspect).label}“: {NO_SOURCE}" if aspect else NO_SOURCE)

    def _store(self) -> Iterator[tuple[Any, TableLine]]:
        """Put it into the row."""
        row, items = self.statement.row, {}
        for aspect, cites in self.cites.items():
            items[aspect] = [citation_item(each) for each in cites]
            for place, each in enumerate(cites):
                if id(each) in self.fresh:
                    item = items[aspect][place]
                    items[aspect][place] = item if isinstance(item, dict) else {"at": item}
                    yield items[aspect][place], self.fresh[id(each)]
        for name in ("cite", "gap", "gaps"):
            row.pop(name, None)
        if items:
            row["cite"] = items[""] if items.keys() == {""} else items
        if self.gaps:
            row |= {"gap": self.gaps[""]} if self.gaps.keys() == {""} else {"gaps": self.gaps}


def plain(value: Any) -> Any:
    """A text as a cell would say it; other values as they are."""
    return tidy(value) if isinstance(value, str) else value
