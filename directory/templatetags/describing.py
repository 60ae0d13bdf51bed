"""Describing: how do people learn what a hint beside a field says, and where in a form something is wrong?"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString
from django.utils.text import capfirst

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
def faults(form: Any, inlines: Iterable[Any] = ()) -> list[Fault]:
    """All that is wrong with a page of the admin, in the order in which it stands there."""
    return [*_of_form(form), *(fault for inline in inlines for fault in _of_rows(inline))]


def _of_form(form: Any, row: str = "") -> Iterator[Fault]:
    yield from (Fault(row, form.prefix, message) for message in form.non_field_errors())
    for field in form:
        label = f"{row}, {field.label}" if row else field.label
        yield from (Fault(label, field.id_for_label or field.auto_id, message) for message in field.errors)


def _of_rows(inline: Any) -> Iterator[Fault]:
    formset, kind, all_of_them = inline.formset, inline.opts.verbose_name, inline.opts.verbose_name_plural
    heading = f"{formset.prefix}-heading"
    yield from (Fault(capfirst(all_of_them), heading, message) for message in formset.non_form_errors())
    for number, form in enumerate(formset.forms, start=1):
        words = getattr(form, "heading", "")
        yield from _of_form(form, f"{capfirst(kind)} {f'„{words}“' if words else f'#{number}'}")
