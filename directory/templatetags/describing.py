"""How does a screen reader learn what a hint beside a field says?"""

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def described(field: BoundField, hint: str) -> SafeString:
    """The field's widget, tied to the hint above it and the error below it."""
    ids = [f"{field.id_for_label}_helptext"] if hint else []
    ids += [f"{field.id_for_label}_error"] if field.errors else []
    return field.as_widget(attrs={"aria-describedby": " ".join(ids)} if ids else {})
