"""Which applications may a person at the desk see and decide on? The only place that says so."""

from typing import Any

from django.db.models import QuerySet

from directory.models import Body
from memberships import routing
from memberships.models import Application


def bodies_of(user: Any) -> QuerySet[Body]:
    """The bodies an officer decides for; none for anybody else."""
    return Body.objects.filter(officers__user=user, officers__user__is_active=True)


def visible_to(user: Any) -> QuerySet[Application]:
    """The applications an officer sees. Being a superuser gives no right to read applications of others."""
    return routing.belonging_to(bodies_of(user))


def may_decide(user: Any, application: Application) -> bool:
    """Whether the officer decides on this application today."""
    return visible_to(user).filter(pk=application.pk).exists()
