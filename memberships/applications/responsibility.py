"""Responsibility: who decides on an application? The entry itself where it is a body, the body that leads it today, or
the one a person with the right to assign has named.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from directory.enums import Status, Visibility
from directory.models import Body, Network, Tenure
from directory.querysets import leading
from directory.rules.membership_paths import Path
from memberships.enums import OPEN_STATES
from memberships.models import Application, Officer


def deciders(network: Network) -> list[Body]:
    """The bodies that decide for a network today: itself, and who leads it; empty where no source names one."""
    return list(Body.objects.filter(_decides_for(network.pk)).by_name())


def of_application(application: Application) -> list[Body]:
    """The bodies that decide on an application today."""
    return [application.body] if application.body else deciders(application.network)


def acting(application: Application, person: Any) -> Body | None:
    """The body for which somebody decides on an application."""
    bodies = of_application(application)
    own = Body.objects.filter(officers__user=person) if person else Body.objects.none()
    mine = set(own.values_list("pk", flat=True))
    return next((body for body in bodies if body.pk in mine), bodies[0] if bodies else None)


def belonging_to(bodies: QuerySet[Body]) -> QuerySet[Application]:
    """The applications these bodies decide on today: by hand if assigned, else by entry or tenure."""
    return Application.objects.filter(Q(body__in=bodies) | Q(_decided(bodies), body=None))


def unrouted() -> QuerySet[Application]:
    """Applications nobody is responsible for, waiting to be assigned by hand."""
    return Application.objects.filter(~_decided(Body.objects.all()), body=None)


def staffed(bodies: Iterable[Body]) -> bool:
    """Whether somebody with an account decides for one of these bodies."""
    return officers(bodies).exists()


def officers(bodies: Iterable[Body]) -> QuerySet[Officer]:
    """Who decides for one of these bodies."""
    return Officer.objects.filter(bodies__in=[body.pk for body in bodies], user__is_active=True).distinct()


def unstaffed() -> QuerySet[Body]:
    """Bodies whom applications reach, today or as soon as somebody applies, though nobody decides for them."""
    here = Q(visibility=Visibility.PUBLISHED, terms__path=Path.APPLY) & ~Q(status=Status.ENDED)
    networks = Network.objects.filter(here | Q(applications__state__in=OPEN_STATES, applications__body=None))
    leads = Tenure.objects.filter(leading(), network__in=networks.values("pk"), body=OuterRef("pk"))
    assigned = Application.objects.filter(state__in=OPEN_STATES, body=OuterRef("pk"))
    needed = Q(entry__in=networks.values("pk")) | Q(Exists(leads)) | Q(Exists(assigned))
    return Body.objects.filter(needed).exclude(officers__user__is_active=True).by_name()


def _decides_for(network: int) -> Q:
    leads = Tenure.objects.filter(leading(), network=network, body=OuterRef("pk"))
    return Q(entry=network) | Q(Exists(leads))


def _decided(bodies: QuerySet[Body]) -> Q:
    """Applications to networks for which one of these bodies decides today."""
    leads = Tenure.objects.filter(leading(), network=OuterRef("network"), body__in=bodies)
    return Q(Exists(leads)) | Q(Exists(bodies.filter(entry=OuterRef("network"))))
