"""Editing: where in the admin is a record edited?"""

from django import template
from django.db.models import Model
from django.urls import NoReverseMatch, reverse

from directory.models import Citation

register = template.Library()


@register.filter
def edit_address(record: Model) -> str:
    """The admin page of a record; empty if it has none."""
    try:
        return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
    except NoReverseMatch:
        return ""


@register.filter
def check_address(record: Model) -> str:
    """Where one says that a record was checked today and nothing has changed; empty where that cannot be said."""
    try:
        return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_checked", args=[record.pk])
    except NoReverseMatch:
        return ""


@register.filter
def target(said: Citation) -> Model:
    """The record a citation speaks about."""
    return getattr(said, said.target_name)
