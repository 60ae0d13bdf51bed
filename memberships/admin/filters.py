"""How can an officer narrow the queue down? Each filter offers only what the officer's own applications have."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from memberships import permissions, queue
from memberships.enums import State


class MineFilter(admin.SimpleListFilter):
    """What somebody else must do first can wait."""

    title = "Aufgabe"
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "wartet auf mich")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(state=State.WAITING) if self.value() == "yes" else queryset


class StateFilter(admin.SimpleListFilter):
    title = "Stand"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(state.value, words) for state, words in queue.STATES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(state=self.value()) if self.value() else queryset


class OwnNetworkFilter(admin.SimpleListFilter):
    title = "Netzwerk"
    parameter_name = "network"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        own = permissions.visible_to(request.user).order_by("network__sort_key")
        return list(own.values_list("network__slug", "network__name").distinct())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(network__slug=self.value()) if self.value() else queryset


FILTERS = (MineFilter, StateFilter, OwnNetworkFilter)
