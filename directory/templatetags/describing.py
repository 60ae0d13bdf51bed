"""Describing: how does a screen reader learn what a hint beside a field says?"""

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

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
