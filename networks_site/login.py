"""Login: how does somebody get in at /admin/? With name and password, a one-time password where one is set up, and not
by guessing: whoever fails too often waits.
"""

import logging
from typing import Any

import django_otp
from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse

from memberships.applications import permissions
from memberships.letters import rate_limits
from memberships.views.sending import came_back
from networks_site import errors

logger = logging.getLogger(__name__)

LONGEST = 150  # characters of a name; Django says so in the page only, and the table of failures has limits
WRONG = "Benutzername, Passwort oder Einmalpasswort stimmt nicht."


class TokenField(forms.CharField):
    """Six digits from the authenticator."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric", "class": "vTextField"})
        super().__init__(**{"label": "Einmalpasswort", "max_length": 12, "widget": widget, **options})

    def clean(self, value: Any) -> str:
        return "".join(super().clean(value).split())


class LoginForm(AdminAuthenticationForm):
    """One form and one message for all, so that nobody learns which of the three was wrong."""

    error_messages = {**AdminAuthenticationForm.error_messages, "invalid_login": WRONG}
    token = TokenField(required=False, help_text="Nur, wenn Sie eines eingerichtet haben.")

    def __init__(self, request: Any = None, *args: Any, **options: Any) -> None:
        super().__init__(request, *args, **options)
        self.came_back = came_back(request) if request else ""
        if self.came_back:
            self.initial["username"] = request.POST.get("username", "")

    def clean(self) -> dict[str, Any]:
        if len(self.cleaned_data.get("username", "")) > LONGEST:
            raise self.get_invalid_login_error()
        data = super().clean()
        user: Any = self.get_user()
        if user is not None and django_otp.user_has_device(user):
            device = django_otp.match_token(user, data.get("token", ""))
            if device is None:
                credentials = {"username": user.get_username()}
                user_login_failed.send(sender=__name__, credentials=credentials, request=self.request)
                raise self.get_invalid_login_error()
            user.otp_device = device
        if user is not None:
            logger.info("user %s has logged in", user.pk)
        return data


def lacks_second_factor(user: Any) -> bool:
    """Whether somebody must not go on before a one-time password is given or set up."""
    return settings.OFFICERS_NEED_OTP and not user.is_verified() and permissions.is_officer(user)


# --- failures; axes counts them and calls these --------------------------------------------------


def address(request: HttpRequest) -> str | None:
    """What stands for the visitor's address: the network's, for no full address is kept."""
    network = rate_limits.network_of(request).partition("/")[0]
    return network if network != "unknown" else None


def in_logs(username: str, network: str | None, user_agent: str, path: str, request: HttpRequest) -> str:
    """How the log names who tried: not by a name, for people type passwords there."""
    return f"somebody from {network or 'unknown'}"


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: Any) -> HttpResponse:
    """The answer to whoever has failed too often."""
    return errors.too_many_logins(request, int(settings.AXES_COOLOFF_TIME.total_seconds()))
