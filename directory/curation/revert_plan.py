"""Revert plan: which documents would records have if one of them, or one row of it, became again what an older version
says, or if all that one act did were undone? Changes nothing.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.utils import timezone
from django.utils.formats import date_format

from directory.catalogue.acts import newest, own
from directory.catalogue.diff import Path, three_way, with_row
from directory.catalogue.documents import Document
from directory.catalogue.registry import DOCUMENTED, NETWORK, RECORDS
from directory.curation import publishing
from directory.enums import Visibility
from directory.history import descriptions
from directory.history.snapshots import Change, read
from directory.models import Act, Merger, Version, history

SAME = "Das ist schon der Stand von heute."
MEMBERS = "Mitglieder kommen und gehen durch ihren Antrag; das lässt sich hier nicht zurücknehmen."
PARTED = "{}: Das wurde zusammengelegt. Zusammenlegen und Trennen geht nur unter „Zusammenlegungen“."
LATER = "{} wurde später noch einmal geändert. Bitte nehmen Sie zuerst das zurück."


class Impossible(Exception):
    """Why one cannot go back, in a German sentence."""


@dataclass(frozen=True)
class Goal:
    """One record: its latest version, and the document it is to have; None where it is to go."""

    latest: Version
    document: Document | None

    @property
    def change(self) -> Version:
        """What would be kept of it as a version."""
        return Version(kind=self.latest.kind, record=self.latest.record, before=self.latest, document=self.document)


class RevertPlan:
    """All records that go back together, and the reason the history will give."""

    def __init__(self, goals: list[Goal], reason: str) -> None:
        self.goals, self.reason = goals, reason
        self.changes: list[Change] = list(chain.from_iterable(read([goal.change for goal in goals])))
        if not any(goal.document != own(goal.latest) for goal in goals):
            raise Impossible(SAME)

    @property
    def permissions(self) -> set[str]:
        """What one must be allowed to do for it."""
        found = set()
        for change in self.changes:
            deed = "add" if change.before is None else "delete" if change.after is None else "change"
            found.add(f"directory.{deed}_{change.kind}")
            if change.kind == NETWORK.name:
                seen = {row.visibility if row else Visibility.DRAFT for row in (change.before, change.after)}
                found |= {publishing.PERMISSION} if len(seen) > 1 else set()
        return found

    @property
    def token(self) -> str:
        """Another one as soon as any of the records has changed."""
        return hashlib.sha256(repr(sorted(goal.latest.pk for goal in self.goals)).encode()).hexdigest()[:32]


# --- plans --------------------------------------------------------------------------------------


def of_version(version: Version, path: Path = (), *, keeps_visibility: bool = False) -> RevertPlan:
    """The record, or the row at one place of it, as a version has it; what is gone returns.

    Raises:
        Impossible: if there is nothing to do, or it cannot be done here.
    """
    latest, past = _latest(version), own(version)
    kind, today = DOCUMENTED[version.kind], own(latest)
    if past is None:
        raise Impossible(SAME)
    goal: Document | None = past
    if today is not None:
        goal = with_row(kind, today, past, path)
    if keeps_visibility and goal is not None and today is not None:
        goal = {**goal, "visibility": today["visibility"]} if "visibility" in today else _without_visibility(goal)
    reason = (
        f"Zurück auf den Stand vom {moment(version)}" if today else f"Wiederhergestellt, Stand vom {moment(version)}"
    )
    return _allowed([Goal(latest, goal)], reason)


def _without_visibility(document: Document) -> Document:
    return {name: value for name, value in document.items() if name != "visibility"}


def of_act(act: Act) -> RevertPlan:
    """Everything one act did, undone: what was changed since in other statements stays.

    Raises:
        Impossible: if there is nothing to do, a statement has changed since, or it cannot be done here.
    """
    goals = []
    if act.versions.exclude(kind__in=RECORDS).exists():
        raise Impossible(MEMBERS)
    versions = list(act.versions.select_related("before").order_by("pk"))
    latest_versions = latest_of(versions)
    for version in versions:
        before, after = own(version.before), own(version)
        if before == after:
            continue  # only what others say of it has changed
        latest = latest_versions[version.place]
        merged = three_way(DOCUMENTED[version.kind], after, before, own(latest))
        if merged.conflicts:
            raise Impossible(LATER.format(_titled(version if version.document else latest, merged.conflicts[0][0])))
        goals.append(Goal(latest, merged.document))
    return _allowed(goals, f"Änderung vom {moment(act)} zurückgenommen")


def _latest(version: Version) -> Version:
    return latest_of([version])[version.place]


def latest_of(versions: list[Version]) -> dict[history.Place, Version]:
    """The newest versions of the same records; a query for each kind of record."""
    found: dict[history.Place, Version] = {}
    for kind in {version.kind for version in versions}:
        latest = newest(kind, [version.record for version in versions if version.kind == kind])
        found |= {version.place: version for version in latest.values()}
    return found


def _titled(version: Version, path: Path) -> str:
    """What is meant, in the middle of a sentence."""
    whole = Version(kind=version.kind, record=version.record, document=version.document)
    rows = [change.row for change in read([whole])[0] if change.path == path]
    return descriptions.titled(rows[0]) if rows else "Etwas davon"


def _allowed(goals: list[Goal], reason: str) -> RevertPlan:
    """A plan that leaves members alone, parts no records that were merged, and joins none that were parted."""
    for goal in goals:
        if goal.latest.kind not in RECORDS and None in (goal.document, goal.latest.document):
            raise Impossible(MEMBERS)
    moving = {goal.latest.place: goal for goal in goals if None in (goal.document, goal.latest.document)}
    merged = Merger.objects.filter(gone__in=[number for _, number in moving]).values_list("kind", "gone")
    for place in moving.keys() & set(merged if moving else ()):
        goal = moving[place]
        raise Impossible(PARTED.format(_titled(goal.latest if goal.latest.document else goal.change, ())))
    return RevertPlan(goals, reason)


def moment(when: Act | Version | datetime) -> str:
    """``21. November 2026, 14:05 Uhr``, of an act, a version or a point in time."""
    act = when.act if isinstance(when, Version) else when
    at = act.at if isinstance(act, Act) else act
    return date_format(timezone.localtime(at), "j. F Y, H:i") + " Uhr" if at else "unbekannt"
