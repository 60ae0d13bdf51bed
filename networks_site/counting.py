"""Counting: how many requests were answered, and how many failed? In memory that all of gunicorn's processes share.

gunicorn's first process makes it, so it must import this file; each worker counts in a slot of its own and so needs no
lock against the others. A number never goes back while the site runs.
"""

import mmap
import threading
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

SLOTS = 64  # more than workers are ever alive at once
REQUESTS, ERRORS = range(2)
_numbers = memoryview(mmap.mmap(-1, SLOTS * 16)).cast("Q")
_lock = threading.Lock()
_slot = 0


def take_slot(worker: int) -> None:
    """Count for this worker from now on; called after the fork, with a number that grows with each worker."""
    global _slot  # noqa: PLW0603 - one number a process
    _slot = worker % SLOTS


def counted(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: every answer counts, and those that are our fault count as errors."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        with _lock:
            _numbers[2 * _slot + REQUESTS] += 1
            _numbers[2 * _slot + ERRORS] += response.status_code >= 500
        return response

    return middleware


def totals() -> tuple[int, int]:
    """Requests and errors since the site was started."""
    return sum(_numbers[REQUESTS::2]), sum(_numbers[ERRORS::2])
