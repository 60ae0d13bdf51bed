"""Joining: what is the document of two records that are one? And that of another record which names the one that goes?

Functions on documents, row by row; no database. Nothing said is lost silently: a citation of a value that cannot stay
goes on saying it, as a claim that differs.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from directory.catalogue.diff import Path, Rows, flat, said_of, saying
from directory.catalogue.documents import Document
from directory.catalogue.registry import NETWORK, Kind
from directory.curation.duplicates.renaming import renamed
from directory.curation.duplicates.rules import (
    Loss,
    completed,
    differing,
    free,
    further_key,
    heading,
    identity,
    is_backing,
    is_name,
    losses,
    name_of,
    named,
    overruled,
)
from directory.enums import Aspect, FactKind
from directory.models import Citation, Gap, Silence, Verdict
from directory.rules.normalisation import fold

FORMER_NAME = "So hieß der Eintrag, der hierin aufgegangen ist."
FACTS = NETWORK.rows["facts"]
Told = dict[str, dict[str, Any]]
"""What is said about a row, as ``said_of`` gives it."""


def further_name(kind: Kind, kept: Document, gone: Document) -> bool:
    """Whether the name of the one that goes can live on as a further one."""
    return kind is NETWORK and fold(kept["name"]) != fold(gone["name"])


@dataclass
class Joining:
    """One document in which rows become one, because a record of this model goes and one stays; both by slug.

    ``lines_of``: the text whose lines count in a source that goes, if that is another one. ``taken``: what only one may
    point to has one already. ``places``: where rows of the one that goes were, and where they are.
    """

    model: type[Model]
    gone: str
    kept: str
    lines_of: str = ""
    taken: bool = False
    rows: Rows = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)
    moved: Counter[type[Model]] = field(default_factory=Counter)
    joined: Counter[type[Model]] = field(default_factory=Counter)
    places: dict[Path, Path] = field(default_factory=dict)
    twins: dict[tuple[Any, ...], Path] = field(default_factory=dict)

    def merge(self, kind: Kind, kept: Document, gone: Document, *, keep_name: bool) -> "Joining":
        """The document that stays, with all of the one that goes."""
        for path, (below, row) in flat(kind, kept).items():
            if not self.is_void(below, row, self.gone):
                self.put(path, below, row)
        coming = flat(kind, gone)
        _, record = coming.pop(())
        lives_on, told = keep_name and further_name(kind, kept, gone), said_of(record)
        of_name = {many: {"": said.pop(Aspect.NAME)} for many, said in told.items() if lives_on and Aspect.NAME in said}
        self.join((), kind, saying({**record, "name": kept["name"]}, told) if lives_on else record)
        for path, (below, row) in coming.items():
            if is_name(below, row) and fold(name_of(row)) == fold(kept["name"]):
                self.add_to_name(row)
            elif not self.is_void(below, row, self.kept, self.lines_of):
                self.add(path, below, row)
        if lives_on:
            self.keep_name(gone["name"], of_name)
        return self

    def repoint(self, kind: Kind, document: Document) -> "Joining":
        """The document of another record, naming the one that stays; what says the same then stands once."""
        before = flat(kind, document)
        rows = renamed(before, {(self.model, self.gone): self.kept}, self.lines_of)
        marks = {path: (identity(*before[path]), identity(*rows[path])) for path in rows if path}
        coming = [path for path, (was, mark) in marks.items() if was != mark]
        for path, (below, row) in rows.items():
            self.count_citations(before[path][1], row)
            if path not in coming:
                self.put(path, below, self.without_second(below, before[path][1], row))
        for path in coming:
            self.add(path, *rows[path])
        self.rows = {path: (below, self.of_tenure(row)) for path, (below, row) in self.rows.items()}
        self.rows = {path: self.rows[path] for path in rows if path in self.rows}
        return self

    # --- rows -----------------------------------------------------------------------------------

    def put(self, path: Path, kind: Kind, row: Document) -> None:
        """A row that stays."""
        self.rows[path] = kind, row
        self.twins.setdefault(self.mark(path, kind, row), path)

    def mark(self, path: Path, kind: Kind, row: Document) -> tuple[Any, ...]:
        """Rows with the same one become one."""
        same = identity(kind, row) if path else ()
        return (path[:-1] if kind.key else path, path if same is None else same)

    def add(self, path: Path, kind: Kind, row: Document) -> None:
        """A row of the one that goes becomes one with a row that says the same, or stands behind those that stay."""
        row = self.of_tenure(row)
        mark = self.mark(path, kind, row)
        place = self.twins.get(mark)
        if place is None:
            place = self.twins[mark] = (*path[:-1], free(path[-1], self.keys(path[:-1]))) if kind.key else path
            self.rows[place] = kind, {**row, "key": place[-1]} if kind.key else row
            self.moved[kind.model] += 1
        else:
            self.join(place, kind, row)
            self.joined[kind.model] += 1
        self.places[path] = place

    def keys(self, parent: Path) -> set[str]:
        return {path[-1] for path in self.rows if path[:-1] == parent}

    def join(self, path: Path, kind: Kind, gone: Document) -> None:
        """A row that stays takes in another one."""
        _, kept = self.rows[path]
        found = completed(kind, kept, gone)
        self.losses += losses(kind, found, gone)
        self.rows[path] = kind, saying(found, self.told(kind, found, kept, gone))

    def count_citations(self, before: Document, row: Document) -> None:
        """Those of a source that goes move, or become one with the same of the one that stays."""
        now = said_of(row)["cite"]
        for aspect, items in said_of(before)["cite"].items():
            self.moved[Citation] += sum(item not in items for item in now[aspect])
            self.joined[Citation] += len(items) - len(now[aspect])

    def without_second(self, kind: Kind, before: Document, row: Document) -> Document:
        """The row, which does not name what only one may name and another one names already."""
        for name in (name for name in kind.links if self.taken and before.get(name) != row.get(name)):
            if kind.model._meta.get_field(name).one_to_one:
                what = f"{kind.model._meta.verbose_name} „{row['name']}“, Verweis auf diesen Eintrag"
                self.losses.append(Loss(what, "nichts", self.gone))
                row = {column: value for column, value in row.items() if column != name}
        return row

    def of_tenure(self, row: Document) -> Document:
        known = self.places.get(("tenures", row.get("tenure", "")))
        return {**row, "tenure": known[-1]} if known else row

    def is_void(self, kind: Kind, row: Document, other: str, lines_of: str = "") -> bool:
        """Whether a row says nothing any more, which is then noted: it ties the two together that become one, or is
        about lines of a text that goes.
        """
        is_between = any(model is self.model and row.get(name) == other for name, model in kind.links.items())
        is_void = is_between or (kind.model is Silence and bool(lines_of))
        if is_void:
            self.losses.append(Loss(str(kind.model._meta.verbose_name), "nichts", named(kind, row)))
        return is_void

    # --- names ----------------------------------------------------------------------------------

    def keep_name(self, name: str, told: Told) -> None:
        """The name of the network that goes lives on as a fact, with its sources."""
        fact = {"kind": FactKind.NAME.value, "title": name}
        place = self.twins.get(self.mark(("facts", ""), FACTS, fact))
        if place is None:
            place = "facts", further_key(name, self.keys(("facts",)))
            self.rows[place] = FACTS, {"key": place[-1], **fact}
            told = told or {"gaps": {"": FORMER_NAME}}
        self.join(place, FACTS, saying(fact, told))

    def add_to_name(self, fact: Document) -> None:
        """What is said of a further name is said of the network's own, which is the same."""
        kind, row = self.rows[()]
        told = {
            many: dict(zip([Aspect.NAME.value], said.values(), strict=False)) for many, said in said_of(fact).items()
        }
        self.rows[()] = kind, saying(row, self.told(kind, row, row, saying({**row, "name": name_of(fact)}, told)))
        said = next(each for each in ("title", "text", "url") if fact.get(each))
        self.losses += losses(FACTS, {"kind": fact["kind"], said: fact[said]}, fact)

    # --- what is said about a row ---------------------------------------------------------------

    def told(self, kind: Kind, found: Document, kept: Document, gone: Document) -> Told:
        """Citations, reasons and verdicts of both. What is said about a value that cannot stay backs no other one."""
        ours, theirs = said_of(kept), said_of(gone)
        cites = {aspect: list(items) for aspect, items in ours["cite"].items()}
        for aspect, items in theirs["cite"].items():
            lost = overruled(kind, found, gone, aspect)
            for item in (differing(item, aspect, lost) if lost else item for item in items):
                known = cites.setdefault(aspect, [])
                (self.joined if item in known else self.moved)[Citation] += 1
                known += [item] if item not in known else []
                if aspect not in ours["cite"] and is_backing(item):
                    ours["gaps"].pop(aspect, None)  # what has a source needs no reason for having none
        for aspect, reason in theirs["gaps"].items():
            if aspect not in cites and not overruled(kind, found, gone, aspect):
                self.keep(Gap, ours["gaps"], aspect, reason)
        for aspect, verdict in theirs["verdicts"].items():
            self.keep(Verdict, ours["verdicts"], aspect, verdict, void=bool(overruled(kind, found, gone, aspect)))
        return {**ours, "cite": cites}

    def keep(self, model: type[Model], known: dict[str, Any], aspect: str, said: Any, *, void: bool = False) -> None:
        """Of two that say something about the same, ours stays and the other one is told."""
        if aspect not in known and not void:
            known[aspect] = said
            self.moved[model] += 1
        elif known.get(aspect) != said:
            self.losses.append(Loss(str(model._meta.verbose_name), heading(known.get(aspect)), heading(said)))
