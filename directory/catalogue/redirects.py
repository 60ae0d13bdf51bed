"""Redirects: where does an address lead that a record no longer has? To the record's present page, for good."""

from typing import Any

from django.db import models

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


def update_redirects(record: Any, before: str = "") -> None:
    """To be called in the transaction that saved a record. The address it had ``before`` leads to it from now on;
    its present one is its own, whatever that led to.
    """
    kind = kind_of(record)
    FormerAddress.objects.filter(kind=kind, slug=record.slug).delete()
    if before and before != record.slug:
        FormerAddress.objects.update_or_create(kind=kind, slug=before, defaults={"number": record.pk})


def present(kind: str, slug: str) -> str | None:
    """The slug under which readers find today what once had this one; None if there is nothing to see."""
    records: Any = RECORDS[kind]._default_manager.all()
    if kind == RecordKind.NETWORK:
        records = records.published()
    numbers = FormerAddress.objects.filter(kind=kind, slug=slug).values("number")
    return records.filter(pk__in=numbers).values_list("slug", flat=True).first()
