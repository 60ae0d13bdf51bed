"""Forgetting: a person who is not to be named any more stands in no version and no reason.

Contacts are forgotten when they are withheld or gone, members when they are not public or gone.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from directory.catalogue.documents import Document
from directory.catalogue.registry import NETWORK
from directory.models import Contact, Member, Merger, Version, history

NAMED = ("name", "email", "phone")
SAID_OF_PEOPLE = ("verdict", "verdicts", "gap", "gaps")
SHORT = 2  # letters of a word that is no name


def discreet(document: Document) -> Document:
    """A document without the names of people who are not to be read of."""
    if "party" in document and not document.get("is_public"):
        return {name: value for name, value in document.items() if name != "name"}
    if any(person.get("withheld") for person in document.get("contacts", ())):
        people = [nameless(person) if person.get("withheld") else person for person in document["contacts"]]
        return {**document, "contacts": people}
    return document


def nameless(person: Document) -> Document:
    """A contact person of whom only is left that there is one, and which sources say so."""
    left = {name: value for name, value in person.items() if name not in (*NAMED, *SAID_OF_PEOPLE)}
    if "cite" in left:
        left["cite"] = list(_silent(left["cite"]))
    if "cites" in left:
        left["cites"] = {aspect: list(_silent(items)) for aspect, items in left["cites"].items()}
    return left


def _silent(citations: Iterable[Any]) -> Iterator[Any]:
    """Citations without the words of a source; one that only contradicts says nothing without them."""
    for each in citations:
        if isinstance(each, str):
            yield each
        elif "stance" not in each:
            rest = {name: value for name, value in each.items() if name != "says"}
            yield rest["at"] if rest.keys() == {"at"} else rest


def with_people(document: Document, today: Document) -> Document:
    """The document, in which people whose names no version knows are called as they are today, or nothing."""
    present = {person["key"]: person for person in today.get("contacts", ())}
    people = [_personal(person, present.get(person["key"])) for person in document.get("contacts", ())]
    if "party" in document and "name" not in document:
        return {**document, **{name: today[name] for name in ("name", "is_public") if name in today}}
    return {**document, "contacts": people} if people else document


def _personal(person: Document, today: Document | None) -> Document:
    """A person of today is told whole: no citation may support what it was not confirmed for. Only in which tenure they
    stood is as it was, which no source tells.
    """
    if person.get("name"):
        return person
    if today is None:
        return {**person, "withheld": True}
    stood = {"tenure": person["tenure"]} if "tenure" in person else {}
    return {**{name: value for name, value in today.items() if name != "tenure"}, **stood}


def forget(versions: list[Version]) -> None:
    """Let no version name those who are not to be named any more after an act that left these versions."""
    present = {
        person["key"] for version in versions for person in _people(version.document) if not _is_nameless(person)
    }
    before = {person["key"] for version in versions if version.before for person in _people(version.before.document)}
    now = {person["key"] for version in versions for person in _people(version.document)}
    acts = {version.act_id for version in versions}
    for key in (before | now) - present - _named_with_others(versions):
        forget_contact(key, acts)
    for version in versions:
        if version.kind == Member._meta.model_name and not version.is_public:
            forget_member(version.record, acts)


def _named_with_others(versions: list[Version]) -> set[str]:
    """The keys of people who are gone because they became one with others, as long as those may be named."""
    gone = [version.record for version in versions if version.kind == NETWORK.name and version.document is None]
    mergers = Merger.objects.standing(NETWORK.name).filter(gone__in=gone) if gone else ()
    kept = [merger.kept for merger in mergers]
    shown = set(Contact.objects.filter(network__in=kept, withheld=False).values_list("key", flat=True)) if kept else ()
    return {path[-1] for path, to in _joined_people(mergers) if to[-1] in shown}


def _joined_people(mergers: Iterable[Merger]) -> Iterator[tuple[list[str], list[str]]]:
    rows = (row for merger in mergers for row in merger.moved.get("rows", ()))
    return ((path, to) for path, to, _ in rows if path[0] == "contacts")


def forget_contact(key: str, acts: set[Any]) -> None:
    """No version of any network names this contact person, nor those who became one with it, nor does a reason of
    those acts, or of these.
    """
    same = {key}
    for path, to in _joined_people(Merger.objects.standing(NETWORK.name).order_by("-pk")):
        same |= {path[-1]} if to[-1] in same else set()
    for each in same:
        _forget_contact(each, acts)


def _forget_contact(key: str, acts: set[Any]) -> None:
    held = Version.objects.filter(kind=NETWORK.name).annotate(text=Cast("document", TextField())).order_by()
    named, told = [], set()
    for version in held.filter(text__contains=key):
        people = _people(version.document)
        found = [person for person in people if person["key"] == key and not _is_nameless(person)]
        if found:
            told |= {str(person[name]) for person in found for name in NAMED if person.get(name)}
            people = [nameless(each) if each in found else each for each in people]
            version.document = {**(version.document or {}), "contacts": people}
            named.append(version)
    if named:
        Version.objects.bulk_update(named, ["document"], batch_size=100)
        _unsay(acts, named, told)


def forget_member(number: int, acts: set[Any]) -> None:
    """No version names this member, nor does a reason of those acts, or of these."""
    versions = list(Version.objects.filter(Q(kind="member", record=number), document__isnull=False))
    told: set[str] = set()
    for version in versions:
        told |= {name for name in [(version.document or {}).get("name")] if name}
        said = (version.document or {}).items()
        version.document = {name: value for name, value in said if name not in ("name", "is_public")}
        version.is_public = False
    Version.objects.bulk_update(versions, ["document", "is_public"])
    _unsay(acts, versions, told)
    Merger.forget_member(number)


def _unsay(acts: set[Any], versions: Iterable[Version], told: set[str]) -> None:
    """No reason of these acts, or of those that left these versions, holds a name, or a word of one."""
    words = {word for text in told for word in text.split() if len(word) > SHORT and not word.islower()} | told
    history.unsay(acts | {version.act_id for version in versions if version.act_id}, words)


def _people(document: Document | None) -> list[Document]:
    found: list[Document] = (document or {}).get("contacts", [])
    return found


def _is_nameless(person: Document) -> bool:
    return not any(person.get(name) for name in (*NAMED, *SAID_OF_PEOPLE))
