"""Handover: what does a change of coordinator mean for applications that are open? Told to whoever enters it."""

from collections.abc import Iterable

from directory.curation.admin.handover import WARNERS
from directory.models import Network
from memberships.applications import responsibility
from memberships.enums import OPEN_STATES
from memberships.models import Application


def about_applications(network: Network) -> Iterable[str]:
    """Open applications that nobody has been made responsible for by hand go with the coordination."""
    number = Application.objects.filter(network=network, body=None, state__in=OPEN_STATES).count()
    if not number:
        return
    deciders = responsibility.deciders(network)
    many = f"{number} offene Anträge gehören" if number > 1 else "Ein offener Antrag gehört"
    if not deciders:
        yield f"{many} damit zu keiner Stelle mehr; jemand muss sagen, wer entscheidet."
    elif responsibility.staffed(deciders):
        yield f"{many} heute zu: {', '.join(map(str, deciders))}."
    else:
        yield f"{many} heute zu: {', '.join(map(str, deciders))}. Dort entscheidet noch niemand mit einem Konto."


WARNERS.append(about_applications)
