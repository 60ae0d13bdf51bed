"""Unmerging: two records that were one by mistake are two again, with what was edited since.

A three-way merge: what the merger has changed in each document is taken back in what is stored now.
"""

from collections import Counter
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from directory.catalogue import Refused, dump, write
from directory.catalogue.acts import own
from directory.catalogue.diff import SAID_NAMES, Path, Rows, atoms, document_of, flat, said_of, saying, three_way
from directory.catalogue.forgetting import discreet, with_people
from directory.catalogue.redirects import RECORDS
from directory.catalogue.registry import DOCUMENTED, Kind
from directory.curation.duplicates import detection
from directory.curation.duplicates.merging import is_below_record, place
from directory.curation.duplicates.pointers import DELETED, ELSEWHERE, ORPHANED, Told, go_back
from directory.curation.duplicates.records import names_of_today, rows
from directory.curation.duplicates.renaming import Names, named_again, renamed
from directory.curation.duplicates.rules import other_text, source_of
from directory.models import Citation, Contact, Merger, RecordKind, Source, Tenure, Version, history

CHANGED = "ein Feld wurde inzwischen geändert und bleibt, wie es ist"
EDITED = "wurde inzwischen bearbeitet und bleibt"
NAMELESS = "kommt ohne Namen zurück"


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
        with history.act(f"{history.PARTED}{found.reason}"):
            return _part(found, by)


def _part(merger: Merger, by: Any) -> list[str]:
    parting = Parting(merger)
    try:
        parting.go()
    except (Refused, IntegrityError) as error:
        raise Refused(f"Die Einträge lassen sich nicht mehr trennen: {error}") from error
    merger.undone_by, merger.undone_at, merger.moved = by, timezone.now(), {}
    merger.save()
    detection.tell_apart(merger.kind, merger.kept, merger.gone, "wieder getrennt")
    return [
        f"{model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural} ({number}): {why}"
        for (model, why), number in (+parting.told).items()
    ]


def _require(merger: Merger) -> None:
    """Refuse what would not give back what was."""
    if merger.undone_at:
        raise Refused("Diese Einträge sind schon wieder getrennt.")
    versions = Version.objects.filter(act=merger.act_id, kind=merger.kind, record=merger.gone)
    if not versions.filter(before__isnull=False).exists():
        raise Refused("Wie es vorher war, ist nicht mehr bekannt.")
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
    """The statements a merger has touched, by kind, record, place and aspect; also rows into which others went."""
    found: set[tuple[Any, ...]] = {(merger.kind, merger.kept), (merger.kind, merger.gone)}
    found |= {(merger.kind, merger.kept, tuple(to), "") for _, to, _ in merger.moved["rows"]}
    for version in Version.objects.filter(act=merger.act_id).select_related("before"):
        was, became = (atoms(DOCUMENTED[version.kind], own(each)) for each in (version.before, version))
        differing = {atom for atom in was.keys() | became.keys() if was.get(atom) != became.get(atom)}
        found |= {(version.kind, version.record, *atom) for atom in differing}
    return found


