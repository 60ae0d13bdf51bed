"""Search: which networks contain these words? Text in, queryset out; how it is answered is this file's secret.

Today each network keeps the folded words of all that is told about it; later an index may take over.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, IntegerField, Prefetch, Q, QuerySet, Value, When

from directory.models import Fact, Network, Relation, Tenure, Treatment
from directory.rules import normalisation

MAX_LENGTH = 200  # characters of a search text that count
MAX_WORDS = 10


def normalised_query(text: str) -> str:
    """The part of a search text that is sought; empty if it has no letters or digits we know."""
    text = text[:MAX_LENGTH].strip()
    return text if normalisation.words(text) else ""


def ignored_parts(text: str) -> list[str]:
    """What of a search text is not sought, in the reader's words."""
    if text.strip() and not normalised_query(text):
        return [f"der Suchtext „{text.strip()[:30]}“"]
    if len(text.strip()) > MAX_LENGTH:
        over = len(text.strip()) - MAX_LENGTH
        return [f"der Suchtext ab dem {MAX_LENGTH + 1}. Zeichen ({over} zu viel)"]
    more = len(normalisation.words(text, limit=MAX_WORDS + 1)) > MAX_WORDS
    return [f"der Suchtext ab dem {MAX_WORDS + 1}. Wort"] if more else []


def find(networks: QuerySet[Network], text: str) -> QuerySet[Network]:
    """The networks in which every word of the text occurs, in any spelling of umlauts, also within a word."""
    for word in normalisation.words(text, limit=MAX_WORDS):
        networks = networks.filter(search_text__contains=word)
    return networks


def rank(text: str) -> Case:
    """What to order hits by: first those called so, by short name or name, then those with the words in their name."""
    named = Q(*(Q(sort_key__contains=word) for word in normalisation.sort_key(text).split()[:MAX_WORDS]))
    called = Q(search_text__startswith=f"{normalisation.fold(text)} ")
    return Case(When(called, then=Value(0)), When(named, then=Value(1)), default=Value(2), output_field=IntegerField())


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
        Prefetch("relations", Relation.objects.all()),
        "scopes",
        "terms__criteria",
    )


def _refresh(networks: Iterable[Any]) -> None:
    stale = []
    for network in networks:
        text = normalisation.fold(" ".join(_texts(network)))
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
        yield tenure.text
    for scope in network.scopes.all():
        yield from (scope.get_value_display(), scope.text)
    for relation in network.relations.all():
        yield from (relation.other_name, relation.text)
    yield from _of_terms(getattr(network, "terms", None))


def _of_terms(terms: Any) -> Iterable[str]:
    if terms:
        yield from (terms.membership, terms.who_text, terms.mode_text, terms.cost_text, terms.obligations_text)
        yield from (rule.text for rule in terms.criteria.all())
