"""Source coverage: what of a source's text does the directory represent? The page behind a source, with a text to
compare if wanted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path

from directory.curation.admin.desk import get_or_post
from directory.curation.admin.text_comparison import TextForm
from directory.models import Citation, Source
from directory.reading import source_coverage
from directory.reading.source_coverage import Broken, Coverage
from directory.rules import line_ranges

PER_PAGE = 100
LISTED = 200


@dataclass(frozen=True)
class LinesUsed:
    """What comparing a text with a source's citations has shown; long lists are cut, their numbers are not.

    ``unmarked`` citations were entered without a fingerprint, so nobody can tell whether their wording has changed.
    """

    compared: int
    unmarked: int
    broken: list[Broken]
    coverage: Coverage
    lines: int
    blank: str

    @property
    def broken_first(self) -> list[Broken]:
        return self.broken[:LISTED]

    @property
    def open_first(self) -> list[tuple[int, str]]:
        return self.coverage.open[:LISTED]

    @property
    def is_cut(self) -> bool:
        return len(self.broken) > LISTED or len(self.coverage.open) > LISTED


def report(source: Source, text: Sequence[str]) -> LinesUsed:
    """Which citations no longer fit a text, and which of its lines are open."""
    citations = list(source_coverage.in_order(Citation.objects.filter(source=source, first_line__isnull=False)))
    marked = [citation for citation in citations if citation.fingerprint]
    blank = line_ranges.joined(number for number, line in enumerate(text, start=1) if not line.strip())
    broken, unmarked = source_coverage.compared(marked, text), len(citations) - len(marked)
    return LinesUsed(
        len(marked), unmarked, broken, source_coverage.cover(source, text), len(text), line_ranges.written(blank)
    )


class CoverageMixin:
    """The page ``…/coverage/`` of each source, for all who may see the source."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.coverage)  # type: ignore[attr-defined]
        own = path("<path:object_id>/coverage/", view, name="directory_source_coverage")
        return [own, *super().get_urls()]  # type: ignore[misc]

    @get_or_post
    def coverage(self, request: HttpRequest, object_id: str) -> HttpResponse:
        admin: Any = self
        source = admin.get_object(request, unquote(object_id))
        if source is None:
            raise Http404
        if not admin.has_view_permission(request, source):
            raise PermissionDenied
        form = TextForm(request.POST, request.FILES) if request.method == "POST" else TextForm()
        own = Citation.objects.filter(source=source)
        page = Paginator(source_coverage.in_order(own), PER_PAGE).get_page(request.GET.get("p"))
        context = {
            **admin.admin_site.each_context(request),
            "opts": admin.opts,
            "title": f"Was das Verzeichnis wiedergibt: {source}",
            "source": source,
            "page": page,
            "passages": source_coverage.by_passage(page.object_list),
            "extent": source_coverage.extent(source, source_coverage.telling(own)),
            "form": form,
            "report": report(source, form.cleaned_data["lines"]) if form.is_valid() else None,
        }
        return TemplateResponse(request, "admin/directory/source/coverage.html", context)