class Parting:
    """Undoes what a merger has changed in each document. ``told``: what could not go back."""

    def __init__(self, merger: Merger) -> None:
        self.kind, self.moved = DOCUMENTED[merger.kind], merger.moved
        self.moves: list[tuple[Path, Path, int]] = [(tuple(at), tuple(to), pk) for at, to, pk in self.moved["rows"]]
        self.kept = self.kind.model._base_manager.get(pk=merger.kept)
        self.gone = self.kind.model(pk=merger.gone)
        self.slugs: dict[Any, dict[int, str]] = {
            model: dict(model._base_manager.values_list("pk", "slug"))
            for kind, model in RECORDS.items() if kind != RecordKind.MEMBER
        }  # fmt: skip
        self.names = names_of_today(merger, self.slugs)
        self.name = self.kind.model, merger.gone_slug
        self.as_one: Names = {self.name: getattr(self.kept, "slug", "")}
        self.slugs.setdefault(self.kind.model, {})[merger.gone] = merger.gone_slug
        versions = Version.objects.filter(act=merger.act_id).select_related("before").order_by("pk")
        self.versions = {version.place: version for version in versions}
        self.places: list[history.Place] = [(self.kind.name, merger.kept), (self.kind.name, merger.gone)]
        self.told: Told = Counter()

    def go(self) -> None:
        """All of it, in an order in which no two records claim the same."""
        kept, gone = self.places
        others = [each for each in self.versions if each not in self.places and each[0] != RecordKind.MEMBER]
        history.touch(kept, *others)
        now = flat(self.kind, dump(self.kept))
        (going, _), (before, after) = self.read(gone), self.read(kept) if kept in self.versions else (now, now)
        self.lines_of = other_text(self.kind, before[()][1], going[()][1])
        going, moving = self.take_out(going, before, after, now)
        going = self.resolved(going)
        verdicts = (each for _, row in going.values() for each in said_of(row)["verdicts"].values())
        self.codes = {each["code"] for each in verdicts}  # they were given for what the one that is back says
        for path, to, _ in self.moves:
            if path not in going:  # it belonged to something lost; what came from it stays
                before.pop(to, None)
                after.pop(to, None)
            elif to in before and path[0] == "contacts" and "name" not in going[path][1]:
                self.told[Contact, NAMELESS] += 1
        whole = with_people(document_of(self.kind, going), self.moved["person"])
        null = {column.name for column in self.kind.columns if column.is_relation and column.null}
        bare = {name: said for name, said in going[()][1].items() if name not in SAID_NAMES | null}
        write(self.kind.name, {**bare, **self.moved["person"]}, self.gone)
        self.kind.model._base_manager.filter(pk=self.gone.pk).update(**self.moved["own"])
        for row, key in moving:
            place(row, self.gone, key)
        if kept in self.versions:
            self.undo(kept, before, after, now)
        for each in others:
            self.undo(each, *self.read(each))
        numbers = {(going[path][0].model, path[-1]): number for path, _, number in self.moves if path in going}
        write(self.kind.name, whole, self.gone, numbers)
        go_back(self.moved["pointers"], self.told)

    def read(self, at: history.Place) -> tuple[Rows, Rows]:
        """The rows of a record before and after the merger, naming others as they are called today."""
        version = self.versions[at]
        was, became = (flat(DOCUMENTED[at[0]], own(each)) for each in (version.before, version))
        return renamed(was, self.names), renamed(became, self.names)

    def undo(self, at: history.Place, before: Rows, after: Rows, now: Rows | None = None) -> None:
        """Take back in one document what the merger changed; ``now``: what is left of what is stored."""
        kind, number = DOCUMENTED[at[0]], at[1]
        record = kind.model._base_manager.filter(pk=number).first()
        if record is None:
            self.told[kind.model, DELETED] += 1
            return
        today = dump(record)
        ours = discreet(today if now is None else document_of(kind, now))
        found = self.merged(kind, after, renamed(before, self.as_one, self.lines_of), flat(kind, ours))
        for path, (below, row) in found.items():
            if path in before:
                row, are_all = named_again(below, row, before[path][1], self.as_one, self.lines_of)
                self.told[below.model, EDITED] += not are_all
            told = said_of(row)
            mine = {aspect: each for aspect, each in told["verdicts"].items() if each["code"] not in self.codes}
            found[path] = below, saying(row, {**told, "verdicts": mine})
        write(kind.name, with_people(document_of(kind, self.resolved(found)), today), record)

    def merged(self, kind: Kind, base: Rows, theirs: Rows, ours: Rows) -> Rows:
        """What ``theirs`` has otherwise than ``base``, done to ``ours``."""
        found = three_way(kind, *(document_of(kind, each) for each in (base, theirs, ours)))
        there = atoms(kind, document_of(kind, ours))
        for path, aspect in (atom for atom in found.conflicts if atom in there):  # what is deleted stays so
            self.told[ours[path][0].model, CHANGED if aspect else EDITED] += 1
        return flat(kind, found.document)

    # --- what came from the one that went -------------------------------------------------------

    def take_out(self, going: Rows, before: Rows, after: Rows, now: Rows) -> tuple[Rows, list[tuple[Any, str]]]:
        """Rows that moved go back to where they were, as they are now, but for what the merger did to them. Gives what
        is said then, and these rows, each with its key there.
        """
        stored = rows(self.kind, self.kept)
        at_top = {(path[0], row.pk): path for path, row in stored.items() if is_below_record(path)}
        base, ours, moving = going, going, []
        for path, to, number in self.moves:
            if to in before or to not in after:
                continue
            at = at_top.get((path[0], number), to) if is_below_record(path) else to
            kind, _ = after[to]
            back = path if at == to else (*path[:-1], at[-1])
            came = self.back(now, at, back)
            base, ours = replaced(base, path, self.back(after, to, path)), replaced(ours, path, came)
            if not came:
                is_elsewhere = is_below_record(path) and kind.model._base_manager.filter(pk=number).exists()
                self.told[kind.model, ELSEWHERE if is_elsewhere else DELETED] += 1
            elif is_below_record(path):
                moving.append((stored[at], back[-1]))
        return self.merged(self.kind, base, going, ours), moving

    def back(self, said: Rows, at: Path, back: Path) -> Rows:
        """Takes a row out, with what is below it, and gives it as it stands where it goes back to."""
        tenures = {to[-1]: path[-1] for path, to, _ in self.moves if path[0] == "tenures"}
        came = {(*back, *path[len(at) :]): said.pop(path) for path in list(said) if path[: len(at)] == at}
        for path, (kind, row) in came.items():
            own = {"key": path[-1]} if kind.key else {}
            own |= {"tenure": tenures[row["tenure"]]} if row.get("tenure") in tenures else {}
            came[path] = kind, {**{name: value for name, value in row.items() if name != "tenure"}, **own}
        return came

    # --- what there is today --------------------------------------------------------------------

    def resolved(self, said: Rows) -> Rows:
        """Without what leads nowhere any more, and rows of which that is the point."""
        found: Rows = {}
        for path, (kind, row) in said.items():
            links = [name for name, model in kind.links.items() if model is not Tenure and row.get(name)]
            lost = {name for name in links if row[name] not in self.slugs[kind.links[name]].values()}
            if any(not kind.model._meta.get_field(name).null for name in lost):
                self.told[kind.model, ORPHANED] += 1
                continue
            told = said_of(row)
            for aspect, items in told["cite"].items():
                told["cite"][aspect] = [item for item in items if source_of(item) in self.slugs[Source].values()]
                self.told[Citation, ORPHANED] += len(items) - len(told["cite"][aspect])
            lost |= {"tenure"} if ("tenures", row.get("tenure")) not in found else set()
            found[path] = kind, saying({name: value for name, value in row.items() if name not in lost}, told)
        return found


def replaced(said: Rows, at: Path, others: Rows) -> Rows:
    """The rows, with others in the place of one and what is below it."""
    found: Rows = {}
    for path, row in said.items():
        if path == at:
            found |= others
        elif path[: len(at)] != at:
            found[path] = row
    return found
