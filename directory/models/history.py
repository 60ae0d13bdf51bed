"""Every version of every row: who changed what, when, why, and in which act. Readers see it without names."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID, uuid4

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from simple_history.models import HistoricalRecords

COMPUTED = ("sort_key", "search_text", "created_at", "updated_at")
"""Columns that follow from others; no version keeps them."""
REASON_LENGTH = 300
FROM_TEXTS = "aus den Quelltexten geladen"
"""The reason of the act that loads the fixtures."""


@dataclass
class Act:
    """What one person does at once, however many rows it changes."""

    reason: str = ""
    number: UUID = field(default_factory=uuid4)


_current: ContextVar[Act | None] = ContextVar("act", default=None)


@contextmanager
def act(reason: str = "") -> Iterator[Act]:
    """All rows saved inside belong together; ``reason`` is kept with each. An inner act is part of the outer one."""
    outer = _current.get()
    if outer:
        outer.reason = reason or outer.reason
        yield outer
        return
    mine = Act(reason)
    token = _current.set(mine)
    try:
        yield mine
    finally:
        _current.reset(token)


def because(reason: str) -> None:
    """Give the present act its reason; without one, nothing happens."""
    present = _current.get()
    if present and reason:
        present.reason = reason


def unsay(acts: Iterable[UUID], words: Iterable[str]) -> None:
    """Where the reason of one of these acts holds any of the words, no version keeps it; nor does the present act."""
    acts, words = list(acts), list(words)
    named = reduce(or_, (models.Q(history_change_reason__icontains=word) for word in words), models.Q(pk__in=[]))
    for model in apps.get_app_config("directory").get_models():
        if hasattr(model, "history"):
            model.history.filter(named, act__in=acts).update(history_change_reason=None)
    present = _current.get()
    if present and present.number in acts and any(word.casefold() in present.reason.casefold() for word in words):
        present.reason = ""


class Trace(models.Model):
    """What each version knows beside the row's own columns."""

    act = models.UUIDField(default=uuid4, editable=False, db_index=True)
    of_network = models.PositiveBigIntegerField(null=True, editable=False, db_index=True)

    class Meta:
        abstract = True


class History(HistoricalRecords):
    """The versions of all rows of the catalogue, each in a table of its own beside the row's."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"inherit": True, "bases": (Trace,), "excluded_fields": COMPUTED, **options})

    def create_history_model(self, model: type[models.Model], inherited: bool) -> type[models.Model]:
        # A column of each table's own: bulk updates go to the table whose model a field was given last.
        self.history_change_reason_field = models.CharField(max_length=REASON_LENGTH, null=True)
        versions = super().create_history_model(model, inherited)
        own = {column.name for column in model._meta.fields}
        versions._history_excluded_fields = [name for name in COMPUTED if name in own]
        return versions

    def post_delete(self, instance: Any, using: Any = None, **options: Any) -> None:
        super().post_delete(instance, using, **options)
        if hasattr(instance, "forget"):
            instance.forget(instance.pk)  # whoever is deleted, however, is named by no version

    def get_change_reason_for_object(self, instance: Any, history_type: str, using: Any) -> str | None:
        given = super().get_change_reason_for_object(instance, history_type, using)
        present = _current.get()
        return (given or (present.reason if present else "") or "")[:REASON_LENGTH] or None


def remember(sender: Any, instance: Any, history_instance: Any, **options: Any) -> None:
    """Note the act and the network of a version that is about to be written. Connected when the app starts."""
    present = _current.get()
    if present:
        history_instance.act = present.number
    try:
        networks = instance.belongs_to()
    except ObjectDoesNotExist:  # the row it speaks about went first
        networks = type(instance).history.filter(id=instance.pk).values_list("of_network", flat=True)[:1]
    history_instance.of_network = networks[0] if networks else None
