"""Redirects: where does an address lead that a record no longer has? To the record's present page, for good."""

from typing import Any

from django.db import models
from django.db.models import Q

from directory.enums import Visibility
from directory.models import Body, FormerAddress, Member, Network, RecordKind, Source, Topic

RECORDS: dict[str, type[models.Model]] = {
    RecordKind.NETWORK: Network,
    RecordKind.BODY: Body,
    RecordKind.TOPIC: Topic,
    RecordKind.SOURCE: Source,
    RecordKind.MEMBER: Member,
}
"""The model behind each kind of record; members have no page and no address."""


def kind_of(record: models.Model) -> RecordKind:
    """Which kind of record a row is.

    Raises:
        ValueError: if it is none.
    """
    return RecordKind(str(record._meta.model_name))


def lead_on(kind: str, number: int, slug: str, before: str = "") -> None:
    """The address a record had ``before`` leads to it from now on; its present one is its own, whatever that led to."""
    FormerAddress.objects.filter(kind=kind, slug=slug).delete()
    if before and before != slug:
        FormerAddress.objects.update_or_create(kind=kind, slug=before, defaults={"number": number})


def update_redirects(record: Any, before: str = "") -> None:
    """As ``lead_on``, for a record that is stored."""
    lead_on(kind_of(record), record.pk, record.slug, before)


def present(kind: str, slug: str) -> Any:
    """The record that once had this slug; None if there is none. Of networks no drafts, and also one that has the slug
    today: it is archived, if readers do not see it.
    """
    records: Any = RECORDS[kind]._default_manager.all()
    found = Q(pk__in=FormerAddress.objects.filter(kind=kind, slug=slug).values("number"))
    if kind == RecordKind.NETWORK:
        records, found = records.exclude(visibility=Visibility.DRAFT), found | Q(slug=slug)
    return records.filter(found).first()
