"""Merging: two records become one, all or nothing. What each was, its versions tell; of the rows that moved, and of
what followed them, is noted where they were.
"""

from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model

from directory.catalogue import Refused, write
from directory.catalogue.diff import Path, document_of
from directory.curation.duplicates import pointers
from directory.curation.duplicates.merge_plan import Plan, plan
from directory.curation.duplicates.records import rows
from directory.models import Contact, Member, Merger, Tenure, history

NAME_LENGTH = 160
REASON_LENGTH = 300
OF_THE_ROW = ("created_at",)
OF_A_MEMBER = ("name", "is_public")
"""Columns no document or no version holds, which are as before when a record is back."""
HANGING = "An „{}“ hängt noch etwas, das sonst wegfiele ({}). So lassen sich die Einträge nicht zusammenlegen."


@transaction.atomic
def merge(
    kind: str, kept: int, gone: int, *, by: Any, reason: str, keep_name: bool = True, seen: str | None = None
) -> Merger:
    """Let the record ``gone`` become one with ``kept``: all that hangs on it moves, its address leads there for good.

    ``seen`` is the mark of the plan somebody agreed to; another one is then not carried out. ``keep_name``: the name of
    a network that goes lives on as a further name of the other.

    Raises:
        Refused: if that cannot be; then nothing has happened.
    """
    reason = reason.strip()
    if not reason or len(reason) > REASON_LENGTH:
        raise Refused(f"Bitte nennen Sie den Grund, mit höchstens {REASON_LENGTH} Zeichen.")
    made = plan(kind, kept, gone, keep_name=keep_name, lock=True)
    if seen is not None and seen != made.mark():
        raise Refused("Inzwischen hat sich an einem der beiden Einträge etwas geändert. Bitte prüfen Sie noch einmal.")
    with history.act(f"{history.MERGED}{reason}") as act:
        merger = Merger.objects.create(
            act_id=act.number, kind=kind, kept=kept, kept_name=_name(made.kept), gone=gone, gone_name=_name(made.gone),
            gone_slug=getattr(made.gone, "slug", ""), reason=reason, by=by,
        )  # fmt: skip
        carry_out(made, merger)
    return merger


def _name(record: Model) -> str:
    """How a record is called in lists; people are not named there, for they may want to be forgotten."""
    return f"Mitglied {record.pk}" if isinstance(record, Member) else str(record)[:NAME_LENGTH]


def carry_out(plan: Plan, merger: Merger) -> None:
    """Write the documents. Rows that move keep their numbers, for rows of other apps point to them."""
    changing = [(plan.kind, plan.kept), (plan.kind, plan.gone), *((kind, record) for kind, record, _ in plan.others)]
    history.touch(*((kind.name, record.pk) for kind, record in changing))
    theirs, ours = rows(plan.kind, plan.gone), rows(plan.kind, plan.kept)
    places = plan.result.places.items()
    first = {to: theirs[path] for path, to in reversed(places)} | ours  # also two of theirs may become one
    twins = [(theirs[path], first[to]) for path, to in places if first[to] is not theirs[path]]
    for kind, record, made in plan.others:
        known = rows(kind, record)
        tenures_become_one([(known[path], known[to]) for path, to in made.places.items() if path != to])
        write(kind.name, document_of(kind, made.rows), record)
    merger.moved = {
        "rows": [[path, to, theirs[path].pk] for path, to in places],
        "own": {name: str(getattr(plan.gone, name)) for name in OF_THE_ROW if hasattr(plan.gone, name)},
        "person": {name: getattr(plan.gone, name) for name in OF_A_MEMBER if isinstance(plan.gone, Member)},
        "pointers": [entry for gone, kept in [(plan.gone, plan.kept), *twins] for entry in pointers.follow(gone, kept)],
    }
    merger.save()  # before the rows go: they go by a merger, not because somebody wants to be forgotten
    tenures_become_one(twins)
    for path, row in ours.items():
        if path not in plan.result.rows:
            row.delete()  # first, for a row that moves may take its key
    for path, to in places:
        if first[to] is theirs[path] and is_below_record(path):
            place(theirs[path], plan.kept, to[-1])
    remove(plan.gone)
    write(plan.kind.name, document_of(plan.kind, plan.result.rows), plan.kept)


def is_below_record(path: Path) -> bool:
    """Whether a row belongs to the record itself, and not to another row of it."""
    return len(path) <= len(("facts", "key"))


def place(row: Any, parent: Any, key: str) -> None:
    """Let a row belong to another record, under this key."""
    setattr(row, str(parent._meta.model_name), parent)
    if hasattr(row, "key"):
        row.key = key
    row.save()


def tenures_become_one(twins: list[tuple[Any, Any]]) -> None:
    """Contacts go with their tenure; they belong to the other one before theirs is gone."""
    for gone, kept in twins:
        if isinstance(gone, Tenure):
            Contact._base_manager.filter(tenure=gone).update(tenure=kept)


def remove(record: Any) -> None:
    """Delete a record with the rows that are left of it.

    Raises:
        Refused: if rows of other apps would go along.
    """
    _, counts = record.delete()
    models = map(apps.get_model, counts)
    foreign = [each for each in models if each is not type(record) and not pointers.is_in_documents(each)]
    if foreign:
        raise Refused(HANGING.format(record, foreign[0]._meta.verbose_name))
