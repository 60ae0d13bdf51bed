"""The start page and the operator's own pages."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from directory.enums import REACHES, Area, Dimension, Status
from directory.models import Body, Network, Page, Scope, Source, Topic, Verdict
from directory.querysets import NetworkQuerySet, alphabetical
from directory.reading.audience import Audience, audience
from directory.views.public import public

AT_ONCE = 6  # networks of one group; the list shows the others


@public
def home(request: HttpRequest) -> HttpResponse:
    """``/``: what this is, where to begin, what there is."""
    networks = Network.objects.published()
    areas = Scope.objects.filter(dimension=Dimension.AREA, network__in=networks).order_by()
    working = dict(areas.values_list("value").annotate(Count("network")))
    numbers = networks.aggregate(all=Count("pk"))
    states = dict(networks.order_by().values_list("status").annotate(Count("pk")))
    works = Count("treatments", filter=Q(treatments__network__in=networks))
    context = {
        "count": numbers["all"],
        "active": states.get(Status.ACTIVE, 0),
        "bodies": Body.objects.count(),
        "sources": Source.objects.count(),
        "verdicts": Verdict.objects.of_published().count(),
        "areas": [
            {"value": value, "label": label, "networks": working.get(value, 0)}
            for value, label in REACHES
            if value in working or value == Area.NATIONWIDE
        ],
        "topics": Topic.objects.annotate(n=works).order_by("-n", alphabetical())[:8],
        "groups": groups(networks),
    }
    return render(request, "directory/home.html", context)


def groups(networks: NetworkQuerySet) -> list[dict[str, Any]]:
    """All networks by who may join, each group from its beginning; three queries, however many there are."""
    grouped = networks.annotate(group=audience())
    sizes = dict(grouped.order_by().values_list("group").annotate(Count("pk")))
    place = Window(RowNumber(), partition_by=audience(), order_by=[alphabetical(), F("pk")])
    first = grouped.annotate(place=place).filter(place__lte=AT_ONCE).select_related("terms")
    entries = defaultdict(list)
    for network in first.prefetch_related("terms__criteria").order_by("place"):
        entries[network.group].append(network)
    return [
        {"value": group.value, "label": group.label, "entries": entries[group], "number": sizes[group]}
        for group in Audience
        if group in sizes
    ]


@public
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """``/impressum/`` and its siblings: text the operator edits in the admin."""
    return render(request, "directory/page.html", {"page": get_object_or_404(Page, slug=slug)})
