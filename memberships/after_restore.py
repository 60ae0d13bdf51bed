"""A backup brings back what was before: what has gone, was used or was said since, is done again, without a letter."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone

from directory.models import Body, Contact, Member
from directory.models.erasure import Erasure, stamped
from memberships.applications import actions, notices, retention
from memberships.enums import OPEN_STATES, RUNNING_STATES, State
from memberships.hints import retention as hint_retention
from memberships.letters import mailbox
from memberships.models import Application, Correspondent, Hint, LinkRequest, Message, Notice, Secret

Keys = dict[str, datetime]
KEYS: dict[type[models.Model], Callable[[Any], object]] = {
    Application: lambda row: row.reference,
    Hint: lambda row: row.reference,
    Notice: lambda row: f"{row.pk}@{row.network_id}",
    Secret: lambda row: row.digest,
    Contact: lambda row: f"{row.pk}@{row.network_id}",
    Member: lambda row: f"{row.pk}@{row.network_id}",
    get_user_model(): lambda row: stamped(row, row.date_joined),
}
"""What names a row in the log. Whoever deletes one, by whatever way, is noted."""


def gone(sender: Any, instance: Any, **options: Any) -> None:
    """A row goes. Connected when the app starts, for every model above."""
    Erasure.note(instance._meta.model_name, KEYS[sender](instance))


def closed(sender: Any, instance: Any, **options: Any) -> None:
    """An account that may no longer log in is as good as gone."""
    if not instance.is_active:
        gone(sender, instance)


@transaction.atomic
def redo(log: dict[str, Keys]) -> int:
    """Do again what the log tells, and erase what is due; the number of rows it concerned.

    What the acts write to people is thrown away: they were told when it happened.
    """
    before = [
        (rows, rows.aggregate(newest=Max("pk"))["newest"] or 0)
        for rows in (Message.objects.all(), Secret.objects.all())
    ]
    LinkRequest.objects.all().delete()  # answered since, or asked again by whoever still waits
    done = sum(ACTS[kind](log[kind]) for kind in ACTS if kind in log)
    retention.run()
    for rows, newest in before:
        rows.filter(pk__gt=newest).delete()
    return done


def _rows(model: type[models.Model], keys: Keys) -> list[Any]:
    """The rows these keys name; one by one, for a key may not be a column."""
    numbers = {key.partition("@")[0].partition(".")[0] for key in keys}
    column = {Application: "reference", Hint: "reference", Secret: "digest"}.get(model)
    found: Iterable[Any] = model._default_manager.filter(**{f"{column or 'pk'}__in": keys if column else numbers})
    return [row for row in found if str(KEYS[model](row)) in keys]


def _each(model: type[models.Model], act: Callable[[Any], object], *states: str) -> Callable[[Keys], int]:
    def run(keys: Keys) -> int:
        rows = [row for row in _rows(model, keys) if not states or row.state in states]
        for row in rows:
            act(row)
        return len(rows)

    return run


def _withhold(contact: Contact) -> None:
    contact.withheld = True
    contact.save()


def _unname(member: Member) -> None:
    member.name, member.is_public = "", False
    member.save()


def _close(user: Any) -> None:
    user.is_active = False
    user.save()


def _letters(keys: Keys) -> int:
    """Letters that have left since: they wait in the backup and must not leave again."""
    numbers = [key.partition(".")[0] for key in keys]
    waiting = Message.objects.filter(pk__in=numbers, sent_at=None)
    left = [message.pk for message in waiting if mailbox.number(message) in keys]
    blank = {"text": "", "html": "", "error": "", "claimed_at": None, "failed_at": None}
    return Message.objects.filter(pk__in=left).update(sent_at=timezone.now(), **blank)


def _asked(keys: Keys) -> int:
    for body in Body.objects.filter(slug__in=keys):
        Correspondent.objects.update_or_create(body=body, defaults={"asked_at": keys[body.slug]})
    return len(keys)


def _silent(keys: Keys) -> int:
    for body in Body.objects.filter(slug__in=keys):
        stopped = {"email": "", "declined_at": keys[body.slug]}
        Correspondent.objects.update_or_create(body=body, defaults=stopped)
    return len(keys)


def _told(column: str) -> Callable[[Keys], int]:
    def run(keys: Keys) -> int:
        for reference, at in keys.items():
            Application.objects.filter(reference=reference).update(**{column: at})
        return len(keys)

    return run


ACTS: dict[str, Callable[[Keys], int]] = {
    "letter": _letters,
    "asked": _asked,
    "reminded": _told("reminded_at"),
    "announced": _told("announced_at"),
    "silent": _silent,
    "confirmed": _each(Application, lambda row: actions.confirm(application=row), State.UNCONFIRMED),
    "unlisted": _each(Application, lambda row: actions.unlist(application=row), *RUNNING_STATES, State.APPROVED),
    "wanted": _each(Notice, lambda row: notices.confirm(notice=row)),
    "withdrawn": _each(Application, lambda row: actions.withdraw(application=row), *OPEN_STATES, State.APPROVED),
    "application": _each(Application, retention.erase),
    "hint": _each(Hint, hint_retention.erase),
    "sender": lambda keys: hint_retention.forget_senders([row.pk for row in _rows(Hint, keys)]),
    "notice": _each(Notice, lambda row: notices.withdraw(notice=row)),
    "secret": _each(Secret, lambda row: row.delete()),
    "withheld": _each(Contact, _withhold),
    "contact": _each(Contact, lambda row: row.delete()),
    "unnamed": _each(Member, _unname),
    "member": _each(Member, lambda row: row.delete()),
    "user": _each(get_user_model(), _close),
}
"""What each kind of line in the log means, in the order in which it is done again."""
