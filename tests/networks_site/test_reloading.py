"""Does nobody notice when gunicorn's processes are exchanged or stopped while people send requests?"""

import signal
import socket
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection, transaction

from memberships.models import Application
from tests.directory.real import SLUGS
from tests.memberships import making
from tests.networks_site.served import HEALTH, OK, Served, served

FORM = f"/netzwerke/{SLUGS['nbh']}/mitmachen/"
VISITORS = 4  # of each kind


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Served]:
    with served(f"sqlite:///{tmp_path}/x.sqlite3") as found:
        yield found


@pytest.fixture
def visiting() -> Iterator[ExitStack]:
    """Connections, closed in the end."""
    with ExitStack() as stack:
        yield stack


def told(site: Served, number: signal.Signals) -> None:
    site.process.send_signal(number)
    time.sleep(0.2)


def answer(one: socket.socket) -> bytes:
    """One whole answer."""
    found = b""
    while not found.endswith(b"\r\n\r\nok\n") and (more := one.recv(999)):
        found += more
    return found


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_whoever_has_connected_before_is_answered(site: Served, visiting: ExitStack, number: signal.Signals) -> None:
    silent, begun, kept = ([visiting.enter_context(site.connected()) for _ in range(9)] for _ in range(3))
    for one in begun:
        one.sendall(HEALTH[:20])
    for one in kept:
        one.sendall(HEALTH)
    assert {answer(one)[:15] for one in kept} == {OK}
    told(site, number)
    for one in [*silent, *kept]:
        one.sendall(HEALTH)
    for one in begun:
        one.sendall(HEALTH[20:])
    assert [answer(one)[:15] for one in [*silent, *begun, *kept]] == [OK] * 27


# --- under load ---------------------------------------------------------------------------------


class Visitor(threading.Thread):
    """Somebody who asks without a pause, each time anew or on a connection that is kept.

    On a kept connection that is closed before a byte of the answer has come, an idempotent request is sent once more
    (RFC 9112, 9.3.1): the server may close an idle connection at any time. Nothing else is repeated.
    """

    def __init__(self, port: int, over: threading.Event, keeps: bool) -> None:
        super().__init__()
        self.port, self.over, self.keeps = port, over, keeps
        self.seen: Counter[str] = Counter()

    def run(self) -> None:
        kept: HTTPConnection | None = None
        while not self.over.is_set():
            used = kept or HTTPConnection("127.0.0.1", self.port, timeout=20)
            try:
                used.request("GET", "/healthz", headers={} if self.keeps else {"Connection": "close"})
                answer = used.getresponse()
                answer.read()
                self.seen[str(answer.status)] += 1
                kept = used if self.keeps and not answer.will_close else None
            except (OSError, HTTPException) as error:
                self.seen["repeated" if kept else type(error).__name__] += 1
                kept = None
            if kept is None:
                used.close()
        if kept:
            kept.close()


def hang_up(site: Served, times: int, pause: float) -> tuple[Counter[str], Counter[str]]:
    """What visitors see who do not keep their connections, and who do, while processes are exchanged."""
    over = threading.Event()
    visitors = [Visitor(site.port, over, keeps) for keeps in (False, True) for _ in range(VISITORS)]
    for visitor in visitors:
        visitor.start()
    for _ in range(times):
        site.process.send_signal(signal.SIGHUP)
        time.sleep(pause)
    over.set()
    for visitor in visitors:
        visitor.join()
    sums: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    for visitor in visitors:
        sums[visitor.keeps].update(visitor.seen)
    return sums


def test_no_request_fails_while_processes_are_exchanged(site: Served) -> None:
    anew, kept = hang_up(site, times=3, pause=1)
    assert (set(anew), set(kept) - {"repeated"}) == ({"200"}, {"200"})
    assert min(anew["200"], kept["200"]) >= 5  # however slow the machine is


# --- a form under way ---------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [signal.SIGHUP, pytest.param(signal.SIGTERM, marks=pytest.mark.once)])
def test_a_form_under_way_is_answered_and_stored(catalogue: None, number: signal.Signals) -> None:
    email = f"{uuid.uuid4()}@stadt.example"
    typed = making.filled(**{**making.ANSWERS["nbh"], "email": email, "submission": str(uuid.uuid4())})
    body = urlencode({**typed, "csrfmiddlewaretoken": "c" * 32}, doseq=True)
    form = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={'c' * 32}"}
    with served(address(), SECRET_KEY=settings.SECRET_KEY) as site:
        asking = HTTPConnection("127.0.0.1", site.port, timeout=20)
        with transaction.atomic(), connection.cursor() as cursor:  # nobody else can write meanwhile
            if connection.vendor == "postgresql":
                cursor.execute("LOCK TABLE memberships_application IN EXCLUSIVE MODE")
            asking.request("POST", FORM, body, form)
            time.sleep(1)
            told(site, number)
            asking.sock.settimeout(0.5)
            with pytest.raises(TimeoutError):
                asking.sock.recv(1, socket.MSG_PEEK)
            asking.sock.settimeout(20)
        answer = asking.getresponse()
        assert "Postfach" in answer.read().decode()
        asking.close()
    assert Application.objects.filter(email=email).count() == 1


def address() -> str:
    """Where the database of the tests lies."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    host = str(connection.settings_dict["HOST"]).replace("/", "%2F")
    return f"postgres://{connection.settings_dict['USER']}@{host}/{name}"
