"""How does a reason get into words on a page?"""

from collections.abc import Mapping
from typing import Any

from django import template

from directory import finder
from directory.eligibility import Reason

register = template.Library()


@register.filter
def reason_sentence(reason: Reason) -> str:
    """Why something fits or does not."""
    return finder.sentence(reason)


@register.filter
def reason_label(reason: Reason) -> str:
    """What the reason is about."""
    return finder.label(reason)


@register.filter(name="get")
def get_item(mapping: Mapping[Any, Any], key: Any) -> Any:
    """A value by a key that only the template knows."""
    return mapping.get(key, "")
