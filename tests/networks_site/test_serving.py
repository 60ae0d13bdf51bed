"""Do slow, large and rude visitors leave the site to the others, without a proxy before it?"""

import logging
import os
import socket
import time
from collections.abc import Iterator
from selectors import DefaultSelector

import pytest
from django.conf import settings
from gunicorn.config import Config
from gunicorn.workers.gthread import TConn

from networks_site import gathering
from networks_site.gathering import Arrival, Worker
from tests.networks_site.served import HEALTH, served

HEAD = b"POST /netzwerke/x/mitmachen/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
FORM = HEAD + b"Content-Type: application/x-www-form-urlencoded\r\n"
MANY = 40  # far more than threads


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Where gunicorn serves, as in life but with one process."""
    with served(f"sqlite:///{tmp_path_factory.mktemp('served')}/x.sqlite3") as site:
        yield site.port
        begun = time.monotonic()
        site.process.terminate()
        site.process.wait(timeout=30)
        assert time.monotonic() - begun < 15


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=15)


def answer(port: int, *sent: bytes, pause: float = 0, times: int = 1) -> bytes:
    """What comes back for these pieces: so many answers, or nothing more."""
    found = b""
    try:
        with connected(port) as one:
            for piece in sent:
                one.sendall(piece)
                time.sleep(pause)
            while found.count(b"HTTP/1.1 ") < times and (more := one.recv(65536)):
                found += more
    except (TimeoutError, ConnectionRefusedError):
        return found
    return found


def quick(port: int) -> bool:
    begun = time.monotonic()
    with connected(port) as one:
        one.sendall(HEALTH)
        return one.recv(100).startswith(b"HTTP/1.1 200 OK") and time.monotonic() - begun < 2


SLOW = {
    "nothing": b"",
    "half a line": b"GET /net",
    "half a head": HEAD,
    "half a body": FORM + b"Content-Length: 900000\r\n\r\nname=",
    "a body in chunks": FORM + b"Transfer-Encoding: chunked\r\n\r\n5\r\nname=",
    "a body announced": FORM + b"Content-Length: 900000\r\nExpect: 100-continue\r\n\r\n",
    "a file too large": FORM + b"Content-Length: 100000000\r\n\r\n",
}


@pytest.mark.parametrize("sent", SLOW.values(), ids=SLOW)
def test_many_slow_visitors_stop_nobody(port: int, sent: bytes) -> None:
    waiting = [connected(port) for _ in range(MANY)]
    for one in waiting:
        one.sendall(sent)
    time.sleep(0.3)
    assert [quick(port) for _ in range(3)] == [True] * 3
    for one in waiting:
        one.close()


def test_visitors_who_do_not_hang_up_stop_nobody(port: int) -> None:
    polite = HEALTH.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    waiting = [connected(port) for _ in range(MANY)]
    for one in waiting:
        one.sendall(polite)
    assert quick(port)
    assert [one.recv(15) for one in waiting] == [b"HTTP/1.1 200 OK"] * MANY
    for one in waiting:
        one.close()


def test_pieces_and_several_requests_at_once_are_answered(port: int) -> None:
    assert answer(port, HEALTH[:9], HEALTH[9:40], HEALTH[40:], pause=0.1).startswith(b"HTTP/1.1 200 OK")
    assert answer(port, HEALTH * 3, times=3).count(b"HTTP/1.1 200 OK") == 3
    assert answer(port, HEALTH, HEALTH, pause=0.2, times=2).count(b"HTTP/1.1 200 OK") == 2
    body = FORM + b"Content-Length: 10\r\n\r\n"
    assert answer(port, body, b"name=", b"Anna1", HEALTH, pause=0.1, times=2).count(b"HTTP/1.1 ") == 2
    chunked = FORM + b"Transfer-Encoding: chunked\r\n\r\n5\r\nname=\r\n", b"0\r\n\r\n"
    assert answer(port, *chunked, pause=0.1).startswith(b"HTTP/1.1 ")


NONE = [
    b"GET / HTTP/1.1\n\n", b"\x16\x03\x01\r\n\r\n", b"GET /\r\n\r\n", b"X" * 70000,
    FORM + b"Content-Length: -1\r\n\r\n", FORM + b"Content-Length: x\r\n\r\n",
    b"GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n", HEAD + b"A: " + b"b" * 9000 + b"\r\n\r\n",
]  # fmt: skip


@pytest.mark.parametrize("sent", NONE)
def test_requests_that_are_none_fail_for_their_senders_only(port: int, sent: bytes) -> None:
    with connected(port) as one:
        one.sendall(sent)
        one.shutdown(socket.SHUT_WR)
        status = one.recv(12)
    assert status in {b"", b"HTTP/1.1 400", b"HTTP/1.1 404", b"HTTP/1.1 414", b"HTTP/1.1 431"}
    assert quick(port)


@pytest.mark.parametrize("path", [b"/netzwerke/x/mitmachen/", b"/admin/directory/network/import/", b"/"])
def test_a_hundred_megabytes_are_refused_early(port: int, path: bytes) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    head = b"POST " + path + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=x\r\n"
    begun = time.monotonic()
    with connected(port) as one:
        one.sendall(head + b"Content-Length: 100000000\r\n\r\n" + part + b"x" * 50_000)
        found = one.recv(65536)
    assert found.startswith(b"HTTP/1.1 413")
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    "name", [b"X-Forwarded-Proto: https", b"SCRIPT_NAME: /x", b"Script-Name: /x", b"X-Script-Name: /x"]
)
def test_headers_only_a_proxy_may_set_are_not_believed(port: int, name: bytes) -> None:
    asked = b"GET /netzwerke HTTP/1.1\r\nHost: 127.0.0.1\r\n" + name + b"\r\n\r\n"
    assert b"Location: /netzwerke/\r\n" in answer(port, asked)


# --- what counts as whole -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "whole"),
    [
        (b"", False),
        (HEALTH[:-1], False),
        (HEALTH, True),
        (HEAD + b"content-LENGTH:  3 \r\n\r\nab", False),
        (HEAD + b"content-LENGTH:  3 \r\n\r\nabc", True),
        (HEAD + b"X-Content-Length: 3\r\n\r\n", True),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", False),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", True),
        (b"x" * (gathering.HEAD + 1), True),
    ],
)
def test_whole(data: bytes, whole: bool) -> None:
    assert Arrival(data).is_whole is whole


def test_late() -> None:
    head, body = Arrival(b"GET"), Arrival(FORM + b"Content-Length: 9\r\n\r\n")
    assert [body.is_whole, head.is_whole] == [False, False]

    def late(seconds: float) -> list[bool]:
        return [each.is_late(each.began + seconds) for each in (head, body)]

    assert [late(9), late(11), late(61)] == [[False, False], [True, False], [True, True]]


def test_no_more_is_kept_than_there_is_room_for() -> None:
    assert gathering.ROOM < 100_000_000
    assert settings.FILE_UPLOAD_MAX_MEMORY_SIZE < gathering.LARGEST


# --- what takes too long ------------------------------------------------------------------------


@pytest.fixture
def worker() -> Iterator[Worker]:
    """Nobody's worker: no loop runs it, and no threads."""
    made = Worker(1, os.getpid(), [], None, 30, Config(), logging.getLogger("gunicorn.error"))
    with DefaultSelector() as made.poller:
        yield made
    made.tmp.close()


