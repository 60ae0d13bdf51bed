"""Does everything that is written down tell what went wrong and where, but nothing typed or secret?"""

import io
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from gunicorn import config, glogging

from memberships import urls
from networks_site import logs
from tests.memberships import making
from tests.memberships.views.test_secret_links import links

pytestmark = pytest.mark.django_db

SECRET_PAGES = [str(each.pattern) for each in urls.urlpatterns if "secret" in str(each.pattern)]
TYPED = {"name": "Geheimrat Anna", "email": "geheim@stadt.example", "answer": "geheime Antwort"}
FOREIGN = ["django.request", "django.security.SuspiciousOperation", "django.security.csrf", "django.template",
           "gunicorn.error", "psycopg.pool", "asyncio", "py.warnings", "somebody.else"]  # fmt: skip


@pytest.fixture
def written(caplog: pytest.LogCaptureFixture) -> Iterator[io.StringIO]:
    """All that goes to the log, as the site writes it down."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


@pytest.mark.once
@pytest.mark.parametrize(("kind", "status"), [(ValueError, 500), (OperationalError, 503)])
def test_secret_pages_that_fail_tell_no_secret(client, written, caplog, capfd, kind, status) -> None:
    client.raise_request_exception = False
    secrets = set(links().values())
    addresses = [f"/{pattern.strip('^$').replace(urls.LINK, secret)}" for pattern in SECRET_PAGES for secret in secrets]
    assert len(addresses) >= 9 * 4

    def fail(execute: Any, sql: str, params: Any, *_: Any) -> None:
        raise kind(f"{sql} {params} {TYPED}")

    with connection.execute_wrapper(fail):
        answers = [
            answer
            for each in addresses
            for answer in (client.get(each), client.post(each, TYPED))
            if answer.status_code != 405
        ]
    assert {answer.status_code for answer in answers} == {status}
    assert {answer["Referrer-Policy"] for answer in answers} == {"no-referrer"}
    told = written.getvalue() + caplog.text + "".join(capfd.readouterr())
    assert kind.__name__ in told
    assert [word for word in (*secrets, *TYPED.values(), "geheim", "Geheim", "SELECT") if word in told] == []


def test_an_error_is_told_by_kind_frames_and_number(client, written, monkeypatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        try:
            raise KeyError("geheim")
        except KeyError as error:
            raise ValueError("geheim") from error

    monkeypatch.setattr("directory.views.pages.render", fail)
    client.raise_request_exception = False
    answer = client.get("/?q=geheim")
    number = answer.content.decode().partition("die Nummer ")[2][:8]
    told = written.getvalue().splitlines()
    assert told[0] == f"ERROR django.request: Internal Server Error (request {number}, directory:home)"
    assert [line for line in told if not line.startswith("    ")][1:] == [
        "  builtins.KeyError",
        "  builtins.ValueError",
    ]
    assert f"    tests/networks_site/test_logs.py:{fail.__code__.co_firstlineno + 2} in fail" in told
    assert "geheim" not in written.getvalue()


@pytest.mark.parametrize("name", FOREIGN)
def test_other_peoples_words_are_left_out(written, name) -> None:
    logger = logging.getLogger(name)
    logger.propagate, before = True, logger.propagate
    logger.warning("/antrag/geheim/")
    logger.error("%s: %s", "Bad Request", "/antrag/geheim/")
    try:
        raise ValueError("geheim")
    except ValueError:
        logger.exception("Error handling request %s", "/antrag/geheim/", stack_info=True)
    logger.propagate = before
    told = written.getvalue()
    assert "geheim" not in told
    assert f"ERROR {name}: Bad Request\n" in told
    assert f"ERROR {name}: at tests/networks_site/test_logs.py:" in told
    assert "builtins.ValueError" in told


def test_our_words_and_those_of_gunicorn_about_processes_stay() -> None:
    def said(name: str, path: str) -> str:
        return logs.clean_record(name, logging.WARNING, path, 1, "letter %s", (7,), None).getMessage()

    assert said("memberships.letters.outbox", "outbox.py") == "letter 7"
    assert said("gunicorn.error", "/x/gunicorn/arbiter.py") == "letter 7"
    assert said("gunicorn.error", "/x/gunicorn/workers/gthread.py") == "at /x/gunicorn/workers/gthread.py:1"
    assert said("membershipsx", "x.py") == "at x.py:1"


def test_no_log_writes_beside_the_one_that_is_cleaned() -> None:
    """Each logger hands on to the root; none has a handler of its own that would mail or print a request."""
    own = [name for name in ("django", "django.request", "django.security") if logging.getLogger(name).handlers]
    assert own == []
    assert logging.getLogRecordFactory() is logs.clean_record


def test_an_application_that_cannot_be_stored_leaves_nothing_in_the_log(catalogue, written, capfd) -> None:
    client = Client(raise_request_exception=False)

    def fail(execute: Any, sql: str, params: Any, *rest: Any) -> Any:
        if sql.startswith("INSERT"):
            raise ValueError(f"{params}")
        return execute(sql, params, *rest)

    with connection.execute_wrapper(fail):
        answer = client.post(
            "/netzwerke/allianz-vielfaeltige-demokratie/mitmachen/", making.filled(**making.ANSWERS["avd"])
        )
    assert answer.status_code == 500
    told = written.getvalue() + "".join(capfd.readouterr())
    assert "ValueError" in told
    assert [word for word in ("Anna", "stadt.example", "Beispiel") if word in told] == []


def test_words_of_gunicorn_about_a_request_are_left_out(written) -> None:
    """Its own wrapper stands between who speaks and the record."""
    wrapper, logger = glogging.Logger(config.Config()), logging.getLogger("gunicorn.error")
    logger.handlers, logger.propagate = [], True
    wrapper.error("Invalid request from %s: %s", "192.0.2.7", "/antrag/geheim/")
    assert "ERROR gunicorn.error: at gunicorn/glogging.py:" in written.getvalue()
    assert "192.0.2.7" not in written.getvalue()
