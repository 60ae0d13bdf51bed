"""Former: what answers an address under which a record once stood? A lasting redirect to where it stands now."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from directory.catalogue import redirects
from directory.models import RecordKind

View = Callable[..., HttpResponse]


def follows(kind: RecordKind) -> Callable[[View], View]:
    """For views of one record that are given its slug: whoever comes with a former one is sent to the same page of
    the present one, with query string; a form that was open meanwhile is sent on as it is (308).

    Costs one query, and only where the page would not be found. Put it below ``public``.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, slug: str, **others: Any) -> HttpResponse:
            try:
                return view(request, slug, **others)
            except Http404:
                now = redirects.present(kind, slug)
                if now is None or request.resolver_match is None:
                    raise
            page = reverse(request.resolver_match.view_name, kwargs={**others, "slug": now})
            query = request.META.get("QUERY_STRING", "")
            unsafe = request.method not in {"GET", "HEAD"}
            moved = HttpResponsePermanentRedirect(f"{page}?{query}" if query else page, preserve_request=unsafe)
            moved["Cache-Control"] = "no-cache"  # a merger can be undone, and browsers keep such answers for good
            return moved

        return answer

    return decorate
