"""Privileged account changes: who may become an officer, and how. Nobody gets at an officer's account, or at a body's
applications, by the rights of an operator alone.

Each change waits for the person's own link or for another officer's word; whoever has asked for it, or gains by it,
cannot agree. The shell of the server stands outside of this. (quality 18 and 78)
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from directory.models import Body
from memberships.applications import permissions
from memberships.enums import AccountStep, Letter, Result
from memberships.letters import emails
from memberships.letters.workflow import NotAllowed
from memberships.models import AccountChange, Message, Officer, Secret

logger = logging.getLogger(__name__)

OPEN_FOR = timedelta(days=7)
WAITS = (
    "Dieses Konto entscheidet über Mitgliedsanträge. Die Änderung gilt erst, wenn die Person über den Link zustimmt, "
    "den sie per E-Mail bekommt, oder wenn eine andere Person derselben Stelle zustimmt."
)
LINK_SENT = "Die Person bekommt einen Link, mit dem sie selbst ein neues Passwort setzt."


@transaction.atomic
def ask(*, user: Any, step: AccountStep, by: Any, email: str = "", body: Body | None = None) -> AccountChange:
    """Ask for a change and write to the person. Asked again, only the newest request counts."""
    for earlier in AccountChange.objects.filter(user=user, step=step, body=body, outcome=Result.OPEN):
        _settle(earlier, Result.EXPIRED, by)
    # Who agrees to a new officer agrees to the address that officer is reached at.
    seen = user.email if step == AccountStep.BODY else email
    change = AccountChange.objects.create(user=user, step=step, email=seen, body=body, asked_by=by)
    logger.info("account change %s (%s) asked for user %s by user %s", change.pk, step.value, user.pk, by and by.pk)
    if user.email and step != AccountStep.BODY:
        emails.account(change)
    return change


def agreeable_by(person: Any) -> QuerySet[AccountChange]:
    """The open changes an officer may agree to: at colleagues' accounts, and for the officer's own bodies.

    A password is nobody's but the person's own; their link sets it.
    """
    bodies = permissions.bodies_of(person)
    colleague = Q(step__in=(AccountStep.EMAIL, AccountStep.DEVICE), user__officer__bodies__in=bodies)
    new = Q(step=AccountStep.BODY, body__in=bodies)
    found = AccountChange.objects.filter(colleague | new, outcome=Result.OPEN, asked_at__gt=timezone.now() - OPEN_FOR)
    return found.exclude(asked_by=person.pk).exclude(user=person.pk).distinct()


def who_could_agree(body: Body, *, by: Any = None, user: Any = None) -> bool:
    """Whether anybody could agree to a further officer of a body: not who has asked for it, nor who it is."""
    officers = Officer.objects.filter(bodies=body, user__is_active=True)
    return officers.exclude(user=by).exclude(user=user).exists()


@transaction.atomic
def agree(*, change: AccountChange, by: Any = None, password: str = "") -> None:
    """Carry a change out: by another officer's word (``by``) or by the person's own link.

    Raises:
        NotAllowed: if it is settled, lapsed, or not this officer's to agree to.
    """
    if by is not None and not agreeable_by(by).filter(pk=change.pk).exists():
        raise NotAllowed("Dieser Änderung können Sie nicht oder nicht mehr zustimmen.")
    if change.step == AccountStep.BODY and change.email != change.user.email:
        raise NotAllowed("Die E-Mail-Adresse dieses Kontos ist inzwischen eine andere. Bitte fragen Sie nach.")
    _settle(change, Result.DONE, by or change.user)
    before = change.user.email
    CARRY_OUT[AccountStep(change.step)](change, password)
    for address in {before, change.user.email} - {""}:
        emails.account_settled(change, address)
    _forget_address(change)


@transaction.atomic
def refuse(*, change: AccountChange, by: Any = None) -> None:
    """Nothing changes; the person is told if it was a colleague who refused.

    Raises:
        NotAllowed: as ``agree``.
    """
    if by is not None and not agreeable_by(by).filter(pk=change.pk).exists():
        raise NotAllowed("Diese Änderung können Sie nicht oder nicht mehr ablehnen.")
    _settle(change, Result.REFUSED, by or change.user)
    if by is not None and change.user.email:
        emails.account_settled(change, change.user.email)
    _forget_address(change)


def expire(now: datetime | None = None) -> int:
    """Let lapse what nobody has agreed to, and forget the letters about it; the number of changes."""
    limit = (now or timezone.now()) - OPEN_FOR
    Message.objects.filter(letter__in=(Letter.ACCOUNT, Letter.ACCOUNT_SETTLED), created_at__lte=limit).delete()
    over = AccountChange.objects.filter(outcome=Result.OPEN, asked_at__lte=limit)
    return over.update(outcome=Result.EXPIRED, settled_at=timezone.now(), email="")


def _settle(change: AccountChange, outcome: Result, by: Any) -> None:
    waiting = AccountChange.objects.filter(pk=change.pk, outcome=Result.OPEN)
    values = {"outcome": outcome, "settled_at": timezone.now(), "settled_by": by}
    if not waiting.update(**values):
        raise NotAllowed("Diese Änderung ist schon erledigt.")
    change.outcome, change.settled_at, change.settled_by = outcome, values["settled_at"], by
    Secret.objects.filter(account_change=change).delete()
    logger.info("account change %s of user %s: %s by user %s", change.pk, change.user_id, outcome, by and by.pk)


def _forget_address(change: AccountChange) -> None:
    """The log needs to know that the address changed, not from which to which."""
    AccountChange.objects.filter(pk=change.pk).update(email="")


# --- what each change does ------------------------------------------------------------------------


def _password(change: AccountChange, password: str) -> None:
    change.user.set_password(password)
    change.user.save(update_fields=["password"])


def _email(change: AccountChange, _: str) -> None:
    change.user.email = change.email
    change.user.save(update_fields=["email"])


def _device(change: AccountChange, _: str) -> None:
    TOTPDevice.objects.filter(user=change.user).delete()


def _body(change: AccountChange, _: str) -> None:
    """Whoever set up the account knows its password. So a new officer begins with one that nobody knows."""
    user: Any = change.user
    body: Any = change.body  # never empty here: a constraint
    if not permissions.bodies_of(user).exists():
        user.set_unusable_password()
        user.save(update_fields=["password"])
        TOTPDevice.objects.filter(user=user).delete()
        ask(user=user, step=AccountStep.PASSWORD, by=change.asked_by)
    permissions.appoint(user, [body])


CARRY_OUT = {
    AccountStep.PASSWORD: _password,
    AccountStep.EMAIL: _email,
    AccountStep.DEVICE: _device,
    AccountStep.BODY: _body,
}
