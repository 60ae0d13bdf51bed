"""The officers' desk and the editors' hints: what waits, the pages on which one decides, letters that failed."""

from memberships.admin import (
    account,
    application,
    consent,
    correspondent,
    device,
    handover,
    hint,
    message,
    officer,
    rights,
    user,
)

__all__ = [
    "account",
    "application",
    "consent",
    "correspondent",
    "device",
    "handover",
    "hint",
    "message",
    "officer",
    "rights",
    "user",
]  # fmt: skip
