"""Lost links: asked for on the page, answered by the worker.

Whether an address is known decides only what the worker does, so that neither the answer nor the time it takes tells
it to the visitor. (quality 44)
"""

from django.db import transaction

from directory.models import Network
from memberships import actions, notices
from memberships.models import LinkRequest


def ask(*, network: Network, email: str) -> None:
    """Note that somebody wants a new link; the same for every address."""
    LinkRequest.objects.create(network=network, email=email)


def answer_all() -> int:
    """Write the letters that were asked for; their number. Several workers may do so at once."""
    written = 0
    for request in LinkRequest.objects.select_related("network").order_by("pk"):
        with transaction.atomic():
            taken, _ = LinkRequest.objects.filter(pk=request.pk).delete()
            if taken:
                written += actions.send_lost_link(network=request.network, email=request.email)
                written += notices.send_lost_link(network=request.network, email=request.email)
    return written
