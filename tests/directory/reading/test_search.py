"""Which networks does a search text find, in which spellings, and what does it never do?"""

import re

import pytest
from django.http import QueryDict

from directory.models import Network
from directory.reading import search
from directory.reading.facets import Facets
from directory.reading.filters import MAX_QUERY, NetworkFilter
from directory.rules import normalisation
from tests.directory import making
from tests.directory.views.test_hostile import READABLE

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    return [network.name for network in search.find(Network.objects.by_name(), text)]


def named(name: str) -> None:
    making.searchable(making.network(name, slug=f"n-{Network.objects.count()}"))


# --- what is searched -------------------------------------------------------------------------


def told(network: Network) -> str:
    """Name, other names, summary, topics and facts of a network, as a reader sees them."""
    parts = [network.name, network.summary]
    for fact in network.facts.all():
        parts += [fact.title, fact.text, fact.unit, fact.place]
    for treatment in network.treatments.all():
        parts += [treatment.topic.name, treatment.title, treatment.text]
    return " ".join(parts)


def test_every_word_finds_its_network(catalogue):
    missed = []
    for network in Network.objects.all():
        for word in set(re.findall(r"\w+", told(network))):
            hits = search.find(Network.objects.filter(pk=network.pk), word)
            missed += [] if hits.exists() else [(network.slug, word)]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NeKoPa", ["Netzwerk Bürgerbeteiligung", "Netzwerk kommunale Partizipationsbeauftragte"]),
        ("Netzwerk der kommunalen Partizipationsbeauftragten", ["Netzwerk kommunale Partizipationsbeauftragte"]),
        ("Beratungsnetzwerks", ["Erfahrungs- und Beratungsnetzwerk Bürgerbeteiligung Sachsen"]),
        ("Beteiligungsatlas", ["Allianz Vielfältige Demokratie"]),
        ("Greifswalder Straße", ["Berlin Institut für Partizipation"]),
        ("Fachtagung", ["Innovationsdialog Bürgerbeteiligung"]),
        ("Politische Alltagskultur", ["Berlin Institut für Partizipation"]),
        ("Bundeszentrale", ["Netzwerk Bürgerhaushalt"]),
        ("Atlas bipar", ["Allianz Vielfältige Demokratie"]),
        ("baden wuerttemberg zivilgesellschaft", ["Allianz für Beteiligung", "Beteiligungsnetzwerk Baden-Württemberg"]),
        ("sachsen berlin", []),
        ("gibtesnicht", []),
    ],
)
def test_find_real(catalogue, text, expected):
    assert found(text) == expected


# --- spelling ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        (
            "Bürgerhaushalt",
            "Bürgerhaushalt bürgerhaushalt BÜRGERHAUSHALT Buergerhaushalt burgerhaushalt BUERGERhaushalt",
        ),
        ("Große Straße", "Straße strasse STRASSE STRAẞE große grosse Grosse"),
        ("Vielfältige Übung für Köln", "vielfaeltige vielfaltige Übung uebung ubung fuer fur koeln koln KÖLN"),
        ("Neue Bauern in Goethes Auen", "neue NEUE Bauern goethes Göthes Auen"),
        ("Café Élysée", "cafe Café elysee ÉLYSÉE"),
        ("ﬁnden", "finden ﬁnden"),
        ("Decomposed Bu\u0308rger", "Bürger Bu\u0308rger burger"),
    ],
)
def test_find_spelling(name, texts):
    named(name)
    assert {text: found(text) for text in texts.split()} == {text: [name] for text in texts.split()}


@pytest.mark.parametrize("text", ["haushalt", "burger", "Bürger", "ürgerhaus"])
def test_find_within_a_word(text):
    named("Bürgerhaushalt")
    assert found(text) == ["Bürgerhaushalt"]


# --- several words ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rat Bürger", ["Bürger im Rat"]),
        ("bürger   RAT  ", ["Bürger im Rat"]),
        ("Bürger-Rat", ["Bürger im Rat"]),
        ("Rat", ["Bürger im Rat", "Rat der Stadt"]),
        ("Rat Dorf", []),
        ("", ["Bürger im Rat", "Rat der Stadt"]),
        ("   ", ["Bürger im Rat", "Rat der Stadt"]),
    ],
)
def test_find_all_words(text, expected):
    named("Bürger im Rat")
    named("Rat der Stadt")
    assert found(text) == expected


@pytest.mark.parametrize("text", ["Rat%Stadt%Dorf", "%Dorf", "Rat OR Dorf", "Rat NOT Stadt"])
def test_find_no_wildcards_nor_operators(text):
    named("Rat der Stadt")
    assert found(text) == []


def test_find_what_nobody_means():
    """The database finds what Python finds, whatever is typed; the pages for it are tried in ``views/test_hostile``."""
    network = making.searchable(making.network("Rat der Stadt"))
    network.refresh_from_db()
    expected, hits = {}, {}
    for text in READABLE:
        words = normalisation.words(text, limit=search.MAX_WORDS)
        expected[text] = [network] if all(word in network.search_text for word in words) else []
        sought = search.normalised_query(text)
        networks = Network.objects.order_by(search.rank(sought)) if sought else Network.objects.all()
        hits[text] = list(search.find(networks, text))
    assert hits == expected


# --- limits and honesty -----------------------------------------------------------------------


def selection(text: str) -> NetworkFilter:
    data = QueryDict(mutable=True)
    data["q"] = text
    return NetworkFilter(data, Network.objects.all())


@pytest.mark.parametrize(("length", "ignored"), [(MAX_QUERY, 0), (MAX_QUERY + 1, 1), (10_000, 1)])
def test_search_text_too_long_is_told(length, ignored):
    assert len(selection("x" * length).ignored) == ignored


def test_search_text_beyond_the_limit_does_not_count():
    named("Beteiligung")
    text = f"Beteiligung{' ' * MAX_QUERY}Unsinn"
    assert [network.name for network in selection(text).without()] == ["Beteiligung"]


def test_search_text_beyond_the_limit_is_not_said_to_count():
    named("Beteiligung")
    text = f"Beteiligung{' ' * MAX_QUERY}Unsinn"
    assert "Unsinn" not in Facets(selection(text)).sentence(1)


@pytest.mark.parametrize("text", ["%", "_", "!!!", "😀", "Київ", "京都"])
def test_search_text_without_known_letters_is_not_said_to_count(text):
    """A list of everything must not call itself „mit „Київ““, unless the page says that the text was not understood."""
    named("Beteiligung")
    asked = selection(text)
    claims = text in Facets(asked).sentence(1) and not asked.ignored
    assert not (claims and asked.without().exists())


def test_search_word_beyond_the_limit_is_not_said_to_count():
    named("eins zwei drei vier fünf sechs sieben acht neun zehn")
    asked = selection("eins zwei drei vier fünf sechs sieben acht neun zehn elf")
    claims = "elf" in Facets(asked).sentence(1) and not asked.ignored
    assert not (claims and asked.without().exists())
