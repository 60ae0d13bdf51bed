"""Public: what may readers know of changes? Only of networks they see, and only since they have seen them."""

from collections.abc import Iterable

from django.db.models import Exists, Min, OuterRef

from directory.enums import Visibility
from directory.history import version_tables
from directory.history.log import Log, Opening
from directory.models import Network
from directory.querysets import alphabetical

MOST = 50  # acts, and so networks, of the list of recent changes


def of_network(network: Network) -> Log:
    """What has changed in one network."""
    return Log(version_tables.of_network(network.pk), here=network.pk, openings=openings([network.pk]))


def recent() -> Log:
    """What has changed lately.

    The newest acts concern none but the networks saved last, so that only their versions are looked at.
    """
    latest = Network.objects.published().order_by("-updated_at", alphabetical())[:MOST]
    networks: dict[int | None, Network] = {network.pk: network for network in latest}
    numbers = [number for number in networks if number]
    return Log(version_tables.of_networks(numbers), openings=openings(numbers), records=networks)


def openings(numbers: Iterable[int]) -> dict[int | None, Opening]:
    """When readers first saw each network; missing where that was before versions were kept. One query."""
    published = Network.history.filter(id__in=list(numbers), visibility=Visibility.PUBLISHED).order_by()
    first = published.values("id").annotate(first=Min("history_id")).values("first")
    earlier = Network.history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    versions = Network.history.filter(history_id__in=first).annotate(had_earlier=Exists(earlier))
    return {
        version.id: Opening(version.act, version.history_date)
        for version in versions
        if version.history_type == "+" or version.had_earlier
    }
