"""Field rules: which rows of two records tell the same, what of the one completes the other, and what cannot stay?
Reads no row.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, UniqueConstraint

from directory.enums import Status
from directory.models import Citation, Fact, Gap, Network, Silence, Treatment, Verdict
from directory.models.base import Dated

NOT_STATED = ("", None, "nicht-genannt")

COMPUTED = {"sort_key", "search_text", "created_at", "updated_at", "start_earliest", "end_latest", "as_of_latest"}
OF_THE_ROW = COMPUTED | {"id", "slug", "key", "code", "position", "fingerprint", "verified_on", "confirmed_on"}
"""Columns that make a row this row, or follow from others: neither completed nor missed."""
OWN = {
    "name", "kind", "status", "visibility", "easy_text", "easy_checked_on", "path", "path_url", "path_text",
    "withheld", "is_public", "title", "publisher", "read_on", "party",
}  # fmt: skip
"""Columns in which the record that stays keeps its own word, even where it says nothing."""
GOES_WITH = {
    "mode_text": "mode",
    "cost_text": "cost",
    "obligations_text": "obligations",
    "lines": "file",
    "blank_lines": "file",
}
"""Columns that explain another one and are worth nothing without it."""


def columns(model: type[Model], without: set[str] = frozenset()) -> tuple[str, ...]:  # type: ignore[assignment]
    return tuple(field.attname for field in model._meta.concrete_fields if field.name not in without)


ALIKE: dict[type[Model], tuple[str, ...]] = {
    Fact: columns(Fact, OF_THE_ROW),
    Treatment: ("network_id", "topic_id", "title", "text"),
    Citation: columns(Citation, {"id"}),
    Silence: ("source_id", "first_line", "last_line"),
}
"""Beside what constraints say: rows with the same values in these columns tell the same."""


@dataclass(frozen=True)
class Loss:
    """Something the record that goes says and that cannot stay."""

    what: str
    stays: str
    goes: str


def uniques(model: type[Model]) -> list[tuple[tuple[str, ...], Any]]:
    """What no two rows of a model have in common: names of columns, and the condition under which it holds."""
    found: list[tuple[tuple[str, ...], Any]] = [(tuple(names), None) for names in model._meta.unique_together]
    found += [((field.name,), None) for field in model._meta.concrete_fields if field.unique and not field.primary_key]
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and constraint.fields:
            found.append((tuple(constraint.fields), constraint.condition))
    return found


def identities(row: Any, values: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """All that makes a row, with these new values, the same as another. ``bound_<n>`` on the row says whether the
    n-th of the ``uniques`` holds for it. Keys do not count: they can be changed.
    """
    for number, (names, condition) in enumerate(uniques(type(row))):
        if "key" in names or (condition is not None and not getattr(row, f"bound_{number}")):
            continue
        attnames = [row._meta.get_field(name).attname for name in names]
        found = tuple(values.get(name, getattr(row, name)) for name in attnames)
        if None not in found:
            yield (number, *found)
    if type(row) in ALIKE:
        yield ("alike", *(values.get(name, getattr(row, name)) for name in ALIKE[type(row)]))


def is_stated(value: Any) -> bool:
    """Whether a column says anything."""
    return value not in NOT_STATED


def telling(row: Model) -> Iterator["Field[Any, Any]"]:
    """The columns of a row in which it says something of its own."""
    for field in row._meta.concrete_fields:
        parent = field.is_relation and field.name != "entry"
        if not parent and field.name not in OF_THE_ROW:
            yield field


def complete(kept: Any, gone: Any) -> dict[str, Any]:
    """Fill what the row that stays does not say with what the other one says. The row is changed, not saved.

    Gives back what was empty before, by column.
    """
    before: dict[str, Any] = {}
    for field in telling(kept):
        name = field.attname
        old, new = getattr(kept, name), getattr(gone, name)
        if is_stated(old) or not is_stated(new) or field.name in OWN:
            continue
        leader = GOES_WITH.get(field.name)
        if leader and getattr(kept, leader) != getattr(gone, leader):
            continue
        if name == "end" and not (isinstance(kept, Network) and kept.status == Status.ENDED):
            continue  # an open end says that it goes on
        before[name] = old
        setattr(kept, name, new)
    if isinstance(kept, Dated) and {"start", "end"} & before.keys():
        _dates_in_order(kept, before)
    return before


def _dates_in_order(kept: Any, before: dict[str, Any]) -> None:
    """Take back dates that do not go together."""
    try:
        kept.set_bounds()
    except ValidationError:
        for name in {"start", "end"} & before.keys():
            setattr(kept, name, before.pop(name))
        kept.set_bounds()


def losses(kept: Any, gone: Any, without: set[str]) -> Iterator[Loss]:
    """What the row that goes says otherwise than the one that stays, in the editors' words."""
    whole = str(gone._meta.verbose_name)
    if isinstance(gone, (Gap, Verdict)):
        yield Loss(whole, str(kept), str(gone))
        return
    for field in telling(gone):
        stays, goes = getattr(kept, field.attname), getattr(gone, field.attname)
        if field.name not in without and is_stated(goes) and goes != stays:
            leader = GOES_WITH.get(field.name) if str(field.verbose_name).startswith("…") else None
            label = f"{gone._meta.get_field(leader).verbose_name} in Worten" if leader else field.verbose_name
            yield Loss(f"{whole}, {label}", words(kept, field), words(gone, field))


def words(row: Any, field: "Field[Any, Any]") -> str:
    """The value of a column as people read it."""
    value = getattr(row, field.name)
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if not is_stated(value):
        return "nichts"
    shown = getattr(row, f"get_{field.name}_display", None)
    return str(shown() if shown else value)
