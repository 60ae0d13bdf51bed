"""Merge plan: what would happen if two records became one? Reads both and all that name the one that goes."""

import hashlib
import json
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from django.db.models import Model

from directory.catalogue import Refused
from directory.catalogue.documents import Document
from directory.catalogue.redirects import RECORDS
from directory.catalogue.registry import DOCUMENTED, Kind
from directory.curation.duplicates.joining import Joining, further_name
from directory.curation.duplicates.records import documents, referring
from directory.curation.duplicates.rules import Loss, other_text
from directory.enums import RelationKind
from directory.models import Body, Member, Merger, RecordKind, Relation

KIN = (RelationKind.SUCCEEDED_BY, RelationKind.GREW_OUT_OF)


@dataclass
class Plan:
    """What would happen to the catalogue. ``others``: records that name the one that goes, and what they would be."""

    kind: Kind
    kept: Any
    gone: Any
    staying: Document
    going: Document
    result: Joining
    others: list[tuple[Kind, Any, Joining]]
    further_name: bool

    def __post_init__(self) -> None:
        parts = [self.result, *(each for *_, each in self.others)]
        self.losses: list[Loss] = [loss for part in parts for loss in part.losses]
        self.moved: Counter[type[Model]] = sum((part.moved for part in parts), Counter())
        self.joined: Counter[type[Model]] = sum((part.joined for part in parts), Counter())

    def mark(self) -> str:
        """Tells it from any other plan; whoever agrees to one does not want another."""
        others = [[record.pk, [asdict(loss) for loss in made.losses]] for _, record, made in self.others]
        agreed = json.dumps([self.staying, self.going, others], sort_keys=True)
        return hashlib.sha256(agreed.encode()).hexdigest()[:16]


def plan(kind: str, kept: int, gone: int, *, keep_name: bool = True, lock: bool = False) -> Plan:
    """What would happen to the catalogue if the record ``gone`` became one with ``kept``. Changes nothing. With
    ``lock``, nobody changes any of the records before the transaction ends.

    Raises:
        Refused: if that cannot be.
    """
    stays, goes = _both(kind, kept, gone, lock)
    _require(stays, goes)
    own = DOCUMENTED[kind]
    others = referring(stays, goes, lock=lock)
    staying, going, *before = documents([(own, stays), (own, goes), *others])
    joining = partial(
        Joining, type(goes), going.get("slug", ""), staying.get("slug", ""),
        lines_of=other_text(own, staying, going),
        taken=any(isinstance(each, Body) for _, each in others) and Body.objects.filter(entry=kept).exists(),
    )  # fmt: skip
    return Plan(
        own, stays, goes, staying, going,
        result=joining().merge(own, staying, going, keep_name=keep_name),
        others=[(*each, joining().repoint(each[0], was)) for each, was in zip(others, before, strict=True)],
        further_name=further_name(own, staying, going),
    )  # fmt: skip


def _both(kind: str, kept: int, gone: int, lock: bool) -> tuple[Any, Any]:
    """Both records, for nobody else to change if they are locked.

    Raises:
        Refused: if there are not two, saying where the missing one has gone.
    """
    if kind not in RECORDS:
        raise Refused("Diese Art von Eintrag gibt es nicht.")
    if kept == gone:
        raise Refused("Ein Eintrag lässt sich nicht mit sich selbst zusammenlegen.")
    rows = RECORDS[kind]._default_manager.filter(pk__in=(kept, gone)).order_by("pk")
    found = {row.pk: row for row in (rows.select_for_update() if lock else rows)}
    for number in (kept, gone):
        if number not in found:
            before = Merger.objects.filter(kind=kind, gone=number, undone_at=None).first()
            if before:
                raise Refused(f"„{before.gone_name}“ ist schon in „{before.kept_name}“ aufgegangen.")
            raise Refused("Diesen Eintrag gibt es nicht oder nicht mehr.")
    return found[kept], found[gone]


def _require(kept: Any, gone: Any) -> None:
    """Refuse what is known to be two."""
    if isinstance(kept, Member):
        if kept.network_id != gone.network_id:
            raise Refused("Diese Mitglieder gehören zu verschiedenen Netzwerken.")
        return
    if kept._meta.model_name != RecordKind.NETWORK:
        return
    both = {kept.pk, gone.pk}
    ties = Relation.objects.filter(kind__in=(RelationKind.PART_OF, *KIN), other__isnull=False).order_by()
    above = defaultdict(set)
    for kind, part, whole in ties.values_list("kind", "network", "other"):
        if kind == RelationKind.PART_OF:
            above[part].add(whole)
        elif both == {part, whole}:
            raise Refused(
                f"Zwischen beiden steht die Beziehung „{RelationKind(kind).label}“; Vorgänger und Nachfolger sind zwei "
                "Einträge. Falls das nicht stimmt, entfernen Sie bitte zuerst diese Beziehung."
            )
    if gone.pk in wholes(kept.pk, above) or kept.pk in wholes(gone.pk, above):
        raise Refused("Eines der Netzwerke ist Teil des anderen. Ein Netzwerk geht nicht in einem Teil von sich auf.")


def wholes(number: int, above: dict[int, set[int]]) -> set[int]:
    """The networks of which one is a part, and those of which they are."""
    found: set[int] = set()
    waiting = {number}
    while waiting:
        waiting = set().union(*(above[each] for each in waiting)) - found
        found |= waiting
    return found
