"""Describing: how do people learn what a hint beside a field says, and where in a form something is wrong?"""

from typing import Any, NamedTuple

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

from directory.rules import punctuation

register = template.Library()


LONG = 300  # characters; who writes less than that meets no limit


@register.filter
def limited(field: BoundField, hint: str) -> str:
    """The hint to a field, with how much it takes where people may write more than that."""
    limit = getattr(field.field, "max_length", None) or 0
    told = f"Höchstens {limit:,} Zeichen.".replace(",", ".")
    return f"{hint} {told}".strip() if limit >= LONG else hint


@register.filter
def described(field: BoundField, hint: str) -> SafeString:
    """The field's widget, tied to the hint above it and the error below it."""
    ids = [f"{field.id_for_label}_helptext"] if hint else []
    ids += [f"{field.id_for_label}_error"] if field.errors else []
    return field.as_widget(attrs={"aria-describedby": " ".join(ids)} if ids else {})


# --- what is wrong ------------------------------------------------------------------------------


class Fault(NamedTuple):
    """One thing that is wrong, and where; what is wrong with all of a form has no label."""

    label: str
    target: str
    message: str


@register.filter
def colon(label: str) -> str:
    """The colon after a label; none after one that ends like a sentence."""
    return punctuation.colon(label)


@register.simple_tag
def faults(form: Any) -> list[Fault]:
    """All that is wrong with a form of the admin, in the order in which it stands there."""
    whole = [Fault("", "", message) for message in form.non_field_errors()]
    return whole + [
        Fault(field.label, field.id_for_label or field.auto_id, message) for field in form for message in field.errors
    ]
