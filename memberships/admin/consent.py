"""How does the operator change what applicants consent to? By a new version; the old ones stay as they were asked."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from directory.admin.desk import Lines
from memberships.models import ConsentText


@admin.register(ConsentText)
class ConsentTextAdmin(admin.ModelAdmin):
    fields = ("version", "text")
    list_display = ("version", "created_at")
    formfield_overrides = {models.TextField: {"widget": Lines}}

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
