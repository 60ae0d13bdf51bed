"""Logs: what may stand in a log? What went wrong and where: never what somebody typed, and no address that is a secret.

Words are cleaned where records are made, so that it holds for every logger and whatever writes the records down.
"""

import logging
import logging.config
import sys
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple

from django.http import HttpRequest
from gunicorn import glogging

OURS = {"networks_site", "memberships", "directory", "axes"}
"""Loggers whose words are ours, or made by us: they name records by number only."""
STARTING = {"arbiter", "sock", "config"}
"""Modules of gunicorn that know no requests: they tell of processes."""
WRAPPER = Path(glogging.__file__)
REASONS = {status.phrase for status in HTTPStatus}
LONGEST = 5  # errors that led to one another
HOME = Path(__file__).resolve().parent.parent


class UnderWay(NamedTuple):
    """A request with the number under which the log knows it."""

    request: HttpRequest
    number: str


under_way: ContextVar[UnderWay | None] = ContextVar("under_way", default=None)
"""What this thread is answering."""

CONFIG: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        **{name: {"level": "INFO"} for name in sorted(OURS - {"axes"})},
        "django": {"handlers": [], "level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
"""What is written down, and that it goes to one place. The access log is the proxy's business."""


def configure(config: dict[str, Any]) -> None:
    """What Django calls to set up logging."""
    install()
    logging.config.dictConfig(config)


def install() -> None:
    """Let all records of this process be cleaned."""
    logging.setLogRecordFactory(clean_record)
    logging.captureWarnings(True)
    logging.raiseExceptions = False  # a record that cannot be written would be shown with all its values


def clean_record(*args: Any, **options: Any) -> logging.LogRecord:
    """A record without other people's words: of an error its kind and the lines it came through are left."""
    record = logging.LogRecord(*args, **options)
    error = record.exc_info[1] if record.exc_info else None
    if not is_ours(record):
        record.msg, record.args = f"{reason(record)}{place()}", ()
    elif error and record.args:
        record.msg, record.args = f"{record.getMessage()}{place()}", ()
    if error:
        record.exc_text = "\n".join(course(error))
    record.exc_info = record.stack_info = None
    return record


def is_ours(record: logging.LogRecord) -> bool:
    """Whether the words of a record can hold nothing secret."""
    top = record.name.partition(".")[0]
    return top in OURS or (top == "gunicorn" and caller(record) in STARTING)


def caller(record: logging.LogRecord) -> str:
    """The module of gunicorn that speaks; the record itself names the wrapper that all of them use."""
    frame = sys._getframe()
    while frame and Path(frame.f_code.co_filename) in (Path(__file__), Path(logging.__file__), WRAPPER):
        frame = frame.f_back  # type: ignore[assignment]
    return Path(frame.f_code.co_filename).stem if frame and record.module == WRAPPER.stem else record.module


def reason(record: logging.LogRecord) -> str:
    """What can be said of a record in other people's words: the status of the answer, or where it was written."""
    first = record.args[0] if isinstance(record.args, tuple) and record.args else None
    return str(first) if first in REASONS else f"at {short(record.pathname)}:{record.lineno}"


def place() -> str:
    """Which request this is about, named by its number and by what answers it."""
    present = under_way.get()
    if present is None:
        return ""
    match = present.request.resolver_match
    return f" (request {present.number}{', ' + match.view_name if match else ''})"


def number() -> str:
    """The number under which the log knows the present request."""
    present = under_way.get()
    return present.number if present else ""


def course(error: BaseException) -> Iterator[str]:
    """The kinds of an error and of those that led to it, each with the lines it came through."""
    chain: list[BaseException] = []
    step: BaseException | None = error
    while step and len(chain) < LONGEST:
        chain.append(step)
        step = step.__cause__ or (None if step.__suppress_context__ else step.__context__)
    for each in reversed(chain):
        yield f"  {type(each).__module__}.{type(each).__qualname__}"
        for frame, line in traceback.walk_tb(each.__traceback__):
            yield f"    {short(frame.f_code.co_filename)}:{line} in {frame.f_code.co_name}"


def short(path: str) -> str:
    """A file's path without the folders above the project or the library."""
    return path.partition("site-packages/")[2] or path.removeprefix(f"{HOME}/")
