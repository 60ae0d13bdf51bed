"""The admin site: its login, its second factor, and the queue on an officer's first page."""

from base64 import b32encode
from functools import wraps
from typing import Any

import django_otp
from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods
from django_otp.plugins.otp_totp.models import TOTPDevice

from directory.curation.admin.desk import only_looking
from memberships import queue
from memberships.letters import rate_limits
from memberships.views.secret_links import typed_in
from memberships.views.sending import came_back
from networks_site import errors, waiting
from networks_site.login import LoginForm, TokenField, lacks_second_factor, locked_out

DEVICE = "Einmalpasswort"
WRONG = "Das Einmalpasswort stimmt nicht. Bitte nehmen Sie das nächste, das angezeigt wird."


class DeskSite(AdminSite):
    """What editors and officers see at /admin/, each only what is theirs."""

    login_form = LoginForm
    login_template = "admin/memberships/login.html"
    index_template = "admin/memberships/index.html"

    def has_permission(self, request: HttpRequest) -> bool:
        return self.may_enter(request) and not lacks_second_factor(request.user)

    def may_enter(self, request: HttpRequest) -> bool:
        """Whether the password has opened the door; officers then still need their second factor."""
        return super().has_permission(request)

    def get_urls(self) -> list[Any]:
        own = [
            path("second-factor/", self.second_factor, name="second_factor"),
            # Also for those who have not yet given their second factor.
            path("logout/", self.logout, name="logout"),
            path("aufgaben/<slug:key>/", self.admin_view(self.task), name="task"),
        ]
        return own + super().get_urls()

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if came_back(request):  # without its cookie: only shown
            request = only_looking(request)
        if request.method == "POST" and rate_limits.logins_exceeded(request):
            return locked_out(request, None, None)
        half_way = request.method == "GET" and self.may_enter(request) and lacks_second_factor(request.user)
        if half_way and not django_otp.user_has_device(request.user):
            return redirect("admin:second_factor")
        return super().login(request, extra_context)

    login.comes_back = True  # type: ignore[attr-defined]  # see networks_site.errors

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        found = {**queue.overview(request.user), **waiting.overview(request.user)}
        return super().index(request, {**(extra_context or {}), **found})

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST" and not request.user.is_authenticated and typed_in(request):
                return errors.session_ended(request)
            return waiting.back(request, inner(request, *args, **kwargs))

        return answer

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return AutocompleteView.as_view(admin_site=self)(request)

    def task(self, request: HttpRequest, key: str) -> HttpResponse:
        """What waits of one kind."""
        return waiting.show(request, key, self.each_context(request))

    @property
    def second_factor(self) -> Any:
        return never_cache(csrf_protect(require_http_methods(["GET", "HEAD", "POST"])(self._second_factor)))

    def _second_factor(self, request: HttpRequest) -> HttpResponse:
        """Set up one-time passwords: shows the key until the first one has been given."""
        user: Any = request.user
        if not self.may_enter(request) or (django_otp.user_has_device(user) and not user.is_verified()):
            return redirect_to_login(request.get_full_path(), "admin:login")
        if user.is_verified():
            return self._show_second_factor(request)
        begun = TOTPDevice.objects.filter(user=user, confirmed=False).order_by("pk").first()
        device = begun or TOTPDevice.objects.create(user=user, confirmed=False, name=DEVICE)
        form = ConfirmForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            if confirm(device, form.cleaned_data["token"]):
                request.session.cycle_key()
                django_otp.login(request, device)
                messages.success(request, "Ihr Einmalpasswort ist eingerichtet.")
                return redirect("admin:index")
            form.add_error("token", WRONG)
        return self._show_second_factor(request, form=form, address=device.config_url, key=in_groups(device))

    def _show_second_factor(self, request: HttpRequest, **context: Any) -> HttpResponse:
        context = {**self.each_context(request), "title": "Zweiter Faktor", **context}
        return TemplateResponse(request, "admin/memberships/second_factor.html", context)


class AutocompleteView(AutocompleteJsonView):
    """The choices of a field while somebody types."""

    def process_request(self, request: HttpRequest) -> Any:
        found = super().process_request(request)
        if not found[2].concrete:  # the other end of a relation, which no form offers
            raise PermissionDenied
        return found


class ConfirmForm(forms.Form):
    """The first one-time password shows that the key has arrived."""

    token = TokenField()


@transaction.atomic
def confirm(device: TOTPDevice, token: str) -> bool:
    """Whether the token fits; the device then counts."""
    locked = TOTPDevice.objects.select_for_update().get(pk=device.pk)
    if not locked.verify_token(token):
        return False
    TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
    device.confirmed = True
    return True


def in_groups(device: TOTPDevice) -> str:
    """The key as people type it."""
    key = b32encode(device.bin_key).decode()
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))
