"""Lost links: asked for on the page, answered by the worker.

Whether an address is known decides only what the worker does, so that neither the answer nor the time it takes tells
it to the visitor. (quality 44)
"""

from django.db import transaction

from directory.models import Network
from memberships import matching
from memberships.applications import notices
from memberships.enums import State
from memberships.letters import emails
from memberships.models import Application, LinkRequest


def ask(*, network: Network, email: str) -> None:
    """Note that somebody wants a new link; the same for every address."""
    LinkRequest.objects.create(network=network, email=email)


@transaction.atomic
def send(*, network: Network, email: str) -> int:
    """Send new links to the owner of an address, if there is one; the number of letters written, not for visitors."""
    same = Application.objects.filter(network=network, email_key=matching.address_key(email))
    # Locked, because of two new links asked for at once one must be the newer.
    found = list(same.exclude(state=State.EXPIRED).order_by("-pk").select_for_update())
    unconfirmed = [application for application in found if application.state == State.UNCONFIRMED]
    wanted = [application for application in found if application not in unconfirmed[1:]]
    for application in wanted:
        emails.lost_link(application)
    return len(wanted)


def answer_all() -> int:
    """Write the letters that were asked for; their number. Several workers may do so at once."""
    written = 0
    for request in LinkRequest.objects.select_related("network").order_by("pk"):
        with transaction.atomic():
            taken, _ = LinkRequest.objects.filter(pk=request.pk).delete()
            if taken:
                written += send(network=request.network, email=request.email)
                written += notices.send_lost_link(network=request.network, email=request.email)
    return written
