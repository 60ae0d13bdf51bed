"""What the counter keeps: applications and their log, hints, inquiries, secrets, letters, notices, attempts,
account changes.
"""

from memberships.models.account import AccountChange
from memberships.models.application import Application, StatusEvent
from memberships.models.attempt import Attempt, DailyCount
from memberships.models.consent import ConsentText
from memberships.models.hint import Hint
from memberships.models.inquiry import Correspondent, Inquiry, Reply
from memberships.models.link_request import LinkRequest
from memberships.models.message import Message
from memberships.models.notice import Notice
from memberships.models.officer import Officer
from memberships.models.secret import Secret

__all__ = [
    "AccountChange",
    "Application",
    "Attempt",
    "ConsentText",
    "Correspondent",
    "DailyCount",
    "Hint",
    "Inquiry",
    "LinkRequest",
    "Message",
    "Notice",
    "Officer",
    "Reply",
    "Secret",
    "StatusEvent",
]
