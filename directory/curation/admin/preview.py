"""Preview: what would readers see, and what would the log of changes say, if this were saved? Saves, draws, takes it
back.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin.utils import unquote
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from directory.catalogue import acts
from directory.curation.admin.verification import Checking
from directory.history.log import foretold
from directory.history.sentences import Line
from directory.models import Contact, Network, history
from directory.reading.profile import Profile

EDIT = "_edit"
PRESSED = {"_save", "_continue", "_addanother", "_preview", "csrfmiddlewaretoken", EDIT}


class Previewing(Checking):
    """Mixed into admin pages. ``_preview`` shows, ``_edit`` leads back to the form with everything that was typed."""

    reopens = True

    def drawing(self, record: Any) -> tuple[str, dict[str, Any]] | None:
        """The template of what readers see of the record, and its context; None where there is no such page."""
        return None

    @property
    def previews(self) -> bool:
        return type(self).drawing is not Previewing.drawing

    # --- the two buttons ---------------------------------------------------------------------

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        host: Any = super()
        extra = {**(extra_context or {}), "previews": self.previews}
        if "_preview" in request.POST and object_id:
            request.people_before = people(host.get_object(request, unquote(object_id)))  # type: ignore[attr-defined]
        return host.changeform_view(request, object_id, form_url, extra)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any) -> Any:
        """A form that is only opened again is not wrong."""
        host: Any = super()
        if context["adminform"].form.is_only_reopened:
            context["errors"] = ""
        return host.render_change_form(request, context, *args, **options)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        host: Any = super()
        return self._preview(request, obj) or host.response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        host: Any = super()
        return self._preview(request, obj) or host.response_change(request, obj)

    # --- drawing ------------------------------------------------------------------------------

    def _preview(self, request: HttpRequest, record: Any) -> HttpResponse | None:
        """The page as it would be. Everything that was saved for it is taken back."""
        drawing = self.drawing(record) if "_preview" in request.POST else None
        if drawing is None:
            return None
        template, context = drawing
        host: Any = self
        now = people(record)
        before: dict[int, str] = getattr(request, "people_before", {})
        context = {
            **host.admin_site.each_context(request),
            **context,
            "record": record,
            "lines": told(record),
            "hidden": [name for number, name in before.items() if number not in now],
            "sent": list(sent_again(request)),
            "address": request.get_full_path(),
            "drawn": template,
        }
        answer = TemplateResponse(request, "admin/directory/preview.html", context).render()
        transaction.set_rollback(True)
        return answer


def people(record: Any) -> dict[int, str]:
    """The contact persons whom the page of a network shows to readers, by number."""
    network = record if isinstance(record, Network) else getattr(record, "network", None)
    found = Contact.objects.filter(network=network).select_related("tenure") if network else ()
    return {contact.pk: str(contact) for contact in found if contact.is_shown}


def told(record: Any) -> list[Line]:
    """What the present act has changed, in words."""
    unit = history.present()
    here = record.pk if isinstance(record, Network) else None
    return foretold(acts.pending(unit), here) if unit else []


def sent_again(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """All that the form sent, to be sent once more."""
    for name, values in request.POST.lists():
        if name not in PRESSED:
            yield from ((name, str(value)) for value in values)


def profile(network: Network) -> tuple[str, dict[str, Any]]:
    """The public page of a network, published or not."""
    networks = Network.objects.for_cards().select_related("as_body")
    drawn = Profile(networks.get(pk=network.pk))
    context = {"profile": drawn, "network": drawn.network, "provenance": drawn.provenance}
    return "directory/profile/article.html", context
