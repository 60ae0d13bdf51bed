"""The sources, what each says, what of it the directory shows, and where they disagree."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from directory.models import Citation, RecordKind, Source, Verdict
from directory.reading import source_coverage
from directory.views.former import follows
from directory.views.public import public


@public
def source_list(request: HttpRequest) -> HttpResponse:
    """``/quellen/``"""
    verdicts = Verdict.objects.of_published().with_rows()
    shown = Citation.objects.of_published().order_by().values_list("source").annotate(Count("pk"))
    context = {
        "sources": Source.objects.all(),
        "uses": dict(shown),
        "verdicts": [verdict for verdict in verdicts if not verdict.tells_of_hidden_person],
    }
    return render(request, "directory/source_list.html", context)


@public
@follows(RecordKind.SOURCE)
def source_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """``/quellen/<slug>/``"""
    source: Source = get_object_or_404(Source.objects.prefetch_related("silences"), slug=slug)
    told = source_coverage.telling(Citation.objects.filter(source=source).of_published())
    passages = source_coverage.anchored(source_coverage.shown(source))
    context = {"source": source, "passages": passages, "extent": source_coverage.extent(source, told)}
    return render(request, "directory/source_detail.html", context)
