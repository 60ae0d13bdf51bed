"""The site as gunicorn serves it, on a free port: its process, and who sends it requests."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings

COMMAND = [sys.executable, "-m", "gunicorn", "--config", "networks_site/serving.py", "networks_site.wsgi"]
HEALTH = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
OK = b"HTTP/1.1 200 OK"


@dataclass(frozen=True)
class Served:
    """Where gunicorn serves, and its first process."""

    port: int
    process: subprocess.Popen[bytes]

    def connected(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def is_up(self) -> bool:
        try:
            with self.connected() as one:
                one.sendall(HEALTH)
                return one.recv(100).startswith(OK)
        except OSError:
            return False


@contextmanager
def served(database: str, workers: int = 1, **given: str) -> Iterator[Served]:
    """gunicorn as in life, on this database; it ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    outside = {name: value for name, value in os.environ.items() if name not in {"SITE_URL", "BEHIND_PROXY"}}
    inside = {"PORT": str(port), "WEB_CONCURRENCY": str(workers), "DEBUG": "1", "SECRET_KEY": "x" * 50}
    environment = outside | inside | {"DATABASE_URL": database} | given
    with subprocess.Popen(COMMAND, cwd=settings.BASE_DIR, env=environment) as process:
        try:
            site, end = Served(port, process), time.monotonic() + 60
            while not site.is_up():
                assert time.monotonic() < end
                time.sleep(0.1)
            yield site
        finally:
            process.terminate()
            process.wait(timeout=30)
