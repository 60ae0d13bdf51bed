"""The pages for requests that fail. They need no database and no session, so they work when nothing else does."""

import sys
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import loader
from django.urls import resolve

from memberships.views.secret_links import WITHOUT_COOKIE, is_away, typed_in
from memberships.views.sending import NO_COOKIE
from networks_site import logs

RETRY_AFTER = 30  # seconds


def _page(status: int, title: str, text: str, **more: Any) -> HttpResponse:
    content = loader.render_to_string("error.html", {"status": status, "title": title, "text": text, **more})
    return HttpResponse(content, status=status)


def _guarded(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Where the address holds a secret, nobody keeps the page, and no link on it tells where it was."""
    if request.resolver_match and "secret" in request.resolver_match.kwargs:
        response["Cache-Control"], response["Referrer-Policy"] = "no-store", "no-referrer"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return _page(
        400,
        "Diese Anfrage ist unverständlich",
        "Die Adresse enthält Zeichen, die hier nicht vorkommen können. Bitte prüfen Sie den Link.",
    )


def too_large(request: HttpRequest) -> HttpResponse:
    return _page(
        413,
        "Das ist zu viel auf einmal",
        "Was Sie gesendet haben, ist größer, als diese Seite annimmt. Bitte kürzen Sie es, oder teilen Sie es auf.",
    )


def unknown_origin(request: HttpRequest) -> HttpResponse:
    return _page(
        400,
        "Diese Anfrage kann nicht beantwortet werden",
        "Der Server vor dieser Website sagt nicht, woher die Anfrage kommt. Das muss die Redaktion in Ordnung bringen.",
    )


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(
        403,
        "Das dürfen Sie hier nicht",
        "Diese Seite ist Ihnen nicht zugänglich. War es ein Formular? Dann laden Sie es neu und senden es wieder.",
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its cookie comes back as it was typed; one that another site has sent does not."""
    if not reason.startswith("CSRF "):  # but "Origin checking failed" or "Referer checking failed"
        return permission_denied(request, PermissionError(reason))
    view, args, kwargs = resolve(request.path_info)
    if not getattr(view, "comes_back", False):
        return _page(403, "Bitte senden Sie noch einmal", NO_COOKIE, **_kept(request))
    sent = request.POST.copy()
    sent[WITHOUT_COOKIE] = "1"
    request.POST = sent  # type: ignore[assignment]
    response = view(request, *args, **kwargs)
    if response.status_code == HTTPStatus.OK:
        response.status_code = HTTPStatus.FORBIDDEN
    return response


def session_ended(request: HttpRequest) -> HttpResponse:
    """What somebody has typed at the desk who is not logged in any more."""
    return _page(
        403,
        "Sie sind nicht mehr angemeldet",
        "Die Anmeldung endet, wenn man eine Weile keine Seite öffnet. Gespeichert ist noch nichts.",
        log_in=True,
        **_kept(request),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(
        404,
        "Diese Seite gibt es nicht",
        "Vielleicht ist die Adresse nicht vollständig, oder der Eintrag wurde noch nicht veröffentlicht.",
    )


def server_error(request: HttpRequest) -> HttpResponse:
    if is_away(sys.exc_info()[1]):  # raised where no view was at work, in the session for example
        return service_unavailable(request)
    page = _page(
        500,
        "Hier ist uns ein Fehler unterlaufen",
        "Es liegt nicht an Ihnen. Der Fehler ist vermerkt; bitte versuchen Sie es später noch einmal.",
        number=logs.number(),
    )
    return _guarded(request, page)


def service_unavailable(request: HttpRequest) -> HttpResponse:
    response = _page(
        503,
        "Das Verzeichnis ist gerade nicht erreichbar",
        "Die Datenbank antwortet nicht. Bitte versuchen Sie es in einer halben Minute noch einmal.",
        number=logs.number(),
        **_kept(request),
    )
    response["Retry-After"] = str(RETRY_AFTER)
    return _guarded(request, response)


def too_many_logins(request: HttpRequest, pause: int) -> HttpResponse:
    """``pause``: seconds until the next try counts."""
    minutes = -(-pause // 60)
    response = _page(
        429,
        "Zu viele Anmeldeversuche",
        f"Die Anmeldung ist zu oft gescheitert. Bitte warten Sie {minutes} Minuten und versuchen Sie es dann wieder.",
        **_kept(request),
    )
    response["Retry-After"] = str(pause)
    response["Cache-Control"] = "no-store"
    return response


def _kept(request: HttpRequest) -> dict[str, Any]:
    """What was typed, for a page that sends it once more. Without a request in the context, which would look for a
    session in the database, the token against forged forms has to be named.
    """
    if request.method != "POST":
        return {}
    try:
        typed, files = typed_in(request), bool(request.FILES)
    except (OSError, SuspiciousOperation):  # what was sent cannot be read
        return {}
    return {"typed": typed, "files": files, "csrf_token": get_token(request), "reopens": _reopens(request)}


def _reopens(request: HttpRequest) -> bool:
    """Whether the page sent is a form of the desk that can be opened once more as it was typed."""
    match = request.resolver_match
    if match is None or not str(match.url_name).endswith(("_add", "_change")):
        return False
    return getattr(getattr(match.func, "model_admin", None), "reopens", False)
