"""The topics, and what each network does about them."""

from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from directory.enums import Visibility
from directory.models import RecordKind, Topic, Treatment
from directory.querysets import alphabetical
from directory.reading.provenance import Provenance
from directory.views.former import follows
from directory.views.public import public


@public
def topic_list(request: HttpRequest) -> HttpResponse:
    """``/themen/``"""
    visible = Q(treatments__network__visibility=Visibility.PUBLISHED)
    topics = Topic.objects.by_name().annotate(networks=Count("treatments__network", visible, distinct=True))
    return render(request, "directory/topic_list.html", {"topics": topics})


@public
@follows(RecordKind.TOPIC)
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """``/themen/<slug>/``"""
    shown = Treatment.objects.filter(network__visibility=Visibility.PUBLISHED).select_related("network")
    in_order = shown.order_by(alphabetical("network__sort_key"), "network_id", "position")
    topics = Topic.objects.prefetch_related(Prefetch("treatments", in_order))
    topic: Topic = get_object_or_404(topics, slug=slug)
    treatments = list(topic.treatments.all())
    context = {"topic": topic, "treatments": treatments, "provenance": Provenance(treatments)}
    return render(request, "directory/topic_detail.html", context)
