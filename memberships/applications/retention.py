"""Retention: when do applications and wishes to be told go, how, and what is stored about an applicant until then?"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from directory.models import Member
from memberships.applications import actions
from memberships.enums import Actor, Letter, Purpose, State
from memberships.hints import retention as hint_retention
from memberships.letters.workflow import Overtaken
from memberships.models import (
    Application,
    Message,
    Notice,
    Secret,
    StatusEvent,
)
from memberships.personal_data import REGISTRY

PERIODS: dict[str, timedelta] = {
    State.UNCONFIRMED: timedelta(days=14),
    State.EXPIRED: timedelta(days=14),
    State.DECLINED: timedelta(days=183),
    State.WITHDRAWN: timedelta(days=183),
}
AFTER_LEAVING = timedelta(days=365)


def due(application: Application) -> datetime | None:
    """When an application will be erased by itself; None while it is open or its member has not left."""
    if application.state in (State.UNCONFIRMED, State.EXPIRED):
        return application.submitted_at + PERIODS[application.state]
    if application.closed_at is None:
        return None
    was_member = application.member_id is not None
    return application.closed_at + (AFTER_LEAVING if was_member else PERIODS[application.state])


@transaction.atomic
def erase(application: Application, role: Actor = Actor.APPLICANT) -> None:
    """Remove everything personal; what stays is the log, which names nobody. Nothing happens to what is gone already.

    The row is locked and read anew, so that nobody decides, writes or erases at the same time. By the clock only what
    is still due goes.
    """
    locked = Application.objects.select_for_update().filter(pk=application.pk).first()
    if locked is None or (role == Actor.CLOCK and not _is_due(locked, timezone.now())):
        return
    application = locked
    if application.state == State.APPROVED:
        actions.withdraw(application=application)
    StatusEvent.objects.create(
        reference=application.reference, network=application.network, role=role, note="Angaben gelöscht"
    )
    Message.objects.filter(application=application).delete()
    hint_retention.forget_log(application)
    member = application.member
    application.delete()
    if member is not None:
        hint_retention.forget_log(member)
        Member.objects.filter(pk=member.pk).update(name="", is_public=False)


def run(now: datetime | None = None) -> int:
    """Erase all that is due, and expire what was never confirmed; the number of applications erased."""
    now = now or timezone.now()
    links = Secret.objects.filter(purpose=Purpose.CONFIRM, expires_at__gt=now, application__isnull=False)
    unconfirmed = Application.objects.filter(state=State.UNCONFIRMED)
    for application in unconfirmed.exclude(pk__in=links.values("application")):
        # It may have been confirmed, or expired by another worker, in this very moment.
        with suppress(Overtaken):
            actions.expire(application=application)
    erased = 0
    for application in list(_overdue(now)):
        erase(application, Actor.CLOCK)
        erased += 1
    fortnight = now - timedelta(days=14)
    told = models.Q(messages__letter=Letter.OPENED, messages__sent_at__isnull=False)
    over = models.Q(confirmed_at=None, consent_at__lt=fortnight) | models.Q(expires_at__lt=now) | told
    with transaction.atomic():
        gone = list(Notice.objects.filter(over).values_list("pk", flat=True))
        Message.objects.filter(notice__in=gone).delete()
        Notice.objects.filter(pk__in=gone).delete()
    Message.objects.filter(letter=Letter.NEWS, created_at__lt=now - timedelta(days=14)).delete()
    hint_retention.run(now)
    return erased


def _overdue(now: datetime) -> Iterator[Application]:
    closed = Application.objects.exclude(state__in=(State.WAITING, State.ASKED, State.APPROVED))
    for application in closed.select_related("network", "member"):
        if _is_due(application, now):
            yield application


def _is_due(application: Application, now: datetime) -> bool:
    day = due(application)
    return day is not None and day <= now


def everything(application: Application) -> dict[str, Any]:
    """All that is stored about an applicant, with German names."""
    labels = {field.name: str(field.verbose_name) for field in Application._meta.concrete_fields}
    personal = next(entry.columns for entry in REGISTRY if entry.model is Application)
    hidden = {"content_key", "email_key", "organisation_key", "domain_key", "organisation_slot"}
    data = {labels[name]: getattr(application, name) for name in sorted(personal - hidden)}
    return {
        "Netzwerk": application.network.name,
        "Kennung": str(application.reference),
        "Stand": application.get_state_display(),
        "Abgeschickt": application.submitted_at,
        "Bestätigt": application.confirmed_at,
        "Entschieden": application.decided_at,
        "Angaben": data,
        "Verlauf": [{"wann": event.at, "was": str(event)} for event in application.events.all()],
        "Briefe": [{"wann": row.sent_at, "was": row.get_letter_display()} for row in application.messages.all()],
        "Wird gelöscht am": due(application),
    }
