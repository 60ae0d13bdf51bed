"""Joining: what is the document of two records that are one? And that of another record which names the one that goes?

Functions on documents (as trees); no database. Nothing said is lost silently: a citation of a value that cannot stay
goes on saying it, as a claim that differs.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Model

from directory.catalogue.registry import NETWORK, Kind
from directory.catalogue.trees import POSITION, Path, Tree, cited, renamed, written
from directory.curation.duplicates.rules import (
    Loss,
    completed,
    differing,
    free,
    further_key,
    heading,
    identity,
    is_backing,
    losses,
    named,
    overruled,
)
from directory.enums import Aspect, FactKind
from directory.models import Citation, Gap, Silence, Tenure, Verdict
from directory.rules.normalisation import fold

FORMER_NAME = "So hieß der Eintrag, der hierin aufgegangen ist."


def further_name(kind: Kind, kept: Tree, gone: Tree) -> bool:
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
    tree: Tree = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)
    moved: Counter[type[Model]] = field(default_factory=Counter)
    joined: Counter[type[Model]] = field(default_factory=Counter)
    places: list[tuple[Path, Path]] = field(default_factory=list)
    tenures: dict[str, str] = field(default_factory=dict)

    def merge(self, kind: Kind, kept: Tree, gone: Tree, *, keep_name: bool) -> "Joining":
        """The document that stays, with all of the one that goes."""
        lives_on, name = keep_name and further_name(kind, kept, gone), gone.get("name")
        told = {each: gone[each] for each in ("cite", "gaps") if lives_on and Aspect.NAME in gone.get(each, {})}
        if lives_on:
            rest = {each: {a: said for a, said in told[each].items() if a != Aspect.NAME} for each in told}
            gone = {**gone, **rest, "name": kept["name"]}
        self.tree = self.join(kind, kept, gone)
        for rows, below in kind.rows.items():
            for key in [key for key, row in kept.get(rows, {}).items() if self.is_between(below, row)]:
                self.lose(below, self.tree[rows].pop(key))
        if lives_on:
            said = {each: {"": told[each][Aspect.NAME]} for each in told}
            self.keep_name(kind.rows["facts"], self.tree.setdefault("facts", {}), str(name), said)
        return self

    def repoint(self, kind: Kind, tree: Tree) -> "Joining":
        """The document of another record, naming the one that stays; what says the same then stands once."""
        names = {(self.model, self.gone): self.kept}
        self.tree = self.together(kind, tree, renamed(kind, tree, names, self.lines_of))
        return self

    # --- rows -----------------------------------------------------------------------------------

    def join(self, kind: Kind, kept: Tree, gone: Tree, path: Path = (), into: Path = ()) -> Tree:
        """Two rows, or records, as one."""
        found = completed(kind, kept, gone)
        self.losses += losses(kind, found, gone)
        told = self.told(kind, found, kept, gone) if kind.is_cited else {}
        for name, below in kind.rows.items():
            stay = kept.get(name, {})
            coming = {key: row for key, row in gone.get(name, {}).items() if not self.is_void(below, row)}
            told[name] = self.rows(below, stay, coming, (*path, name), (*into, name), len(stay))
        return {name: said for name, said in {**found, **told}.items() if said != {}}

    def rows(self, kind: Kind, stay: Tree, coming: Tree, path: Path, into: Path, behind: int) -> Tree:
        """Rows that stay, and others that come to stand behind them unless one of them says the same."""
        found = dict(stay)
        twins = {identity(kind, row): key for key, row in stay.items()}
        for key, row in coming.items():
            row = self.of_tenure(row)
            mark = identity(kind, row)
            place = twins.get(mark) if mark is not None else None
            if place is None:
                place = twins[mark] = free(key, found)
                found[place] = {**row, **({POSITION: row[POSITION] + behind} if POSITION in row else {})}
                self.moved[kind.model] += 1
            else:
                found[place] = self.join(kind, found[place], row, (*path, key), (*into, place))
                self.joined[kind.model] += 1
            self.places.append(((*path, key), (*into, place)))
            if kind.model is Tenure:
                self.tenures[key] = place
        return found

    def together(self, kind: Kind, before: Tree, tree: Tree, path: Path = ()) -> Tree:
        """A row that names the one that stays where it named the one that goes; rows below it that say the same now
        stand once.
        """
        found = self.of_tenure(tree)
        for name in (name for name in kind.links if self.taken and before.get(name) != tree.get(name)):
            if kind.model._meta.get_field(name).one_to_one:
                what = f"{kind.model._meta.verbose_name} „{tree['name']}“, Verweis auf diesen Eintrag"
                self.losses.append(Loss(what, "nichts", self.gone))
                found = {**found, name: ""}
        for aspect, texts in before.get("cite", {}).items():
            self.moved[Citation] += len(tree["cite"][aspect].keys() - texts)
            self.joined[Citation] += len(texts) - len(tree["cite"][aspect])
        for name, below in kind.rows.items():
            was, here = before.get(name, {}), (*path, name)
            rows = {key: self.together(below, was[key], row, (*here, key)) for key, row in tree.get(name, {}).items()}
            coming = {key: row for key, row in rows.items() if identity(below, row) != identity(below, was[key])}
            stay = {key: row for key, row in rows.items() if key not in coming}
            found = {**found, name: self.rows(below, stay, coming, here, here, 0)} if rows else found
        return found

    def of_tenure(self, row: Tree) -> Tree:
        known = self.tenures.get(row.get("tenure", ""))
        return {**row, "tenure": known} if known else row

    def is_between(self, kind: Kind, row: Tree) -> bool:
        """Whether a row ties the two records together that become one."""
        both = (self.gone, self.kept)
        return any(model is self.model and row.get(name) in both for name, model in kind.links.items())

    def is_void(self, kind: Kind, row: Tree) -> bool:
        """Whether a row of the one that goes says nothing any more, which is then noted."""
        is_void = self.is_between(kind, row) or (kind.model is Silence and bool(self.lines_of))
        if is_void:
            self.lose(kind, row)
        return is_void

    def lose(self, kind: Kind, row: Tree) -> None:
        self.losses.append(Loss(str(kind.model._meta.verbose_name), "nichts", named(kind, row)))

    # --- what is said about a row ---------------------------------------------------------------

    def told(self, kind: Kind, found: Tree, kept: Tree, gone: Tree) -> Tree:
        """Citations, reasons and verdicts of both. What is said about a value that cannot stay backs no other one."""
        cites = {aspect: dict(texts) for aspect, texts in kept.get("cite", {}).items()}
        gaps, verdicts = dict(kept.get("gaps", {})), dict(kept.get("verdicts", {}))
        for aspect, texts in gone.get("cite", {}).items():
            lost = overruled(kind, found, gone, aspect)
            for text in (differing(text, aspect, lost) if lost else text for text in texts):
                known = cites.setdefault(aspect, {})
                (self.joined if text in known else self.moved)[Citation] += 1
                known[text] = 1
                if aspect not in kept.get("cite", {}) and is_backing(cited(text)):
                    gaps.pop(aspect, None)  # what has a source needs no reason for having none
        for aspect, reason in gone.get("gaps", {}).items():
            if aspect not in cites and not overruled(kind, found, gone, aspect):
                self.keep(Gap, gaps, aspect, reason)
        for aspect, verdict in gone.get("verdicts", {}).items():
            self.keep(Verdict, verdicts, aspect, verdict, void=bool(overruled(kind, found, gone, aspect)))
        return {name: said for name, said in (("cite", cites), ("gaps", gaps), ("verdicts", verdicts)) if said}

    def keep(self, model: type[Model], known: Tree, aspect: str, text: str, *, void: bool = False) -> None:
        """Of two that say something about the same, ours stays and the other one is told."""
        if aspect not in known and not void:
            known[aspect] = text
            self.moved[model] += 1
        elif known.get(aspect) != text:
            self.losses.append(Loss(str(model._meta.verbose_name), heading(known.get(aspect)), heading(text)))

    def keep_name(self, kind: Kind, facts: Tree, name: str, said: Tree) -> None:
        """The name of the network that goes lives on as a fact, with its sources."""
        fact = {"kind": FactKind.NAME.value, "title": name}
        key = next((key for key, row in facts.items() if fact.items() <= row.items()), None)
        if key is None:
            key = further_key(name, facts)
            facts[key] = {**fact, POSITION: max((row[POSITION] for row in facts.values()), default=-1) + 1}
        row = facts[key]
        facts[key] = {**row, **(self.told(kind, row, row, {**row, **said}) or {"gaps": {"": written(FORMER_NAME)}})}
