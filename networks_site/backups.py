"""Copies of the whole database: taken while the site runs, proven to be readable, and brought back without reviving
what has been erased since.
"""

import os
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient
from django.utils import timezone

from directory.models import Erasure, Lease
from directory.models.erasure import logged, open_log
from memberships import after_restore
from networks_site.deploying import database_file

NAME = re.compile(r"netzwerke-(\d{8}T\d{6}Z)\.(dump|sqlite3)")
STAMP = "%Y%m%dT%H%M%SZ"
LEASE = "backup"
SLACK = timedelta(hours=1)  # a transaction may have been open, or the clock set, when the backup was taken
FLEETING = {
    "axes_accessattempt", "directory_erasure", "directory_lease", "django_session",
    "memberships_attempt", "memberships_dailycount", "memberships_linkrequest",
}  # fmt: skip
"""Tables whose rows come and go by themselves."""


def make(folder: Path, keep: int) -> Path:
    """Take a backup; only one that was read to its end gets its name. Of the older ones so many are kept."""
    os.close(open_log())  # beside every backup there is a log
    Erasure.write()
    begun = timezone.now()
    draft = folder / f".{os.getpid()}.draft"
    path = folder / f"netzwerke-{begun.astimezone(UTC):{STAMP}}.{'sqlite3' if database_file() else 'dump'}"
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    try:
        copy(draft)
        prove(draft)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    Lease.objects.update_or_create(name=LEASE, defaults={"until": begun})
    tidy(folder, keep)
    return path


def copy(draft: Path) -> None:
    """Write the database as it is at this moment, whoever writes meanwhile."""
    if database_file():
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(draft)])
    else:
        run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={draft}", *server()[0])


def prove(path: Path) -> None:
    """Read a backup to its end.

    Raises:
        CommandError: if anything in it is broken.
    """
    if not database_file():
        run("pg_restore", f"--file={os.devnull}", str(path))
        return
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True)) as copied:
            found = copied.execute("PRAGMA integrity_check").fetchall()
            lost = copied.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        raise CommandError(f"{path}: {error}") from error
    if found != [("ok",)] or lost:
        raise CommandError(f"{path}: {found[:3]} {lost[:3]}")


def tidy(folder: Path, keep: int) -> None:
    """Remove what is older than the newest backups, and the logs that none of them needs."""
    made = ordered(folder)
    for path in made[:-keep]:
        path.unlink()
    oldest = begun_at(made[-keep:][0])
    month = f"erasures-{(oldest - SLACK if oldest else timezone.now()):%Y-%m}.log"
    for log in folder.glob("erasures-*.log"):
        if log.name < month:
            log.unlink()


def ordered(folder: Path) -> list[Path]:
    """The backups in a folder, the newest last."""
    return sorted(path for path in folder.glob("netzwerke-*") if NAME.fullmatch(path.name))


def begun_at(path: Path) -> datetime | None:
    """When a backup was begun, as its name says; None if it has another."""
    named = NAME.fullmatch(path.name)
    return datetime.strptime(named[1], STAMP).replace(tzinfo=UTC) if named else None


# --- bringing back ----------------------------------------------------------------------------


def restore(path: Path) -> int:
    """Fill an empty place from a backup, erase again what was erased since; how many rows that concerned.

    Raises:
        CommandError: if the place is not empty, the backup is broken, or its log is missing.
    """
    check(path)
    fill(path)
    call_command("migrate", verbosity=0)
    begun = begun_at(path)
    done = after_restore.redo(logged(path.parent, begun and begun - SLACK))
    Session.objects.all().delete()  # also of those who have logged out since
    return done


def check(path: Path) -> None:
    """Refuse what cannot end well, before anything is changed."""
    if not path.is_file():
        raise CommandError(f"There is no backup {path}.")
    if not list(path.parent.glob("erasures-*.log")):
        raise CommandError(f"Beside {path} there is no erasures-….log, so what was erased since would come back.")
    file = database_file()
    if (file.exists() and file.stat().st_size) if file else connection.introspection.table_names():
        raise CommandError("The database is not empty. Name an empty place in DATABASE_URL, or move the old one away.")
    prove(path)


def fill(path: Path) -> None:
    """Bring the backup to its place. Of a file that was there before, a journal may be left; it would be replayed."""
    connection.close()
    file = database_file()
    if file is None:
        arguments = [f"--dbname={server()[0][-1]}", *server()[0][:-1]]
        run("pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", *arguments, str(path))
        return
    for ending in ("-wal", "-shm", "-journal"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    draft = file.with_name(f".{file.name}.draft")
    shutil.copyfile(path, draft)
    draft.chmod(0o600)
    draft.replace(file)


# --- PostgreSQL's own programs ----------------------------------------------------------------


def server() -> tuple[list[str], dict[str, str]]:
    """How PostgreSQL's programs reach the database: arguments, its name last, and environment with the password."""
    arguments, environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    return arguments[1:], environment or {}


def run(program: str, *arguments: str) -> None:
    """Run one of the programs; what it complains about is the error."""
    if shutil.which(program) is None:
        raise CommandError(f"{program} is missing. It comes with PostgreSQL, in the server's version or newer.")
    environment = {**os.environ, **server()[1]}
    ended = subprocess.run([program, *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if ended.returncode:
        raise CommandError(f"{program}: {ended.stderr.strip()}")


def counts() -> dict[str, int]:
    """How many rows each lasting table holds."""
    tables = sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)} - FLEETING)
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own tables
            found[table] = cursor.fetchone()[0]
    return found
