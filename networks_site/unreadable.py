"""Unreadable: what happens in the admin to input that no field can hold: numbers beyond all bounds, letters for a
number?

Forms refuse it at the field. What comes past them, in addresses and lists of ticked rows, Django hands on to the
database.
"""

import logging
import re
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from networks_site import errors
from networks_site.middleware import GetResponse

logger = logging.getLogger(__name__)

BEYOND = re.compile(r"\d{10}|\0")
"""More digits than a number column holds, or the sign no text column holds."""
NO_FILTERS = ("__regex", "__iregex", "__range")
"""Comparisons Django's lists would offer to anybody who writes them into the address. The first two may take hours, and
the third needs two values, where an address has one.
"""


class unreadable:  # noqa: N801 - reads like its siblings in the settings; a class because of process_exception
    """Answer 400 where the input is to blame, and say so in the log; any other error stays one."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        asked = request.GET
        if of_admin(request) and (asked.get("_to_field") == "" or any(name.endswith(NO_FILTERS) for name in asked)):
            return errors.bad_request(request, ValueError("no list is filtered like that"))
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not of_admin(request) or not is_to_blame(request, exception):
            return None
        logger.warning("input no field can hold", exc_info=exception)
        return errors.bad_request(request, exception)


def of_admin(request: HttpRequest) -> bool:
    """Whether a page of the admin is asked for."""
    return request.path.startswith(reverse("admin:index"))


def is_to_blame(request: HttpRequest, exception: Exception) -> bool:
    """Whether an error comes from what was sent: it speaks of a part of it, or no column could hold that part."""
    if isinstance(exception, (DataError, OverflowError)):
        return True
    if not isinstance(exception, (ValueError, TypeError, ValidationError)):
        return False
    said = str(exception)
    return any(BEYOND.search(part) or repr(part) in said for part in parts(request))


def parts(request: HttpRequest) -> Iterator[str]:
    """All that was sent, piece by piece."""
    yield from request.path_info.split("/")
    for sent in (request.GET, request.POST):
        for name, values in sent.lists():
            yield name
            for value in values:
                yield value
                yield from value.split(",")
