"""The pages for requests that fail. They need no database and no session, so they work when nothing else does."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader

RETRY_AFTER = 30  # seconds


def _page(status: int, title: str, text: str) -> HttpResponse:
    content = loader.render_to_string("error.html", {"status": status, "title": title, "text": text})
    return HttpResponse(content, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(
        400,
        "Diese Anfrage ist unverständlich",
        "Die Adresse enthält Zeichen, die hier nicht vorkommen können. Bitte prüfen Sie den Link.",
    )


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(
        403,
        "Das dürfen Sie hier nicht",
        "Diese Seite ist Ihnen nicht zugänglich. War es ein Formular? Dann laden Sie es neu und senden es wieder.",
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return permission_denied(request, PermissionError(reason))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(
        404,
        "Diese Seite gibt es nicht",
        "Vielleicht ist die Adresse nicht vollständig, oder der Eintrag wurde noch nicht veröffentlicht.",
    )


def server_error(request: HttpRequest) -> HttpResponse:
    if isinstance(
        sys.exc_info()[1], (OperationalError, InterfaceError)
    ):  # raised where no view was at work, in the session for example
        return service_unavailable(request)
    return _page(
        500,
        "Hier ist uns ein Fehler unterlaufen",
        "Es liegt nicht an Ihnen. Der Fehler ist vermerkt; bitte versuchen Sie es später noch einmal.",
    )


def service_unavailable(request: HttpRequest) -> HttpResponse:
    response = _page(
        503,
        "Das Verzeichnis ist gerade nicht erreichbar",
        "Die Datenbank antwortet nicht. Bitte versuchen Sie es in einer halben Minute noch einmal.",
    )
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def too_many_logins(pause: int) -> HttpResponse:
    """``pause``: seconds until the next try counts."""
    minutes = -(-pause // 60)
    response = _page(
        429,
        "Zu viele Anmeldeversuche",
        f"Die Anmeldung ist zu oft gescheitert. Bitte warten Sie {minutes} Minuten und versuchen Sie es dann wieder.",
    )
    response["Retry-After"] = str(pause)
    response["Cache-Control"] = "no-store"
    return response
