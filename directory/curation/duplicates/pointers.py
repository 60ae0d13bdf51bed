"""Pointers: rows of other apps, members and former addresses follow a record that becomes one with another, and back.

What they say is nobody's business here. Rows of documents that name the record are rewritten with their documents.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.serializers import deserialize, serialize
from django.db import IntegrityError, transaction
from django.db.models import CASCADE, ManyToOneRel, Model

from directory.catalogue import Refused
from directory.catalogue.registry import RECORDS, family
from directory.models.about import About
from directory.models.base import Catalogue

Entry = list[Any]
Told = Counter[tuple[type[Model], str]]
"""What could not go back: of which kind, and why."""
TWICE = "An beiden Einträgen hängt dasselbe ({}). Sie lassen sich nicht zusammenlegen, solange es das zweimal gibt."
DELETED = "wurde inzwischen gelöscht"
ELSEWHERE = "gehört inzwischen anderswohin und bleibt dort"
UNKNOWN = "lässt sich nicht wiederherstellen"
ORPHANED = "gehörte zu etwas, das es nicht mehr gibt"


def is_in_documents(model: type[Model]) -> bool:
    """Whether rows of a model are written in documents."""
    return issubclass(model, (About, *(each.model for kind in RECORDS.values() for each, _ in family(kind))))


def pointers(model: type[Model]) -> Iterator[Any]:
    """Every column outside the documents that points to rows of this model."""
    for each in model._meta.get_fields(include_hidden=True):
        if isinstance(each, ManyToOneRel) and not is_in_documents(each.related_model):
            yield each.field


def follow(gone: Any, kept: Any) -> Iterator[Entry]:
    """Let all that points to one row point to another. Gives what ``go_back`` needs: model, number, column, and both
    values; of a row that had to give way, only the ties.

    Raises:
        Refused: if one must not give way.
    """
    for column in pointers(type(kept)):
        for row in column.model._base_manager.filter(**{column.name: gone}).order_by("pk"):
            entry = [column.model._meta.label_lower, row.pk, column.attname, gone.pk, kept.pk]
            tie = serialize("json", [row]) if column.model._meta.auto_created else ""
            try:
                with transaction.atomic():
                    store(row, column.attname, kept.pk)
            except IntegrityError as error:
                if column.remote_field.on_delete is not CASCADE:
                    raise Refused(TWICE.format(column.model._meta.verbose_name)) from error
                column.model._base_manager.filter(pk=row.pk).delete()
                entry[1:3] = [None, tie]
            yield entry


def store(row: Any, column: str, number: int) -> None:
    """Put a number into a column: as an act of the catalogue, or silently in another app's row."""
    setattr(row, column, number)
    if isinstance(row, Catalogue):
        row.save(update_fields=[column])
    else:
        type(row)._base_manager.filter(pk=row.pk).update(**{column: number})


def go_back(journal: list[Entry], told: Told) -> None:
    """Let rows point again to what they pointed to, unless somebody has moved them on."""
    for label, number, column, old, new in journal:
        model: Any = apps.get_model(label)
        row = model._base_manager.filter(pk=number).first()
        if number is None:
            told[model, UNKNOWN] += not (column and restored(column))
        elif row is None or getattr(row, column) != new:
            told[model, ELSEWHERE if row else DELETED] += 1
        else:
            (target,) = (each.related_model for each in model._meta.concrete_fields if each.attname == column)
            if target._base_manager.filter(pk=old).exists():
                store(row, column, old)
            else:
                told[model, f"{ORPHANED}, und bleibt"] += 1


def restored(tie: str) -> bool:
    """Tie two rows together again, if both are there."""
    (found,) = deserialize("json", tie)
    ties: list[Any] = [each for each in found.object._meta.concrete_fields if each.is_relation]
    if all(each.related_model._base_manager.filter(pk=getattr(found.object, each.attname)).exists() for each in ties):
        found.save()
        return True
    return False
