"""Who decides on an application? The body that leads the network today, or the one an officer assigned by hand."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from directory.models import Body, Network, Tenure
from directory.querysets import leading
from memberships.models import Application


def deciders(network: Network) -> list[Body]:
    """The bodies that lead a network today; empty where no source names one."""
    tenures = Tenure.objects.filter(leading(), network=network).select_related("body")
    return list({tenure.body_id: tenure.body for tenure in tenures}.values())


def belonging_to(bodies: QuerySet[Body]) -> QuerySet[Application]:
    """The applications these bodies decide on today: by hand if assigned, else by tenure."""
    leads = Tenure.objects.filter(leading(), network=OuterRef("network"), body__in=bodies)
    return Application.objects.filter(Q(body__in=bodies) | Q(Exists(leads), body=None))


def unrouted() -> QuerySet[Application]:
    """Applications nobody is responsible for, waiting to be assigned by hand."""
    leads = Tenure.objects.filter(leading(), network=OuterRef("network"))
    return Application.objects.filter(~Exists(leads), body=None)
