"""Publishing: when do readers see an entry? The steps between draft, published and archived, and what an entry still
lacks before it may be published.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models

from directory.catalogue import dump, sourcing
from directory.catalogue.registry import NETWORK, family
from directory.enums import Aspect, Visibility
from directory.models import Network, history

PERMISSION = "directory.publish_network"
STEPS = {
    Visibility.DRAFT: (Visibility.PUBLISHED,),
    Visibility.PUBLISHED: (Visibility.ARCHIVED,),
    Visibility.ARCHIVED: (Visibility.PUBLISHED, Visibility.DRAFT),
}
"""From what to what. What readers have seen does not quietly become a draft: it is archived first."""


class NotPossible(Exception):
    """The step cannot be taken; the message says why, in German."""


class Lacking(NotPossible):
    """Something is missing that readers must be told."""

    def __init__(self, lacks: "list[Lack]") -> None:
        super().__init__("Noch nicht veröffentlicht: " + " ".join(f"{lack}." for lack in lacks))
        self.lacks = lacks


@dataclass(frozen=True)
class Lack:
    """What is missing, and the row it is missing from."""

    what: str
    row: models.Model
    missing: str = "ohne Quelle und ohne Grund dafür"

    def __str__(self) -> str:
        return f"{self.what}: {self.missing}"


def lacks(network: Network) -> list[Lack]:
    """What keeps a network from being published: its one sentence, and a source, or the reason why there is none, for
    every statement. What no source tells may stay open, also where the network works and who runs it.
    """
    stored = Network.objects.get(pk=network.pk)
    return [*_unsaid(stored), *_unsourced(stored)]


def _unsaid(network: Network) -> Iterator[Lack]:
    for name in ("name", "summary"):
        if not getattr(network, name).strip():
            label = Network._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            yield Lack(str(label), network, missing="fehlt")


def _unsourced(network: Network) -> Iterator[Lack]:
    missing = list(sourcing.unsourced(NETWORK, dump(network)))
    kinds = {each.kind for each in missing}
    rows = {
        (kind, getattr(row, "key", "")): row
        for kind, path in family(NETWORK)
        if kind in kinds
        for row in kind.model._base_manager.filter(**{path or "pk": network.pk}).select_related(*kind.named_by(path))
    }
    for each in missing:
        row = rows[each.kind, each.key]
        yield Lack(str(Aspect(each.aspect).label) if each.aspect else f"{row._meta.verbose_name} „{row}“", row)


def steps(network: Network) -> tuple[Visibility, ...]:
    """The states an entry can be brought to from where it is."""
    return STEPS[Visibility(network.visibility)]


def publish(network: Network, *, by: Any, reason: str) -> None:
    """Let readers see an entry.

    Raises:
        Lacking: with all that is missing.
        NotPossible: for a step that is not allowed from here, or without a reason.
        PermissionDenied: if this user may not publish.
    """
    _move(network, Visibility.PUBLISHED, by, reason)


def archive(network: Network, *, by: Any, reason: str) -> None:
    """Take an entry away from readers; it stays for editors. Raises as ``publish``."""
    _move(network, Visibility.ARCHIVED, by, reason)


def to_draft(network: Network, *, by: Any, reason: str) -> None:
    """Begin anew with an archived entry. Raises as ``publish``."""
    _move(network, Visibility.DRAFT, by, reason)


def _move(network: Network, to: Visibility, by: Any, reason: str) -> None:
    if not by.has_perm(PERMISSION):
        raise PermissionDenied
    if not reason.strip():
        raise NotPossible("Bitte nennen Sie den Grund.")
    with history.act(reason.strip(), by=by):
        stored = Network.objects.select_for_update().get(pk=network.pk)
        if to not in steps(stored):
            state = stored.get_visibility_display()
            raise NotPossible(f"Das geht von hier aus nicht: Der Eintrag steht auf „{state}“.")
        if to == Visibility.PUBLISHED and (missing := lacks(stored)):
            raise Lacking(missing)
        stored.visibility = network.visibility = to
        stored.save(update_fields=["visibility"])
