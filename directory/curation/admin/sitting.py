"""Sitting: how does an editor who enters much from one source name it once? New statements are offered the source named
last, until the editor logs out.
"""

from typing import Any

from django.http import HttpRequest

from directory.models import Source

KEPT = "sitting"


def source(request: HttpRequest) -> Source | None:
    """The source of the sitting."""
    number = request.session.get(KEPT)
    return Source.objects.filter(pk=number).first() if number else None


def remember(request: HttpRequest, named: Any) -> None:
    """From now on it is this one."""
    if request.session.get(KEPT) != named.pk:
        request.session[KEPT] = named.pk
