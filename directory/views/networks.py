"""The list of networks and the profile of each."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from directory.models import Network, RecordKind
from directory.reading.facets import Facets
from directory.reading.filters import NetworkFilter
from directory.reading.profile import Profile
from directory.views.former import follows
from directory.views.public import hinting, public

PER_PAGE = 25
KEPT = 2000  # characters of a search text that stay in its field; far fewer are sought


@public
def network_list(request: HttpRequest) -> HttpResponse:
    """``/netzwerke/``: filters with counts, the networks they leave, page by page."""
    selection = NetworkFilter(request.GET, Network.objects.published())
    facets = Facets(selection)
    sort, networks = selection.sorted()
    paginator = Paginator(networks.for_cards(), PER_PAGE)
    page = paginator.get_page(request.GET.get("seite"))
    context = {
        "facets": facets,
        "tags": facets.tags(),
        "sentence": facets.sentence(paginator.count),
        "query": (selection.chosen.get("q") or "")[:KEPT],
        "sought": facets.sought(),
        "ignored": selection.ignored,
        "page": page,
        "pages": paginator.get_elided_page_range(page.number),
        "wide": facets.wide(),
        "ways_out": facets.ways_out() if not paginator.count else [],
        "sort": sort,
        "sorts": selection.sorts,
    }
    return render(request, "directory/network_list.html", context)


@public
@follows(RecordKind.NETWORK)
def network_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """``/netzwerke/<slug>/``: everything known about one network, each fact with its source."""
    networks = Network.objects.published().for_cards().select_related("as_body")
    profile = Profile(get_object_or_404(networks, slug=slug))
    context = {
        "profile": profile,
        "network": profile.network,
        "provenance": profile.provenance,
        "hinting": hinting(request),
    }
    return render(request, "directory/network_detail.html", context)
