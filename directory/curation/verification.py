"""Verification: what does it mean that somebody has checked an entry or a statement? A day is noted; it does not count
as edited.
"""

from typing import Any

from django.db import models

from directory.models import history
from directory.querysets import today

UNCHANGED = "geprüft, nichts geändert"


def can_be_checked(model: type[models.Model]) -> bool:
    """Whether rows of this kind carry the day on which a human checked them."""
    return any(column.name == "verified_on" for column in model._meta.concrete_fields)


def check(row: Any, *, by: Any = None, reason: str = UNCHANGED) -> None:
    """Note that a row was checked today, and keep that as a version. ``updated_at`` stays as it is, for nothing was
    edited; readers' caches are told, for they see the day.

    Args:
        row: a network, a body or a fact; other changes of it that are not stored are not stored here either.
        by: who checked it; left out, it is whoever sent the request.
    """
    with history.act(reason, by=by):
        stored: Any = models.QuerySet(type(row)).select_for_update().get(pk=row.pk)
        row.verified_on = today()
        stored.verify(verified_on=row.verified_on)
