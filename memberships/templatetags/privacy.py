"""Privacy: what does the privacy page say about the forms? Exactly what the erasure registry declares."""

from django import template

from memberships.personal_data import REGISTRY

register = template.Library()


@register.simple_tag
def personal_data() -> list[dict[str, str]]:
    """One row a kind of record: its name, what it is for, how long it is kept."""
    return [
        {"what": str(entry.model._meta.verbose_name_plural), "purpose": entry.purpose, "kept": entry.kept}
        for entry in REGISTRY
    ]
