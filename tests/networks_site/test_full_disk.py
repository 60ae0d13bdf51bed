"""Do readers go on when the disk is full, and does a form then keep what was typed, until there is room again?"""

import resource
import sqlite3
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection

from tests.directory.real import SLUGS
from tests.memberships import making
from tests.networks_site.served import Served, served

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

FORM = f"/netzwerke/{SLUGS['nbh']}/mitmachen/"
SIZE = "16m"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own; where nobody may mount one, just a folder."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", folder]
    subprocess.run(mount, check=False, stderr=subprocess.DEVNULL)
    yield folder
    if folder.is_mount():
        subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def full(disk: Path, site: Served) -> Iterator[None]:
    """For a while no file can grow: the disk has no room, or the system does not allow it."""
    filling = disk / "filling"
    if disk.is_mount():
        with suppress(OSError), filling.open("wb", buffering=0) as file:
            while file.write(b"x" * 4096):
                continue
    else:
        limit(site, 0)
    yield
    if disk.is_mount():
        filling.unlink()
    else:
        limit(site, resource.RLIM_INFINITY)


def limit(site: Served, size: int) -> None:
    parent = site.process.pid
    for child in Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split():
        resource.prlimit(int(child), resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def ask(site: Served, path: str, typed: dict[str, object] | None = None) -> tuple[int, str]:
    one = HTTPConnection("127.0.0.1", site.port, timeout=30)
    with closing(one):
        if typed is None:
            one.request("GET", path)
        else:
            form = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={'c' * 32}"}
            one.request("POST", path, urlencode({**typed, "csrfmiddlewaretoken": "c" * 32}, doseq=True), form)
        answer = one.getresponse()
        return answer.status, answer.read().decode()


def typed() -> dict[str, object]:
    email = f"{uuid.uuid4()}@stadt.example"
    return making.filled(**{**making.ANSWERS["nbh"], "email": email, "submission": str(uuid.uuid4())})


def stored(file: Path) -> set[str]:
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return {email for (email,) in database.execute("SELECT email FROM memberships_application")}


def test_full_disk(catalogue: None, disk: Path) -> None:
    file = disk / "x.sqlite3"
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy)
    before, during, after = typed(), typed(), typed()
    with served(f"sqlite:///{file}", SECRET_KEY=settings.SECRET_KEY) as site:
        assert "Postfach" in ask(site, FORM, before)[1]
        with full(disk, site):
            assert [ask(site, path)[0] for path in ("/", "/netzwerke/?q=beteiligung", FORM, "/readyz")] == [200] * 4
            status, page = ask(site, FORM, during)
            assert (status, during["email"] in page, "Nichts ist verloren" in page) == (503, True, True)
            assert ask(site, "/")[0] == 200
        assert "Postfach" in ask(site, FORM, after)[1]
        assert [ask(site, path)[0] for path in ("/", FORM, "/readyz")] == [200] * 3
    assert stored(file) == {before["email"], after["email"]}
