"""Do the settings fit a public site? What ``check --deploy`` says about ours, beside Django's own questions."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection

from networks_site import private

MOUNTS = Path("/proc/self/mounts")
NETWORKED = ("nfs", "cifs", "smb", "9p", "fuse.sshfs", "fuse.gluster", "ceph", "lustre", "afs")
"""File systems that reach several machines, as Linux names them; WAL's shared memory does not reach that far."""


@register(Tags.security, deploy=True)
def mail_leaves(**options: Any) -> list[CheckMessage]:
    """Letters in a folder reach nobody."""
    if not hasattr(settings, "EMAIL_FILE_PATH"):
        return []
    return [Error("EMAIL_URL=file: sends no letter.", "Name a mail server.", id="networks_site.E001")]


@register(Tags.database, deploy=True)
def one_database(**options: Any) -> list[CheckMessage]:
    """SQLite is a file on one machine's own disk."""
    found: list[CheckMessage] = []
    path = database_file()
    if path and settings.MACHINES > 1:
        found.append(Error("SQLite serves one machine only.", "Use PostgreSQL.", id="networks_site.E002"))
    if path and file_system(path).startswith(NETWORKED):
        found.append(Error("The SQLite file lies on a network's disk.", "Use PostgreSQL.", id="networks_site.E003"))
    if settings.MACHINES > 1 and not settings.SECRET_KEY_GIVEN:
        found.append(Error("Each machine would make its own key.", "Set SECRET_KEY.", id="networks_site.E004"))
    return found


@register(Tags.security, deploy=True)
def files_closed(**options: Any) -> list[CheckMessage]:
    """No other account of the machine reads database or backups."""
    ours = [database_file(), settings.VAR_DIR, Path(settings.BACKUP_DIR), *Path(settings.BACKUP_DIR).glob("*")]
    return [
        Error(f"Others may read {path}.", "Take their rights away: chmod go-rwx", id="networks_site.E005")
        for path in ours
        if path and private.is_open(path)
    ]


def database_file() -> Path | None:
    """Where SQLite keeps the database; None on PostgreSQL."""
    return Path(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else None


def file_system(path: Path) -> str:
    """The kind of the disk a file lies on; empty where nobody says."""
    if not MOUNTS.exists():
        return ""
    mounts = [line.split()[1:3] for line in MOUNTS.read_text(encoding="utf-8").splitlines()]
    folders = {str(folder) for folder in path.resolve().parents}
    kinds = [(place, kind) for place, kind in mounts if place.replace("\\040", " ") in folders]
    return max(kinds, key=lambda mount: len(mount[0]), default=("", ""))[1]
