"""The sources, what each says, what of it the directory shows, and where they disagree."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from directory import coverage
from directory.models import Source, Verdict
from directory.views.public import public


@public
def source_list(request: HttpRequest) -> HttpResponse:
    """``/quellen/``"""
    verdicts = Verdict.objects.select_related(
        "network", "body", "tenure__network", "terms__network", "relation__network", "fact__network"
    )
    context = {"sources": Source.objects.annotate(uses=Count("citations")), "verdicts": verdicts}
    return render(request, "directory/source_list.html", context)


@public
def source_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """``/quellen/<slug>/``"""
    source: Source = get_object_or_404(Source.objects.prefetch_related("silences"), slug=slug)
    return render(request, "directory/source_detail.html", {"source": source, "passages": coverage.shown(source)})
