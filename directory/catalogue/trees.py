"""Trees: documents with their rows by key, so that two or three of them can be compared.

A leaf is what is only true as a whole: the value of a field, a citation, a verdict, a reason. No database.
"""

import json
from typing import Any

from directory.catalogue.documents import SAID, Document
from directory.catalogue.registry import Kind
from directory.catalogue.values import by_aspect
from directory.models import Source
from directory.rules import line_ranges

Tree = dict[str, Any]
Path = tuple[str, ...]
Names = dict[tuple[Any, str], str]
LOCATOR_LENGTH = 120
POSITION = "position"
TOLD = tuple(by_aspect for _, _, by_aspect in SAID)
"""Under which names a tree holds what is said about a row, each by aspect."""


def tree(kind: Kind, document: Document) -> Tree:
    """A document as a tree; citations and verdicts as text, in one spelling."""
    found = {name: document[name] for name in (*kind.fields, *kind.links, "lines") if name in document}
    found.pop("key", None)
    for _, whole, aspects in SAID:
        for aspect, said in by_aspect(document, whole, aspects).items():
            items = [written(each) for each in said] if whole == "cite" else written(said)
            found.setdefault(aspects, {})[aspect] = dict.fromkeys(items, 1) if whole == "cite" else items
    for name, below in kind.rows.items():
        rows = document.get(name, [])
        for place, row in enumerate(rows if isinstance(rows, list) else [rows]):
            position = {POSITION: place} if below.has_position else {}
            found.setdefault(name, {})[row.get("key", "")] = tree(below, row) | position
    return found


def document(kind: Kind, tree: Tree) -> Document:
    """The document of a tree."""
    found = {name: tree[name] for name in (*kind.fields, *kind.links, "lines") if name in tree}
    for _, whole, aspects in SAID:
        for aspect, said in tree.get(aspects, {}).items():
            found.setdefault(aspects, {})[aspect] = [*map(json.loads, said)] if whole == "cite" else json.loads(said)
    for name, below in kind.rows.items():
        rows = [{**({"key": key} if key else {}), **document(below, row)} for key, row in in_order(tree.get(name, {}))]
        if rows:
            found[name] = rows if below.key else rows[0]
    return found


def in_order(rows: dict[str, Tree]) -> list[tuple[str, Tree]]:
    """Rows by their position. Those that were taken out and are back take the place they had among the others."""
    ordered = sorted(rows.items(), key=lambda item: item[1].get(POSITION, 0))
    back = [item for item in ordered if item[1].get(POSITION, 0) % 1]
    ordered = [item for item in ordered if item not in back]
    for item in back:
        ordered.insert(round(item[1][POSITION] + 0.5), item)
    return ordered


def written(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def at(tree: Tree, path: Path) -> Tree:
    """The part of a tree at a path; an empty one if there is none."""
    for name in path:
        tree = tree.get(name, {})
    return tree


def pruned(one: Tree, other: Tree) -> Tree:
    """What of one tree the other does not say as well."""
    found = {}
    for name, value in one.items():
        there = other.get(name)
        if isinstance(value, dict) and isinstance(there, dict) and value != there:
            found[name] = pruned(value, there)
        elif value != there:
            is_taken_out = isinstance(value, dict) and POSITION in value
            found[name] = {**value, POSITION: value[POSITION] - 0.5} if is_taken_out else value
    return found


def undone(before: Tree, after: Tree, now: Tree, changed: list[Path], path: Path = ()) -> Tree:
    """Three-way merge: what is stored now without the change from ``before`` to ``after``. What somebody has changed
    since stays, and ``changed`` lists it; what was deleted since stays deleted.
    """
    found, of_rows = dict(now), len(path) % 2 == 1 and path[-1] not in TOLD
    for name in before.keys() | after.keys():
        was, became, present = (each.get(name) for each in (before, after, now))
        here = (*path, name)
        if isinstance(present, dict) and len(path) % 2 == 1 and path[-1] == "cite":
            found[name] = citations_undone(was or {}, became or {}, present, changed, here)
        elif isinstance(present, dict) and not (of_rows and was is None):
            found[name] = undone(was or {}, became or {}, present, changed, here)
        elif same(present, became):
            found[name] = was
        elif present != was and present is not None:
            changed.append(here)
    return {name: said for name, said in found.items() if said is not None}


def citations_undone(before: Tree, after: Tree, now: Tree, changed: list[Path], path: Path) -> Tree:
    """The citations of one thing stay as they are if somebody has changed one that came."""
    came, went = after.keys() - before, before.keys() - after
    if came <= now.keys():
        return dict.fromkeys([*(text for text in now if text not in came), *went], 1)
    changed.append(path)
    return now


def same(one: Any, other: Any) -> bool:
    """Whether two leaves or rows say the same, wherever the rows stand."""
    if isinstance(one, dict) and isinstance(other, dict):
        return {**one, POSITION: 0} == {**other, POSITION: 0}
    return bool(one == other)


# --- names of other records -----------------------------------------------------------------------


def renamed(kind: Kind, tree: Tree, names: Names, lines_of: str = "") -> Tree:
    """The same tree where other records are called otherwise; by model and slug. ``lines_of``: the text whose lines
    are meant, if a source has another one now.
    """
    found = dict(tree)
    for name, model in kind.links.items():
        if name in tree:
            found[name] = names.get((model, tree[name]), tree[name])
    if "cite" in tree:
        cites = tree["cite"].items()
        found["cite"] = {a: dict.fromkeys((recited(each, names, lines_of) for each in texts), 1) for a, texts in cites}
    for name, below in kind.rows.items():
        if name in tree:
            found[name] = {key: renamed(below, row, names, lines_of) for key, row in tree[name].items()}
    return found


def cited(text: str) -> dict[str, Any]:
    """A citation as a mapping."""
    item = json.loads(text)
    return item if isinstance(item, dict) else {"at": item}


def source_of(text: str) -> str:
    """Which source a citation names."""
    return str(cited(text)["at"]).partition("#")[0].partition(":")[0]


def recited(text: str, names: Names, lines_of: str) -> str:
    """A citation of the source as it is called now. Lines are lines of one text; in another one they stand in words."""
    item, source = cited(text), source_of(text)
    if (Source, source) not in names:
        return text
    lines = item["at"].partition("#")[0].partition(":")[2]
    item["at"] = names[Source, source] + item["at"].removeprefix(source)
    if lines and lines_of:
        where = f"{line_ranges.in_words(*line_ranges.parse(lines))} in {lines_of}"
        item |= {"at": names[Source, source], "locator": where[:LOCATOR_LENGTH]}
    return written(item if len(item) > 1 else item["at"])
