"""Search: which networks contain these words? Text in, queryset out; how it is answered is this file's secret.

Today each network keeps the folded words of all that is told about it; later an index may take over.
"""

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from directory.models import Network
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
