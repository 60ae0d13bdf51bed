"""Handover: what else has to be looked after when another body coordinates? Told after saving; other apps add to it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.http import HttpRequest

from directory.enums import LEADING_ROLES
from directory.models import Network


def about_contacts(network: Network) -> Iterable[str]:
    """Whoever is named as a contact may have been named by the former coordinator."""
    people = list(network.contacts.select_related("tenure"))
    shown = [str(person) for person in people if person.is_shown]
    if shown:
        yield f"Die Koordination hat sich geändert. Stimmt die Kontaktperson noch? Gezeigt wird: {', '.join(shown)}."
    elif people:
        yield "Die Koordination hat sich geändert. Eine Kontaktperson wird nun nicht mehr gezeigt."


WARNERS: list[Callable[[Network], Iterable[str]]] = [about_contacts]
"""Each says in sentences what a change of coordinator means for what it looks after."""


class Handover:
    """Mixed into the admin of tenures."""

    def changeform_view(self, request: HttpRequest, object_id: str | None = None, *args: Any, **options: Any) -> Any:
        with told_after(request, self._led(request, object_id)):
            return super().changeform_view(request, object_id, *args, **options)  # type: ignore[misc]

    def delete_view(self, request: HttpRequest, object_id: str, *args: Any, **options: Any) -> Any:
        with told_after(request, self._led(request, object_id)):
            return super().delete_view(request, object_id, *args, **options)  # type: ignore[misc]

    def _led(self, request: HttpRequest, object_id: str | None) -> Network | None:
        """The network whose tenures the request may change."""
        host: Any = self
        if request.method != "POST":
            return None
        tenure = host.get_object(request, unquote(object_id)) if object_id else None
        found: Network | None = tenure.network if tenure else host.owner_of(request).get("network")
        return found


@contextmanager
def told_after(request: HttpRequest, network: Network | None) -> Iterator[None]:
    """If another body leads the network afterwards, say what else has to be looked after."""
    before = leaders(network)
    yield
    if network is not None and leaders(network) != before:
        fresh = Network.objects.get(pk=network.pk)
        for sentence in (text for warner in WARNERS for text in warner(fresh)):
            messages.warning(request, sentence)


def leaders(network: Network | None) -> set[Any]:
    """Who leads a network, and from when to when."""
    if network is None:
        return set()
    return set(network.tenures.filter(role__in=LEADING_ROLES).order_by().values_list("body", "role", "start", "end"))
