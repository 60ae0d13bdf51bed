"""Undo: how are plans carried out? All or nothing; nothing is overwritten unseen, and what was forgotten does not
return.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max, ProtectedError, RestrictedError
from django.db.models.deletion import Collector

from directory.history import descriptions
from directory.history.revert_plan import Impossible, Plan, Step
from directory.history.snapshots import ORDER, Key
from directory.models import Citation, Contact, Gap, Member, Verdict, history

PERSONAL: dict[type[Any], tuple[str, ...]] = {
    Contact: ("name", "email", "phone"),
    Member: ("name", "is_public"),
    Citation: ("claim",),
    Verdict: ("subject", "reading", "reason"),
    Gap: ("reason",),
}
"""Columns that are empty in a version where somebody is not to be named any more; then they stay as they are today."""
SINCE = "Inzwischen hat sich hier etwas geändert. Bitte vergleichen Sie noch einmal."
CLASH = "So, wie es war, kann es nicht wieder werden: Etwas anderes hat inzwischen seinen Platz."


def carry_out(plan: Plan, token: str) -> None:
    """Do what the plan says, in one act of the history. ``token``: the plan's when whoever decided has seen it.

    Raises:
        Impossible: with nothing done, if anything has changed since or a rule of the catalogue forbids it.
    """
    try:
        with transaction.atomic(), history.act(plan.reason):
            today = _locked(plan)
            if token != plan.token or not _is_current(plan, today):
                raise Impossible(SINCE)
            _carry_out(plan, today)
    except (ProtectedError, RestrictedError, IntegrityError) as error:
        raise Impossible(CLASH) from error


def _locked(plan: Plan) -> dict[Key, Any]:
    """The rows as they are today; nobody else changes them before we are done."""
    found = {}
    for model in {step.model for step in plan.steps}:
        numbers = [step.number for step in plan.steps if step.model is model]
        for row in model._base_manager.select_for_update().filter(pk__in=numbers):
            found[model, row.pk] = row
    return found


def _is_current(plan: Plan, today: dict[Key, Any]) -> bool:
    if today.keys() != {step.key for step in plan.steps if step.deed != "add"}:
        return False
    for model in {step.model for step in plan.steps}:
        latest = {step.number: step.latest.history_id for step in plan.steps if step.model is model}
        versions = model.history.filter(id__in=latest).order_by().values_list("id")
        if dict(versions.annotate(Max("history_id"))) != latest:
            return False
    return True


def _carry_out(plan: Plan, today: dict[Key, Any]) -> None:
    """Rows go before others take their place, those first that point to others; they return the other way round."""
    ordered = sorted(plan.steps, key=lambda step: ORDER.index(step.model))
    keys = {step.key for step in plan.steps}
    for step in ordered:
        if step.deed == "delete":
            _remove(today[step.key], keys)
    for step in reversed(ordered):
        if step.deed == "add":
            _put(_returning(step), force_insert=True)
        elif step.deed == "change":
            _put(_changed(step, today[step.key]))


def _remove(row: Any, keys: set[Key]) -> None:
    """Delete a row, if nothing hangs on it but what goes as well."""
    collector = Collector(using=row._state.db, origin=row)
    collector.collect([row])
    hanging: list[Any] = [*collector.data.values(), *collector.fast_deletes, *chain(*collector.field_updates.values())]
    for each in chain(*hanging):
        if (type(each), each.pk) not in keys:
            raise Impossible(f"Daran hängt inzwischen etwas anderes: {descriptions.kind(each)}.")
    row.delete()


def _returning(step: Step) -> Any:
    """A row that is not there any more; somebody who is forgotten returns without name and unseen."""
    row = step.target.history_object
    if isinstance(row, Contact) and not row.name:
        row.withheld = True
    return row


def _changed(step: Step, row: Any) -> Any:
    """A row as it is to be, but for what stays as it is today."""
    kept = (*step.kept, *_forgotten(step))
    for column in step.target.tracked_fields:
        if column.name not in kept:
            setattr(row, column.attname, getattr(step.target, column.attname))
    return row


def _put(row: Any, **options: Any) -> None:
    """Store a row, by all rules of the catalogue."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise Impossible(" ".join(_complaints(row, error))) from error
    row.save(**options)


def _forgotten(step: Step) -> tuple[str, ...]:
    """The columns the version keeps nothing of, because somebody is not to be named any more."""
    columns, version = PERSONAL.get(step.model, ()), step.target
    if not columns or getattr(version, columns[0]):
        return ()
    return columns if step.model in (Contact, Member) or version.contact_id else ()


def _complaints(row: Any, error: ValidationError) -> Iterator[str]:
    for name, errors in error.error_dict.items():
        column = None if name == NON_FIELD_ERRORS else row._meta.get_field(name)
        for each in errors:
            if column is not None and column.is_relation and each.code == "invalid":
                yield f"{descriptions.label(column)}: Was hier stand, gibt es nicht mehr."
            else:
                yield f"{descriptions.label(column)}: {each.messages[0]}" if column else each.messages[0]
