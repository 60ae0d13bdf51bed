"""The officers' desk: their queue, the page on which they decide, letters that failed, and who is an officer."""

from memberships.admin import application, device, message, officer

__all__ = ["application", "device", "message", "officer"]
