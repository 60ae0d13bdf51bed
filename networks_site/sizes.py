"""Sizes: how much may be sent at once? What is too large is refused before it is read or anything is made of it."""

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from networks_site import errors
from networks_site.middleware import GetResponse

BESIDE = 100_000  # bytes a form may have beside its file
HOLDS = 600
"""Forms that one page of the admin holds at most: a network with everything that is said about it."""

TOTAL = "-TOTAL_FORMS"
FIELD = re.compile(r"(.+)-(\d{1,9})-[^-]+$")


class fitting:  # noqa: N801 - reads like its siblings in the settings; a class because of process_view
    """Answer 413 to bodies, and 400 to numbers of forms, that no page of ours sends."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = request.META.get("CONTENT_LENGTH") or "0"
        takes_files = request.path_info.startswith(reverse("admin:index"))
        most = settings.FILE_UPLOAD_MAX_MEMORY_SIZE + BESIDE if takes_files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if said.isdecimal() and (len(said) > len(str(most)) + 1 or int(said) > most):
            return errors.too_large(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        if request.method == "POST" and any(name.endswith(TOTAL) for name in request.POST) and too_many(request.POST):
            return errors.bad_request(request, ValueError("more forms than the page holds"))
        return None


def too_many(sent: Any) -> bool:
    """Whether more forms are announced than were sent along, or than a page holds."""
    came: dict[str, int] = {}
    for name in sent:
        if found := FIELD.match(name):
            came[found[1]] = max(came.get(found[1], 0), int(found[2]) + 1)
    announced = {name.removesuffix(TOTAL): number(sent[name]) for name in sent if name.endswith(TOTAL)}
    return sum(announced.values()) > HOLDS or any(count > came.get(name, 0) for name, count in announced.items())


def number(text: str) -> int:
    """As Django's forms read it; 0 for what they refuse."""
    try:
        return int(text)
    except ValueError:
        return 0
