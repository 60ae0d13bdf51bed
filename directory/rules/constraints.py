"""Constraints: does a row keep the conditions of its table? Read from the model's own constraints, without asking the
database.

Django asks it once for each condition of each row, which for thousands of lines takes minutes. The database still has
the last word when the rows are stored. Beware: a condition with another comparison than these needs it added here.
"""

import operator
from collections.abc import Callable, Collection, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import BaseConstraint, CheckConstraint, F, Model, Q

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": operator.eq,
    "in": lambda value, allowed: value in allowed,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "length": lambda value, length: len(value) == length,
    "contains": operator.contains,
}


def validate(constraint: BaseConstraint, row: Model, exclude: Collection[str] = ()) -> None:
    """As the constraint's own ``validate``, which asks the database also where no other row matters.

    Raises:
        ValidationError: if the row breaks it. One that reads any of the excluded columns is not judged.
    """
    if not isinstance(constraint, CheckConstraint):
        constraint.validate(type(row), row, exclude=set(exclude))
    elif not (exclude and _columns(constraint.condition) & set(exclude)) and holds(constraint.condition, row) is False:
        raise ValidationError(constraint.get_violation_error_message(), code=constraint.violation_error_code)


def broken(row: Model, exclude: Collection[str] = ()) -> Iterator[str]:
    """The sentences of all conditions the row breaks, apart from those that read any of the excluded columns."""
    for constraint in row._meta.constraints:
        if isinstance(constraint, CheckConstraint):
            try:
                validate(constraint, row, exclude)
            except ValidationError as error:
                yield from error.messages


def holds(condition: Any, row: Model) -> bool | None:
    """Whether a condition is true of the row; None where SQL says "unknown", which breaks nothing."""
    is_all = condition.connector == Q.AND
    answer: bool | None = is_all
    for part in condition.children:
        found = holds(part, row) if isinstance(part, Q) else _compare(part[0], part[1], row)
        if found is None:
            answer = None
        elif found is not is_all:
            answer = found
            break
    return answer if answer is None or not condition.negated else not answer


def _columns(condition: Any) -> set[str]:
    return condition.referenced_base_fields


def _compare(path: str, wanted: Any, row: Model) -> bool | None:
    name, _, comparison = path.partition("__")
    value = _value(row, name)
    if isinstance(wanted, F):
        wanted = _value(row, wanted.name)  # type: ignore[attr-defined]
    elif comparison == "isnull":
        return (value is None) == wanted
    elif wanted is None:
        return value is None
    if value is None or wanted is None:
        return None
    return COMPARISONS[comparison or "exact"](value, wanted)


def _value(row: Model, name: str) -> Any:
    """A column's value. A record that is not stored yet has no number and stands for itself."""
    column = row._meta.get_field(name)
    value = getattr(row, column.attname)  # type: ignore[union-attr]
    if value is None and column.is_relation and column.is_cached(row):  # type: ignore[union-attr]
        return column.get_cached_value(row)  # type: ignore[union-attr]
    return value
