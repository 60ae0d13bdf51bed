"""Second factors: reset for whoever has lost theirs. Keys are never shown.

Replaces the page that django-otp brings, on which keys can be read and typed.
"""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django_otp.plugins.otp_totp import admin as brought
from django_otp.plugins.otp_totp.models import TOTPDevice

from memberships import accounts, permissions
from memberships.enums import AccountStep

admin.site.unregister(brought.TOTPDevice)


@admin.register(TOTPDevice)
class DeviceAdmin(admin.ModelAdmin):
    actions = None  # one by one: each officer is asked
    fields = ("user", "name", "confirmed", "created_at", "last_used_at")
    list_display = ("user", "name", "confirmed", "created_at", "last_used_at")
    list_select_related = ("user",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """An officer's second factor goes only with the officer's consent or a colleague's."""
        device: Any = self.get_object(request, unquote(object_id))
        asked = request.method == "POST" and device and self.has_delete_permission(request, device)
        if not asked or not permissions.is_officer(device.user):
            return super().delete_view(request, object_id, extra_context)
        accounts.ask(user=device.user, step=AccountStep.DEVICE, by=request.user)
        messages.warning(request, accounts.WAITS)
        return redirect("admin:otp_totp_totpdevice_changelist")
