"""Rules of merging: which rows of two records tell the same, what of the one completes the other, what cannot stay?

A value goes with all that is said about it. Plain values; reads no row.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from directory.catalogue.diff import GOES_WITH, said_of
from directory.catalogue.documents import Document, plain
from directory.catalogue.registry import Kind
from directory.enums import Aspect, FactKind, Stance, Status
from directory.models import Contact, Fact, Network, Silence, Treatment
from directory.models.about import NOT_STATED
from directory.models.base import Dated
from directory.rules.normalisation import fold, sort_key

OF_THE_ROW = {"slug", "key", "verified_on", "confirmed_on"}
"""Columns that make a row this row: neither completed nor missed."""
OWN = {
    "name", "kind", "status", "visibility", "easy_text", "easy_checked_on", "path", "path_url", "path_text",
    "withheld", "is_public", "title", "publisher", "read_on", "party",
}  # fmt: skip
"""Columns in which the record that stays keeps its own word, even where it says nothing."""
CLAIM_LENGTH = 400
KEY_LENGTH = 80
NAME_KEY_LENGTH = 60


@dataclass(frozen=True)
class Loss:
    """Something the record that goes says and that cannot stay."""

    what: str
    stays: str
    goes: str


def is_own(kind: Kind, name: str) -> bool:
    """Whether the row that stays keeps its own word in a column. Facts that become one are one."""
    return name in OWN and kind.model is not Fact


def telling(kind: Kind) -> list[Any]:
    """The columns in which a row says something of its own."""
    own = (column for column in kind.columns if not column.is_relation or column.name == "entry")
    return [column for column in own if column.name not in OF_THE_ROW]


def column_of(kind: Kind, name: str) -> Any:
    return kind.model._meta.get_field(name)


def value(column: Any, row: Document) -> Any:
    """What a row says in a column, whether its document names it or not."""
    found = row.get(column.name, plain(column.get_default()))
    return "" if found is None else found


def words(column: Any, found: Any) -> str:
    """The value of a column as people read it."""
    if isinstance(found, bool):
        return "ja" if found else "nein"
    return str(dict(column.flatchoices).get(found, found)) if found not in NOT_STATED else "nichts"


def label(kind: Kind, column: Any) -> str:
    """How editors call a column. „… in Worten“ stands beside another one only in forms."""
    leader = GOES_WITH.get(column.name) if str(column.verbose_name).startswith("…") else None
    return f"{column_of(kind, leader).verbose_name} in Worten" if leader else str(column.verbose_name)


def named(kind: Kind, row: Document) -> str:
    """A row in short."""
    said = [words(column_of(kind, name), row[name]) for name in kind.key if row.get(name)]
    return " ".join(said or [row.get("lines", "")])


def identity(kind: Kind, row: Document) -> tuple[Any, ...] | None:
    """Rows of one parent for which this is the same tell the same. Nobody is the same as somebody without a name, and
    a further name is the same however it is spelled.
    """
    alike: dict[Any, Any] = {
        Fact: tuple(column.name for column in telling(kind)),
        Treatment: ("topic", "title", "text"),
    }
    if kind.model is Silence:
        return (row["lines"].partition("-")[0],)
    if is_name(kind, row):
        # What one tells of language, period or use beside the name, the sources of the other have not said.
        beside = (value(column, row) for column in telling(kind) if column.name != "title")
        return FactKind.NAME, fold(name_of(row)), *("" if each == name_of(row) else each for each in beside)
    if kind.model is Contact and not row.get("name"):
        return None
    return tuple(value(column_of(kind, name), row) for name in alike.get(kind.model, kind.key))


def is_name(kind: Kind, row: Document) -> bool:
    """Whether a row is a further name of a network."""
    return kind.model is Fact and row.get("kind") == FactKind.NAME


def name_of(fact: Document) -> str:
    """What a fact says is a further name."""
    return str(fact.get("title") or fact.get("text") or fact.get("url"))


def free(key: str, taken: Any) -> str:
    """The key itself, or with the first number that makes it one nobody has."""
    number, found = 1, key
    while found in taken:
        number += 1
        end = f"-{number}"
        found = key[: KEY_LENGTH - len(end)] + end
    return found


def further_key(name: str, taken: Any) -> str:
    """A key for the fact that keeps a name."""
    return free(sort_key(name).replace(" ", "-")[:NAME_KEY_LENGTH].strip("-") or "name", taken)


def completed(kind: Kind, kept: Document, gone: Document) -> Document:
    """The row that stays, with what it does not say and the other one does."""
    found = dict(kept)
    aspects = {field: aspect for aspect, field in kind.aspects.items()}
    told = {aspect for said in said_of(kept).values() for aspect in said}
    for column in telling(kind):
        name, new = column.name, value(column, gone)
        if value(column, kept) not in NOT_STATED or new in NOT_STATED or is_own(kind, name):
            continue
        if aspects.get(name) in told:
            continue  # why it says nothing has been said; a source of that is none of the new value
        leader = GOES_WITH.get(name)
        if leader and found.get(leader) != gone.get(leader):
            continue
        if name == "end" and not (kind.model is Network and kept.get("status") == Status.ENDED):
            continue  # an open end says that it goes on
        found[name] = new
    if not dates_in_order(kind, found):
        found = {name: said for name, said in found.items() if name in kept or name not in ("start", "end")}
    return found


def other_text(kind: Kind, kept: Document, gone: Document) -> str:
    """The text of a source that goes, if the one that stays has another."""
    file = str(gone.get("file", ""))
    return file if completed(kind, kept, gone).get("file", "") != file else ""


def dates_in_order(kind: Kind, row: Document) -> bool:
    if issubclass(kind.model, Dated):
        try:
            kind.model(start=row.get("start", ""), end=row.get("end", "")).set_bounds()
        except ValidationError:
            return False
    return True


def losses(kind: Kind, found: Document, gone: Document) -> Iterator[Loss]:
    """What the row that goes says otherwise than the one that stays, in the editors' words."""
    for column in telling(kind):
        stays, goes = value(column, found), value(column, gone)
        if goes not in NOT_STATED and goes != stays:
            what = f"{kind.model._meta.verbose_name}, {label(kind, column)}"
            yield Loss(what, words(column, stays), words(column, goes))


