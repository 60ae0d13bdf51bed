"""Who must be reminded that an application is waiting? Officers, after a week and then weekly."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from memberships import emails, routing
from memberships.enums import State
from memberships.models import Application, Officer

AFTER = timedelta(days=7)


def send() -> int:
    """Write the reminders that are due; the number of letters written. Applications nobody decides on remind nobody."""
    limit = timezone.now() - AFTER
    waiting = Application.objects.filter(state=State.WAITING, confirmed_at__lt=limit)
    written = 0
    for application in waiting.filter(Q(reminded_at=None) | Q(reminded_at__lt=limit)).select_related("network", "body"):
        bodies = [application.body] if application.body else routing.deciders(application.network)
        officers = Officer.objects.filter(bodies__in=bodies, user__is_active=True).distinct()
        with transaction.atomic():
            seen = Application.objects.filter(pk=application.pk, reminded_at=application.reminded_at)
            if not seen.update(reminded_at=timezone.now()):
                continue
            for address in officers.exclude(user__email="").values_list("user__email", flat=True):
                emails.reminder(application, address)
                written += 1
    return written
