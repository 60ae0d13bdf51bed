"""Retention: when do hints, inquiries and their letters go? First the senders' addresses, then what they wrote."""

from datetime import datetime, timedelta

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

from directory.models import Erasure
from memberships.enums import Letter, Stage
from memberships.letters import emails
from memberships.models import Hint, Message, Secret

NO_LETTER = timedelta(days=92)
"""Three months after the decision the address goes, even if the letter could never be delivered."""
UNDECIDED = timedelta(days=365)
"""Twelve months after it came in the address goes, even if nobody has decided."""
DECIDED = timedelta(days=365)
"""Twelve months after the decision the hint itself goes."""


def forget_log(row: models.Model) -> None:
    """Remove what the admin noted about a row; it may quote names."""
    LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk)).delete()


@transaction.atomic
def erase(hint: Hint) -> None:
    """Remove a hint with all that its sender told us; what the catalogue has taken over from it stays."""
    Message.objects.filter(hint=hint).delete()
    forget_log(hint)
    Hint.objects.filter(pk=hint.pk).delete()


def run(now: datetime) -> None:
    """Remove all that is due."""
    for hint in list(Hint.objects.filter(decided_at__lte=now - DECIDED)):
        erase(hint)
    _forget_senders(now)
    left = Q(sent_at__isnull=False) | Q(created_at__lte=now - emails.ANSWER_WITHIN)
    Message.objects.filter(left, letter=Letter.INQUIRY).delete()
    Secret.objects.filter(inquiry__isnull=False, expires_at__lte=now).delete()


@transaction.atomic
def _forget_senders(now: datetime) -> None:
    answered = Exists(Message.objects.filter(hint=OuterRef("pk"), sent_at__isnull=False))
    over = Q(answered) | Q(decided_at__lte=now - NO_LETTER) | Q(stage=Stage.OPEN, submitted_at__lte=now - UNDECIDED)
    # The numbers first: afterwards nobody could tell any more which letters were theirs.
    forget_senders(list(Hint.objects.exclude(email="").filter(over).values_list("pk", flat=True)))


@transaction.atomic
def forget_senders(numbers: list[int]) -> int:
    """Remove the addresses of hints and what was written to them; how many hints."""
    gone = Hint.objects.filter(pk__in=numbers)
    Erasure.note("sender", *gone.values_list("reference", flat=True))
    Message.objects.filter(hint__in=numbers).delete()
    return gone.update(email="", consent_at=None, consent_version="")
