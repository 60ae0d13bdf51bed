"""Hints: how does one get from a statement to the form for a hint about it, and from a hint to what it is about?"""

from typing import Any

from django import template
from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from memberships import hint_context
from memberships.hints import references

register = template.Library()


@register.simple_tag(takes_context=True)
def hint_link(context: template.Context, row: Model | None, aspect: str = "") -> SafeString:
    """The small link beside a statement, on pages somebody reads in order to send hints; asks the database nothing."""
    entry = context.get("network") or context.get("body")
    if not row or not entry or not context.get("hinting"):
        return SafeString("")
    address = reverse(f"memberships:{entry._meta.model_name}-hint", args=[entry.slug])
    name = references.name_of(row, aspect)
    label = references.kind_in_words(name)
    return format_html(
        ' <a class="hint-link" rel="nofollow" href="{}?zu={}" aria-label="melden: {}{}">melden</a>',
        address,
        name,
        label,
        "" if aspect else f" {row}"[:80],
    )


@register.inclusion_tag("admin/memberships/hint/panel.html", takes_context=True)
def hint_panel(context: template.Context) -> dict[str, Any]:
    """Above a form of the desk: the hint because of which somebody edits; nothing without one, or without the right."""
    request = context.get("request")
    hint = hint_context.of(request) if request else None
    if request is None or hint is None:
        return {}
    return {**hint_context.context(hint, request.user), "filled_in": "text" in request.GET}
