"""Release: which release is this? A fingerprint of all that shapes a page, so that a new release never serves an old
page.
"""

import hashlib
from pathlib import Path

SHAPES = ("directory", "memberships", "networks_site", "static", "templates")


def fingerprint(base: Path) -> str:
    """The fingerprint of the code, styles and templates below ``base``."""
    digest = hashlib.sha256()
    for folder in SHAPES:
        for path in sorted((base / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
