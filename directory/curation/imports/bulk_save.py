"""Bulk save: how does a plan get into the database? All rows of a kind at once, as one act, or not at all.

Rows are stored past ``save``, which would ask the database six times for each. What ``save`` does besides is done
here for all of them: sort keys, and the times at which networks and others were touched.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils import timezone

from directory.curation.imports.import_plan import ImportPlan
from directory.curation.imports.schema import KINDS
from directory.curation.imports.statements import Saving
from directory.models import Body, Citation, Gap, Network, Revision, Tenure, Topic, Treatment, history
from directory.rules import normalisation

BATCH = 500
ORDER = (*dict.fromkeys(kind.shape.model for kind in KINDS), Citation, Gap)
"""Parents before their children, rows before what is said about them."""
BESIDES: dict[type[models.Model], tuple[type[models.Model], str]] = {
    Tenure: (Body, "body_id"),
    Treatment: (Topic, "topic_id"),
}
"""Whose page shows such a row as well, apart from its network's."""
FOLLOWING = {"name": "sort_key", "start": "start_earliest", "end": "end_latest", "as_of": "as_of_latest"}
"""Columns computed from others, where a row has them; the bounds of dates when the row was checked."""


class Outdated(Exception):
    """Somebody has changed the catalogue since the plan was made."""


def store(plan: ImportPlan, revision: int, reason: str, by: Any = None) -> None:
    """Store what the plan found, made when the catalogue had this revision. ``by`` is named in the history.

    Raises:
        Outdated: if it has another one now.
        IntegrityError: if the database objects to a row; nothing is stored then.
    """
    savings = plan.savings()
    if not savings:
        return
    with history.act(reason, by=by):
        stored = [saving.row for rows in savings.values() for saving in rows]
        history.touch(*(("network", number) for number in plan.stored_networks() if number))
        for model in ORDER:
            if model in savings:
                _store(model, savings[model])
        history.touch(*(("network", number) for number in _touch(stored)), is_new=True)
        if _locked_revision() != revision:
            raise Outdated
        Revision.move_on()


def _locked_revision() -> int:
    """The present number. From here on nobody else can change it, so it is asked for last: others wait for it."""
    return Revision.objects.select_for_update().filter(pk=1).values_list("number", flat=True).first() or 0


def quiet(model: type[models.Model]) -> Any:
    """The rows of a model, without moving the revision on at every step."""
    return models.QuerySet(model)


def _store(model: Any, savings: list[Saving]) -> None:
    new = [saving.row for saving in savings if saving.is_new]
    for row in new:
        _prepare(row)
    if new:
        quiet(model).bulk_create(new, batch_size=BATCH)
    changed = [saving for saving in savings if saving.changed and not saving.is_new]
    for fields, rows in _alike(changed):
        quiet(model).bulk_update(rows, fields, batch_size=BATCH)
        if hasattr(rows[0], "updated_at"):
            quiet(model).filter(pk__in=[row.pk for row in rows]).update(updated_at=timezone.now())
    void = [saving.row.pk for saving in savings if saving.void]
    if void:
        quiet(model).filter(pk__in=void).delete()


def _alike(changed: list[Saving]) -> Iterator[tuple[list[str], list[Any]]]:
    """Rows with the same changed columns, so that they can be updated together; with the columns that follow."""
    groups: dict[frozenset[str], list[Any]] = defaultdict(list)
    for saving in changed:
        _prepare(saving.row)
        groups[frozenset(saving.changed)].append(saving.row)
    for fields, rows in groups.items():
        own = {column.name for column in rows[0]._meta.concrete_fields}
        yield sorted(fields | {FOLLOWING[name] for name in fields & FOLLOWING.keys()} & own), rows


def _prepare(row: Any) -> None:
    if isinstance(row, Network):
        row.sort_key = normalisation.sort_key(row.name)


def _touch(rows: list[Any]) -> set[int]:
    """Note on all pages that show these rows that they have changed; the networks among them."""
    touched: dict[type[models.Model], set[int]] = defaultdict(set)
    for row in rows:
        touched[Network].update(row.belongs_to())
        if type(row) in BESIDES:
            model, column = BESIDES[type(row)]
            touched[model].add(getattr(row, column))
    for model, numbers in touched.items():
        quiet(model).filter(pk__in=numbers).update(updated_at=timezone.now())
    return touched[Network]
