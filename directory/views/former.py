"""Former: what answers an address under which a record once stood? A lasting redirect to where it stands now, or why
it was removed.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template import loader
from django.urls import reverse

from directory.catalogue import redirects
from directory.enums import Visibility
from directory.models import Network, RecordKind
from directory.reading import removal
from directory.reading.profile import successors

View = Callable[..., HttpResponse]
WORDS = {
    "status": HTTPStatus.GONE.value,
    "title": "Diesen Eintrag gibt es hier nicht mehr",
    "text": "Die Redaktion hat ihn aus dem Verzeichnis genommen.",
}


def gone(network: Network) -> HttpResponse:
    """The answer to whoever looks for an archived network, with what came after it.

    Raises:
        Http404: if readers have never seen it.
    """
    left = removal.of(network)
    if left is None:
        raise Http404
    context = {**WORDS, "removal": left, "successors": successors(network)}
    answer = HttpResponse(loader.render_to_string("directory/gone.html", context), status=HTTPStatus.GONE)
    answer["Cache-Control"] = "no-cache"  # it may come back
    return answer


def follows(kind: RecordKind) -> Callable[[View], View]:
    """For views of one record that are given its slug: whoever comes with a former one is sent to the same page of
    the present one, with query string; a form that was open meanwhile is sent on as it is (308).

    Whoever comes for an archived network that readers have seen reads since when and why it is gone (410).

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
            if getattr(now, "visibility", "") == Visibility.ARCHIVED:
                return gone(now)
            page = reverse(request.resolver_match.view_name, kwargs={**others, "slug": now.slug})
            query = request.META.get("QUERY_STRING", "")
            unsafe = request.method not in {"GET", "HEAD"}
            moved = HttpResponsePermanentRedirect(f"{page}?{query}" if query else page, preserve_request=unsafe)
            moved["Cache-Control"] = "no-cache"  # a merger can be undone, and browsers keep such answers for good
            return moved

        return answer

    return decorate
