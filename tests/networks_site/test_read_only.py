"""Do public pages go on where nothing can be written, and does a form then keep what was typed?"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection, connections
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.test import Client

from memberships.models import Application
from networks_site import databases, reading_on
from tests.directory.real import SLUGS
from tests.memberships import making
from tests.reading import Seen

pytestmark = pytest.mark.django_db(transaction=True)

FORM = f"/netzwerke/{SLUGS['nbh']}/mitmachen/"
ONCE, AGAIN = ("PRAGMA query_only=ON", "PRAGMA query_only=OFF"), ("SET default_transaction_read_only = on", "RESET ALL")


@pytest.fixture
def nothing_written(catalogue: None) -> Iterator[None]:
    """As on a file system that has been mounted read-only."""
    begin, end = ONCE if connection.vendor == "sqlite" else AGAIN
    with connection.cursor() as cursor:
        cursor.execute(begin)
    yield
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute(end)


def test_public_pages_go_on(nothing_written: None, client: Client) -> None:
    home = Seen(client.get("/"))
    paths = {"/", FORM, "/netzwerke/?q=beteiligung", "/finden/?als=person", "/readyz", "/sitemap.xml", "/robots.txt"}
    paths |= {path for path in home.addresses if path.startswith("/") and not path.startswith("/admin")}
    paths |= {f"/netzwerke/{slug}/" for slug in SLUGS.values()}
    assert {path: status for path in paths if (status := client.get(path, follow=True).status_code) != 200} == {}
    assert client.get("/admin/login/").status_code == 200


def test_a_form_keeps_what_was_typed(nothing_written: None, client: Client) -> None:
    typed = making.filled(**making.ANSWERS["nbh"], name="Anna Beispiel")
    answer = client.post(FORM, typed)
    kept = {row["name"]: row["value"] for row in Seen(answer).inputs}
    assert (answer.status_code, answer["Retry-After"], kept["name"]) == (503, "30", "Anna Beispiel")
    assert Application.objects.count() == 0


@pytest.fixture
def shelved(tmp_path: Path) -> Iterator[DatabaseWrapper]:
    """A database of SQLite, as it lies there when nobody has it open."""
    path = tmp_path / "x.sqlite3"
    with closing(sqlite3.connect(path)) as made:
        made.executescript("PRAGMA journal_mode=WAL; CREATE TABLE t (n); INSERT INTO t VALUES (7);")
    wrapper = DatabaseWrapper({**connections["default"].settings_dict, **databases.named(f"sqlite:///{path}")}, "x")
    yield wrapper
    wrapper.close()


def test_sqlite_on_a_disk_that_takes_nothing_in(shelved: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(wrapper: DatabaseWrapper, parameters: dict[str, Any]) -> Any:
        if "immutable" not in str(parameters["database"]):
            raise sqlite3.OperationalError("unable to open database file")
        return plain(wrapper, parameters)

    plain = reading_on.connect
    monkeypatch.setattr(reading_on, "connect", refuse)
    with pytest.raises(OperationalError):  # the folder takes files in, so something else is wrong
        shelved.ensure_connection()
    monkeypatch.setattr(reading_on.os, "access", lambda *_: False)
    with shelved.cursor() as cursor:
        assert cursor.execute("SELECT n FROM t").fetchone() == (7,)
        with pytest.raises(OperationalError):
            cursor.execute("INSERT INTO t VALUES (8)")