def overruled(kind: Kind, found: Document, gone: Document, aspect: str) -> str:
    """What was said of the row that goes, if it is not what the row says now; of one aspect, or of all of it."""
    spoken = kind.aspects.get(aspect, aspect.replace("-", "_"))
    columns = [each for each in telling(kind) if (each.name == spoken if aspect else not is_own(kind, each.name))]
    said = []
    for column in columns:
        goes = value(column, gone)
        if goes != value(column, found) and (aspect or goes not in NOT_STATED):
            said.append(f"{Aspect(aspect).label if aspect else label(kind, column)}: {words(column, goes)}")
    return "; ".join(said)[:CLAIM_LENGTH].strip()


def cited(item: Any) -> dict[str, Any]:
    """A citation as a mapping."""
    return item if isinstance(item, dict) else {"at": item}


def source_of(item: Any) -> str:
    """Which source a citation names."""
    return str(cited(item)["at"]).partition("#")[0].partition(":")[0]


def is_backing(item: Any) -> bool:
    """Whether a citation says what is stated."""
    return cited(item).get("stance", Stance.AGREES) in (Stance.AGREES, Stance.IMPLIES)


def differing(item: Any, aspect: str, lost: str) -> Any:
    """The citation of a value that cannot stay: it says that value, and that the source differs."""
    found = {"says": lost, **cited(item)}
    if is_backing(found):
        found["stance"] = (Stance.ADDS if aspect == Aspect.NAME else Stance.DIFFERS).value
    return found


def heading(said: Any) -> str:
    """A verdict or a reason in short."""
    return f"{said['code']}: {said['subject']}" if isinstance(said, dict) else said or "nichts"
