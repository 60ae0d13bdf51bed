"""How does somebody who has lost their second factor get a new one? A superuser deletes the old one here.

Replaces the page that django-otp brings, on which keys can be read and typed.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django_otp.plugins.otp_totp import admin as brought
from django_otp.plugins.otp_totp.models import TOTPDevice

admin.site.unregister(brought.TOTPDevice)


@admin.register(TOTPDevice)
class DeviceAdmin(admin.ModelAdmin):
    fields = ("user", "name", "confirmed", "created_at", "last_used_at")
    list_display = ("user", "name", "confirmed", "created_at", "last_used_at")
    list_select_related = ("user",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
