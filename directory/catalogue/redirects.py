"""Redirects: where does an address lead that a record no longer has? To the record's present page, for good."""

from typing import Any

from django.db import models
from django.db.models import Q

from directory.enums import Visibility
from directory.models import Body, FormerAddress, Member, Merger, Network, RecordKind, Source, Topic, Version

RECORDS: dict[str, type[models.Model]] = {
    RecordKind.NETWORK: Network,
    RecordKind.BODY: Body,
    RecordKind.TOPIC: Topic,
    RecordKind.SOURCE: Source,
    RecordKind.MEMBER: Member,
}
"""The model behind each kind of record; members have no page and no address."""


def present(kind: str, slug: str) -> Any:
    """The record that once had this slug; None if there is none. Of networks no drafts, and also one that has the slug
    today: it is archived, if readers do not see it.
    """
    records: Any = RECORDS[kind]._default_manager.all()
    found = Q(pk__in=FormerAddress.objects.filter(kind=kind, slug=slug).values("number"))
    if kind == RecordKind.NETWORK:
        records, found = records.exclude(visibility=Visibility.DRAFT), found | Q(slug=slug)
    return records.filter(found).first()


def all_of(kind: str, number: int) -> set[str]:
    """Every address that a record has had, or one that became part of it."""
    numbers = {number}
    for merger in Merger.objects.standing(kind).order_by("-pk"):
        numbers |= {merger.gone} if merger.kept in numbers else set()
    held = Version.objects.filter(kind=kind, record__in=numbers, document__isnull=False).order_by()
    return set(held.values_list("document__slug", flat=True)) - {None}
