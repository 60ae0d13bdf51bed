"""Public: how are public pages kept fast? One small query tells whether anything has changed since the reader's
copy.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from directory.models import Revision
from directory.querysets import today
from directory.reading import tracking_parameters

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Only GET and HEAD; 304 while the directory revision stands; the rendered page is kept until it moves.

    The day belongs to the key as well, because tenures end and plans pass without anybody saving a row.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        tracking_parameters.forget(request)
        etag = _etag(request)
        # "Any version" would be met by pages that do not exist; it is looked at again once the page is there.
        any_version = request.headers.get("If-None-Match", "").strip() == "*"
        unchanged = None if any_version else get_conditional_response(request, etag=etag)
        if unchanged is not None:
            return marked(unchanged, etag)
        response = cache.get(etag)
        if response is None:
            response = view(request, *args, **kwargs)
            if response.status_code != 200:
                return response
            cache.set(etag, marked(response, etag))
        return get_conditional_response(request, etag=etag, response=response) or response

    return csrf_exempt(require_safe(answer))  # every other method is refused before anything is read


def hinting(request: HttpRequest) -> bool:
    """Whether the reader has asked for a link at every statement, to say what is wrong: ``?melden=1``."""
    return request.GET.get("melden") == "1"


def marked(response: HttpResponse, etag: str) -> HttpResponse:
    """With what lets the reader's copy be used again."""
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    return response


def _etag(request: HttpRequest) -> str:
    parts = (settings.RELEASE, Revision.current(), today(), request.get_host(), request.get_full_path())
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'
