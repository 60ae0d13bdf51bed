"""Part two records again that were one by mistake: what moved goes back, with what was edited since."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone

from directory.catalogue.redirects import RECORDS, update_redirects
from directory.curation.duplicates import detection
from directory.curation.duplicates.merge_plan import Refused
from directory.curation.duplicates.merging import find_anew, store
from directory.models import Merger, history

Entry = dict[str, Any]
ALL = "*"


def part(merger: int, *, by: Any) -> list[str]:
    """Undo a merger. What was deleted or moved on since stays so; the sentences given back tell of it.

    Raises:
        Refused: if that cannot be; then nothing has happened.
    """
    try:
        with transaction.atomic():
            return _part(merger, by)
    except IntegrityError as error:
        raise Refused(
            "Die Einträge lassen sich nicht mehr trennen: Etwas, das zurückgehen müsste, gibt es inzwischen anderswo."
        ) from error


def _part(number: int, by: Any) -> list[str]:
    merger = Merger.objects.select_for_update().filter(pk=number).first()
    if merger is None:
        raise Refused("Diese Zusammenlegung gibt es nicht.")
    _require(merger)
    with history.act(f"Wieder getrennt: {merger.reason}"):
        backwards = Backwards(merger)
        backwards.go()
        restored = RECORDS[merger.kind]._default_manager.get(pk=merger.gone)
        if merger.gone_slug:
            update_redirects(restored)
        merger.undone_by, merger.undone_at, merger.moved = by, timezone.now(), []
        merger.save()
        for record in (restored, RECORDS[merger.kind]._default_manager.get(pk=merger.kept)):
            find_anew(merger.kind, record)
        detection.tell_apart(merger.kind, merger.kept, merger.gone, "wieder getrennt")
    return backwards.told()


def _require(merger: Merger) -> None:
    """Refuse what would not give back what was."""
    if merger.undone_at:
        raise Refused("Diese Einträge sind schon wieder getrennt.")
    mine = touched(merger)
    for later in Merger.objects.filter(pk__gt=merger.pk, undone_at=None).order_by("-pk"):
        if meet(mine, touched(later)):
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


def touched(merger: Merger) -> dict[tuple[str, int], set[str]]:
    """The rows a merger has touched, each with the columns; ``*`` for the whole row."""
    model = RECORDS[merger.kind]._meta.label_lower
    found: dict[tuple[str, int], set[str]] = {(model, merger.kept): {ALL}, (model, merger.gone): {ALL}}
    for entry in merger.moved:
        columns = set(entry["columns"]) if entry["do"] == "change" else {ALL}
        found.setdefault((entry["model"], entry["pk"]), set()).update(columns)
        if entry.get("into"):
            found.setdefault((entry["model"], entry["into"]), set()).add(ALL)
    return found


def meet(mine: dict[tuple[str, int], set[str]], theirs: dict[tuple[str, int], set[str]]) -> bool:
    """Whether two mergers have touched the same column of the same row."""
    return any(ALL in mine[row] or ALL in theirs[row] or mine[row] & theirs[row] for row in mine.keys() & theirs.keys())


class Backwards:
    """Reads the journal of a merger backwards. ``missing``: what could not go back, by model and reason."""

    def __init__(self, merger: Merger) -> None:
        self.journal: list[Entry] = merger.moved
        self.given = {(entry["model"], entry["pk"]): entry for entry in self.journal if entry["do"] == "drop"}
        self.missing: Counter[tuple[type[Model], str]] = Counter()
        self.lost: set[tuple[str, int]] = set()

    def go(self) -> None:
        undo: dict[str, Callable[[Entry, type[Model]], None]] = {
            "fill": self._empty,
            "drop": self._restore,
            "change": self._move_back,
            "make": self._remove,
        }
        for entry in reversed(self.journal):
            undo[entry["do"]](entry, apps.get_model(entry["model"]))

    def told(self) -> list[str]:
        """What could not go back, in sentences."""
        return [
            f"{model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural} ({number}): {why}"
            for (model, why), number in self.missing.items()
        ]

    def _empty(self, entry: Entry, model: type[Model]) -> None:
        """Columns that were filled are empty again, unless somebody has changed them."""
        row: Any = model._base_manager.filter(pk=entry["pk"]).first()
        if row is None:
            return
        given = self._instance(self.given[entry["model"], entry["by"]])
        for name, before in entry["columns"].items():
            if getattr(row, name) == getattr(given, name):
                setattr(row, name, before)
            else:
                self.missing[model, "ein Feld wurde inzwischen geändert und bleibt, wie es ist"] += 1
        row.save()

    def _restore(self, entry: Entry, model: type[Model]) -> None:
        """A row that went is there again."""
        if entry["fields"] is None:
            self.missing[model, "lässt sich nicht wiederherstellen"] += 1
            return
        row = self._instance(entry)
        for column in row._meta.concrete_fields:
            number = getattr(row, column.attname) if column.is_relation else None
            if number is not None and not column.related_model._base_manager.filter(pk=number).exists():
                if not column.null:
                    self.lost.add((entry["model"], entry["pk"]))
                    self.missing[model, "gehörte zu etwas, das es nicht mehr gibt"] += 1
                    return
                setattr(row, column.attname, None)
        row.save(force_insert=True)
        begun = {name: entry["fields"][name] for name in ("created_at",) if name in entry["fields"]}
        if begun:
            model._base_manager.filter(pk=row.pk).update(**begun)

    def _move_back(self, entry: Entry, model: type[Model]) -> None:
        """A row that moved is where it was, unless somebody has moved it on."""
        row: Any = model._base_manager.filter(pk=entry["pk"]).first()
        if row is None:
            self.missing[model, "wurde inzwischen gelöscht"] += 1
            return
        back = {name: was for name, (was, now) in entry["columns"].items() if getattr(row, name) == now}
        pointers: list[Any] = [
            each for each in model._meta.concrete_fields if each.is_relation and each.attname in entry["columns"]
        ]
        if any(each.attname not in back for each in pointers):
            self.missing[model, "gehört inzwischen anderswohin und bleibt dort"] += 1
        elif any((each.related_model._meta.label_lower, back[each.attname]) in self.lost for each in pointers):
            self.missing[model, "gehörte zu etwas, das es nicht mehr gibt, und bleibt"] += 1
        else:
            store((model, row.pk), back)

    def _remove(self, entry: Entry, model: type[Model]) -> None:
        """What was made for the merger goes, unless it has got a source of its own."""
        row: Any = model._base_manager.filter(pk=entry["pk"]).first()
        if row is None:
            return
        if hasattr(row, "citations") and row.citations.exists():
            self.missing[model, "hat inzwischen eine eigene Quelle und bleibt"] += 1
            return
        row.delete()

    @staticmethod
    def _instance(entry: Entry) -> Any:
        """A row as it was when it went."""
        data = {"model": entry["model"], "pk": entry["pk"], "fields": entry["fields"]}
        return next(serializers.deserialize("python", [data])).object
