"""How does a journey get to the site? Through a real browser and a running server with the real catalogue, under watch:
whatever asks another host or complains in the console fails the test.
"""

import os
import shutil
import socket
from collections.abc import Callable, Collection, Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test.testcases import LiveServerThread
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    WebError,
    sync_playwright,
)
from pytest_django import DjangoDbBlocker

from memberships.letters import guarded_forms
from tests import worlds
from tests.journeys.applying import Postbox

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")  # as in .ci/browser
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
OpenPage = Callable[..., Page]


@pytest.fixture(scope="package")
def site(shelf: Any, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of a running site with the whole catalogue. All journeys share it: look, change nothing."""
    with django_db_blocker.unblock():
        shelf.fill()
        # The real application; Django's own handlers would also serve the working folder as media files.
        server = LiveServerThread("127.0.0.1", lambda _handler: get_wsgi_application())
        server.daemon = True
        server.start()
        server.is_ready.wait()
        try:
            if server.error:
                raise server.error
            yield f"http://{server.host}:{server.port}"
        finally:
            server.terminate()
            worlds.empty()


@pytest.fixture
def fresh_site(site: str, shelf: Any) -> Iterator[str]:
    """The same for a journey that writes: afterwards the database is as before."""
    yield site
    worlds.empty()
    shelf.fill()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    # Playwright keeps an event loop in this thread. Django takes that for asynchronous code: it refuses to work, and
    # opens a connection of its own for it.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        patch.setattr(Locator, "click", arriving(Locator.click))
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()
        connections.close_all()


def arriving(click: Callable[..., None]) -> Callable[..., None]:
    """A click that is over only when the page it leads to is whole. Playwright's own waits for its first bytes, and
    whoever then counts what is on the page may count what has come so far.
    """

    def click_and_arrive(self: Locator, **options: Any) -> None:
        click(self, **options)
        self.page.wait_for_load_state()

    return click_and_arrive


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[OpenPage]:
    """Open pages as another reader each: ``open_page(width=390, scheme="dark", java_script=False, expected=[404])``.

    Addresses may be relative: ``page.goto("/netzwerke/")``. ``expected`` lists error statuses that are no complaint;
    ``measured`` lets axe write the inline styles it measures with, which the site's own policy forbids.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opener(
        width: int = 1280,
        height: int = 900,
        scheme: str = "light",
        java_script: bool = True,
        measured: bool = False,
        expected: Collection[int] = (),
    ) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=java_script,
            bypass_csp=measured,
            locale="de-DE",
        )
        context.set_default_timeout(10_000)  # milliseconds
        contexts.append(context)
        watch(context, site, expected, complaints)
        return context.new_page()

    yield opener
    for context in contexts:
        context.close()
    if complaints:
        pytest.fail("\n".join(complaints), pytrace=False)


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """One reader at a desk, in daylight."""
    return open_page()


@pytest.fixture
def postbox(settings: Any) -> Iterator[Postbox]:
    """Where the letters of the counter arrive."""
    box = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield box
    controller.stop()


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Forms may come back at once and often: no journey needs three seconds, and all come from one address."""
    monkeypatch.setattr(guarded_forms, "MINIMUM", 0)
    settings.RATE_LIMITS = False


def watch(context: BrowserContext, site: str, expected: Collection[int], complaints: list[str]) -> None:
    """Note down what a reader would not want to happen."""

    def on_request(request: Request) -> None:
        if request.url.startswith(("http:", "https:", "ws:", "wss:")) and not request.url.startswith(f"{site}/"):
            complaints.append(f"left the site: {request.url}")

    def on_console(message: ConsoleMessage) -> None:
        awaited = any(f"a status of {status} " in message.text for status in expected)
        if message.type == "error" and not awaited:
            complaints.append(f"console: {message.text} ({message.location['url']})")

    def on_error(error: WebError) -> None:
        complaints.append(f"script: {error.error}")

    context.on("request", on_request)
    context.on("console", on_console)
    context.on("weberror", on_error)
