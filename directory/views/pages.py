"""The start page and the operator's own pages."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from directory.enums import Area, Dimension, Status
from directory.models import Body, Network, Page, Scope, Source, Topic, Verdict
from directory.querysets import alphabetical
from directory.views.public import public


@public
def home(request: HttpRequest) -> HttpResponse:
    """``/``: what this is, where to begin, what there is."""
    networks = Network.objects.published()
    areas = Scope.objects.filter(dimension=Dimension.AREA, network__in=networks)
    numbers = networks.aggregate(all=Count("pk"))
    states = dict(networks.order_by().values_list("status").annotate(Count("pk")))
    works = Count("treatments", filter=Q(treatments__network__in=networks))
    context = {
        "count": numbers["all"],
        "active": states.get(Status.ACTIVE, 0),
        "bodies": Body.objects.count(),
        "sources": Source.objects.count(),
        "verdicts": Verdict.objects.of_published().count(),
        "nationwide": areas.filter(value=Area.NATIONWIDE).count(),
        "areas": [
            {"value": value, "label": Area(value).label, "networks": number}
            for value, number in areas.order_by("value").values_list("value").annotate(Count("network"))
            if value != Area.NATIONWIDE
        ],
        "topics": Topic.objects.annotate(n=works).order_by("-n", alphabetical())[:8],
        "latest": networks.order_by("-updated_at", alphabetical())[:3],
    }
    return render(request, "directory/home.html", context)


@public
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """``/impressum/`` and its siblings: text the operator edits in the admin."""
    return render(request, "directory/page.html", {"page": get_object_or_404(Page, slug=slug)})
