"""Secret tokens: how are the secrets in links made and recognised? Only hashes are kept; each secret serves one
purpose.
"""

import hashlib
import secrets

from memberships.enums import Purpose

BYTES = 18  # 144 bits, and no padding in the link
LENGTH = 24  # characters of a secret


def make() -> str:
    """A new secret for a link."""
    return secrets.token_urlsafe(BYTES)


def digest(secret: str, purpose: Purpose) -> str:
    """What is stored of a secret. The purpose is part of it, so that no link works for another purpose."""
    return hashlib.sha256(f"{purpose.value}:{secret}".encode()).hexdigest()
