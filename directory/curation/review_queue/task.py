"""Task: what is one kind of work, and one piece of it?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.dateformat import format as in_format


@dataclass(frozen=True)
class Item:
    """One piece of work. ``record`` is opened to do it; ``others`` are records it concerns as well, ``aspect`` is
    which of the record's statements is meant.
    """

    record: Model
    what: str
    where: str = ""
    why: str = ""
    others: Sequence[Model] = ()
    aspect: str = ""


@dataclass(frozen=True)
class ReviewTask:
    """One kind of work: its rows, how each page of them is told, and who may do it. ``checks``: it may turn out that
    nothing has changed, and then noting that somebody has looked is all there is to do.

    It can be counted and cut like a list, so that a paginator can show it.
    """

    key: str
    label: str
    advice: str
    permission: str
    rows: Callable[[], QuerySet[Any, Any]]
    items: Callable[[Sequence[Any]], list[Item]]
    checks: bool = False

    def count(self) -> int:
        """How much waits."""
        return self.rows().count()

    def __getitem__(self, part: slice) -> list[Item]:
        if not isinstance(part, slice):
            raise TypeError("a task is cut, not looked up")  # templates try task["key"] before task.key
        return self.items(list(self.rows()[part]))


def day(value: Any) -> str:
    """``3. Mai 2024``"""
    return in_format(value, "j. F Y")
