"""Filters of the desk's lists: how officers narrow their applications down, and editors the hints."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from directory.models import Network
from memberships import queue
from memberships.applications import permissions
from memberships.enums import Flaw, Stage, State


class ListFilter(admin.SimpleListFilter):
    """``options`` says what is offered to somebody; ``condition`` what a value means."""

    options: Callable[[HttpRequest], Any]
    condition: Callable[[str], Q]

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return self.options(request)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(self.condition(str(self.value()))) if self.value() else queryset


def by(name: str, title: str, options: Callable[[HttpRequest], Any], condition: Callable[[str], Q]) -> type[ListFilter]:
    """A filter: its parameter in the address, its title, what it offers and what that means."""
    own = {"options": staticmethod(options), "condition": staticmethod(condition)}
    return type(f"By{name.title()}", (ListFilter,), {"parameter_name": name, "title": title, **own})


def own_networks(request: HttpRequest) -> Any:
    own = permissions.visible_to(request.user).order_by("network__sort_key")
    return own.values_list("network__slug", "network__name").distinct()


def told_networks(request: HttpRequest) -> Any:
    """Networks somebody has told something about."""
    return Network.objects.filter(hints__isnull=False).distinct().by_name().values_list("slug", "name")


OF_APPLICATIONS = (
    # What somebody else must do first can wait.
    by("mine", "Aufgabe", lambda _: [("yes", "wartet auf mich")], lambda _: Q(state=State.WAITING)),
    by("state", "Stand", lambda _: queue.STATES.items(), lambda value: Q(state=value)),
    by("network", "Netzwerk", own_networks, lambda value: Q(network__slug=value)),
)
SENDERS = [("public", "Leserinnen und Lesern"), ("body", "koordinierenden Stellen")]
OF_HINTS = (
    by("stage", "Stand", lambda _: Stage.choices, lambda value: Q(stage=value)),
    by("flaw", "Art des Hinweises", lambda _: Flaw.choices, lambda value: Q(flaw=value)),
    by("sender", "Absender", lambda _: SENDERS, lambda value: Q(informant__isnull=value == "public")),
    by("network", "Netzwerk", told_networks, lambda value: Q(network__slug=value)),
)
