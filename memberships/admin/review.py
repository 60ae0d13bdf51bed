"""Review: what does an officer read before deciding? The application, how it fits the rules, what is like it, what
happened.
"""

from typing import Any

from directory.enums import CriterionKind
from directory.models import Network
from directory.reading import finder
from directory.rules.eligibility import Candidate, Outcome, Reason
from memberships import queue
from memberships.applications import one_per_organisation, permissions
from memberships.applications.descriptions import told, values
from memberships.applications.form import DESCRIBED
from memberships.enums import State
from memberships.models import Application

DIALOGUE = ("question", "answer", "decline_reason", "decline_text", "exception_text")


def context(application: Application, user: Any) -> dict[str, Any]:
    """All that the page shows, apart from its forms."""
    found = finding(application)
    others, hidden = alike(application, user)
    state = State(application.state)
    return {
        "application": application,
        "state": queue.STATES[state],
        "waits_for": queue.WAITS_FOR.get(state),
        "age": queue.age(application),
        "responsible": queue.responsible(application),
        "told": told(application),
        "dialogue": values(application, DIALOGUE),
        "finding": found,
        "reasons": [(finder.label(reason), sentence(reason), reason) for reason in found.reasons],
        "others": [(row, queue.STATES[State(row.state)]) for row in others],
        "hidden": hidden,
        "events": application.events.select_related("by"),
        "failed": application.messages.filter(failed_at__isnull=False),
    }


def finding(application: Application) -> finder.Finding:
    """How the application fits the network's rules as they are today, with the sources of each rule."""
    cited = Network.objects.for_cards().prefetch_related("terms__criteria__citations__source")
    said: dict[str, set[str]] = {CriterionKind.WHO.value: {application.party}}
    for name, kind in DESCRIBED.items():
        if getattr(application, name):
            said[kind.value] = {getattr(application, name)}
    for row in application.tasks:
        said.setdefault(row["kind"], set()).add(row["value"])
    person = Candidate({kind: frozenset(values) for kind, values in said.items()})
    return finder.compare(cited.get(pk=application.network_id), person)


def sentence(reason: Reason) -> str:
    """A reason for the officer's eyes; the finder's words speak to the applicant."""
    if reason.outcome is Outcome.NOT_TOLD and reason.binding:
        return f"verlangt ist: {' oder '.join(rule.text for rule in reason.rules)} – dazu sagt der Antrag nichts"
    return finder.sentence(reason)


def alike(application: Application, user: Any) -> tuple[list[Application], int]:
    """Other applications of the organisation or the address: those the officer may see, and how many there are more."""
    own = permissions.visible_to(user).exclude(pk=application.pk)
    same = {row.pk for row in one_per_organisation.others(application)}
    shown = {row.pk: row for row in own.filter(pk__in=same)}
    earlier = own.filter(network=application.network, email_key=application.email_key)
    shown |= {row.pk: row for row in earlier}
    return list(shown.values()), len(same - shown.keys())
