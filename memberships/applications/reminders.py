"""Reminders: who must hear that applications wait? Officers: of new ones once a day, of old ones after a week, then
weekly. Where nobody decides yet, those who may say who does. No letter names an applicant.
"""

from collections import Counter, defaultdict
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from directory.models import Erasure, Lease
from memberships.applications import permissions, responsibility
from memberships.enums import State
from memberships.letters import emails
from memberships.models import Application

AFTER = timedelta(days=7)
NEWS = "news"


def send() -> int:
    """Write the reminders that are due; the number of letters written."""
    written = 0
    for application in overdue():
        with transaction.atomic():
            seen = Application.objects.filter(pk=application.pk, reminded_at=application.reminded_at)
            if not seen.update(reminded_at=timezone.now()):
                continue
            addresses, decides = recipients(application)
            for address in addresses:
                emails.reminder(application, address, decides=decides)
                written += 1
    return written


def overdue() -> list[Application]:
    """What has waited for a week, or since the last reminder."""
    limit = timezone.now() - AFTER
    waiting = Application.objects.filter(state=State.WAITING, confirmed_at__lt=limit)
    return list(waiting.filter(Q(reminded_at=None) | Q(reminded_at__lt=limit)).select_related("network", "body"))


def tell_new() -> int:
    """Tell of applications nobody has been told of, all in one letter each; the number of letters written."""
    new = Application.objects.filter(state=State.WAITING, announced_at=None)
    if not settings.NEWS_EVERY or not new.exists():
        return 0
    with transaction.atomic():
        if not Lease.take(NEWS, timezone.now() + timedelta(hours=settings.NEWS_EVERY)):
            return 0
        told: dict[tuple[str, bool], Counter[str]] = defaultdict(Counter)
        for application in new.select_related("network", "body").select_for_update(of=("self",)):
            addresses, decides = recipients(application)
            for address in addresses:
                told[address, decides][application.network.name] += 1
        Erasure.note("announced", *new.values_list("reference", flat=True))  # after a restore nobody is told twice
        new.update(announced_at=timezone.now())
        for (address, decides), counts in told.items():
            emails.news(address, sorted(counts.items()), decides=decides)
    return len(told)


def recipients(application: Application) -> tuple[list[str], bool]:
    """Whom to write to about an application, and whether they decide on it or say who does."""
    officers = responsibility.officers(responsibility.of_application(application)).exclude(user__email="")
    addresses = list(officers.values_list("user__email", flat=True))
    return (addresses, True) if addresses else (assigners(), False)


def assigners() -> list[str]:
    """The addresses of those who may say who decides."""
    users: Any = get_user_model()._default_manager
    may = users.with_perm(permissions.ASSIGN, backend="django.contrib.auth.backends.ModelBackend")
    return list(may.exclude(email="").order_by("pk").values_list("email", flat=True))
