"""Transport of a visit: a request reaches exactly the machine that was judged, and ends in time whatever comes back."""

import http.client
import io
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from directory.curation.link_checks.ssrf import Place

TRIES = 3  # a name may mean many machines
ROOM = 64 * 1024  # bytes of an answer that are read at most


class Endless(OSError):
    """More came back than anybody needs."""


@dataclass(frozen=True)
class Limits:
    """Seconds: ``step`` for connecting and for each wait, ``total`` for a whole visit."""

    step: float = 5.0
    total: float = 15.0


class Deadline:
    """When a visit must be over."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.end = time.monotonic() + limits.total

    def left(self) -> float:
        """Seconds the next step may take.

        Raises:
            TimeoutError: if there are none.
        """
        left = self.end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(left, self.limits.step)


class LimitedReader(io.RawIOBase):
    """What comes back over a connection, in time and not too much of it."""

    def __init__(self, connection: socket.socket, deadline: Deadline) -> None:
        self.connection, self.deadline, self.room = connection, deadline, ROOM

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self.room:
            raise Endless
        self.connection.settimeout(self.deadline.left())
        count = self.connection.recv_into(memoryview(buffer)[: self.room])
        self.room -= count
        return count


class Stream:
    """A connection as ``http.client`` wants it: its own, with limits."""

    def __init__(self, connection: socket.socket, deadline: Deadline) -> None:
        self.connection, self.deadline = connection, deadline

    def sendall(self, data: bytes) -> None:
        self.connection.settimeout(self.deadline.left())
        self.connection.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(LimitedReader(self.connection, self.deadline))

    def close(self) -> None:
        self.connection.close()


@cache
def trust() -> ssl.SSLContext:
    """The certificates this machine believes."""
    return ssl.create_default_context()


@contextmanager
def connected(places: list[Place], deadline: Deadline, tls_name: str) -> Iterator[Stream]:
    """A connection to one of these machines and to no other; encrypted if a name for its certificate is given."""
    connection = _dial(places[:TRIES], deadline)
    try:
        if tls_name:
            connection.settimeout(deadline.left())
            connection = trust().wrap_socket(connection, server_hostname=tls_name)
        yield Stream(connection, deadline)
    finally:
        connection.close()


def _dial(places: list[Place], deadline: Deadline) -> socket.socket:
    failed: OSError = OSError()
    for family, place in places:
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            connection.settimeout(deadline.left())
            connection.connect(place)
            return connection
        except OSError as error:
            connection.close()
            failed = error
    raise failed


SENTENCES: tuple[tuple[type[Exception], str], ...] = (
    (socket.gaierror, "Den Namen in dieser Adresse kennt niemand."),
    (UnicodeError, "Den Namen in dieser Adresse kann es nicht geben."),
    (TimeoutError, "Die Seite antwortet nicht rechtzeitig."),
    (Endless, "Die Antwort nimmt kein Ende."),
    (ssl.SSLCertVerificationError, "Das Zertifikat der Seite ist ungültig."),
    (ssl.SSLError, "Eine verschlüsselte Verbindung kommt nicht zustande."),
    (ConnectionRefusedError, "Die Seite nimmt keine Verbindung an."),
    (ConnectionError, "Die Seite bricht die Verbindung ab."),
    (http.client.HTTPException, "Die Seite antwortet unverständlich."),
    (OSError, "Die Seite ist nicht erreichbar."),
)
"""What can go wrong on the way, the special before the general."""


def sentence(error: Exception) -> str:
    """What went wrong, for the editor."""
    return next(words for kind, words in SENTENCES if isinstance(error, kind))
