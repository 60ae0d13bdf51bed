"""The coordinating bodies, what they coordinate and coordinated."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from directory.enums import Visibility
from directory.models import Body, RecordKind, Tenure
from directory.reading.provenance import Provenance
from directory.views.former import follows
from directory.views.public import hinting, public


@public
def body_list(request: HttpRequest) -> HttpResponse:
    """``/stellen/``"""
    tenures = Prefetch("tenures", Tenure.objects.of_published().select_related("network"))
    bodies = Body.objects.by_name().prefetch_related(tenures)
    return render(request, "directory/body_list.html", {"bodies": bodies})


@public
@follows(RecordKind.BODY)
def body_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """``/stellen/<slug>/``"""
    body: Body = get_object_or_404(Body.objects.select_related("entry"), slug=slug)
    tenures = list(Tenure.objects.filter(body=body).of_published().select_related("network", "body"))
    told = {"Rechtsform": body.legal_form, "Geschäftsstelle": body.office, "Webadresse": body.url}
    context = {
        "body": body,
        "unstated": [question for question, answer in told.items() if not answer],
        "running": [tenure for tenure in tenures if tenure.leads],
        "coming": [tenure for tenure in tenures if tenure.is_coming],
        "past": [tenure for tenure in tenures if not tenure.leads and not tenure.is_coming],
        "entry": body.entry if body.entry and body.entry.visibility == Visibility.PUBLISHED else None,
        "provenance": Provenance([body, *tenures]),
        "hinting": hinting(request),
    }
    return render(request, "directory/body_detail.html", context)
