"""What has changed lately: in the whole directory, and in each network."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from directory.history import public as log
from directory.models import Network, RecordKind
from directory.views.former import follows
from directory.views.public import public

PER_PAGE = 25


@public
def change_list(request: HttpRequest) -> HttpResponse:
    """``/aenderungen/``: the newest acts over all networks."""
    recent = log.recent()
    return render(request, "directory/change_list.html", {"entries": recent.entries(recent.acts[: log.MOST])})


@public
@follows(RecordKind.NETWORK)
def network_changes(request: HttpRequest, slug: str) -> HttpResponse:
    """``/netzwerke/<slug>/aenderungen/``: what has changed in one network since readers see it."""
    network: Network = get_object_or_404(Network.objects.published(), slug=slug)
    told = log.of_network(network)
    paginator = Paginator(told.acts, PER_PAGE)
    page = paginator.get_page(request.GET.get("seite"))
    context = {
        "network": network,
        "entries": told.entries(page.object_list),
        "page": page,
        "pages": paginator.get_elided_page_range(page.number),
    }
    return render(request, "directory/network_changes.html", context)
