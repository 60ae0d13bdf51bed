"""Deploying: do the settings fit a public site? What ``check --deploy`` says about ours, beside Django's own
questions.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection
from django.http.request import validate_host

from directory.rules import domains
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


@register(Tags.security, deploy=True)
def proxy_fits(**options: Any) -> list[CheckMessage]:
    """gunicorn speaks plain http to a proxy: an https site has one, announces it and is known to it by name."""
    site = urlsplit(settings.SITE_URL)
    found = {
        "E011": (settings.HTTPS and not settings.BEHIND_PROXY, "SITE_URL is https, but BEHIND_PROXY is off."),
        "E012": (settings.BEHIND_PROXY and not settings.HTTPS, "BEHIND_PROXY is on, but SITE_URL is not https."),
        "E013": (not is_allowed(site.hostname or ""), "ALLOWED_HOSTS lacks the host of SITE_URL."),
        "E014": ("*" in settings.ALLOWED_HOSTS, "ALLOWED_HOSTS=* answers under any name."),
        "E015": (bool(site.path or site.query or site.fragment), "SITE_URL has more than scheme, host and port."),
        "E016": (not settings.RATE_LIMITS, "RATE_LIMITS=off is for load tests."),
        "E017": (not settings.OFFICERS_NEED_OTP, "OFFICERS_NEED_OTP is off."),
    }
    return [
        Error(said, "See README.md, Settings.", id=f"networks_site.{key}")
        for key, (is_so, said) in found.items()
        if is_so
    ]


def is_allowed(host: str) -> bool:
    """Whether requests for this host are answered."""
    return validate_host(domains.comparable(host), settings.ALLOWED_HOSTS)


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
