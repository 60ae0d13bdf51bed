"""A change of coordinator: what else has to be looked after then? Told after saving; other apps may add to it."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
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
    """Mixed into pages on which tenures are edited."""

    def changeform_view(self, request: HttpRequest, object_id: str | None = None, *args: Any, **options: Any) -> Any:
        saves = request.method == "POST" and object_id
        network = self.led(request, str(object_id)) if saves else None
        before = leaders(network)
        response = super().changeform_view(request, object_id, *args, **options)  # type: ignore[misc]
        if network is not None and response.status_code == HTTPStatus.FOUND and leaders(network) != before:
            fresh = Network.objects.get(pk=network.pk)
            for sentence in (text for warner in WARNERS for text in warner(fresh)):
                messages.warning(request, sentence)
        return response

    def led(self, request: HttpRequest, object_id: str) -> Network | None:
        """The network whose tenures the page may change."""
        record = self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]
        return record and self.root_of(record)  # type: ignore[attr-defined]


def leaders(network: Network | None) -> set[Any]:
    """Who leads a network, and from when to when."""
    if network is None:
        return set()
    return set(network.tenures.filter(role__in=LEADING_ROLES).order_by().values_list("body", "role", "start", "end"))
