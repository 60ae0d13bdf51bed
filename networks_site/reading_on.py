"""Reading on: how do readers go on when SQLite's file lies on a disk that takes nothing in any more?

With WAL even reading makes files beside the database. Where that is impossible, nobody else can write either, and the
file may be read as one that never changes. Django has no place for a second try, so its way to connect is wrapped.
"""

import os
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db.backends.sqlite3.base import DatabaseWrapper

connect = DatabaseWrapper.get_new_connection


def connect_anyhow(self: DatabaseWrapper, conn_params: dict[str, Any]) -> Any:
    """A connection as the settings say, or one that only reads."""
    try:
        return connect(self, conn_params)
    except sqlite3.OperationalError:
        file = Path(conn_params["database"])
        if not file.is_file() or os.access(file.parent, os.W_OK):
            raise
    return connect(self, {**conn_params, "database": f"file:{quote(str(file))}?mode=ro&immutable=1"})


def install() -> None:
    """From now on all connections of this process are made so."""
    DatabaseWrapper.get_new_connection = connect_anyhow  # type: ignore[assignment,method-assign]
