"""Databases: how do we talk to SQLite and to PostgreSQL? So that writers queue, readers go on and nobody waits for
ever.
"""

from typing import Any

import dj_database_url

SQLITE = {
    # Without IMMEDIATE, two writers that both read first fail at once instead of queueing.
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,  # seconds
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
}
POSTGRES = {
    "pool": {"min_size": 1, "max_size": 8, "timeout": 5},
    "connect_timeout": 3,
    "options": "-c statement_timeout=15000 -c lock_timeout=5000",
}


def named(address: str) -> dict[str, Any]:
    """Django's settings for the database at this address."""
    database: dict[str, Any] = {**dj_database_url.parse(address, conn_health_checks=True)}
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"] = {**SQLITE}
    else:
        database["CONN_MAX_AGE"] = 0  # the pool keeps the connections
        database["OPTIONS"] = {**database.get("OPTIONS", {}), **POSTGRES}
    return database
