"""Private: which files of ours may other accounts of the machine read? None: files are made 0600, folders 0700."""

import os
import stat
from contextlib import suppress
from pathlib import Path

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def keep(folder: Path) -> None:
    """Close a folder of ours, making it first if need be; from now on this process makes closed files only."""
    os.umask(OTHERS)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    close(folder)


def close(path: Path) -> None:
    """Take every right from others. What is not ours, or cannot be changed, stays as it is."""
    if is_open(path):
        with suppress(OSError):
            path.chmod(path.stat().st_mode & ~OTHERS & 0o7777)


def is_open(path: Path) -> bool:
    """Whether others have any right to it; what is not there is closed."""
    try:
        return bool(path.stat().st_mode & OTHERS)
    except OSError:
        return False
