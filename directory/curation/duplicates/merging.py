"""Let two records become one, all or nothing, and note down all that is needed to part them again."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model, Q

from directory.catalogue import Refused
from directory.catalogue.redirects import update_redirects
from directory.catalogue.registry import Kind
from directory.catalogue.trees import POSITION, at, pruned
from directory.curation.duplicates import detection, pointers
from directory.curation.duplicates.merge_plan import Plan, plan
from directory.curation.duplicates.records import put, rows
from directory.models import Contact, FormerAddress, Member, Merger, Pair, RecordKind, Tenure, history

NAME_LENGTH = 160
REASON_LENGTH = 300
OF_THE_ROW = ("created_at", "network_id")
"""Columns no document holds, which are as before when a record is back."""


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
    with history.act(f"Zusammengelegt: {reason}"):
        merger = Merger.objects.create(
            kind=kind, kept=kept, kept_name=_name(made.kept), gone=gone, gone_name=_name(made.gone),
            gone_slug=getattr(made.gone, "slug", ""), reason=reason, by=by,
        )  # fmt: skip
        carry_out(made, merger)
        if merger.gone_slug:
            update_redirects(made.kept, before=merger.gone_slug)
        find_anew(kind, made.kept)
    return merger


def find_anew(kind: str, record: Any) -> None:
    """After two records have become one, or two again: the list of duplicates knows."""
    Pair.objects.filter(kind=kind, distinct_at=None).filter(Q(first=record.pk) | Q(second=record.pk)).delete()
    detection.note(kind, record.pk)


def _name(record: Model) -> str:
    """How a record is called in lists; people are not named there, for they may want to be forgotten."""
    return f"Mitglied {record.pk}" if isinstance(record, Member) else str(record)[:NAME_LENGTH]


def carry_out(plan: Plan, merger: Merger) -> None:
    """Write the documents. Rows that move keep their numbers, for rows of other apps point to them."""
    changing = [(plan.kind, plan.kept), (plan.kind, plan.gone), *((kind, record) for kind, record, *_ in plan.others)]
    history.touch(*((kind.name, record.pk) for kind, record in changing))
    theirs, ours = rows(plan.kind, plan.gone), rows(plan.kind, plan.kept)
    twins = [(theirs[path], ours[to]) for path, to in plan.result.places if to in ours]
    addresses = FormerAddress.objects.filter(kind=merger.kind, number=merger.gone)
    merger.moved = journal(plan, theirs, ours) | {"addresses": list(addresses.values_list("slug", flat=True))}
    addresses.update(number=merger.kept)
    for kind, record, _, made in plan.others:
        known = rows(kind, record)
        tenures_become_one([(known[path], known[to]) for path, to in made.places if path != to])
        put(kind, made.tree, record)
    both = [(plan.gone, plan.kept), *twins]
    merger.moved["pointers"] = [entry for gone, kept in both for entry in pointers.follow(gone, kept)]
    merger.save()  # before the rows go: they go by a merger, not because somebody wants to be forgotten
    tenures_become_one(twins)
    for path, to in plan.result.places:
        if len(path) == 2 and to not in ours:
            place(plan.kind.rows[path[0]], theirs[path], plan.kept, to[-1])
    remove(plan.gone)
    put(plan.kind, plan.result.tree, plan.kept)


def place(kind: Kind, row: Any, parent: Any, key: str) -> None:
    """Let a row belong to another record, under this key."""
    setattr(row, kind.parent, parent)
    if kind.has_key:
        row.key = key
    row.save()


def tenures_become_one(twins: list[tuple[Any, Any]]) -> None:
    """Contacts go with their tenure; they belong to the other one before theirs is gone."""
    for gone, kept in twins:
        if isinstance(gone, Tenure):
            Contact._base_manager.filter(tenure=gone).update(tenure=kept)


def remove(record: Any) -> None:
    """Delete a record with the rows that are left of it."""
    _, counts = record.delete()
    models = map(apps.get_model, counts)
    foreign = [each for each in models if each is not type(record) and not pointers.is_in_documents(each)]
    if foreign:
        raise RuntimeError(f"{record._meta.label} {record.pk} would take other rows along: {foreign}")


# --- for parting ------------------------------------------------------------------------------------


def journal(plan: Plan, theirs: dict[Any, Any], ours: dict[Any, Any]) -> dict[str, Any]:
    """All that parting needs. Of each record only what changes; of rows that move, only where they were."""
    going, after = deepcopy((plan.going, plan.result.tree))
    moves = []
    for path, to in plan.result.places:
        number = theirs[path].pk
        moves.append([path, to, number, ours[to].pk if to in ours else number])
        if to not in ours:
            before = at(going, path[:-1])
            before[path[-1]] = {name: said for name, said in before[path[-1]].items() if name == POSITION}
            del at(after, to[:-1])[to[-1]]
    changes = [(plan.kind, plan.kept, plan.staying, after)]
    changes += [(kind, record, before, made.tree) for kind, record, before, made in plan.others]
    documents = [[kind.name, each.pk, pruned(was, now), pruned(now, was)] for kind, each, was, now in changes]
    documents.insert(1, [plan.kind.name, plan.gone.pk, going, {}])
    return {
        "documents": documents, "rows": moves, "people": list(people(documents, moves)),
        "own": {name: str(getattr(plan.gone, name)) for name in OF_THE_ROW if hasattr(plan.gone, name)},
    }  # fmt: skip


def people(documents: list[Any], moves: list[Any]) -> Iterator[list[Any]]:
    """Where people are named: members by number, contacts by key; in which document at which place, and with whom of
    those that stay they became one.
    """
    (kind, kept, *_), (_, gone, *_), *_ = documents
    if kind == RecordKind.MEMBER:
        yield from ([kind, kept, 0, [], None], [kind, gone, 1, [], kept])
    into = {path: to[-1] for path, to, *_ in moves}
    for place, (_, _, before, after) in enumerate(documents):
        for key in before.get("contacts", {}).keys() | after.get("contacts", {}).keys():
            path = ("contacts", key)
            yield ["contact", key, place, path, into.get(path) if place == 1 else None]
