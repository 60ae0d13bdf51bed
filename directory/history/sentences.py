"""Sentences: what did an act do to a row, in one or a few German sentences? One way for editors, one for the
public.
"""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.text import Truncator

from directory.enums import FactKind, Visibility
from directory.history import descriptions
from directory.history.snapshots import Change
from directory.models import Citation, Contact, Fact, Member, Network, Relation, Tenure, Verdict
from directory.querysets import running, today

LONG = 700  # characters of a text that a sentence cannot hold any more
TARGET_LENGTH = 200

VISIBLE = {
    Visibility.PUBLISHED: "Eintrag veröffentlicht",
    Visibility.ARCHIVED: "Eintrag archiviert",
    Visibility.DRAFT: "Eintrag zurückgezogen, wieder Entwurf",
}


@dataclass(frozen=True)
class Long:
    """A long text before and after, line by line: each with ``ins``, ``del`` or nothing."""

    label: str
    lines: list[tuple[str, str]]


@dataclass(frozen=True)
class Line:
    """One sentence of the log. A check says when somebody looked at a row."""

    text: str
    change: Change | None = None
    is_check: bool = False
    long: list[Long] = field(default_factory=list)


@dataclass(frozen=True)
class Eyes:
    """Who reads: an editor, unless ``published`` networks and ``members`` say what the public may know of."""

    is_public: bool = False
    published: frozenset[int] = frozenset()
    members: frozenset[int] = frozenset()

    @classmethod
    def of_the_public(cls, rows: list[Any]) -> "Eyes":
        """What the public may see today of the relations and members among these rows; a query for each there are."""
        relations = [row for row in rows if isinstance(row, Relation)]
        relations += [row.relation for row in rows if getattr(row, "relation_id", None)]
        ends = {end for relation in relations for end in (relation.network_id, relation.other_id)}
        members = [row.pk for row in rows if isinstance(row, Member)]
        seen = Network.objects.published().filter(pk__in=ends) if ends else Network.objects.none()
        agreed = Member.objects.filter(running(), pk__in=members, is_public=True) if members else Member.objects.none()
        return cls(True, frozenset(seen.values_list("pk", flat=True)), frozenset(agreed.values_list("pk", flat=True)))

    def sees(self, change: Change) -> bool:
        """Whether this reader may know of it."""
        return not self.is_public or all(self._may_see(row) for row in (change.before, change.after) if row)

    def _may_see(self, row: Any) -> bool:
        if isinstance(row, Member):
            return row.pk in self.members and row.is_public and bool(row.name)
        relation = row if isinstance(row, Relation) else getattr(row, "relation", None)
        ends = (relation.network_id, relation.other_id) if relation else ()
        return all(end in self.published for end in ends if end)


def describe(change: Change, eyes: Eyes, here: int | None = None) -> list[Line]:
    """What an act did to a row; nothing if no reader would notice. ``here``: the network on whose page it is told."""
    if not eyes.sees(change):
        return []
    if eyes.is_public and _is_personal(change.row):
        text = _discreetly(change)
        return [Line(text, change)] if text else []
    if change.before is None:
        return [Line(_added(change.after, here), change)]
    if change.after is None:
        return [Line(f"{descriptions.kind(change.row)} entfernt{_colon(_name(change.row, here))}", change)]
    return [*_changed(change, here), *_checked(change, here)]


# --- sentences --------------------------------------------------------------------------------


def _added(row: Any, here: int | None) -> str:
    name = _name(row, here)
    if isinstance(row, Network):
        return f"Eintrag angelegt: {name}"
    if isinstance(row, Fact) and row.kind == FactKind.FIGURE:
        return f"Neue Zahl: {name}"
    if isinstance(row, Verdict):
        name = f"{name} – unsere Lesart: {row.reading}"
    if isinstance(row, Citation) and row.stance != "agrees":
        name = f"{name} – {row.get_stance_display()}: „{row.claim}“"
    return f"{descriptions.kind(row)} ergänzt{_colon(name)}"


