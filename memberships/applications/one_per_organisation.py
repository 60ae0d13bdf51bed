"""One per organisation: is an organisation represented already, where a network takes one member of each? By its name,
or by its domain.
"""

from typing import Any

from directory.enums import OnePerOrganisation
from memberships.enums import RUNNING_STATES, State
from memberships.models import Application

SAME_NAME = "Diese Organisation ist in diesem Netzwerk schon vertreten."
SAME_DOMAIN = "Mit einer Adresse derselben Mail-Domain ist in diesem Netzwerk schon jemand Mitglied."
ONE_ONLY = (OnePerOrganisation.RULE, OnePerOrganisation.AS_A_RULE)


def because(application: Application) -> str:
    """Why only an exception leads to another member of this organisation; empty if it has none yet."""
    if not takes_one(application):
        return ""
    members = Application.objects.filter(network=application.network, state=State.APPROVED)
    taken = slot(application)
    if taken and members.filter(organisation_slot=taken).exclude(pk=application.pk).exists():
        return SAME_NAME
    return SAME_DOMAIN if of_domain(application).exists() else ""


def of_domain(application: Application) -> Any:
    """Members whose address has the application's domain; none if anybody gets an address there."""
    members = Application.objects.filter(network=application.network, state=State.APPROVED)
    return members.exclude(pk=application.pk).exclude(domain_key="").filter(domain_key=application.domain_key)


def takes_one(application: Application) -> bool:
    """Whether the network takes one per organisation, strictly or as a rule."""
    terms = getattr(application.network, "terms", None)
    return terms is not None and terms.one_per_organisation in ONE_ONLY


def slot(application: Application) -> str:
    """What the organisation would occupy as a member; empty where the network takes several per organisation."""
    return application.organisation_key if takes_one(application) else ""


def others(application: Application) -> list[Application]:
    """Applications to the same network that seem to come from the same organisation, approved or running."""
    same = Application.objects.filter(network=application.network, state__in=(*RUNNING_STATES, State.APPROVED))
    same = same.exclude(pk=application.pk)
    keys = {"organisation_key": application.organisation_key, "domain_key": application.domain_key}
    found = {row.pk: row for name, key in keys.items() if key for row in same.filter(**{name: key})}
    return list(found.values())


def asks_why(application: Application) -> bool:
    """Whether the applicant still has to say why there should be another member of the organisation.

    Asked only of whom the address belongs to, and says that there is somebody, never who. (quality 44)
    """
    if application.state not in RUNNING_STATES or application.remark or not takes_one(application):
        return False
    return any(row.email_key != application.email_key for row in others(application))
