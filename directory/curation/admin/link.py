"""Link: how does an editor see what visits of web addresses have found, and act on it? Only visits write it down."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone

from directory.curation.admin.desk import Desk, ReadOnlyAdmin, require_post
from directory.curation.link_checks import schedule
from directory.models import Link, LinkState, history
from directory.querysets import today


class AcceptedFilter(admin.SimpleListFilter):
    """What an editor knows and leaves as it is need not be looked at again."""

    title = "so gelassen"
    parameter_name = "accepted"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "nein"), ("yes", "ja")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(accepted_on__isnull=self.value() == "no") if self.value() in {"no", "yes"} else queryset


@admin.register(Link)
class LinkAdmin(Desk, ReadOnlyAdmin):
    fields = (
        "url", "state", "status", "error", "moved_to", "checked_at", "failing_since", "due_at", "accepted_on",
    )  # fmt: skip
    readonly_fields = fields
    list_display = ("url", "state", "error", "moved_to", "checked_at", "accepted_on")
    list_filter = ("state", AcceptedFilter)
    search_fields = ("url", "moved_to")
    actions = ("visit_again", "leave")
    show_full_result_count = False

    def has_act_permission(self, request: HttpRequest) -> bool:
        """Whether somebody may say what is to become of an address."""
        return request.user.has_perm("directory.change_link")

    # --- one address --------------------------------------------------------------------------

    def get_urls(self) -> list[Any]:
        act = self.admin_site.admin_view(self.act)
        own = path("<path:object_id>/act/<slug:name>/", act, name="directory_link_act")
        return [own, *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **options: Any) -> HttpResponse:
        link = self.get_object(request, unquote(object_id))
        options["extra_context"] = {
            "uses": schedule.uses([link])[link.url] if link else [],
            "may_act": self.has_act_permission(request),
            "list": f"?{query}" if (query := request.GET.urlencode()) else "",  # so that the buttons lead back there
        }
        return super().change_view(request, object_id, *args, **options)

    @require_post
    def act(self, request: HttpRequest, object_id: str, name: str) -> HttpResponse:
        """One of the buttons on the page of an address."""
        link = self.get_object(request, unquote(object_id))
        if link is None or name not in {"visit", "leave", "follow"}:
            raise Http404
        if not self.has_act_permission(request):
            raise PermissionDenied
        one = Link.objects.filter(pk=link.pk)
        if name == "visit":
            self.visit_again(request, one)
        elif name == "leave":
            self.leave(request, one)
        else:
            self.follow(request, link)
        return redirect("admin:directory_link_change", link.pk)

    def follow(self, request: HttpRequest, link: Link) -> None:
        """Let everything that names an address that has moved name the new one."""
        if link.state != LinkState.MOVED:
            messages.error(request, "Diese Adresse ist nicht umgezogen.")
            return
        named = schedule.uses([link])[link.url]
        if not all(self.may_change(request, record) for record in named):
            messages.error(request, "Die Quelle oder Angabe, in der die Adresse steht, dürfen Sie nicht ändern.")
            return
        try:
            with history.act("Webadresse ist umgezogen"):
                schedule.follow(link, named)
        except ValidationError:
            messages.error(request, "Die neue Adresse passt nicht in das Feld. Bitte tragen Sie sie von Hand ein.")
            return
        messages.success(request, f"An {len(named)} Stelle(n) steht jetzt die neue Adresse.")

    @staticmethod
    def may_change(request: HttpRequest, record: Any) -> bool:
        return request.user.has_perm(f"directory.change_{record._meta.model_name}")

    # --- several addresses --------------------------------------------------------------------

    @admin.action(description="Jetzt noch einmal prüfen", permissions=["act"])
    def visit_again(self, request: HttpRequest, queryset: QuerySet[Link]) -> None:
        count = queryset.update(due_at=timezone.now())
        messages.success(request, f"{count} Webadresse(n) kommen als Nächstes an die Reihe.")

    @admin.action(description="So lassen: der Befund ist bekannt", permissions=["act"])
    def leave(self, request: HttpRequest, queryset: QuerySet[Link]) -> None:
        count = queryset.update(accepted_on=today())
        messages.success(request, f"{count} Webadresse(n) bleiben, wie sie sind, bis ein Besuch etwas anderes ergibt.")
