"""Secret links: how are pages with a secret in their address kept secret, and what was typed kept when the database is
away?
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import Error, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_resolver
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from memberships.enums import Purpose
from memberships.letters import secret_tokens
from memberships.models import Secret

View = Callable[..., HttpResponse]
READ_ONLY = "25006"  # PostgreSQL's name for it; SQLite raises OperationalError
RETRY_AFTER = "30"  # seconds
WITHOUT_COOKIE = "ohne-cookie"
"""Put beside what was sent by ``networks_site.errors``."""
NOT_REPEATED = {"csrfmiddlewaretoken", "token", WITHOUT_COOKIE}


def secret_page(view: View) -> View:
    """Never stored, never indexed, never named to another site.

    Without a referrer, browsers send no origin either, and Django's CSRF check would refuse every form here. It is
    not needed: nobody can forge a request to an address they cannot know.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Http404 as error:  # answered here, because these headers belong to it as well
            missing: Any = get_resolver().resolve_error_handler(404)
            response = missing(request, exception=error)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return csrf_exempt(answer)


def keeps_what_was_typed(view: View) -> View:
    """While the database is locked or away: 503, with all that was typed, ready to be sent again."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Error as error:
            if request.method != "POST" or not is_away(error):
                raise
            response = render(request, "memberships/unavailable.html", {"typed": typed_in(request)}, status=503)
            response["Retry-After"] = RETRY_AFTER
            return response

    answer.comes_back = True  # type: ignore[attr-defined]  # without its cookie, too: see networks_site.errors
    return answer


def is_away(error: object) -> bool:
    """Whether an error says that the database is locked, away, or takes nothing in just now."""
    read_only = isinstance(error, Error) and getattr(error.__cause__, "sqlstate", "") == READ_ONLY
    return read_only or isinstance(error, (OperationalError, InterfaceError))


def typed_in(request: HttpRequest) -> list[tuple[str, str]]:
    """What was sent, ready to be sent again; passwords and the like are typed anew."""
    pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    return [(name, value) for name, value in pairs if name not in NOT_REPEATED and "password" not in name]


def too_often(request: HttpRequest) -> HttpResponse:
    """The visitor has used a form too often; what was typed can be sent later."""
    response = render(request, "memberships/too_often.html", {"typed": typed_in(request)}, status=429)
    response["Retry-After"] = str(settings.LIMIT_WINDOW)
    return response


def find(secret: str, purpose: Purpose) -> Secret:
    """What a secret opens.

    Raises:
        Http404: alike for wrong, foreign and expired ones.
    """
    found = (
        Secret.objects.select_related(
            "application__network", "notice__network", "inquiry__body", "account_change__user"
        )
        .filter(digest=secret_tokens.digest(secret, purpose), purpose=purpose)
        .first()
    )
    if found is None or (found.expires_at and found.expires_at < timezone.now()):
        raise Http404
    return found
