"""What does a website look like that does whatever a test wants? One on this machine, that notes who asked for what."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

Answer = bytes | Callable[[socket.socket], None]
PEM = Path(__file__).parent / "localhost.pem"
HERE = "127.0.0.1"
HELLO = b"\x16"  # how an encrypted connection begins


def answer(status: int, **headers: str) -> bytes:
    """A short answer with a body, which ends when the connection does."""
    lines = [f"HTTP/1.1 {status} Sosehr", *(f"{name}: {value}" for name, value in headers.items()), "", "Inhalt"]
    return "\r\n".join(lines).encode()


def moved(to: str, status: int = 301) -> bytes:
    return answer(status, Location=to)


class Site:
    """A website on a free port. ``pages`` holds what it answers at each path, to HEAD alike unless told otherwise."""

    def __init__(self, tls: bool = False) -> None:
        self.pages: dict[str, Answer] = {}
        self.heads: dict[str, Answer] = {}
        self.asked: list[tuple[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.over = threading.Event()
        self.listener = socket.create_server((HERE, 0))
        self.port = self.listener.getsockname()[1]
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if tls else None
        if self.context:
            self.context.load_cert_chain(PEM)
        self.threads = [threading.Thread(target=self.serve)]
        self.threads[0].start()

    def at(self, path: str, host: str = HERE) -> str:
        return f"{'https' if self.context else 'http'}://{host}:{self.port}{path}"

    def serve(self) -> None:
        while True:
            connection, _ = self.listener.accept()
            if self.over.is_set():
                connection.close()
                return
            thread = threading.Thread(target=self.meet, args=[connection])
            self.threads.append(thread)
            thread.start()

    def meet(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(5)
            stream = self.context.wrap_socket(connection, server_side=True) if self.context else connection
            with stream:
                self.reply(stream)

    def reply(self, stream: socket.socket) -> None:
        lines = b""
        while b"\r\n\r\n" not in lines:
            part = stream.recv(4096)
            if not part:
                return
            lines += part
            if lines.startswith(HELLO):
                stream.sendall(answer(400))
                return
        first, *headers = lines.decode().rstrip().split("\r\n")
        method, path, _ = first.split()
        self.asked.append((method, path))
        self.headers.append(dict(line.split(": ", 1) for line in headers))
        found = self.heads.get(path, self.pages.get(path, answer(404))) if method == "HEAD" else self.pages.get(path)
        if callable(found):
            found(stream)
        else:
            stream.sendall(found or answer(404))

    def close(self) -> None:
        self.over.set()
        with socket.socket() as last:  # by number, because tests tell lies about names
            last.connect((HERE, self.port))
        for thread in self.threads:
            thread.join()
        self.listener.close()


@contextmanager
def serving(tls: bool = False) -> Iterator[Site]:
    site = Site(tls)
    try:
        yield site
    finally:
        site.close()