@pytest.fixture
def visitor(worker: Worker) -> Iterator[tuple[TConn, socket.socket]]:
    """A connection, and its other end."""
    here, there = socket.socketpair()
    there.settimeout(5)
    worker.nr_conns = 1
    with here, there:
        yield TConn(worker.cfg, here, ("127.0.0.1", 1), ("127.0.0.1", 2)), there


def test_who_does_not_send_is_dropped(worker: Worker, visitor: tuple[TConn, socket.socket]) -> None:
    conn, there = visitor
    worker.enqueue_req(conn)
    arrival = worker.arriving[conn]
    worker.on_arrival(conn, arrival, conn.sock)  # nothing has come
    worker.murder_pending()
    assert worker.arriving == {conn: arrival}
    arrival.began -= gathering.HEAD_IN + 1
    worker.murder_pending()
    assert (worker.arriving, worker.nr_conns, there.recv(1)) == ({}, 0, b"")


def test_who_does_not_take_the_answer_is_interrupted(worker: Worker, visitor: tuple[TConn, socket.socket]) -> None:
    conn, there = visitor
    worker.answering[conn] = time.monotonic() - gathering.WHOLE_IN - 1
    worker.murder_pending()
    assert there.recv(1) == b""
    conn.sock.close()
    worker.murder_pending()  # the thread has not noticed yet


def test_who_lingers_is_forgotten(worker: Worker, visitor: tuple[TConn, socket.socket]) -> None:
    conn, there = visitor
    worker.leave(conn, graceful=True)
    assert there.recv(1) == b""
    worker.on_farewell(conn, conn.sock)  # nothing has come
    there.sendall(b"more")
    worker.on_farewell(conn, conn.sock)
    worker.murder_pending()
    assert ([*worker.leaving], worker.nr_conns) == ([conn], 2)
    worker.leaving[conn] -= gathering.FAREWELL + 1
    worker.murder_pending()
    assert (worker.leaving, worker.nr_conns) == ({}, 1)


def test_who_leaves_in_a_crowd_gets_no_moment(
    worker: Worker, visitor: tuple[TConn, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    conn, there = visitor
    monkeypatch.setattr(gathering, "LINGERING", 0)
    worker.leave(conn, graceful=True)
    assert (worker.leaving, worker.nr_conns, there.recv(1)) == ({}, 1, b"")
