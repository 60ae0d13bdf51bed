"""Gathering: how do slow visitors not stop the site, where no proxy stands before it? A thread gets whole requests
only.

gunicorn's threads read what visitors send themselves: eight who send a byte a minute would hold all of them. Here the
loop beside the threads gathers each request first, drops what takes too long, and waits for nobody who lingers.

A process that stops answers everybody who has connected before.
"""

import re
import socket
import time
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn import util
from gunicorn.workers.gthread import TConn, ThreadWorker

HEAD_IN = 10  # seconds for what comes before the body
WHOLE_IN = 60  # seconds for a request, and once more for answering it
FAREWELL = 2  # seconds a visitor gets to take the last of an answer, or to begin when this process stops
HEAD = 64 * 1024  # bytes; gunicorn itself refuses less
LARGEST = 6_000_000  # bytes of a body; more is refused by what the head says of it
ROOM = 64_000_000  # bytes of all requests that are not yet whole
LINGERING = 200  # visitors who may take their time to go
ANSWER = 1 << 20  # bytes of an answer the system takes off our hands, if it allows as much

LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
CHUNKED = re.compile(rb"^transfer-encoding:", re.IGNORECASE | re.MULTILINE)


class Arrival:
    """What has come of a request so far."""

    def __init__(self, data: bytes) -> None:
        self.data = bytearray(data)
        self.began = time.monotonic()
        self.needed: int | None = None  # bytes in all, once the head says so
        self.too_large = False

    @property
    def is_whole(self) -> bool:
        """Whether a thread can go on without waiting for the visitor."""
        if self.needed is None:
            end = self.data.find(b"\r\n\r\n")
            if end < 0:
                return len(self.data) > HEAD
            self.needed = end + 4 + self.length_of_body(bytes(self.data[: end + 2]))
        if self.needed < 0:
            return self.data.endswith(b"0\r\n\r\n") or len(self.data) > LARGEST
        return len(self.data) >= self.needed

    def length_of_body(self, head: bytes) -> int:
        """As the head says; below zero if only the end of the body tells."""
        if CHUNKED.search(head):
            return -len(head) - LARGEST
        told = LENGTH.search(head)
        length = int(told.group(1)) if told else 0
        self.too_large = length > LARGEST
        return 0 if self.too_large else length

    def is_late(self, now: float) -> bool:
        """Whether nobody waits for the rest any longer."""
        return now - self.began > (HEAD_IN if self.needed is None else WHOLE_IN)


class Worker(ThreadWorker):
    """gunicorn's worker with threads, which here never wait for visitors."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.arriving: dict[TConn, Arrival] = {}
        self.answering: dict[TConn, float] = {}
        self.leaving: dict[TConn, float] = {}
        self.stopped: float | None = None

    # --- coming -----------------------------------------------------------------------------------

    def set_accept_enabled(self, enabled: bool) -> None:
        """Let visitors in or not; a process that stops lets in who waits at the door, and then closes its own door.

        The others' doors stay open. Where all stop, who comes later is refused at once, and not left waiting.
        """
        super().set_accept_enabled(enabled)
        if enabled or self.alive:
            return
        self.stopped = time.monotonic()
        for listener in self.sockets:
            before = -1
            while before < self.nr_conns < self.worker_connections:
                before = self.nr_conns
                self.accept(listener)
            listener.close()

    def enqueue_req(self, conn: TConn) -> None:
        """Gather a request before a thread gets it; all ways into the threads lead through here."""
        arrival = Arrival(conn.parser.unreader.take_buffered() if conn.initialized else b"")
        conn.sock.setblocking(False)
        if not conn.initialized:
            conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, ANSWER)
        self.arriving[conn] = arrival
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_arrival, conn, arrival))
        if arrival.is_whole:
            self.hand_over(conn, arrival)

    def on_arrival(self, conn: TConn, arrival: Arrival, _sock: Any) -> None:
        """More of a request has come, or its end."""
        try:
            data = conn.sock.recv(HEAD)
        except BlockingIOError:
            return
        except OSError:
            self.drop(conn)
            return
        arrival.data += data
        if arrival.is_whole or (not data and arrival.data):
            self.hand_over(conn, arrival)
        elif not data or sum(len(each.data) for each in self.arriving.values()) > ROOM:
            self.drop(conn)

    def hand_over(self, conn: TConn, arrival: Arrival) -> None:
        """Let a thread answer; it finds the request as if it had read it."""
        self.poller.unregister(conn.sock)
        del self.arriving[conn]
        conn.init()
        conn.parser.unreader.unread(bytes(arrival.data))
        conn.data_ready, conn.too_large = True, arrival.too_large
        conn.close = partial(self.leave, conn)
        super().enqueue_req(conn)

    def drop(self, conn: TConn) -> None:
        """Wait no longer for the rest of a request."""
        self.poller.unregister(conn.sock)
        del self.arriving[conn]
        self.nr_conns -= 1
        util.close(conn.sock)

    # --- being answered ---------------------------------------------------------------------------

    def handle(self, conn: TConn) -> Any:
        self.answering[conn] = time.monotonic()
        try:
            return super().handle(conn)
        finally:
            del self.answering[conn]

    def _keepalive_after(self, conn: TConn, keepalive: bool) -> bool:
        # What is left of a body nobody wants is not read to the end.
        return not conn.too_large and super()._keepalive_after(conn, keepalive)

    # --- going ------------------------------------------------------------------------------------

    def leave(self, conn: TConn, graceful: bool = False) -> None:
        """Close a connection; a visitor who still sends or reads gets a moment, which the others do not notice."""
        try:
            if not graceful or len(self.leaving) >= LINGERING:
                raise OSError
            conn.sock.shutdown(socket.SHUT_WR)
            conn.sock.setblocking(False)
            self.poller.register(conn.sock, EVENT_READ, partial(self.on_farewell, conn))
            self.leaving[conn] = time.monotonic()
            self.nr_conns += 1  # a process that stops waits for these, too
        except (OSError, ValueError):
            util.close(conn.sock)

    def on_farewell(self, conn: TConn, _sock: Any) -> None:
        """Whoever leaves has sent more, which nobody reads, or has gone."""
        try:
            gone = not conn.sock.recv(HEAD)
        except BlockingIOError:
            return
        except OSError:
            gone = True
        if gone:
            self.forget(conn)

    def forget(self, conn: TConn) -> None:
        """A connection is over."""
        del self.leaving[conn]
        self.nr_conns -= 1
        self.poller.unregister(conn.sock)
        util.close(conn.sock)

    # --- every second -----------------------------------------------------------------------------

    def murder_pending(self) -> None:
        """What gunicorn calls again and again to end what takes too long."""
        super().murder_pending()
        now = time.monotonic()
        stopping = self.stopped is not None and now - self.stopped > FAREWELL
        for conn, arrival in list(self.arriving.items()):
            if arrival.is_late(now) or (stopping and not arrival.data):
                self.drop(conn)
        for conn, began in list(self.leaving.items()):
            if now - began > FAREWELL:
                self.forget(conn)
        for conn, began in list(self.answering.items()):
            if now - began > WHOLE_IN:
                self.interrupt(conn)

    def interrupt(self, conn: TConn) -> None:
        """End the waiting of a thread whose visitor does not take the answer."""
        try:
            conn.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            self.log.debug("has gone already")
