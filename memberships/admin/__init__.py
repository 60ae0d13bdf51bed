"""The officers' desk and the editors' hints: what waits, the pages on which one decides, letters that failed."""

from memberships.admin import (
    account,
    application,
    consent,
    correspondent,
    device,
    handover,
    message,
    officer,
    proposal,
    rights,
    user,
)

__all__ = [
    "account", "application", "consent", "correspondent", "device", "handover", "message", "officer", "proposal",
    "rights", "user",
]  # fmt: skip
