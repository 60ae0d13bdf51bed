"""What the counter keeps: applications and their log, secrets, letters, notices, attempts."""

from memberships.models.application import Application, StatusEvent
from memberships.models.attempt import Attempt
from memberships.models.message import Message
from memberships.models.notice import Notice
from memberships.models.officer import Officer
from memberships.models.secret import Secret

__all__ = ["Application", "Attempt", "Message", "Notice", "Officer", "Secret", "StatusEvent"]
