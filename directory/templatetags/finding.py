"""Finding: how does a template look something up whose name only it knows?"""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter(name="get")
def get_item(mapping: Mapping[Any, Any], key: Any) -> Any:
    """A value by a key that only the template knows."""
    return mapping.get(key, "")
