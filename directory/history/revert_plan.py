"""Revert plan: what would have to happen so that a row, or all that one act did, is again what it was? Changes nothing
itself.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format

from directory.enums import Visibility
from directory.history import descriptions, version_tables
from directory.history.snapshots import DELETED, Change, Key, Rows
from directory.models import Body, Member, Merger, Network, Source, Topic

SAME = "Das ist schon der Stand von heute."
UNKNOWN = "Was hier vorher stand, ist nicht bekannt: Fassungen werden erst seit dieser Änderung gehalten."
MEMBERS = "Mitglieder kommen und gehen durch ihren Antrag; das lässt sich hier nicht zurücknehmen."
MERGED = (Network, Body, Topic, Source)
PARTED = "Das wurde zusammengelegt. Zusammenlegen und Trennen geht nur unter „Zusammenlegungen“."
LATER = "{} wurde später noch einmal geändert. Bitte nehmen Sie zuerst das zurück."


class Impossible(Exception):
    """Why one cannot go back, in a German sentence."""


@dataclass(frozen=True)
class Step:
    """One row: the last version there is of it, and the one it is to have; None where the row is to go. Columns that
    are ``kept`` stay as they are today.
    """

    model: type[Any]
    number: int
    latest: Any
    target: Any
    change: Change
    kept: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        return self.model, self.number

    @property
    def deed(self) -> str:
        """What is done to the row, as Django's permissions call it."""
        return "delete" if self.target is None else "add" if self.change.before is None else "change"

    @property
    def permissions(self) -> set[str]:
        """What one must be allowed to do for it."""
        needed = {f"directory.{self.deed}_{self.model._meta.model_name}"}
        if self.model is Network:
            sides = (self.change.before, self.change.after)
            seen = {side.visibility if side else Visibility.DRAFT for side in sides}
            needed |= {"directory.publish_network"} if len(seen) > 1 else set()
        return needed


@dataclass(frozen=True)
class Plan:
    """All rows that go back together, and the reason the history will give."""

    steps: list[Step]
    reason: str

    @property
    def permissions(self) -> set[str]:
        return {permission for step in self.steps for permission in step.permissions}

    @property
    def token(self) -> str:
        """Another one as soon as any of the rows has changed."""
        state = sorted((step.latest.instance_type.__name__, step.latest.history_id) for step in self.steps)
        return hashlib.sha256(repr(state).encode()).hexdigest()[:32]


def of_version(version: Any, kept: tuple[str, ...] = ()) -> Plan:
    """The row of a version as that version has it, but for what is ``kept`` of today; one that was deleted returns with
    all that went with it.

    Raises:
        Impossible: if there is nothing to do, or it cannot be done here.
    """
    model, number = version.instance_type, version.id
    kind = str(model._meta.model_name)
    rows = Rows([(kind, number)])
    latest = rows.versions[model, number][-1]
    if latest.history_type != DELETED:
        if same(latest, version, kept):
            raise Impossible(SAME)
        goal = rows.mixed(version, latest, kept)
        step = Step(model, number, latest, version, Change(rows.row(latest), goal, version), kept)
        return _allowed([step], f"Zurück auf den Stand vom {moment(version)}")
    together = [
        (kind, row) for kind, _, _, row in version_tables.rows_in(version_tables.of_act(latest.act), [latest.act])
    ]
    rows = Rows({(kind, number), *together})
    targets = {key: rows.versions[key][-1] for key in _fallen(rows, (model, number), latest.act)}
    targets[model, number] = version
    steps = [
        Step(*key, rows.versions[key][-1], target, Change(None, rows.row(target), target))
        for key, target in targets.items()
    ]
    return _allowed(steps, f"Wiederhergestellt, Stand vom {moment(version)}")


def of_act(act: UUID, known: Rows | None = None) -> Plan:
    """Everything one act did, undone: what it added goes, what it deleted returns, what it changed is as before. Rows
    that are ``known`` already are not read again.

    Raises:
        Impossible: if there is nothing to do, a row has changed since, or it cannot be done here.
    """
    touched = [(kind, number) for kind, _, _, number in version_tables.rows_in(version_tables.of_act(act), [act])]
    keys = {(version_tables.BY_NAME[kind], number) for kind, number in touched}
    rows = known if known and keys <= known.versions.keys() else Rows(touched)
    steps = []
    for kind, number in touched:
        change, latest = rows.change(act, kind, number), rows.versions[version_tables.BY_NAME[kind], number][-1]
        if change.row is not None and not (change.before and change.after and same(change.earlier, change.version)):
            steps.append(_undone(rows, change, latest))
    if not steps:
        raise Impossible(SAME)
    done = max(step.change.version.history_date for step in steps)
    return _allowed(steps, f"Änderung vom {moment(done)} zurückgenommen")


def _undone(rows: Rows, change: Change, latest: Any) -> Step:
    """One row as it was before; of a row that was changed only what the act changed, so that later edits stay."""
    model, number, earlier = type(change.row), change.row.pk, change.earlier
    if model is Member:
        raise Impossible(MEMBERS)
    if not change.is_known:
        raise Impossible(UNKNOWN)
    columns = [column.name for column in latest.tracked_fields]
    if change.before is None or change.after is None:
        touched, goal = columns, change.before
    else:
        touched = [name for name in columns if not same(earlier, change.version, _all_but(columns, name))]
        goal = rows.mixed(latest, earlier, touched)
    kept = tuple(name for name in columns if name not in touched)
    if (latest.history_type == DELETED) != (change.after is None) or not same(latest, change.version, kept):
        raise Impossible(LATER.format(descriptions.titled(change.row)))
    today = None if change.after is None else rows.row(latest)
    return Step(model, number, latest, earlier, Change(today, goal, change.version, earlier), kept)


def _all_but(columns: list[str], name: str) -> tuple[str, ...]:
    return tuple(column for column in columns if column != name)


def _fallen(rows: Rows, lost: Key, act: UUID) -> list[Key]:
    """A lost row with all that was lost with it, because it belonged to it."""
    found = [lost]
    deleted = [key for key, kept in rows.versions.items() if kept[-1].act == act and kept[-1].history_type == DELETED]
    for parent in found:  # grows while it is read
        for key in deleted:
            columns = [column for column in key[0]._meta.concrete_fields if column.related_model is parent[0]]
            if key not in found and any(getattr(rows.versions[key][-1], c.attname) == parent[1] for c in columns):
                found.append(key)
    return found


def _allowed(steps: list[Step], reason: str) -> Plan:
    """A plan that parts no records that were merged, and joins none that were parted."""
    come_or_go = [step for step in steps if step.deed != "change" and step.model in MERGED]
    numbers = {step.number for step in come_or_go}
    merged = set(Merger.objects.filter(gone__in=numbers).values_list("kind", "gone")) if numbers else set()
    for step in come_or_go:
        if (step.model._meta.model_name, step.number) in merged:
            raise Impossible(f"{descriptions.titled(step.change.row)}: {PARTED}")
    return Plan(steps, reason)


def same(one: Any, other: Any, but: tuple[str, ...] = ()) -> bool:
    """Whether two versions of a row hold the same, whatever they hold in some columns."""
    columns = [column.attname for column in one.tracked_fields if column.name not in but]
    return [getattr(one, name) for name in columns] == [getattr(other, name) for name in columns]


def moment(when: Any) -> str:
    """``21. November 2026, 14:05 Uhr``, of a version or a point in time."""
    at = when if isinstance(when, datetime) else when.history_date
    return date_format(timezone.localtime(at), "j. F Y, H:i") + " Uhr"
