"""Merge plan: what would happen if two records became one? Reads both with all that hangs on them; changes nothing.

Every model that points to the record that goes takes part, whichever app it belongs to: what the catalogue says is
compared and joined; rows of other apps are only made to point to the record that stays.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from graphlib import TopologicalSorter
from operator import or_
from typing import Any

from django.db.models import CASCADE, BooleanField, ExpressionWrapper, Model, Q

from directory.catalogue.redirects import RECORDS
from directory.curation.duplicates import citation_rules
from directory.curation.duplicates.field_rules import Loss, complete, identities, losses, uniques
from directory.models import Citation, Gap
from directory.models.base import Catalogue

Mark = tuple[type[Model], int]


class Refused(Exception):
    """Two records cannot become one, or one cannot be parted again; the message says why, in German."""


@dataclass
class Plan:
    """All that happens to the rows of two records.

    ``changes``: columns with their values before and after. ``drops``: rows that go, parents before what hangs on
    them, each with the row it becomes one with. ``fills``: columns of rows that stay, with their values before.
    ``further_name``: see ``citation_rules.further_name``.
    """

    kept: Any
    gone: Any
    changes: dict[Mark, dict[str, list[Any]]] = field(default_factory=dict)
    drops: dict[Mark, int | None] = field(default_factory=dict)
    fills: list[tuple[Mark, int, dict[str, Any]]] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    moved: Counter[type[Model]] = field(default_factory=Counter)
    joined: Counter[type[Model]] = field(default_factory=Counter)
    further_name: int | str | None = None

    def mark(self) -> str:
        """Tells what it does to the catalogue from any other plan; whoever agrees to one does not want another."""
        changes = sorted(repr(each) for each in self.changes.items() if belongs_to_catalogue(each[0][0]))
        drops = sorted(repr(each) for each in self.drops.items() if belongs_to_catalogue(each[0][0]))
        return hashlib.sha256(repr((changes, drops, self.fills, self.losses)).encode()).hexdigest()[:16]


def belongs_to_catalogue(model: type[Model]) -> bool:
    return issubclass(model, Catalogue)


def can_join(model: type[Model]) -> bool:
    """Whether two rows of a model can become one on the way; records do so only if somebody says so."""
    return belongs_to_catalogue(model) and model not in RECORDS.values()


def dependents(model: type[Model]) -> set[type[Model]]:
    """Every model with a column that points to this one."""
    related = model._meta.get_fields(include_hidden=True)
    found = {each.related_model for each in related if each.auto_created and (each.one_to_many or each.one_to_one)}
    return {each for each in found if isinstance(each, type)}


def order(root: type[Model]) -> list[type[Model]]:
    """All models that may be touched when two rows of ``root`` become one, each after those it points to."""
    sorter: TopologicalSorter[type[Model]] = TopologicalSorter()
    waiting, seen = [root], {root}
    while waiting:
        parent = waiting.pop()
        for child in sorted(dependents(parent), key=lambda model: model._meta.label):
            sorter.add(child, parent)
            if child is Gap:
                sorter.add(Gap, Citation)  # what has a source needs no reason for having none
            if can_join(child) and child not in seen:
                seen.add(child)
                waiting.append(child)
    return [model for model in sorter.static_order() if model is not root]


class Planner:
    """Makes the plan for two records of one kind. ``pairs``: rows that become one, as they will be. ``whole``: with
    the rows of other apps, which whoever looks at the plan need not know about.
    """

    def __init__(self, kept: Any, gone: Any, *, keep_name: bool, whole: bool) -> None:
        self.plan = Plan(kept, gone)
        self.whole = whole
        self.into: dict[type[Model], dict[int, int]] = defaultdict(dict)
        self.doomed: dict[type[Model], set[int]] = defaultdict(set)
        self.pairs: dict[Mark, tuple[Any, Any]] = {}
        self.cited: set[tuple[str, Any, str]] = set()
        self.plan.further_name = citation_rules.further_name(kept, gone) if keep_name else None
        self._join(gone, kept)

    def run(self) -> Plan:
        """Look at every model once, in one query each.

        Raises:
            Refused: if a row of another app stands in the way.
        """
        for model in order(type(self.plan.kept)):
            pointers = [each for each in model._meta.concrete_fields if self._touches(each.related_model)]
            if pointers and (self.whole or belongs_to_catalogue(model)):
                self._look_at(model, pointers)
        return self.plan

    def _touches(self, model: Any) -> bool:
        return bool(self.into.get(model) or self.doomed.get(model))

    def _rows(self, model: type[Model], pointers: list[Any]) -> Iterator[tuple[Any, dict[str, Any], bool]]:
        """All rows of a model that point to either side; what they would point to; whether they lose what they need."""
        affected = []
        for each in pointers:
            into = self.into[each.related_model]
            affected.append(Q(**{f"{each.name}__in": {*into, *into.values(), *self.doomed[each.related_model]}}))
        bounds = {
            f"bound_{number}": ExpressionWrapper(condition, BooleanField())
            for number, (_, condition) in enumerate(uniques(model))
            if condition is not None
        }
        for row in model._base_manager.filter(reduce(or_, affected)).annotate(**bounds).order_by("pk"):
            new: dict[str, Any] = {}
            for each in pointers:
                old = getattr(row, each.attname)
                if old in self.into[each.related_model]:
                    new[each.attname] = self.into[each.related_model][old]
            yield row, new, any(getattr(row, each.attname) in self.doomed[each.related_model] for each in pointers)

    def _look_at(self, model: type[Model], pointers: list[Any]) -> None:
        moving, holders, staying = [], {}, []
        for row, new, falls in self._rows(model, pointers):
            if falls or citation_rules.is_void(self, row, new):
                self._drop(row)
            elif new:
                moving.append((row, new))
            else:
                staying.append(row)
                holders.update(dict.fromkeys(identities(row, {}), row))
                self._note(row, {})
        siblings = citation_rules.Siblings(staying)
        for row, new in moving:
            self._place(row, new, holders, siblings)

    def _place(self, row: Any, new: dict[str, Any], holders: dict[Any, Any], siblings: citation_rules.Siblings) -> None:
        """Let a row point to what stays; where it would tell the same as another row, they become one."""
        if belongs_to_catalogue(type(row)):
            new = {**new, **citation_rules.adjusted(self, row, new), **siblings.place(row, new)}
        twin = next((holders[each] for each in identities(row, new) if each in holders), None)
        if twin is None:
            self._change(row, new)
            self._note(row, new)
            holders.update(dict.fromkeys(identities(row, new), row))
        elif can_join(type(row)):
            self._join(row, twin)
            self.plan.joined[type(row)] += 1
        else:
            self._give_way(row, new)

    def _give_way(self, row: Any, new: dict[str, Any]) -> None:
        """The place is taken by a row this one cannot become one with. It loses its pointer, or goes.

        Raises:
            Refused: if it may do neither.
        """
        model = type(row)
        fields = [model._meta.get_field(name.removesuffix("_id")) for name in new]
        if belongs_to_catalogue(model) and all(each.null for each in fields):
            what = f"{model._meta.verbose_name} „{row}“, Verweis auf diesen Eintrag"
            self.plan.losses.append(Loss(what, "nichts", str(self.plan.gone)))
            self._change(row, dict.fromkeys(new))
        elif not belongs_to_catalogue(model) and all(goes_along(each) for each in fields):
            self._drop(row)
        else:
            raise Refused(
                f"An beiden Einträgen hängt dasselbe ({model._meta.verbose_name}). Sie lassen sich nicht "
                "zusammenlegen, solange es das zweimal gibt."
            )

    def _note(self, row: Any, new: dict[str, Any]) -> None:
        """Remember what has a source."""
        if isinstance(row, Citation):
            self.cited |= citation_rules.spoken_about(row, new)

    def _change(self, row: Any, new: dict[str, Any]) -> None:
        self.plan.changes[type(row), row.pk] = {name: [getattr(row, name), value] for name, value in new.items()}
        self.plan.moved[type(row)] += 1

    def _drop(self, row: Any) -> None:
        self.doomed[type(row)].add(row.pk)
        self.plan.drops[type(row), row.pk] = None
        if belongs_to_catalogue(type(row)) and not isinstance(row, Gap):
            self.plan.losses.append(Loss(str(row._meta.verbose_name), "nichts", str(row)))

    def _join(self, gone: Any, kept: Any) -> None:
        """One row becomes one with another, which is completed by it."""
        model = type(kept)
        self.into[model][gone.pk] = kept.pk
        self.pairs[model, gone.pk] = (gone, kept)
        self.plan.drops[model, gone.pk] = kept.pk
        before = complete(kept, gone)
        if before:
            self.plan.fills.append(((model, kept.pk), gone.pk, before))
        lives_on = self.plan.further_name and gone is self.plan.gone
        self.plan.losses += losses(kept, gone, {"name"} if lives_on else set())


def goes_along(field: Any) -> bool:
    """Whether a row of another app goes with what it points to; what must not go is protected by its pointer."""
    return field.remote_field.on_delete is CASCADE
