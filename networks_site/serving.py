"""How gunicorn serves the site: few processes with threads, so that slow readers hold a thread and not a process."""

import os
from contextlib import suppress
from typing import Any

from django.db import DatabaseError

from networks_site import counting, logs

logs.install()


def post_fork(server: Any, worker: Any) -> None:
    """A worker begins."""
    counting.take_slot(worker.age)


def post_worker_init(worker: Any) -> None:
    """A worker is ready once it has read what readers look for. Where the database is away, the first reader waits."""
    from directory.reading import index  # noqa: PLC0415 - models exist only now

    with suppress(DatabaseError), index.asked():
        pass


bind = f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "networks_site.gathering.Worker"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
timeout = 30  # seconds until a worker that no longer answers is replaced
graceful_timeout = 20  # seconds for requests under way when the site is stopped
max_requests = 5000
max_requests_jitter = 500
errorlog = "-"
control_socket_disable = True  # it would leave a file in the home folder
# Django alone decides, by BEHIND_PROXY, whether headers that only a proxy may set are believed.
forwarded_allow_ips = ""
secure_scheme_headers: dict[str, str] = {}
forwarder_headers = ""
accesslog = None  # addresses people read stay with nobody
