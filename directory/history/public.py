"""Public: what may readers know of changes? Only of networks they see, and only since they have seen them."""

from collections.abc import Iterable

from django.db.models import Min

from directory.history.log import Log
from directory.models import Network, Version
from directory.querysets import alphabetical

MOST = 50  # acts, and so networks, of the list of recent changes


def of_network(network: Network) -> Log:
    """What has changed in one network."""
    return Log(Version.objects.filter(network=network.pk), here=network.pk, openings=openings([network.pk]))


def recent() -> Log:
    """What has changed lately.

    The newest acts concern none but the networks saved last, so that only their versions are looked at.
    """
    latest = Network.objects.published().order_by("-updated_at", alphabetical())[:MOST]
    networks: dict[int | None, Network] = {network.pk: network for network in latest}
    numbers = [number for number in networks if number]
    return Log(Version.objects.filter(network__in=numbers), openings=openings(numbers), records=networks)


def openings(numbers: Iterable[int]) -> dict[int | None, int]:
    """The version in which readers first saw each network. One query."""
    seen = Version.objects.filter(kind="network", record__in=list(numbers), is_public=True).order_by()
    return dict(seen.values("record").annotate(first=Min("pk")).values_list("record", "first"))
