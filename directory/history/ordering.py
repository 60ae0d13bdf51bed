"""Ordering: in which order are the changes of one act told, and which need no words of their own?"""

from collections.abc import Iterable
from typing import Any

from directory.history import version_tables
from directory.history.sentences import Line
from directory.history.snapshots import Change, Key


def arranged(changes: Iterable[Change]) -> list[Change]:
    """In the order of the profile, what is said about a row after it; what goes with a row goes without saying."""
    told = [change for change in changes if change.row is not None]
    lost = {(type(change.row), change.row.pk) for change in told if change.after is None}
    return sorted((change for change in told if change.after or _target(change.row) not in lost), key=_place)


def folded(lines: list[Line]) -> list[Line]:
    """Where somebody only looked, that is all there is to tell."""
    if not lines or not all(line.is_check for line in lines):
        return lines
    whole = [line for line in lines if line.change and line.change.row._meta.model_name == "network"]
    return [Line(f"{line.text}, nichts geändert", line.change, is_check=True) for line in whole or lines]


def _target(row: Any) -> Key | None:
    """What a citation, a verdict or a gap speaks about; None for other rows."""
    if type(row) not in version_tables.ABOUT:
        return None
    return version_tables.BY_NAME[row.target_name], getattr(row, f"{row.target_name}_id")


def _place(change: Change) -> tuple[int, int, bool]:
    target = _target(change.row)
    model, number = target or (type(change.row), change.row.pk)
    return version_tables.ALL.index(model), number, target is not None
