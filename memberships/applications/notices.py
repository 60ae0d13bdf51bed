"""Every act on a wish to be told when a planned network opens: note it, confirm it, tell, forget."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from directory.enums import Status
from directory.models import Erasure, Network
from directory.rules.membership_paths import Path
from memberships import matching
from memberships.letters import emails
from memberships.models import Message, Notice, Secret

LIFETIME = timedelta(days=730)


@transaction.atomic
def wish(*, network: Network, email: str, consent: str) -> None:
    """Note the wish and ask for confirmation of the address. Asked again, it is noted once, and a new link is sent."""
    now = timezone.now()
    noted, _ = Notice.objects.get_or_create(
        network=network,
        email_key=matching.address_key(email),
        defaults={
            "email": email, "consent_version": consent, "consent_at": now, "expires_at": now + LIFETIME,
        },
    )  # fmt: skip
    emails.notice(noted)


@transaction.atomic
def confirm(*, notice: Notice) -> None:
    """The address belongs to whoever wants to be told. From now on the link serves to take the wish back."""
    if Notice.objects.filter(pk=notice.pk, confirmed_at=None).update(confirmed_at=timezone.now()):
        Erasure.note("wanted", f"{notice.pk}@{notice.network_id}")
    Secret.objects.filter(notice=notice).update(expires_at=None)


@transaction.atomic
def withdraw(*, notice: Notice) -> None:
    """Take the wish back; nothing of it stays."""
    Message.objects.filter(notice=notice).delete()
    Notice.objects.filter(pk=notice.pk).delete()


@transaction.atomic
def send_lost_link(*, network: Network, email: str) -> int:
    """Send a new link to whoever waits for the network; the number of letters written, not for visitors."""
    found = Notice.objects.filter(network=network, email_key=matching.address_key(email), told_at=None)
    for noted in found.select_for_update():
        emails.notice(noted)
    return len(found)


def tell_opened() -> int:
    """Tell everybody whose network has opened since; the number of letters written."""
    opened = Network.objects.published().exclude(status=Status.ENDED).filter(terms__path=Path.APPLY)
    waiting = Notice.objects.filter(network__in=opened, confirmed_at__isnull=False, told_at=None)
    written = 0
    for notice in waiting.select_related("network"):
        with transaction.atomic():
            if Notice.objects.filter(pk=notice.pk, told_at=None).update(told_at=timezone.now()):
                emails.opened(notice)
                written += 1
    return written
