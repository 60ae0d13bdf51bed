"""Secret: where does the secret key come from when nobody gave one? From a file made once, readable by its owner
only.
"""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def kept_in(path: Path) -> str:
    """The key kept in ``path``; made on first use. Two processes that start at once agree on one key."""
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=path.parent, encoding="ascii") as draft:  # made with mode 0600
            draft.write(secrets.token_urlsafe(64))
            draft.flush()
            with suppress(FileExistsError):
                os.link(draft.name, path)  # all at once, so that nobody reads half a key
    return path.read_text(encoding="ascii")
