"""How gunicorn serves the site: few processes with threads, so that slow readers hold a thread and not a process.

With WITH_WORKER=1 it also starts the worker that sends letters, and ends it with itself.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

MANAGE = Path(__file__).resolve().parent.parent / "manage.py"
helpers: list[subprocess.Popen[bytes]] = []


def when_ready(server: Any) -> None:
    """gunicorn listens."""
    if os.environ.get("WITH_WORKER") == "1":
        helpers.append(subprocess.Popen([sys.executable, MANAGE, "worker"]))  # noqa: S603 - our own program


def on_exit(server: Any) -> None:
    """gunicorn is done."""
    for helper in helpers:
        helper.terminate()
        helper.wait()


bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
timeout = 30  # seconds until a worker that no longer answers is replaced
graceful_timeout = 20  # seconds for requests under way when the site is stopped
max_requests = 5000
max_requests_jitter = 500
errorlog = "-"
control_socket_disable = True  # it would leave a file in the home folder
accesslog = None  # addresses people read stay with nobody
