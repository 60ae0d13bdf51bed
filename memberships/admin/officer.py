"""Where is it said who decides for which bodies? Only superusers come here."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from memberships import permissions
from memberships.models import Officer


@admin.register(Officer)
class OfficerAdmin(admin.ModelAdmin):
    fields = ("user", "bodies")
    list_display = ("user", "decides_for")
    list_select_related = ("user",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("bodies")

    @admin.display(description="zuständig für")
    def decides_for(self, officer: Officer) -> str:
        return ", ".join(str(body) for body in officer.bodies.all())

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        options["widget"] = forms.CheckboxSelectMultiple()  # choosing several needs no script this way
        return super().formfield_for_manytomany(db_field, request, **options)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        permissions.open_desk(obj.user)
