"""Former addresses: where does an address lead whose record gets another one, becomes one with another, or is back?

What follows from acts, and is called by nothing else. Where an address leads is asked in ``redirects``.
"""

from directory.catalogue import redirects
from directory.models import FormerAddress, Merger


def lead_on(kind: str, number: int, slug: str, before: str = "") -> None:
    """The address a record had ``before`` leads to it from now on; its present one is its own, whatever that led to."""
    FormerAddress.objects.filter(kind=kind, slug=slug).delete()
    if before:
        FormerAddress.objects.update_or_create(kind=kind, slug=before, defaults={"number": number})


def follow_merger(kind: str, gone: int, slug: str) -> None:
    """The addresses of a record that became one with another lead there."""
    merger = Merger.objects.standing(kind).filter(gone=gone).first()
    if merger:
        FormerAddress.objects.filter(kind=kind, number=gone).update(number=merger.kept)
        FormerAddress.objects.update_or_create(kind=kind, slug=slug, defaults={"number": merger.kept})


def come_back(kind: str, number: int) -> None:
    """A record that is parted from another gets the addresses back that led to it."""
    mergers = Merger.objects.filter(kind=kind, gone=number)
    taken = FormerAddress.objects.filter(kind=kind, number__in=mergers.values("kept"))
    taken.filter(slug__in=redirects.all_of(kind, number)).update(number=number)
