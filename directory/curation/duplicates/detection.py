"""Detection: which records of the directory look as if they were one? Reads what they are recognised by, and keeps the
list.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from directory.catalogue.redirects import RECORDS
from directory.enums import FactKind
from directory.models import Contact, Fact, Lease, Pair, RecordKind, Relation, Version
from directory.rules.similarity import Likeness, Signs, candidates, compare, forget_common, spellings

WORK = "dubletten"
NAME_LENGTH = 160
REASON_LENGTH = 300
AT_ONCE = 20  # records that are compared with all others at once; more are left to the worker
TELLING = ("name", "short_name", "office", "title", "publisher", "url", "network", "relations")
LEARNT = {FactKind.NAME: "name", FactKind.WEBSITE: "web", FactKind.ADDRESS: "place"}
"""The columns and kinds of fact by which records are recognised."""
Pairs = dict[tuple[int, int], Likeness]


# --- what records are recognised by -------------------------------------------------------------


def signs(kind: str) -> dict[int, Signs]:
    """What all records of a kind are recognised by, in a constant number of queries."""
    found = READERS[RecordKind(kind)](RECORDS[kind]._default_manager.order_by("pk"))
    forget_common(found.values())
    return found


def _networks(records: Any) -> dict[int, Signs]:
    found = _topics(records)
    for number, short in records.exclude(short_name="").values_list("pk", "short_name"):
        found[number].names |= spellings(short)
    facts = Fact.objects.filter(kind__in=LEARNT).order_by()
    for network, kind, title, text, url in facts.values_list("network", "kind", "title", "text", "url"):
        found[network].learn(**{LEARNT[FactKind(kind)]: url if kind == FactKind.WEBSITE else title or text})
    contacts = Contact.objects.filter(withheld=False).order_by()
    for network, email in contacts.values_list("network", "email"):
        found[network].learn(mail=email)
    for network, other in Relation.objects.exclude(other=None).order_by().values_list("network", "other"):
        found[network].kin.add(other)
    return found


def _bodies(records: Any) -> dict[int, Signs]:
    found = {}
    for number, name, short, office in records.values_list("pk", "name", "short_name", "office"):
        found[number] = Signs(number, name, spellings(name) | spellings(short))
        found[number].learn(place=office)
    return found


def _topics(records: Any) -> dict[int, Signs]:
    return {number: Signs(number, name, spellings(name)) for number, name in records.values_list("pk", "name")}


def _sources(records: Any) -> dict[int, Signs]:
    """Many publishers have a "Satzung"."""
    found = {}
    for number, title, publisher, url in records.values_list("pk", "title", "publisher", "url"):
        found[number] = Signs(number, title, spellings(f"{title} {publisher}"))
        found[number].learn(web=url)
    return found


def _members(records: Any) -> dict[int, Signs]:
    """Compared within their network; called by their number, because the list must name nobody."""
    named = records.exclude(name="").values_list("pk", "name", "network")
    return {number: Signs(number, f"Mitglied {number}", spellings(name), group=group) for number, name, group in named}


READERS = {
    RecordKind.NETWORK: _networks,
    RecordKind.BODY: _bodies,
    RecordKind.TOPIC: _topics,
    RecordKind.SOURCE: _sources,
    RecordKind.MEMBER: _members,
}


def similar(kind: str, mine: Signs) -> list[Likeness]:
    """The records that look like this one, most alike first; not those somebody has told apart from it."""
    known = Pair.objects.filter(Q(first=mine.number) | Q(second=mine.number), kind=kind, distinct_at__isnull=False)
    apart = {number for pair in known.values_list("first", "second") for number in pair} | {mine.number}
    likes = (compare(mine, other) for other in signs(kind).values() if other.number not in apart)
    return sorted((like for like in likes if like), key=lambda like: (-like.score, like.number))


# --- the list -----------------------------------------------------------------------------------


@transaction.atomic
def find_pairs() -> int:
    """Compare all records of all kinds and keep the list of those that look like one; how many nobody has judged."""
    for kind in RecordKind:
        found = signs(kind)
        compared = {(a, b): compare(found[a], found[b]) for a, b in candidates(found.values())}
        _keep(kind, found, {key: like for key, like in compared.items() if like}, Pair.objects.filter(kind=kind))
    return Pair.objects.filter(distinct_at=None).count()


def keep_up() -> None:
    """What the worker does once a day; any number of workers may ask."""
    if Lease.take(WORK, timezone.now() + timedelta(days=1)):
        try:
            find_pairs()
        except Exception:
            Lease.keep(WORK, timezone.now())  # for the next attempt
            raise


def note(kind: str, number: int) -> None:
    """Bring the list up to date for one record."""
    found = signs(kind)
    mine = found.get(number)
    likes = (compare(mine, other) for other in found.values() if mine and other is not mine)
    pairs = {_in_order(number, like.number): like for like in likes if like}
    _keep(kind, found, pairs, Pair.objects.filter(Q(first=number) | Q(second=number), kind=kind))


def notice(versions: list[Version]) -> None:
    """What follows when records have changed in what they are recognised by."""
    changed = [version for version in versions if version.kind in RECORDS and _is_recognised_anew(version)]
    if len(changed) > AT_ONCE:
        Lease.keep(WORK, timezone.now())  # the worker compares all records again
        return
    for version in changed:
        note(version.kind, version.record)


def _is_recognised_anew(version: Version) -> bool:
    before = version.before.document if version.before else None
    return _telling(before) != _telling(version.document)


def _telling(document: dict[str, Any] | None) -> list[Any]:
    """The parts of a document by which its record is recognised."""
    found = document or {}
    facts = [fact for fact in found.get("facts", ()) if fact.get("kind") in LEARNT]
    mails = [person.get("email") for person in found.get("contacts", ())]
    return [found.get(name) for name in TELLING] + [facts, mails]


def _keep(kind: str, found: dict[int, Signs], pairs: Pairs, rows: Any) -> None:
    """Let the list say what was found. What somebody has judged stays."""
    stored = {(pair.first, pair.second): pair for pair in rows}
    stale = [pair.pk for key, pair in stored.items() if key not in pairs and pair.distinct_at is None]
    Pair.objects.filter(pk__in=stale).delete()
    fresh = []
    for key, like in pairs.items():
        said = {**_names(found, *key), "likeness": like.score, "because": like.because}
        pair = stored.get(key)
        if pair is None:
            fresh.append(Pair(kind=kind, first=key[0], second=key[1], **said))
        elif any(getattr(pair, name) != value for name, value in said.items()):
            Pair.objects.filter(pk=pair.pk).update(**said)
    Pair.objects.bulk_create(fresh, ignore_conflicts=True)


def tell_apart(kind: str, one: int, other: int, reason: str) -> None:
    """Somebody has looked: these are two."""
    first, second = _in_order(one, other)
    judged = {"distinct_at": timezone.now(), "distinct_reason": reason[:REASON_LENGTH]}
    if not Pair.objects.filter(kind=kind, first=first, second=second).update(**judged):
        found = signs(kind)
        like = compare(found.get(first, Signs()), found.get(second, Signs())) or Likeness(second, "", 0, "")
        names = _names(found, first, second)
        new = {**names, **judged, "likeness": like.score, "because": like.because}
        Pair.objects.get_or_create(kind=kind, first=first, second=second, defaults=new)


def _in_order(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _names(found: dict[int, Signs], first: int, second: int) -> dict[str, str]:
    numbers = {"first_name": first, "second_name": second}
    return {name: found[number].name[:NAME_LENGTH] if number in found else "" for name, number in numbers.items()}