def _changed(change: Change, here: int | None) -> Iterator[Line]:
    """One sentence a column for the record itself, one sentence in all for a row of it."""
    before, after = change.before, change.after
    old, new = descriptions.said(before), descriptions.said(after)
    different = [label for label in new if old[label] != new[label]]
    long = [Long(label, compared(old[label], new[label])) for label in different if _is_long(old[label], new[label])]
    if isinstance(after, Network):
        if before.visibility != after.visibility:
            yield Line(VISIBLE[Visibility(after.visibility)], change)
        yield from (
            Line(_column(label, old[label], new[label]), change, long=[one for one in long if one.label == label])
            for label in different
        )
    elif different:
        yield Line(_row_changed(change, old, new, different, here), change, long=long)


def _row_changed(change: Change, old: dict[str, str], new: dict[str, str], different: list[str], here: Any) -> str:
    before, after = change.before, change.after
    if isinstance(after, Tenure) and not before.end and after.end_latest and after.end_latest <= today():
        return f"Koordination beendet: {_name(after, here)}"
    name = _name(before, here)
    named = next((label for label in different if name and old[label] == name), None)
    if named and not _is_long(old[named], new[named]):
        rest = [_column(label, old[label], new[label]) for label in different if label != named]
        return "; ".join([f"{descriptions.kind(after)}: „{old[named]}“ → „{new[named] or 'ohne Titel'}“", *rest])
    return f"{_titled(before, here)} – " + "; ".join(_column(label, old[label], new[label]) for label in different)


def _column(label: str, old: str, new: str) -> str:
    if _is_long(old, new):
        return f"{label} {'geändert' if old and new else 'ergänzt' if new else 'entfernt'}"
    if not old:
        return f"{label} ergänzt: „{new}“"
    return f"{label}: „{old}“ → „{new}“" if new else f"{label} entfernt (war „{old}“)"


def _checked(change: Change, here: int | None) -> Iterator[Line]:
    before, after = (getattr(row, "verified_on", None) for row in (change.before, change.after))
    if after and before != after:
        lead = "Geprüft" if isinstance(change.after, Network) else f"{_titled(change.after, here)} geprüft"
        yield Line(f"{lead} am {descriptions.day(after)}", change, is_check=True)


def _is_long(*texts: str) -> bool:
    return max(map(len, texts)) > LONG or any("\n" in text for text in texts)


def compared(old: str, new: str) -> list[tuple[str, str]]:
    """Two texts line by line, each line kept, added (``ins``) or taken out (``del``)."""
    marks = {"+ ": "ins", "- ": "del", "  ": ""}
    lines = difflib.ndiff(old.splitlines(), new.splitlines())
    return [(marks[line[:2]], line[2:]) for line in lines if line[:2] in marks]


# --- people -----------------------------------------------------------------------------------


def _is_personal(row: Any) -> bool:
    """Whether it is, or speaks about, a person one could turn to: the public log names none of them."""
    return isinstance(row, Contact) or getattr(row, "contact_id", None) is not None


def _discreetly(change: Change) -> str:
    row, kind = change.row, descriptions.kind(change.row)
    if change.before is None or change.after is None:
        done = "ergänzt" if change.before is None else "entfernt"
        if isinstance(row, Citation):
            return f"{kind} {done}: {row} (zu Kontaktperson)"
        return f"{kind} {done}" if isinstance(row, Contact) else f"{kind} {done} (zu Kontaktperson)"
    if not isinstance(row, Contact):
        return (
            f"{kind} geändert (zu Kontaktperson)" if descriptions.said(change.before) != descriptions.said(row) else ""
        )
    if row.withheld != change.before.withheld:
        return f"Eine Kontaktperson wird {'nicht mehr' if row.withheld else 'wieder'} gezeigt"
    old, new = descriptions.said(change.before), descriptions.said(row)
    different = [label for label in new if old[label] != new[label]]
    return f"Kontaktperson geändert: {', '.join(different)}" if different else ""


# --- names ------------------------------------------------------------------------------------


def _name(row: Model, here: int | None) -> str:
    """What a row is called on the page of a network; a relation is read from there."""
    if isinstance(row, Relation) and here is not None and row.other_id == here and row.network_id != here:
        return f"{row.reversed_label} „{row.network}“"
    return descriptions.name(row)


def _titled(row: Model, here: int | None) -> str:
    name = Truncator(_name(row, here)).chars(TARGET_LENGTH)
    quoted = name if isinstance(row, Relation) else f"„{name}“"
    return f"{descriptions.kind(row)} {quoted}" if name else descriptions.kind(row)


def _colon(name: str) -> str:
    return f": {name}" if name else ""
