"""Let two records become one, all or nothing, and note down all that is needed to part them again."""

from collections import defaultdict
from typing import Any, cast

from django.db import transaction
from django.db.models import Model, Q

from directory.catalogue.redirects import RECORDS, update_redirects
from directory.curation.duplicates import citation_rules, detection
from directory.curation.duplicates.merge_plan import Mark, Plan, Planner, Refused, belongs_to_catalogue
from directory.enums import FactKind, RelationKind
from directory.models import Fact, FormerAddress, Gap, Member, Merger, Pair, RecordKind, Relation, history
from directory.models.base import Catalogue
from directory.rules.normalisation import sort_key

NAME_LENGTH = 160
REASON_LENGTH = 300
KEY_LENGTH = 60
FORMER_NAME = "So hieß der Eintrag, der hierin aufgegangen ist."
KIN = (RelationKind.SUCCEEDED_BY, RelationKind.GREW_OUT_OF)


def plan(kind: str, kept: int, gone: int, *, keep_name: bool = True, lock: bool = False) -> Plan:
    """What would happen to the catalogue if the record ``gone`` became one with ``kept``. Changes nothing. With
    ``lock``, all that would happen, and nobody changes either record before the transaction ends.

    Raises:
        Refused: if that cannot be.
    """
    stays, goes = _both(kind, kept, gone, lock)
    _require(stays, goes)
    return Planner(stays, goes, keep_name=keep_name, whole=lock).run()


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
    shown = made if keep_name else plan(kind, kept, gone)
    if seen is not None and seen != shown.mark():
        raise Refused("Inzwischen hat sich an einem der beiden Einträge etwas geändert. Bitte prüfen Sie noch einmal.")
    with history.act(f"Zusammengelegt: {reason}"):
        merger = Merger.objects.create(
            kind=kind, kept=kept, kept_name=_name(made.kept), gone=gone, gone_name=_name(made.gone),
            gone_slug=getattr(made.gone, "slug", ""), reason=reason, by=by,
        )  # fmt: skip
        Carrying(made, merger).out()
        stays = RECORDS[kind]._default_manager.get(pk=kept)
        if merger.gone_slug:
            update_redirects(stays, before=merger.gone_slug)
        find_anew(kind, stays)
    return merger


def find_anew(kind: str, record: Any) -> None:
    """After two records have become one, or two again: the list of duplicates knows."""
    Pair.objects.filter(kind=kind, distinct_at=None).filter(Q(first=record.pk) | Q(second=record.pk)).delete()
    detection.note(kind, record.pk)


def _name(record: Model) -> str:
    """How a record is called in lists; people are not named there, for they may want to be forgotten."""
    return f"Mitglied {record.pk}" if isinstance(record, Member) else str(record)[:NAME_LENGTH]


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


class Carrying:
    """Carries a plan out and keeps a journal, which ``unmerging`` reads backwards."""

    def __init__(self, plan: Plan, merger: Merger) -> None:
        self.plan = plan
        self.merger = merger

    def out(self) -> None:
        fact = self._name_fact() if self.plan.further_name == citation_rules.MADE else None
        addresses = self._addresses()
        changes = [self._change(mark, columns, fact) for mark, columns in self.plan.changes.items()]
        made = [_entry("make", (Fact, fact.pk))] if fact else []
        if fact and not fact.citations.exists() and not fact.gaps.exists():
            made.append(_entry("make", (Gap, Gap.objects.create(fact=fact, reason=FORMER_NAME).pk)))
        rows = {mark: mark[0]._base_manager.get(pk=mark[1]) for mark in self.plan.drops}
        drops = [self._describe(mark, rows[mark]) for mark in reversed(self.plan.drops)]
        fills = [_entry("fill", mark, by=by, columns=before) for mark, by, before in self.plan.fills]
        # Stored first: whoever is dropped now is dropped by a merger, not because somebody wants to be forgotten.
        self.merger.moved = [*made, *addresses, *changes, *drops, *fills]
        self.merger.save()
        for mark in reversed(self.plan.drops):
            self._drop(rows[mark])
        for mark, by, before in self.plan.fills:
            self._fill(mark, rows[mark[0], by], before)

    def _name_fact(self) -> Fact:
        taken = set(Fact.objects.filter(network__in=(self.plan.kept, self.plan.gone)).values_list("key", flat=True))
        words = sort_key(self.plan.gone.name).replace(" ", "-")[:KEY_LENGTH]
        key = citation_rules.free(words.strip("-") or "name", taken)
        return Fact.objects.create(network=self.plan.kept, kind=FactKind.NAME, title=self.plan.gone.name, key=key)

    def _addresses(self) -> list[dict[str, Any]]:
        """What led to the record that goes leads to the one that stays."""
        theirs = FormerAddress.objects.filter(kind=self.merger.kind, number=self.merger.gone)
        columns = {"number": [self.merger.gone, self.merger.kept]}
        numbers = list(theirs.values_list("pk", flat=True))
        theirs.update(number=self.merger.kept)
        return [_entry("change", (FormerAddress, number), columns=columns) for number in numbers]

    def _change(self, mark: Mark, columns: dict[str, list[Any]], fact: Fact | None) -> dict[str, Any]:
        columns = {
            name: [was, fact.pk if fact and now == citation_rules.MADE else now] for name, (was, now) in columns.items()
        }
        store(mark, {name: now for name, (_, now) in columns.items()})
        return _entry("change", mark, columns=columns)

    def _describe(self, mark: Mark, row: Model) -> dict[str, Any]:
        """A row that goes, with all it says. What rows of other apps say is nobody's business here; mere ties say
        nothing.
        """
        said = {field.name: plain(row, field) for field in row._meta.concrete_fields if not field.primary_key}
        is_known = belongs_to_catalogue(mark[0]) or mark[0]._meta.auto_created
        return _entry("drop", mark, into=self.plan.drops[mark], fields=said if is_known else None)

    def _drop(self, row: Model) -> None:
        if belongs_to_catalogue(type(row)):
            history.touch(*cast("Catalogue", row).places())
        _, counts = type(row)._base_manager.filter(pk=row.pk).delete()
        if belongs_to_catalogue(type(row)) and sum(counts.values()) != 1:
            raise RuntimeError(f"{row._meta.label} {row.pk} would take other rows along: {counts}")

    def _fill(self, mark: Mark, giver: Model, before: dict[str, Any]) -> None:
        row = mark[0]._base_manager.get(pk=mark[1])
        for name in before:
            setattr(row, name, getattr(giver, name))
        row.save()


def store(mark: Mark, values: dict[str, Any]) -> None:
    """Put values into columns of one row: as an act of the catalogue, or silently in another app's row."""
    model, number = mark
    if not belongs_to_catalogue(model):
        model._base_manager.filter(pk=number).update(**values)
        return
    row = model._base_manager.get(pk=number)
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))


def plain(row: Model, field: Any) -> Any:
    """The value of a column as JSON can hold it, days and times exactly as they are."""
    value = field.value_from_object(row)
    return value if value is None or isinstance(value, (str, int)) else field.value_to_string(row)


def _entry(does: str, mark: Mark, **more: Any) -> dict[str, Any]:
    return {"do": does, "model": mark[0]._meta.label_lower, "pk": mark[1], **more}
