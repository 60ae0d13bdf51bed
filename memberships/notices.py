"""Every act on a wish to be told when a planned network opens: note it, confirm it, tell, forget."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from directory.enums import Status
from directory.joining import Path
from directory.models import Erasure, Network
from memberships import emails, matching
from memberships.models import Notice

LIFETIME = timedelta(days=730)


@transaction.atomic
def wish(*, network: Network, email: str, consent: str) -> None:
    """Note the wish and ask for confirmation of the address; asked twice, it is noted once."""
    now = timezone.now()
    noted, _ = Notice.objects.get_or_create(
        network=network,
        email_key=matching.address_key(email),
        defaults={
            "email": email, "consent_version": consent, "consent_at": now, "expires_at": now + LIFETIME,
        },
    )  # fmt: skip
    if noted.confirmed_at is None:
        emails.notice(noted)


def confirm(*, notice: Notice) -> None:
    """The address belongs to whoever wants to be told."""
    with transaction.atomic():
        if Notice.objects.filter(pk=notice.pk, confirmed_at=None).update(confirmed_at=timezone.now()):
            Erasure.note("wanted", f"{notice.pk}@{notice.network_id}")


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
