"""Citation rules: what becomes of keys, names and citations when the rows they belong to become one? Nothing said is
lost silently:

a citation of a value that cannot stay goes on saying it, as a claim that differs.
"""

from collections import defaultdict
from typing import Any

from directory.curation.duplicates.field_rules import is_stated, words
from directory.enums import Aspect, FactKind, Stance
from directory.models import TARGETS, Citation, Fact, Gap, Network, Relation, Silence, Source
from directory.models.about import About
from directory.rules import normalisation

MADE = "made"
"""Stands for the number of the fact that keeps the name of the record that goes, until there is one."""
PARENTS = ("network_id", "terms_id", "source_id")
"""What gives a row its key and its place among its siblings."""
KEY_LENGTH = 80
LOCATOR_LENGTH = 120
CLAIM_LENGTH = 400
SPELT = {Aspect.WHO.value: "who_text"}
"""Aspects whose column is not called like them."""


class Siblings:
    """The keys and positions taken below the records that stay."""

    def __init__(self, rows: list[Any]) -> None:
        keyed = [row for row in rows if hasattr(row, "key")]
        self.keys = {(next(getattr(row, name) for name in PARENTS if hasattr(row, name)), row.key) for row in keyed}
        self.last: dict[int, int] = defaultdict(int)
        for row in rows:
            for name in PARENTS:
                if hasattr(row, name) and hasattr(row, "position"):
                    self.last[getattr(row, name)] = max(self.last[getattr(row, name)], row.position)

    def place(self, row: Any, new: dict[str, Any]) -> dict[str, Any]:
        """What a row that gets another parent must change to have a key of its own and to stand behind the others."""
        parent = next((new[name] for name in PARENTS if new.get(name) and hasattr(row, "key")), None)
        placed: dict[str, Any] = {}
        if parent and hasattr(row, "position") and self.last[parent]:
            placed["position"] = row.position + self.last[parent]
        if parent:
            key = free(row.key, {key for owner, key in self.keys if owner == parent})
            self.keys.add((parent, key))
            placed |= {"key": key} if key != row.key else {}
        return placed


def free(key: str, taken: set[str]) -> str:
    """The key itself, or with the first number that makes it one nobody has."""
    number, found = 1, key
    while found in taken:
        number += 1
        end = f"-{number}"
        found = key[: KEY_LENGTH - len(end)] + end
    return found


# --- names ------------------------------------------------------------------------------------


def further_name(kept: Any, gone: Any) -> int | str | None:
    """The fact under which the name of the network that goes lives on: one there is, one to be made, or none."""
    if not isinstance(kept, Network) or normalisation.fold(kept.name) == normalisation.fold(gone.name):
        return None
    known = Fact.objects.filter(network=kept, kind=FactKind.NAME, title=gone.name)
    return known.values_list("pk", flat=True).first() or MADE


# --- citations --------------------------------------------------------------------------------


def adjusted(planner: Any, row: Any, new: dict[str, Any]) -> dict[str, Any]:
    """What else changes in a row that gets another place, beside its pointers."""
    if not isinstance(row, About):
        return {}
    if names_the_network(planner, row, new):
        return {"network_id": None, "fact_id": planner.plan.further_name, "aspect": ""}
    if not isinstance(row, Citation):
        return {}
    return {**_still_differs(planner, row, new), **_other_edition(planner, row, new)}


def names_the_network(planner: Any, row: Any, new: dict[str, Any]) -> bool:
    """Whether a citation tells the name that lives on as a fact."""
    return bool(
        planner.plan.further_name
        and isinstance(row, (Citation, Gap))
        and row.aspect == Aspect.NAME
        and "network_id" in new
    )


def overruled(planner: Any, row: Any, new: dict[str, Any]) -> tuple[Any, Any] | None:
    """The row a citation belonged to and the column it speaks about, if that now says something else."""
    name = SPELT.get(row.aspect, row.aspect.replace("-", "_"))
    for target in TARGETS:
        column = row._meta.get_field(target)
        pair = planner.pairs.get((column.related_model, getattr(row, column.attname)))
        if column.attname in new and pair and hasattr(pair[0], name):
            gone, kept = pair
            said = getattr(gone, name)
            return (gone, gone._meta.get_field(name)) if is_stated(said) and said != getattr(kept, name) else None
    return None


def _still_differs(planner: Any, row: Any, new: dict[str, Any]) -> dict[str, Any]:
    found = overruled(planner, row, new)
    if found is None:
        return {}
    stance = Stance.ADDS if row.aspect == Aspect.NAME else Stance.DIFFERS
    claim = f"{Aspect(row.aspect).label}: {words(*found)}"[:CLAIM_LENGTH]
    return {"stance": stance if row.stance == Stance.AGREES else row.stance, "claim": row.claim or claim}


def _other_edition(planner: Any, row: Any, new: dict[str, Any]) -> dict[str, Any]:
    """Lines are lines of one text. Where the source that stays has another, they are told in words."""
    if "source_id" not in new or not row.first_line or not other_text(planner):
        return {}
    place = f"{row.lines} in {planner.plan.gone.file}"[:LOCATOR_LENGTH]
    return {"first_line": None, "last_line": None, "fingerprint": "", "locator": place}


def other_text(planner: Any) -> bool:
    """Whether two sources are read in texts of their own."""
    kept, gone = planner.plan.kept, planner.plan.gone
    return isinstance(kept, Source) and bool(gone.file) and gone.file != kept.file


# --- what is void -------------------------------------------------------------------------------


def is_void(planner: Any, row: Any, new: dict[str, Any]) -> bool:
    """Whether a row says nothing any more: a relation of the record to itself, silent lines of another text, a reason
    for having no source where there is one.
    """
    if isinstance(row, Relation):
        return bool(new) and new.get("network_id", row.network_id) == new.get("other_id", row.other_id)
    if isinstance(row, Silence):
        return bool(new) and other_text(planner)
    if isinstance(row, Gap):
        now = {**new, **adjusted(planner, row, new)}
        return bool(spoken_about(row, now) & planner.cited) or overruled(planner, row, new) is not None
    return False


def spoken_about(row: Any, now: dict[str, Any]) -> set[tuple[str, Any, str]]:
    """Of what a citation or gap speaks, once its columns have these values."""
    found = ((f"{name}_id", now.get(f"{name}_id", getattr(row, f"{name}_id"))) for name in TARGETS)
    return {(column, number, now.get("aspect", row.aspect)) for column, number in found if number is not None}
