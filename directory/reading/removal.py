"""Removal: since when and why do readers not find an entry any more that they once saw?"""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from directory.models import Network, Version


@dataclass(frozen=True)
class Removal:
    """The day an entry was taken away from readers, and the reason they may know; empty if it is about people."""

    day: date
    reason: str


def of(network: Network) -> Removal | None:
    """How an archived entry left; None if readers never saw it."""
    versions = Version.objects.filter(kind="network", record=network.pk).order_by("pk").select_related("act")
    seen = versions.filter(is_public=True).last()
    after = versions.filter(pk__gt=seen.pk).first() if seen else None
    act = after.act if after else None
    return Removal(timezone.localdate(act.at), "" if act.is_about_people else act.reason) if act else None
