"""Repeated applications: somebody confirms an address from which an application to the same network is running.

Which of the two is meant is a question to the person, who has the letter and so owns the address; nothing is dropped
in silence. (quality 65)
"""

from django.db import transaction

from memberships.applications import actions, descriptions
from memberships.enums import RUNNING_STATES
from memberships.letters import emails
from memberships.models import Application


def running(application: Application) -> Application | None:
    """The running application from the same address, if there is another one."""
    same = Application.objects.filter(network=application.network, email_key=application.email_key)
    return same.filter(state__in=RUNNING_STATES).exclude(pk=application.pk).first()


def differences(earlier: Application, later: Application) -> list[tuple[str, str, str]]:
    """What the two say differently: label, earlier and later words."""
    before, after = (dict(descriptions.merged(descriptions.told(row))) for row in (earlier, later))
    labels = dict.fromkeys([*before, *after])
    found = [(label, before.get(label, ""), after.get(label, "")) for label in labels]
    return [row for row in found if row[1] != row[2]]


@transaction.atomic
def replace(*, earlier: Application, later: Application) -> None:
    """Let the running application say what the later one says; the person gets a link to it.

    Raises:
        Overtaken, NotAllowed: if it has been decided or has ended meanwhile.
    """
    fields = {name: getattr(later, name) for name in (*actions.CONTENT, "consent_at", "list_publicly_at")}
    actions.correct(application=earlier, fields=fields)
    keep(earlier=earlier, later=later)


@transaction.atomic
def keep(*, earlier: Application, later: Application) -> None:
    """Leave the running application as it is and forget the later one; the person gets a link to it."""
    later.delete()
    emails.lost_link(earlier)
