"""Acts: what follows when the catalogue was changed. Of each record that an act touched one version is kept, people who
are not to be named any more are forgotten, old addresses lead on, and whoever else must know is told: here, and
nowhere else.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Max, Q

from directory.catalogue import forgetting, former_addresses, redirects
from directory.catalogue.diff import INCOMING, RowChange, changes, flat, path_of, said
from directory.catalogue.documents import Document, Reader
from directory.catalogue.registry import DOCUMENTED, NETWORK
from directory.enums import Visibility
from directory.models import Act, Member, Relation, Version, history

BATCH = 500
Consequence = Callable[[list[Version]], None]
consequences: list[Consequence] = []
"""What else follows, in rooms above this one: each is told the new versions, which know the ones before."""


class VersionRecorder:
    """Keeps the versions of acts."""

    def begin(self, places: list[history.Place]) -> None:
        """Keep records that have no version yet as they stand."""
        for kind, numbers in _batches(places):
            kept = Version.objects.filter(kind=kind, record__in=numbers).order_by().values_list("record", flat=True)
            new = sorted(set(numbers) - set(kept))
            if new:
                Version.objects.bulk_create(version for version in _versions(kind, new) if version.document)

    def record(self, unit: history.Unit) -> None:
        """Keep what an act has changed, and see to all that follows."""
        versions = pending(unit)
        if not versions:
            return
        people = any(_is_about_people(version) for version in versions)
        act = Act.objects.create(
            number=unit.number, at=unit.at, by=unit.by, reason=unit.reason[: history.REASON_LENGTH],
            is_about_people=people,
        )  # fmt: skip
        for version in versions:
            version.act = act
        Version.objects.bulk_create(versions, batch_size=BATCH)
        if people:
            forgetting.forget(versions)
        _redirect(versions)
        for consequence in consequences:
            consequence(versions)


def pending(unit: history.Unit) -> list[Version]:
    """The versions an act would leave if it ended now, each with the one before. Where a record that was there has
    none, its change was taken back together with that.
    """
    found = (each for kind, numbers in _batches(unit.touched) for each in _versions(kind, numbers))
    known = (each for each in found if each.before or unit.touched[each.place])
    return [each for each in known if each.document != (each.before.document if each.before else None)]


def _batches(places: Iterable[history.Place]) -> Iterator[tuple[str, list[int]]]:
    places = list(places)
    for kind in dict.fromkeys(kind for kind, _ in places):
        numbers = [number for each, number in places if each == kind]
        for start in range(0, len(numbers), BATCH):
            yield kind, numbers[start : start + BATCH]


def _versions(kind: str, numbers: list[int]) -> list[Version]:
    """The records as they are, with the versions before."""
    before = newest(kind, numbers)
    rows = {row.pk: row for row in DOCUMENTED[kind].model._base_manager.filter(pk__in=numbers)}
    told = dict(zip(rows, snapshots(kind, list(rows.values())), strict=True))
    return [_version(kind, number, rows.get(number), told.get(number), before.get(number)) for number in numbers]


def newest(kind: str, numbers: Iterable[int], *only: Q) -> dict[int, Version]:
    """The newest version of each record of a kind, by number."""
    kept = Version.objects.filter(*only, kind=kind, record__in=list(numbers)).order_by().values("record")
    latest = Version.objects.filter(pk__in=kept.annotate(Max("pk")).values("pk__max"))
    return {version.record: version for version in latest}


def _version(kind: str, number: int, row: Any, document: Document | None, before: Version | None) -> Version:
    network = number if kind == NETWORK.name else getattr(row, "network_id", before.network if before else None)
    is_public = row is not None and (
        row.visibility == Visibility.PUBLISHED if kind == NETWORK.name else getattr(row, "is_public", True)
    )
    return Version(
        kind=kind, record=number, network=network, before=before, document=document, is_public=is_public
    )  # fmt: skip


def snapshots(kind: str, records: list[Any]) -> list[Document]:
    """The documents of records of one kind as versions keep them: without names that nobody is to read any more, and a
    network's with the relations that others have to it, because its page shows them.
    """
    incoming: Any = Relation._base_manager.filter(other__in=[record.pk for record in records])
    wanted = incoming.order_by("network_id", "key") if kind == NETWORK.name else ()
    reader = Reader(DOCUMENTED[kind], records, wanted)
    documents = [forgetting.discreet(reader.document(DOCUMENTED[kind], record)) for record in records]
    told = {record.pk: document for record, document in zip(records, documents, strict=True)}
    for row in reader.incoming:
        relation = {"network": row.network_id, **reader.document(NETWORK.rows["relations"], row)}
        told[row.other_id].setdefault(INCOMING, []).append(relation)
    return documents


def _is_about_people(version: Version) -> bool:
    if version.kind == Member._meta.model_name:
        return True
    before, after = ((each.document or {}).get("contacts") if each else None for each in (version.before, version))
    return before != after


# --- what follows -------------------------------------------------------------------------------


def _redirect(versions: list[Version]) -> None:
    """Whoever has another address than before is found under both, also as part of another record."""
    for version in versions:
        was, slug = (_slug(each) for each in (version.before, version))
        if version.kind not in redirects.RECORDS or was == slug:
            continue
        if slug:
            former_addresses.lead_on(version.kind, version.record, slug, was)
        else:
            former_addresses.follow_merger(version.kind, version.record, was)
        if slug and not was and version.before:
            former_addresses.come_back(version.kind, version.record)


def _slug(version: Version | None) -> str:
    document = version.document if version else None
    return str((document or {}).get("slug", ""))


def differences(version: Version) -> list[RowChange]:
    """The rows that a version changed."""
    before = version.before.document if version.before else None
    return changes(DOCUMENTED[version.kind], before, version.document)


def own(version: Version | None) -> Document | None:
    """What a record says itself, without what others say of it."""
    document = version.document if version else None
    return document and {name: value for name, value in document.items() if name != INCOMING}


def was_recited(row: Any, since: datetime) -> bool:
    """Whether other citations stand behind a row than at that time."""
    kind, number = row.places()[0]
    kept, latest = newest(kind, [number], Q(act=None) | Q(act__at__lte=since)), newest(kind, [number])
    if not kept:
        return False
    then, now = (flat(DOCUMENTED[kind], each[number].document).get(path_of(row)) for each in (kept, latest))
    return then is not None and now is not None and list(said(then[1])) != list(said(now[1]))
