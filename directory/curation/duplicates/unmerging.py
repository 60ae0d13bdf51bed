"""Part two records again that were one by mistake: what moved goes back, with what was edited since."""

from collections import Counter
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from directory.catalogue import Refused
from directory.catalogue.redirects import RECORDS, update_redirects
from directory.catalogue.registry import Kind
from directory.catalogue.trees import TOLD, Names, Path, Tree, at, renamed, source_of, undone
from directory.curation.duplicates import detection
from directory.curation.duplicates.merging import find_anew, place
from directory.curation.duplicates.pointers import DELETED, ELSEWHERE, ORPHANED, UNKNOWN, Told, go_back
from directory.curation.duplicates.records import KINDS, put, rows, trees
from directory.models import Citation, FormerAddress, Merger, RecordKind, Source, Tenure, history

CHANGED = "ein Feld wurde inzwischen geändert und bleibt, wie es ist"
EDITED = "wurde inzwischen bearbeitet und bleibt"


def part(merger: int, *, by: Any) -> list[str]:
    """Undo a merger. What was deleted or moved on since stays so; the sentences given back tell of it.

    Raises:
        Refused: if that cannot be; then nothing has happened.
    """
    with transaction.atomic():
        found = Merger.objects.select_for_update().filter(pk=merger).first()
        if found is None:
            raise Refused("Diese Zusammenlegung gibt es nicht.")
        _require(found)
        with history.act(f"Wieder getrennt: {found.reason}"):
            return _part(found, by)


def _part(merger: Merger, by: Any) -> list[str]:
    parting = Parting(merger)
    try:
        parting.go()
    except (Refused, IntegrityError) as error:
        raise Refused(f"Die Einträge lassen sich nicht mehr trennen: {error}") from error
    addresses = FormerAddress.objects.filter(kind=merger.kind, number=merger.kept, slug__in=merger.moved["addresses"])
    addresses.update(number=merger.gone)
    if merger.gone_slug:
        update_redirects(parting.gone)
    merger.undone_by, merger.undone_at, merger.moved = by, timezone.now(), {}
    merger.save()
    for record in (parting.gone, parting.kept):
        find_anew(merger.kind, record)
    detection.tell_apart(merger.kind, merger.kept, merger.gone, "wieder getrennt")
    return [
        f"{model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural} ({number}): {why}"
        for (model, why), number in (+parting.told).items()
    ]


def _require(merger: Merger) -> None:
    """Refuse what would not give back what was."""
    if merger.undone_at:
        raise Refused("Diese Einträge sind schon wieder getrennt.")
    mine = touched(merger)
    for later in Merger.objects.filter(pk__gt=merger.pk, undone_at=None).order_by("-pk"):
        if mine & touched(later):
            raise Refused(
                f"Eine spätere Zusammenlegung hängt davon ab: „{later.gone_name}“ ist in „{later.kept_name}“ "
                "aufgegangen. Bitte trennen Sie zuerst diese beiden."
            )
    records = RECORDS[merger.kind]._default_manager
    if not records.filter(pk=merger.kept).exists():
        raise Refused(f"„{merger.kept_name}“ gibt es nicht mehr.")
    if merger.gone_slug and records.filter(slug=merger.gone_slug).exists():
        raise Refused(
            f"Die Adresse „{merger.gone_slug}“ gehört inzwischen einem anderen Eintrag. Bitte geben Sie ihm "
            "zuerst eine andere."
        )


def touched(merger: Merger) -> set[tuple[Any, ...]]:
    """The rows a merger has touched, and the fields of records; by kind, record and place."""
    found: set[tuple[Any, ...]] = {(merger.kind, merger.kept), (merger.kind, merger.gone)}
    found |= {(merger.kind, merger.kept, *to[:2]) for _, to, *_ in merger.moved.get("rows", [])}
    for kind, number, *both in merger.moved.get("documents", []):
        for name, said in (item for tree in both for item in tree.items()):
            found |= {(kind, number, name, key) for key in said} if isinstance(said, dict) else {(kind, number, name)}
    return found


