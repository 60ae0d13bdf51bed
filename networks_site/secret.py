"""Where does the secret key come from when nobody gave one? From a file made once, readable by its owner only."""

import secrets
from pathlib import Path


def kept_in(path: Path) -> str:
    """The key kept in ``path``; made on first use. Two processes that start at once agree on one key."""
    try:
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")
