"""What holds for every answer, whichever page gives it: refuse broken addresses, admit when the database is away."""

import logging
import secrets
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.contrib import auth
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import BadRequest
from django.core.signals import request_finished
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from directory.models import history
from memberships import hint_context
from memberships.views.secret_links import is_away
from networks_site import errors, logs

GetResponse = Callable[[HttpRequest], HttpResponse]
logger = logging.getLogger(__name__)
LULL = 5 * 60  # seconds


def numbered(get_response: GetResponse) -> GetResponse:
    """Give each request a number, under which the log knows it and which the pages for errors show."""

    def middleware(request: HttpRequest) -> HttpResponse:
        logs.under_way.set(logs.UnderWay(request, secrets.token_hex(4)))
        return get_response(request)

    return middleware


@receiver(request_finished)
def answered(**_options: Any) -> None:
    """Django itself logs bad answers, after all middleware; now that is done too."""
    logs.under_way.set(None)


def head_without_body(get_response: GetResponse) -> GetResponse:
    """Answer HEAD with the headers of GET and nothing else; Django leaves that to the server."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "HEAD" and not response.streaming:
            length = response.headers.get("Content-Length", str(len(response.content)))
            # A new answer, because the old one may be the copy that the page cache keeps.
            cookies = response.cookies
            response = HttpResponse(status=response.status_code, headers=dict(response.headers))
            response.cookies = cookies
            response["Content-Length"] = length
        return response

    return middleware


def permissions_policy(get_response: GetResponse) -> GetResponse:
    """Switch off device features no page of ours uses."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
        return response

    return middleware


def still_here(get_response: GetResponse) -> GetResponse:
    """Let a session's two hours count from the last click, give or take five minutes: so most pages store nothing.
    Twelve hours after the login it ends all the same.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            now, seen = time.time(), request.session.get("seen") or login_of(request.user)
            began = request.session.setdefault("began", int(now))
            if now - began >= settings.SESSION_ENDS_AFTER:
                auth.logout(request)
            elif now - seen > LULL:
                request.session["seen"] = int(now)
        return get_response(request)

    return middleware


@receiver(user_logged_in)
def note_beginning(request: HttpRequest, **_options: Any) -> None:
    """From now on the twelve hours count."""
    request.session["began"] = int(time.time())


def login_of(user: Any) -> float:
    """When somebody has logged in, in seconds since 1970; 0 if never."""
    at = getattr(user, "last_login", None)
    return at.timestamp() if at else 0


def known_to_history(get_response: GetResponse) -> GetResponse:
    """What a request changes in the catalogue is told as the act of whoever sent it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in {"GET", "HEAD"}:
            return get_response(request)
        with history.sent_by(request.user):
            return get_response(request)

    return middleware


def on_a_hint(get_response: GetResponse) -> GetResponse:
    """Whoever edits the catalogue because of a hint (``?vorschlag=``) finds the form filled in, says in the history
    why, and comes back to the hint after saving.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        hint = hint_context.of(request)
        if hint is None:
            return get_response(request)
        history.because(f"auf Hinweis von außen vom {hint.day}")
        response = get_response(request)
        goes_on = {"_continue", "_addanother", "_popup"} & request.POST.keys()
        if request.method == "POST" and response.status_code == HTTPStatus.FOUND and not goes_on:
            response["Location"] = reverse("admin:memberships_hint_change", args=[hint.pk])
        return response

    return middleware


def clean_address(get_response: GetResponse) -> GetResponse:
    """Answer 400 to NUL bytes and broken UTF-8 in path or query; PostgreSQL would raise, SQLite store them.

    Django leaves what it cannot decode of a path as %FF, so the path is decoded once more to find that.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        query = unquote_to_bytes(request.META.get("QUERY_STRING", "").replace("+", " "))
        for part in (unquote_to_bytes(request.path_info), query):
            try:
                text = part.decode("utf-8")
            except UnicodeDecodeError:
                raise BadRequest("broken UTF-8 in the address") from None
            if "\0" in text and (part is query or "\0" in request.path_info):
                raise BadRequest("NUL byte in the address")
        if (request.content_params or {}).get("charset", "utf-8").lower() not in {"utf-8", "utf8"}:
            raise BadRequest("a charset no browser sends")
        return get_response(request)

    return middleware


class unavailable:  # noqa: N801 - reads like its siblings in the settings; a class because of process_exception
    """Answer 503 with Retry-After when the database is locked or away."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if is_away(exception):
            logger.error("database unavailable: %s", type(exception).__name__)
            return errors.service_unavailable(request)
        return None
