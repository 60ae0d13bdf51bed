"""Who works here? Whoever manages users without being a superuser cannot give themselves or others more than groups."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin as Brought
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest

from directory.recipients import AddressField

User: Any = get_user_model()
PERSON = ("first_name", "last_name", "email")
RIGHTS = ("is_active", "is_staff", "groups")

admin.site.unregister(User)


@admin.register(User)
class UserAdmin(Brought):
    list_display = ("username", *PERSON[:2], "is_staff", "is_active")
    list_filter = ("is_staff", "is_active", "groups")
    view_on_site = False
    formfield_overrides = {models.EmailField: {"form_class": AddressField}}

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if request.user.is_superuser or obj is None:
            return super().get_fieldsets(request, obj)
        return (
            (None, {"fields": ("username", "password")}),
            ("Person", {"fields": PERSON}),
            ("Rechte", {"fields": RIGHTS}),
        )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._is_below(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self._is_below(request, obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        below: Any = [obj for obj in objs if self._is_below(request, obj)]
        return super().get_deleted_objects(below, request)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        if not request.user.is_superuser:
            queryset = queryset.filter(is_superuser=False).exclude(pk=request.user.pk)
        super().delete_queryset(request, queryset)

    @staticmethod
    def _is_below(request: HttpRequest, obj: Any) -> bool:
        """Nobody but a superuser touches superusers, or their own rights."""
        return request.user.is_superuser or obj is None or not (obj.is_superuser or obj.pk == request.user.pk)
