"""Snapshots: what was a row before an act, and what after it? Versions become rows again, with the rows they point
to.
"""

from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, Model, Q, Value

from directory.history.version_tables import ABOUT, BY_NAME
from directory.models import (
    Body,
    Contact,
    Criterion,
    Fact,
    Member,
    Network,
    Page,
    Relation,
    Scope,
    Silence,
    Source,
    Tenure,
    Terms,
    Topic,
    Treatment,
)

NAMED: dict[type[Any], str] = {Body: "name", Topic: "name", Source: "title", Network: "name"}
"""Records that others point to; where only their names are needed, one query asks for all."""
ORDER: tuple[type[Any], ...] = (
    *ABOUT, Page, Silence, Criterion, Contact, Fact, Scope, Treatment, Relation, Member, Tenure, Terms, *NAMED,
)  # fmt: skip
"""Each kind of row before those it points to."""
DELETED = "-"

Key = tuple[type[Any], int]


@dataclass(frozen=True)
class Change:
    """What one act did to one row. ``version`` is the last one the act wrote, ``earlier`` the one before the act.

    Where a row was there before its versions were kept, nobody knows what it said: then ``is_known`` is False.
    """

    before: Any
    after: Any
    version: Any
    earlier: Any = None
    is_known: bool = True

    @property
    def kind(self) -> str:
        """Which table it is in."""
        return str(self.version.instance_type._meta.model_name)

    @property
    def row(self) -> Any:
        """The row as it is after the act, or as it was if there is none any more."""
        return self.before if self.after is None else self.after


class Rows:
    """Rows of any kind with their versions; a query for each kind, however many rows, and one for mere names.

    Args:
        wanted: kind and number of rows that are read with all their versions.
        versions: kind and number of rows of which only this version is read.
    """

    def __init__(self, wanted: Iterable[tuple[str, int]] = (), versions: Iterable[tuple[str, int, int]] = ()) -> None:
        self.versions: dict[Key, list[Any]] = defaultdict(list)
        self.now: dict[Key, Any] = {}
        self._built: dict[tuple[type[Any], int], Any] = {}
        self._single: dict[type[Any], dict[int, int]] = defaultdict(dict)
        self._whole: dict[type[Any], set[int]] = defaultdict(set)
        self._told: dict[type[Any], set[int]] = defaultdict(set)
        for kind, number in wanted:
            self._whole[BY_NAME[kind]].add(number)
        for kind, number, version in versions:
            self._single[BY_NAME[kind]][version] = number
        for model in ORDER:
            if model is ORDER[-len(NAMED)]:
                self._name()
            self._load(model)
        self._tie()

    def _load(self, model: type[Any]) -> None:
        """Read rows of one kind, and note what they point to."""
        whole, single = self._whole[model] | self._pointed_to(model), self._single[model]
        if whole or single:
            found = model.history.filter(Q(id__in=whole) | Q(history_id__in=single)).order_by("history_id")
            for version in found:
                self.versions[model, version.id].append(version)
        unknown = {number for number in whole if (model, number) not in self.versions}
        early = list(model._base_manager.filter(pk__in=unknown)) if unknown else []
        self.now |= {(model, row.pk): row for row in early}
        stored = [*early, *(version for key, kept in self.versions.items() if key[0] is model for version in kept)]
        for column in references(model):
            self._told[column.related_model] |= {getattr(each, column.attname) for each in stored} - {None}

    def _pointed_to(self, model: type[Any]) -> set[int]:
        """The rows of a kind that others point to and that are not known otherwise."""
        known = {number for kind, number in self.now if kind is model}
        return self._told[model] - known - self._whole[model] - set(self._single[model].values())

    def _name(self) -> None:
        """Rows that know nothing but their name and address."""
        parts = [
            model._base_manager.filter(pk__in=self._pointed_to(model))
            .annotate(table=Value(model._meta.model_name, output_field=CharField()))
            .order_by()
            .values_list("table", "pk", "slug", column)
            for model, column in NAMED.items()
            if self._pointed_to(model)
        ]
        for kind, number, slug, name in parts[0].union(*parts[1:], all=True) if parts else ():
            model = BY_NAME[kind]
            self.now[model, number] = model(pk=number, slug=slug, **{NAMED[model]: name})

    def _tie(self) -> None:
        """Give each row what it points to; from the other end of the order, so that that is there already."""
        for model in reversed(ORDER):
            for row in [row for (kind, _), row in self.now.items() if kind is model]:
                for column in references(model):
                    self.attach(row, column)
            for kind, number in [key for key in self.versions if key[0] is model]:
                self.now[kind, number] = self.row(self.versions[kind, number][-1])

    def row(self, version: Any) -> Any:
        """The row as a version keeps it."""
        model = version.instance_type
        key = (model, version.history_id)
        if key not in self._built:
            row = self._built[key] = version.history_object
            for column in references(model):
                self.attach(row, column)
        return self._built[key]

    def attach(self, row: Any, column: Any) -> None:
        """Let a row know the row it points to."""
        number = getattr(row, column.attname)
        if number is None:
            return
        known = self.now.get((column.related_model, number))
        setattr(row, column.name, known or gone(column.related_model, number))

    def mixed(self, version: Any, other: Any, columns: Iterable[str]) -> Any:
        """The row as a version keeps it, but for some columns as another one does."""
        row = copy(self.row(version))
        for column in row._meta.concrete_fields:
            if column.name in columns:
                setattr(row, column.attname, getattr(other, column.attname))
                if column in references(type(row)):
                    self.attach(row, column)
        return row

    def of_kind(self, kind: str) -> list[Any]:
        """All versions of rows of one kind, as rows."""
        model = BY_NAME[kind]
        return [self.row(version) for key, found in self.versions.items() if key[0] is model for version in found]

    def change(self, act: UUID, kind: str, number: int) -> Change:
        """What an act did to a row."""
        versions = self.versions[BY_NAME[kind], number]
        first = next(place for place, version in enumerate(versions) if version.act == act)
        last = [version for version in versions if version.act == act][-1]
        earlier = versions[first - 1] if first else None
        after = self.row(last) if last.history_type != DELETED else None
        is_new = versions[first].history_type == "+"
        if earlier is None and not is_new:  # it was there before anybody kept versions
            return Change(None, after, last, is_known=False) if after else Change(self.row(last), None, last, last)
        if earlier is None or earlier.history_type == DELETED:
            return Change(None, after, last)
        return Change(self.row(earlier), after, last, earlier)


def references(model: type[Model]) -> list[Any]:
    """The columns of a row that name other rows in words; its own network is not named on its own page."""
    parents = () if model is Relation else ("network", "terms")
    return [column for column in model._meta.concrete_fields if column.is_relation and column.name not in parents]


def gone(model: type[Any], number: int) -> Any:
    """In place of a row of which nothing is left but its number."""
    row = model(pk=number)
    for column in ("name", "title", "text"):
        if hasattr(row, column):
            setattr(row, column, "ein Eintrag, den es nicht mehr gibt")
            break
    return row
