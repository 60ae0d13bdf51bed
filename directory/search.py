"""Which networks contain these words? Text in, queryset out; how it is answered is this file's secret.

Today each network keeps the folded words of all that is told about it; later an index may take over.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet

from directory import folding
from directory.models import Fact, Network, Tenure, Treatment

MAX_LENGTH = 200  # characters of a search text that count
MAX_WORDS = 10


def heard(text: str) -> str:
    """The part of a search text that is sought; empty if it has no letters or digits we know."""
    text = text[:MAX_LENGTH].strip()
    return text if folding.words(text) else ""


def unheard(text: str) -> list[str]:
    """What of a search text is not sought, in the reader's words."""
    if text.strip() and not heard(text):
        return [f"der Suchtext „{text.strip()[:30]}“"]
    if len(text.strip()) > MAX_LENGTH:
        return [f"der Suchtext ab dem {MAX_LENGTH}. Zeichen"]
    more = len(folding.words(text, limit=MAX_WORDS + 1)) > MAX_WORDS
    return [f"der Suchtext ab dem {MAX_WORDS + 1}. Wort"] if more else []


def find(networks: QuerySet[Network], text: str) -> QuerySet[Network]:
    """The networks in which every word of the text occurs, in any spelling of umlauts, also within a word."""
    for word in folding.words(text, limit=MAX_WORDS):
        networks = networks.filter(search_text__contains=word)
    return networks


def refresh(*networks: Network) -> None:
    """Bring the words of networks up to date. To be called after their rows have changed."""
    _refresh(_with_rows().filter(pk__in=[network.pk for network in networks]))


def refresh_all() -> None:
    """Bring the words of all networks up to date."""
    _refresh(_with_rows())


def _with_rows() -> Any:
    return Network.objects.prefetch_related(
        Prefetch("facts", Fact.objects.all()),
        Prefetch("treatments", Treatment.objects.select_related("topic")),
        Prefetch("tenures", Tenure.objects.select_related("body")),
        "scopes",
    )


def _refresh(networks: Iterable[Any]) -> None:
    stale = []
    for network in networks:
        text = folding.fold(" ".join(_texts(network)))
        if text != network.search_text:
            network.search_text = text
            stale.append(network)
    if stale:
        Network.objects.bulk_update(stale, ["search_text"], batch_size=500)


def _texts(network: Any) -> Iterable[str]:
    yield network.short_name
    yield network.name
    yield network.summary
    yield network.easy_text
    for fact in network.facts.all():
        yield from (fact.title, fact.text, fact.unit, fact.place)
    for treatment in network.treatments.all():
        yield from (treatment.topic.name, treatment.title, treatment.text)
    for tenure in network.tenures.all():
        yield from (tenure.body.name, tenure.body.short_name)
    for scope in network.scopes.all():
        yield scope.get_value_display()
