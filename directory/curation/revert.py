"""Revert: a plan is carried out by writing its documents. All or nothing; nothing is overwritten unseen, rules of
publishing hold, and what was forgotten does not return.
"""

from itertools import chain
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.utils.text import capfirst

from directory.catalogue import Refused, dump, write
from directory.catalogue.forgetting import with_people
from directory.catalogue.references import Missing
from directory.catalogue.registry import DOCUMENTED, NETWORK
from directory.curation import publishing
from directory.curation.revert_plan import Goal, Impossible, RevertPlan, latest_of
from directory.enums import Visibility
from directory.history import descriptions
from directory.models import FormerAddress, Network, history

SINCE = "Inzwischen hat sich hier etwas geändert. Bitte vergleichen Sie noch einmal."
CLASH = "So, wie es war, kann es nicht wieder werden: Etwas anderes hat inzwischen seinen Platz."
GONE = "{}: Was hier stand, gibt es nicht mehr."
HANGING = "Daran hängt inzwischen etwas anderes: {}."
BY_STEPS = "Von „{}“ geht es nicht zurück zu „{}“. Das geht nur über die Schritte der Veröffentlichung."
TAKEN = "Unter der Adresse „{}“ finden Leserinnen und Leser inzwischen einen anderen Eintrag."
LACKING = "Der Eintrag „{}“ ist veröffentlicht, und dann würde ihm etwas fehlen: {}"


def go_back(plan: RevertPlan, token: str, user: Any) -> None:
    """Carry a plan out, all or nothing. ``token``: the plan's when whoever decided has seen it.

    Raises:
        PermissionDenied: if the user may not do all of it.
        Impossible: if anything has changed since, or a rule of the catalogue forbids it; then nothing has happened.
    """
    if not user.has_perms(plan.permissions):
        raise PermissionDenied
    try:
        with history.act(plan.reason, by=user):
            records = {goal.latest.place: _locked(goal) for goal in plan.goals}
            latest = latest_of([goal.latest for goal in plan.goals])
            if token != plan.token or [latest[goal.latest.place] for goal in plan.goals] != [
                goal.latest for goal in plan.goals
            ]:
                raise Impossible(SINCE)
            networks = [row.pk for row in records.values() if isinstance(row, Network)]
            lacked = {row.pk: _lacks(row) for row in Network.objects.published().filter(pk__in=networks)}
            for goal in plan.goals:
                _require(goal)
            _write([(goal, records[goal.latest.place]) for goal in plan.goals])
            restored = [goal.latest.record for goal in plan.goals if goal.latest.kind == NETWORK.name]
            for network in Network.objects.published().filter(pk__in=restored):
                missing = _lacks(network) - lacked.get(network.pk, set())
                if missing:
                    raise Impossible(LACKING.format(network, "; ".join(sorted(missing))))
    except (ProtectedError, RestrictedError, IntegrityError) as error:
        raise Impossible(CLASH) from error


def _locked(goal: Goal) -> Any:
    model = DOCUMENTED[goal.latest.kind].model
    return model._base_manager.select_for_update().filter(pk=goal.latest.record).first()


def _lacks(network: Network) -> set[str]:
    return {str(lack) for lack in publishing.lacks(network)}


def _require(goal: Goal) -> None:
    """Readers' addresses stay theirs, and visibility takes its steps."""
    kind, number, document = goal.latest.kind, goal.latest.record, goal.document
    if document is None:
        return
    slug = document.get("slug")
    if FormerAddress.objects.filter(kind=kind, slug=slug).exclude(number=number).exists():
        raise Impossible(TAKEN.format(slug))
    if kind != NETWORK.name or goal.latest.document is None:
        return
    today, then = (Visibility(each.get("visibility", Visibility.DRAFT)) for each in (goal.latest.document, document))
    if today != then and then not in publishing.STEPS[today]:
        raise Impossible(BY_STEPS.format(today.label, then.label))


def _write(waiting: list[tuple[Goal, Any]]) -> None:
    """Write documents until none is left: some name records that only another one brings back. What is to go goes
    last, when nothing names it any more.
    """
    leaving = [row for goal, row in waiting if goal.document is None and row is not None]
    waiting = [(goal, row) for goal, row in waiting if goal.document is not None]
    while waiting:
        left, problem = [], Impossible()
        for goal, row in waiting:
            try:
                with transaction.atomic():
                    _put(goal, row)
            except Missing as missing:
                problem = Impossible(GONE.format(capfirst(missing.model._meta.verbose_name)))
                left.append((goal, row))
            except Refused as refused:
                problem = Impossible(str(refused))
                left.append((goal, row))
        if len(left) == len(waiting):
            raise problem
        waiting = left
    places = {(row._meta.model_name, row.pk) for row in leaving}
    for row in leaving:
        _remove(row, places)


def _put(goal: Goal, row: Any) -> None:
    model = DOCUMENTED[goal.latest.kind].model
    document = goal.document or {}
    write(goal.latest.kind, with_people(document, dump(row) if row else {}), row or model(pk=goal.latest.record))


def _remove(row: Model, leaving: set[history.Place]) -> None:
    """Delete a record, if nothing hangs on it but its own rows and what goes as well."""
    collector = Collector(using=str(row._state.db), origin=row)
    collector.collect([row])
    own: Any = row
    hanging: list[Any] = [*collector.data.values(), *collector.fast_deletes, *chain(*collector.field_updates.values())]
    for each in chain(*hanging):
        if not hasattr(each, "places") or not {*each.places()} <= {*own.places(), *leaving}:
            raise Impossible(HANGING.format(descriptions.kind(each)))
    row.delete()
