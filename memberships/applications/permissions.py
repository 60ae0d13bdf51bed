"""Permissions: which applications may a person at the desk see and decide on? The only place that says so."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet

from directory.models import Body
from memberships.applications import responsibility
from memberships.models import Application, Officer

OFFICERS = "Mitgliedschaftsstelle"
"""The group whose members may open the officers' desk; what they see there depends on their bodies."""
ASSIGN = "memberships.assign_application"
"""The permission to say who decides where no source names a body."""


def bodies_of(user: Any) -> QuerySet[Body]:
    """The bodies an officer decides for; none for anybody else."""
    if user.pk is None:
        return Body.objects.none()
    return Body.objects.filter(officers__user=user, officers__user__is_active=True)


def visible_to(user: Any) -> QuerySet[Application]:
    """The applications an officer sees. Being a superuser gives no right to read applications of others."""
    return responsibility.belonging_to(bodies_of(user))


def may_decide(user: Any, application: Application) -> bool:
    """Whether the officer decides on this application today."""
    return visible_to(user).filter(pk=application.pk).exists()


def is_officer(user: Any) -> bool:
    """Whether somebody is to be treated as an officer, even if no body is theirs any more."""
    return Officer.objects.filter(user=user).exists() or user.groups.filter(name=OFFICERS).exists()


@transaction.atomic
def appoint(user: Any, bodies: Iterable[Body]) -> Officer:
    """Let somebody decide for these bodies."""
    officer, _ = Officer.objects.get_or_create(user=user)
    officer.bodies.add(*bodies)
    open_desk(user)
    return officer


def open_desk(user: Any) -> None:
    """Let an officer into the admin, with the rights of the group the migration made."""
    join_group(user)
    if not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])


def join_group(user: Any) -> None:
    """Give an officer's rights to an account; whether it opens the admin is another question."""
    user.groups.add(Group.objects.get(name=OFFICERS))
