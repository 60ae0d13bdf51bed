"""The officers' desk and the editors' hints: what waits, the pages on which one decides, letters that failed."""

from memberships.admin import application, consent, correspondent, device, message, officer, proposal, user

__all__ = ["application", "consent", "correspondent", "device", "message", "officer", "proposal", "user"]
