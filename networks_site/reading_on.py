"""Reading on: how do readers go on when SQLite's file lies on a disk that takes nothing in any more, or is full?

With WAL even reading makes files beside the database. Where that is impossible, nobody else can write either, and the
file may be read as one that never changes, unless something in the journal beside it waits to be written into it.
Django has no place for a second try, so its way to connect is wrapped.
"""

import os
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db.backends.sqlite3.base import DatabaseWrapper

FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMOPEN, sqlite3.SQLITE_IOERR_WRITE}
connect = DatabaseWrapper.get_new_connection


def connect_anyhow(self: DatabaseWrapper, conn_params: dict[str, Any]) -> Any:
    """A connection as the settings say, or one that only reads."""
    try:
        return connect(self, conn_params)
    except sqlite3.OperationalError as error:
        file = Path(conn_params["database"])
        closed = file.is_file() and not os.access(file.parent, os.W_OK)
        if not closed and not (is_full(error) and has_all(file)):
            raise
    return connect(self, {**conn_params, "database": f"file:{quote(str(file))}?mode=ro&immutable=1"})


def is_full(error: sqlite3.OperationalError) -> bool:
    """Whether a file could not be made or grow."""
    return getattr(error, "sqlite_errorcode", None) in FULL


def has_all(file: Path) -> bool:
    """Whether all that was ever stored is in the file itself, and nothing in the journal beside it."""
    journal = Path(f"{file}-wal")
    return file.is_file() and not (journal.exists() and journal.stat().st_size)


def install() -> None:
    """From now on all connections of this process are made so."""
    DatabaseWrapper.get_new_connection = connect_anyhow  # type: ignore[assignment,method-assign]
