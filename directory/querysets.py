"""Querysets: which rows does a reader see, and in which order? Visibility is decided only here."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import connection, models
from django.db.models import F, Q
from django.db.models.functions import Collate
from django.utils import timezone

from directory.enums import LEADING_ROLES, Visibility


def today() -> date:
    """The current day in the site's time zone."""
    return timezone.localdate()


def running(prefix: str = "") -> Q:
    """Rows whose span of time has begun and not ended; an open end counts as running."""
    return (Q(**{f"{prefix}end": ""}) | Q(**{f"{prefix}end_latest__gte": today()})) & (
        Q(**{f"{prefix}start": ""}) | Q(**{f"{prefix}start_earliest__lte": today()})
    )


def leading(prefix: str = "") -> Q:
    """Tenures that answer "who runs it today?"."""
    return Q(**{f"{prefix}role__in": LEADING_ROLES}) & running(prefix)


def alphabetical(field: str = "sort_key") -> Collate:
    """Byte order over folded keys, the same on every database and server locale."""
    return Collate(F(field), "C" if connection.vendor == "postgresql" else "BINARY")


class CatalogueQuerySet(models.QuerySet[Any]):
    """Rows readers see; every bulk change is kept as versions and moves the directory revision on, as ``save`` and
    ``delete`` do.
    """

    def by_name(self) -> Self:
        return self.order_by(alphabetical(), "pk")

    def update(self, **values: Any) -> int:
        with self.model.changing(self.all()):
            changed = super().update(**values)
            self.model.moved()
        return changed

    def delete(self) -> tuple[int, dict[str, int]]:
        with self.model.changing(self.all()):
            deleted = super().delete()
            self.model.moved()
        return deleted

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> list[Any]:
        objs = list(objs)
        with self.model.changing(objs):
            created = super().bulk_create(objs, *args, **options)
            self.model.moved()
        return created

    # As in Django: rows go by Model.objects.filter(...).delete(), never by Model.objects.delete().
    delete.queryset_only = True  # type: ignore[attr-defined]


class NetworkQuerySet(CatalogueQuerySet):
    def published(self) -> Self:
        return self.filter(visibility=Visibility.PUBLISHED)

    def for_cards(self) -> Self:
        """With all that a card of the list shows, in a constant number of queries."""
        return self.select_related("terms").prefetch_related(
            "scopes", "tenures__body", "terms__criteria", "memberships"
        )


VIA = ("scope", "tenure", "contact", "terms", "membership", "fact", "relation", "treatment")
"""The rows between a citation or verdict and its network, apart from the network itself and its criteria."""


class AboutQuerySet(CatalogueQuerySet):
    """Citations and verdicts; what they say of a draft is not for readers."""

    def of_published(self) -> Self:
        """Only what readers can look up: about published networks and about bodies."""
        paths = ("network", "criterion__terms__network", *(f"{name}__network" for name in VIA))
        public = Q(body__isnull=False)
        for path in paths:
            public |= Q(**{f"{path}__visibility": Visibility.PUBLISHED})
        ties = Q(relation__other=None) | Q(relation__other__visibility=Visibility.PUBLISHED)
        return self.filter(public, ties)

    def with_rows(self) -> Self:
        """With the rows they speak about and the pages that show those."""
        return self.select_related(
            "network", "body", "scope__network", "tenure__network", "tenure__body", "contact__network",
            "contact__tenure", "terms__network", "criterion__terms__network", "fact__network", "membership__network",
            "relation__network", "relation__other", "treatment__network", "treatment__topic",
        )  # fmt: skip


class TenureQuerySet(CatalogueQuerySet):
    def leading_now(self) -> Self:
        return self.filter(leading())

    def of_published(self) -> Self:
        return self.filter(network__visibility=Visibility.PUBLISHED)
