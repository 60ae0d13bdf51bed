"""Second factors: reset for whoever has lost theirs. Keys are never shown.

Replaces the page that django-otp brings, on which keys can be read and typed.
"""

from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django_otp.plugins.otp_totp import admin as brought
from django_otp.plugins.otp_totp.models import TOTPDevice

from directory.curation.admin.desk import ReadOnlyAdmin
from memberships import accounts
from memberships.applications import permissions
from memberships.enums import AccountStep

admin.site.unregister(brought.TOTPDevice)

# The package speaks English. What is said here, and not in a migration of the package's own, is for reading only.
apps.get_app_config("otp_totp").verbose_name = "Anmeldung"
TOTPDevice._meta.verbose_name, TOTPDevice._meta.verbose_name_plural = "Zweiter Faktor", "Zweite Faktoren"
WORDS = {
    "user": ("Konto", "Wer sich damit anmeldet."),
    "name": ("Name", "Woran man das Gerät erkennt."),
    "confirmed": ("bestätigt", "Ob das erste Einmalpasswort schon eingegeben wurde."),
    "created_at": ("eingerichtet", "Tag und Uhrzeit."),
    "last_used_at": ("zuletzt benutzt", "Tag und Uhrzeit."),
}
HELP = {name: said for name, (_, said) in WORDS.items()}
for name, (label, _) in WORDS.items():
    TOTPDevice._meta.get_field(name).verbose_name = label


@admin.register(TOTPDevice)
class DeviceAdmin(ReadOnlyAdmin):
    allowed = ("delete",)
    actions = None  # one by one: each officer is asked
    fields = ("user", "name", "confirmed", "created_at", "last_used_at")
    list_display = ("user", "name", "confirmed", "created_at", "last_used_at")
    list_select_related = ("user",)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        return super().get_form(request, obj, change, **{"help_texts": HELP, **options})

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """An officer's second factor goes only with the officer's consent or a colleague's."""
        device: Any = self.get_object(request, unquote(object_id))
        asked = request.method == "POST" and device and self.has_delete_permission(request, device)
        if not asked or not permissions.is_officer(device.user):
            return super().delete_view(request, object_id, extra_context)
        accounts.ask(user=device.user, step=AccountStep.DEVICE, by=request.user)
        messages.warning(request, accounts.WAITS)
        return redirect("admin:otp_totp_totpdevice_changelist")
