"""Storing: rows that have been judged get into the database, all of a kind at once, with what a save does besides.

Rows are stored past ``save``, which would ask the database six times for each; only where a ``save`` has consequences
of its own, or rows change places with each other, each is saved by itself.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from directory.catalogue.documents import SAID
from directory.catalogue.files import Refused
from directory.catalogue.registry import DOCUMENTED, family
from directory.catalogue.values import sentence
from directory.models import (
    Body,
    Contact,
    Member,
    Network,
    Relation,
    Revision,
    Tenure,
    Topic,
    Treatment,
    Verdict,
    history,
)
from directory.models.about import About
from directory.rules import normalisation

BATCH = 500
ORDER = [
    *dict.fromkeys(kind.model for record in DOCUMENTED.values() for kind, _ in family(record)),
    *(model for model, *_ in SAID),
]
"""Parents before their children, rows before what is said about them."""
SINGLY = (Contact, Member, Verdict)
BESIDES: dict[type[models.Model], tuple[type[models.Model], str]] = {
    Tenure: (Body, "body_id"),
    Treatment: (Topic, "topic_id"),
}
"""Whose page shows such a row as well, apart from its network's."""


class Outdated(Exception):
    """Somebody has changed the catalogue since the rows were judged."""


@dataclass
class Saving:
    """A row to be stored: the ``changed`` columns of a stored one, or a new one whole. ``record``: in whose document it
    stands; ``where``: how a message names it.
    """

    row: Any
    record: Any
    where: str = ""
    changed: frozenset[str] = frozenset()

    @property
    def is_new(self) -> bool:
        return bool(self.row._state.adding)

    @property
    def records(self) -> list[Any]:
        """The records whose documents show the row."""
        about = self.row._state.fields_cache.get("relation") if isinstance(self.row, About) else self.row
        other = about.other if isinstance(about, Relation) else None
        return [self.record, other] if other else [self.record]

    @property
    def links(self) -> dict[str, Any]:
        """The rows it points to by column, as far as they have been looked at."""
        known, columns = self.row._state.fields_cache, self.row._meta.concrete_fields
        found = {each.name: known.get(each.name) for each in columns if each.is_relation}
        return {name: row for name, row in found.items() if row is not None}


@dataclass
class Store:
    """What waits to be stored, in the order it was judged, and what is to go."""

    savings: list[Saving] = field(default_factory=list)
    gone: list[Saving] = field(default_factory=list)

    def run(self, revision: int | None = None) -> None:
        """Store everything as part of the present act. What hangs on a new row that was refused is left out.

        Raises:
            Outdated: if the catalogue has another ``revision`` by now.
            Refused: if the database objects to a row.
        """
        if not self.savings and not self.gone:
            return
        savings = list(self._whole())
        with history.joined():
            history.touch(*_places(savings + self.gone))
            self._remove()
            try:
                with transaction.atomic():
                    for model in ORDER:
                        _store(model, [each for each in savings if type(each.row) is model])
            except IntegrityError as error:
                raise _refusal(savings, error) from error
            places = _places(savings + self.gone)
            history.touch(*places, is_new=True)
            _note(savings + self.gone, {number for kind, number in places if kind == "network"})
            if revision not in (None, _locked_revision()):
                raise Outdated
            Revision.move_on()

    def _whole(self) -> Iterator[Saving]:
        there = {id(each.row) for each in self.savings}
        for each in self.savings:
            if all(link.pk or id(link) in there for link in each.links.values()):
                yield each
            else:
                there.discard(id(each.row))

    def _remove(self) -> None:
        gone: dict[type[models.Model], list[Any]] = defaultdict(list)
        for each in self.gone:
            history.touch(*each.row.places_pointing_here())
            gone[type(each.row)].append(each.row.pk)
        for model, numbers in gone.items():
            quiet(model).filter(pk__in=numbers).delete()


def quiet(model: type[models.Model]) -> Any:
    """The rows of a model, without moving the revision on at every step."""
    return models.QuerySet(model)


def _places(savings: list[Saving]) -> list[history.Place]:
    """The records that show these rows, as far as they have a number."""
    found = {id(record): record for each in savings for record in each.records}
    return [(str(record._meta.model_name), record.pk) for record in found.values() if record.pk]


def _store(model: Any, savings: list[Saving]) -> None:
    if issubclass(model, SINGLY):
        history.touch(*_places(savings), is_new=True)
        for each in savings:
            for name, row in each.links.items():
                setattr(each.row, name, row)  # it has a number by now
            each.row.save()
        return
    groups: dict[frozenset[str], list[Any]] = defaultdict(list)
    for each in savings:
        if has_sort_key := hasattr(each.row, "sort_key"):
            each.row.sort_key = normalisation.sort_key(each.row.name)
        changed = each.changed | ({"sort_key"} if has_sort_key else set())
        groups[frozenset() if each.is_new else changed].append(each.row)
    new = groups.pop(frozenset(), [])
    for changed, rows in groups.items():
        quiet(model).bulk_update(rows, sorted(changed), batch_size=BATCH)
        if hasattr(model, "updated_at"):
            quiet(model).filter(pk__in=[row.pk for row in rows]).update(updated_at=timezone.now())
    quiet(model).bulk_create(new, batch_size=BATCH)


def _note(savings: list[Saving], networks: set[int]) -> None:
    """Note on all pages that show these rows that they have changed."""
    touched: dict[type[models.Model], set[int]] = defaultdict(set, {Network: networks})
    for each in savings:
        if type(each.row) in BESIDES:
            model, column = BESIDES[type(each.row)]
            touched[model].add(getattr(each.row, column))
    for model, numbers in touched.items():
        quiet(model).filter(pk__in=numbers).update(updated_at=timezone.now())


def _locked_revision() -> int:
    """The present number. From here on nobody else can change it, so it is asked for last: others wait for it."""
    return Revision.objects.select_for_update().filter(pk=1).values_list("number", flat=True).first() or 0


def _refusal(savings: list[Saving], error: IntegrityError) -> Refused:
    """The sentence for what the database objects to; ``part`` is the record."""
    for each in savings:
        try:
            each.row.validate_unique()
            each.row.validate_constraints()
        except ValidationError as objection:
            refused = Refused(f"{each.where}: {sentence(objection.message_dict)}")
            refused.part = each.record
            return refused
    return Refused(f"{savings[0].where}: {error}")
