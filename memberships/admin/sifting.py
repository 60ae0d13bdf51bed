"""How can editors narrow the hints down?"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from directory.models import Network
from memberships.enums import Flaw, Stage


class ByStage(admin.SimpleListFilter):
    title = "Stand"
    parameter_name = "stage"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return Stage.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(stage=self.value()) if self.value() else queryset


class ByFlaw(admin.SimpleListFilter):
    title = "Art des Hinweises"
    parameter_name = "flaw"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return Flaw.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(flaw=self.value()) if self.value() else queryset


class BySender(admin.SimpleListFilter):
    title = "Absender"
    parameter_name = "sender"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("public", "Leserinnen und Lesern"), ("body", "koordinierenden Stellen")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() in ("public", "body"):
            return queryset.filter(informant__isnull=self.value() == "public")
        return queryset


class ByNetwork(admin.SimpleListFilter):
    """Offers only networks somebody has told something about."""

    title = "Netzwerk"
    parameter_name = "network"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        told = Network.objects.filter(proposals__isnull=False).distinct().by_name()
        return list(told.values_list("slug", "name"))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(network__slug=self.value()) if self.value() else queryset


FILTERS = (ByStage, ByFlaw, BySender, ByNetwork)
