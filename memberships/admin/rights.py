"""Rights in German, and only those that open a page: most of those that packages bring do nothing here."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as Brought
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import HttpRequest

ACTS = {"add": "anlegen", "change": "ändern", "delete": "löschen", "view": "ansehen"}


class RightsField(forms.ModelMultipleChoiceField):
    """Rights to choose from, by the model they are about."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options: Any) -> None:
        ours = Q(content_type__app_label__in=("directory", "memberships"))
        ours &= ~Q(content_type__model__in=("act", "version"))  # nobody adds or changes history
        opened = Q(content_type__in=ContentType.objects.get_for_models(*admin.site._registry).values())
        rights = Permission.objects.filter(ours | opened).select_related("content_type")
        super().__init__(rights, label=options["label"], required=False, help_text=options["help_text"])

    def label_from_instance(self, obj: Any) -> str:
        return name_of(obj)


def name_of(right: Permission) -> str:
    """A right as one reads it."""
    model = right.content_type.model_class()
    about = str(model._meta.verbose_name) if model else right.content_type.model
    act, _, rest = right.codename.partition("_")
    brought = model is not None and rest == model._meta.model_name and act in ACTS
    return f"{about[:1].upper()}{about[1:]}: {ACTS[act] if brought else right.name}"


class GivesRights:
    """Groups and rights are ticked, not moved between two boxes that speak English."""

    filter_horizontal: Any = ()

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.related_model is Permission:
            return RightsField(label=str(db_field.verbose_name).capitalize(), help_text=db_field.help_text)
        options.setdefault("widget", forms.CheckboxSelectMultiple)
        return super().formfield_for_manytomany(db_field, request, **options)  # type: ignore[misc]


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(GivesRights, Brought):  # type: ignore[misc]
    pass