class Parting:
    """Undoes what a merger has changed in each document. ``told``: what could not go back."""

    def __init__(self, merger: Merger) -> None:
        self.moved: dict[str, Any] = merger.moved
        self.kind = KINDS[merger.kind]
        self.kept = RECORDS[merger.kind]._default_manager.get(pk=merger.kept)
        self.gone = RECORDS[merger.kind](pk=merger.gone, **self.moved["own"])
        models = [kind.model for kind in KINDS.values() if not kind.parent]
        self.slugs = {model: dict(model._base_manager.values_list("pk", "slug")) for model in models}
        self.names = names_of_today(merger, self.slugs)
        self.slugs.setdefault(type(self.gone), {})[merger.gone] = merger.gone_slug
        self.told: Told = Counter({(Citation, UNKNOWN): self.moved.get("unsaid", 0)})

    def go(self) -> None:
        """All of it, in an order in which no two records claim the same."""
        (name, number, before, after), (_, _, going, _), *others = self.moved["documents"]
        history.touch((name, number), *((each, record) for each, record, *_ in others))
        (now,) = trees([(self.kind, self.kept)])
        moving = self.take_out(now, going)
        going = self.resolved(self.kind, renamed(self.kind, going, self.names)) or {}
        for path, to, *_ in self.moved["rows"]:
            if path[-1] not in at(going, path[:-1]):  # it belonged to something lost; what came from it stays
                for tree in (before, after):
                    at(tree, to[:-1]).pop(to[-1], None)
        put(self.kind, {name: said for name, said in going.items() if name in self.kind.fields}, self.gone)
        if self.moved["own"]:
            type(self.gone)._base_manager.filter(pk=self.gone.pk).update(**self.moved["own"])
        for row, kind, key in moving:
            place(kind, row, self.gone, key)
        self.undo(name, number, before, after, now)
        for each in others:
            self.undo(*each)
        numbers = {(at_path(self.kind, path).model, path[-1]): number for path, _, number, _ in self.moved["rows"]}
        put(self.kind, going, self.gone, numbers)
        go_back(self.moved["pointers"], self.told)

    def undo(self, name: str, number: int, before: Tree, after: Tree, now: Tree | None = None) -> None:
        """Take back in one document what the merger changed."""
        kind = KINDS[name]
        record = kind.model._base_manager.filter(pk=number).first()
        if record is None:
            self.told[kind.model, DELETED] += 1
            return
        before, after = (renamed(kind, each, self.names) for each in (before, after))
        changed: list[Path] = []
        found = undone(before, after, now or trees([(kind, record)])[0], changed)
        put(kind, self.resolved(kind, found) or {}, record)
        for path in changed:
            self.told[at_path(kind, path).model, CHANGED if len(path) % 2 or path[-2] in TOLD else EDITED] += 1

    # --- what came from the one that went -------------------------------------------------------

    def take_out(self, now: Tree, going: Tree) -> list[tuple[Any, Kind, str]]:
        """Rows that moved go back to where they were, as they are now; gives them with their keys there."""
        stored = {(path[0], row.pk): row for path, row in rows(self.kind, self.kept).items() if len(path) == 2}
        tenures = {to[-1]: path[-1] for path, to, *_ in self.moved["rows"] if path[0] == "tenures"}
        moving = []
        for path, to, number, twin in self.moved["rows"]:
            if number != twin:
                continue
            kind = at_path(self.kind, path)
            row = stored.get((path[0], number)) if len(path) == 2 else None
            key = getattr(row, "key", to[-1])
            said = at(now, to[:-1]).pop(key, None)
            was = at(going, path[:-1]).pop(path[-1])
            if said is None:
                is_elsewhere = len(path) == 2 and kind.model._base_manager.filter(pk=number).exists()
                self.told[kind.model, ELSEWHERE if is_elsewhere else DELETED] += 1
                continue
            if "tenure" in said:
                said["tenure"] = tenures.get(said["tenure"])
            key = path[-1] if key == to[-1] else key
            at(going, path[:-1])[key] = {**said, **was}
            moving += [(row, kind, key)] if row else []
        return moving

    # --- what there is today --------------------------------------------------------------------

    def resolved(self, kind: Kind, tree: Tree) -> Tree | None:
        """Without what leads nowhere any more; None if that is the row itself."""
        found = dict(tree)
        for name, model in kind.links.items():
            if model is not Tenure and tree.get(name) and tree[name] not in self.slugs[model].values():
                if not kind.model._meta.get_field(name).null:
                    self.told[kind.model, ORPHANED] += 1
                    return None
                del found[name]
        for aspect, texts in tree.get("cite", {}).items():
            there = {text: 1 for text in texts if source_of(text) in self.slugs[Source].values()}
            self.told[Citation, ORPHANED] += len(texts) - len(there)
            found["cite"] = {**found["cite"], aspect: there}
        for name, below in kind.rows.items():
            known = {key: self.resolved(below, row) for key, row in tree.get(name, {}).items()}
            found[name] = {key: row for key, row in known.items() if row is not None}
        for row in found.get("contacts", {}).values():
            if row.get("tenure") not in found["tenures"]:
                row.pop("tenure", None)
        return found


def names_of_today(merger: Merger, slugs: dict[Any, dict[int, str]]) -> Names:
    """What records are called now that had other addresses once."""
    former = FormerAddress.objects.exclude(kind=merger.kind, slug=merger.gone_slug).exclude(kind=RecordKind.MEMBER)
    known = ((RECORDS[kind], slug, number) for kind, slug, number in former.values_list("kind", "slug", "number"))
    return {(model, slug): slugs[model][number] for model, slug, number in known if number in slugs[model]}


def at_path(kind: Kind, path: Path) -> Kind:
    """The kind of row that stands at a path, or of which it is a field."""
    for name in path[::2]:
        kind = kind.rows.get(name, kind)
    return kind
