"""Where do the rows of a test come from? One worker makes the test database by migrating it and loads the real
catalogue, the others copy its work; a test gets the catalogue back in milliseconds.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import setup_databases

from directory.reading import index

KEPT = {"django_content_type", "auth_permission", "auth_group", "auth_group_permissions"}


class Shelf:
    """The real catalogue, loaded once and kept in copies of its tables, from which it is back in milliseconds."""

    def __init__(self) -> None:
        models = apps.get_app_config("directory").get_models(include_auto_created=True)
        self.columns = {
            model._meta.db_table: ", ".join(
                connection.ops.quote_name(field.column)
                for field in model._meta.local_concrete_fields
                if not field.generated
            )
            for model in models
            if not model._meta.proxy
        }

    def stock(self) -> None:
        """Load the catalogue and keep it in the copies only."""
        with transaction.atomic():
            call_command("load_fixtures", stdout=StringIO())
            self.execute("CREATE TABLE copy_of_{table} AS SELECT {columns} FROM {table}")
            self.execute("DELETE FROM {table}")

    def fill(self) -> None:
        """Put the catalogue into the empty tables. One transaction, for its rows refer to each other in circles."""
        with transaction.atomic():
            self.execute("INSERT INTO {table} ({columns}) SELECT {columns} FROM copy_of_{table}")

    def execute(self, statement: str) -> None:
        with connection.cursor() as cursor:
            for table, columns in self.columns.items():
                cursor.execute(statement.format(table=table, columns=columns))


def empty() -> None:
    """Remove all rows of all tables, whoever wrote them, but for what migrations have made. Unlike Django's own flush
    it need not make that anew, and deletes few rows sooner than PostgreSQL truncates seventy tables.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        for table in tables():
            if table not in KEPT:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own tables


@contextmanager
def taken_back() -> Iterator[None]:
    """Take back whatever the block has written; many cases then begin in one world. The revision goes back as well, so
    the index could not tell.
    """
    index.forget()
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        index.forget()


@cache
def tables() -> list[str]:
    return connection.introspection.django_table_names(only_existing=True, include_views=False)


Made = list[tuple[Any, str, bool]]
"""What ``teardown_databases`` has to know."""


def database(folder: Path, stocked: bool) -> Made:
    """This worker's test database, with the catalogue on the shelf if wanted. The folder is common to all workers."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    with one_at_a_time(folder):
        pattern = folder / "database-name"
        if pattern.exists():
            return copied(pattern.read_text(), worker)
        made = setup_databases(verbosity=0, interactive=False, aliases={"default"}, serialized_aliases=set())
        if stocked:
            Shelf().stock()
        connection.close()  # so that all is in the file
        for other in {f"gw{number}" for number in range(workers)} - {worker}:
            connection.creation.clone_test_db(other, verbosity=0)
        pattern.write_text(str(connection.settings_dict["NAME"]))
        return made


def copied(name: str, worker: str) -> Made:
    """Use the copy that another worker has made for us of the database of this name."""
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    connection.settings_dict["NAME"] = connection.creation.get_test_db_clone_settings(worker)["NAME"]
    return [(connection, usual, True)]


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Let the other workers wait until the block ends."""
    with (folder / "database-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
