"""Publishing: when do readers see an entry? The steps between draft, published and archived, the hand-over of a draft
to those who may publish it, and what an entry still lacks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from directory.catalogue import dump, sourcing
from directory.catalogue.registry import NETWORK, family
from directory.enums import Aspect, Visibility
from directory.models import Network, Submission, history

PERMISSION = "directory.publish_network"
EDIT = "directory.change_network"
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


def waiting(network: Network) -> Submission | None:
    """The hand-over of this draft that nobody has decided yet."""
    return Submission.objects.filter(network=network, decided_at=None).first()


def latest(network: Network) -> Submission | None:
    """What became of the draft last time it was handed over, while it still is one."""
    is_draft = network.visibility == Visibility.DRAFT
    return network.submissions.select_related("by").first() if is_draft else None


def may_submit(network: Network) -> bool:
    """Whether the entry is a draft that does not wait already."""
    return network.visibility == Visibility.DRAFT and waiting(network) is None


def submit(network: Network, *, by: Any, reason: str) -> None:
    """Put a draft on the desk of those who may publish it.

    Raises:
        Lacking: with all that is missing.
        NotPossible: if it is no draft, waits already, or without a word to those who decide.
        PermissionDenied: if this user may not edit it.
    """
    _require(by, EDIT, reason)
    with transaction.atomic():
        stored = Network.objects.select_for_update().get(pk=network.pk)
        if not may_submit(stored):
            raise NotPossible("Der Eintrag liegt schon zur Veröffentlichung vor, oder er ist kein Entwurf.")
        if missing := lacks(stored):
            raise Lacking(missing)
        Submission.objects.create(network=stored, by=by, note=reason.strip())


def send_back(network: Network, *, by: Any, reason: str) -> None:
    """Give a draft back to whoever handed it over, with the reason.

    Raises:
        NotPossible: if it does not wait, or without the reason.
        PermissionDenied: if this user may not publish.
    """
    _require(by, PERMISSION, reason)
    if not _decide(network, reason, is_accepted=False):
        raise NotPossible("Dieser Entwurf liegt nicht (mehr) vor.")


def _decide(network: Network, answer: str, *, is_accepted: bool) -> int:
    found = Submission.objects.filter(network=network, decided_at=None)
    return found.update(decided_at=timezone.now(), is_accepted=is_accepted, answer=answer.strip())


def _require(by: Any, permission: str, reason: str) -> None:
    if not by.has_perm(permission):
        raise PermissionDenied
    if not reason.strip():
        raise NotPossible("Bitte nennen Sie den Grund.")


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
    _require(by, PERMISSION, reason)
    with history.act(reason.strip(), by=by):
        stored = Network.objects.select_for_update().get(pk=network.pk)
        if to not in steps(stored):
            state = stored.get_visibility_display()
            raise NotPossible(f"Das geht von hier aus nicht: Der Eintrag steht auf „{state}“.")
        if to == Visibility.PUBLISHED and (missing := lacks(stored)):
            raise Lacking(missing)
        if to == Visibility.PUBLISHED:
            _decide(stored, reason, is_accepted=True)
        stored.visibility = network.visibility = to
        stored.save(update_fields=["visibility"])
