"""The list of networks and the profile of each."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string

from directory.models import Network, RecordKind
from directory.reading import index
from directory.reading.facets import Facets
from directory.reading.filters import Hits, NetworkFilter, Selected
from directory.reading.profile import Profile
from directory.views.former import follows
from directory.views.public import hinting, public

PER_PAGE = 25
CARDS = 5000  # cards kept; then all are drawn anew
KEPT = 2000  # characters of a search text that stay in its field; far fewer are sought


@public
def network_list(request: HttpRequest) -> HttpResponse:
    """``/netzwerke/``: filters with counts, the networks they leave, page by page."""
    selection = NetworkFilter(request.GET)
    with index.asked() as known:
        selected = Selected(known, selection)
        facets = Facets(selected)
        paginator: Any = Paginator(Hits(known, selected.groups()), PER_PAGE)  # type: ignore[arg-type]
        page = paginator.get_page(request.GET.get("seite"))
        wanted = {number: (known.slots[number], selected.why(number)) for number in page}
    page.object_list = cards(known.cards, wanted)
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
        "sort": selection.sort,
        "sorts": selection.sorts,
        "found": selected.sought,
    }
    return render(request, "directory/network_list.html", context)


def cards(kept: dict[Any, str], wanted: dict[int, tuple[int, str]]) -> list[str]:
    """The cards of networks (by number), each with why it is a hit. Kept until its network changes, for then the index
    gives it another slot.
    """
    rows = Network.objects.published().for_cards().in_bulk([n for n, key in wanted.items() if key not in kept])
    for number, network in rows.items():
        network.why = wanted[number][1]
        kept[wanted[number]] = render_to_string("components/card.html", {"network": network})
    found = [kept[key] for key in wanted.values() if key in kept]
    if len(kept) > CARDS:
        kept.clear()
    return found


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
