"""Which networks does a search text find, in which spellings, in which order, and what does it say it understood?"""

import pytest

from directory.models import Network
from directory.reading.filters import MAX_QUERY
from tests.directory import making
from tests.directory.asking import about, facets, hits, listed, selection, understood
from tests.directory.views.test_hostile import READABLE

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def named(*names: str) -> None:
    for name in names:
        making.network(name, slug=f"n-{Network.objects.count()}")


# --- spelling ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        (
            "Bürgerhaushalt",
            "Bürgerhaushalt bürgerhaushalt BÜRGERHAUSHALT Buergerhaushalt burgerhaushalt BUERGERhaushalt",
        ),
        ("Große Straße", "Straße strasse STRASSE STRAẞE große grosse Grosse"),
        ("Vielfältige Übung für Köln", "vielfaeltige vielfaltige Übung uebung ubung koeln koln KÖLN"),
        ("Neue Bauern in Goethes Auen", "neue NEUE Bauern goethes Göthes Auen"),
        ("Café Élysée", "cafe Café elysee ÉLYSÉE"),
        ("ﬁnden", "finden ﬁnden"),
        ("Decomposed Bu\u0308rger", "Bürger Bu\u0308rger burger"),
        ("Bürger\u00adforum", "Bürgerforum Bürger\u00adforum"),
        ("Netz der Teilnehmer*innen", "Teilnehmerinnen Teilnehmer:innen Teilnehmer_innen Teilnehmer/innen"),
        ("Netz der Teilnehmerinnen", "Teilnehmer*innen Teilnehmer:innen TeilnehmerInnen"),
        ("Ost-West-Rat", "Ost-West-Rat OstWestRat Ost West ostwestrat"),
        ("Zukunftswerkstatt", "Zukunfts-Werkstatt Zukunftswerkstätten Zukunftswerkstatt"),
    ],
)
def test_find_spelling(name, texts):
    named(name)
    assert {text: hits(text) for text in texts.split()} == {text: [name] for text in texts.split()}


@pytest.mark.parametrize(
    ("name", "finding", "missing"),
    [
        ("Bürgerhaushalt", "Haushalt Haushalte Haushalts Bürgerhaushalte", "ürgerhaus halt"),
        ("Beratung", "Beratungen", "Rat Räte tung"),
        ("Rat der Stadt, Stadtrat", "Rat Stadtrat Räte", "Beratung"),
        ("Weiterbildung", "Bildung Weiterbildungen", "weit"),
        ("Stadtplanung", "Planung", ""),
        ("Fachtagung", "Tagung Tagungen", ""),
        ("Kinder- und Jugendarbeit", "Jugendarbeit Kinder Arbeit", ""),
    ],
)
def test_find_within_a_word(name, finding, missing):
    named(name)
    assert {word: hits(word) for word in [*finding.split(), *missing.split()]} == {
        **{word: [name] for word in finding.split()},
        **{word: [] for word in missing.split()},
    }


# --- several words ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected", "only_most"),
    [
        ("Rat Bürger", ["Bürger im Rat"], False),
        ("bürger   RAT  ", ["Bürger im Rat"], False),
        ("Bürger-Rat", ["Bürger im Rat"], False),
        ("Gibt es einen Rat für die Bürger?", ["Bürger im Rat"], False),
        ("Rat", ["Bürger im Rat", "Rat der Stadt"], False),
        ("Rat Dorf", ["Bürger im Rat", "Rat der Stadt"], True),
        ("Rat Stadt Dorf", ["Rat der Stadt"], True),
        ("Dorf", [], False),
        ("im der", ["Bürger im Rat", "Rat der Stadt"], True),
        ("Rat%Stadt%Dorf", ["Rat der Stadt"], True),
        ("%Dorf", [], False),
    ],
)
def test_find_all_words_or_else_most(text, expected, only_most):
    named("Bürger im Rat", "Rat der Stadt")
    assert (hits(text), understood(text).only_most) == (expected, only_most)


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_asked(text):
    named("Bürger im Rat", "Rat der Stadt")
    assert hits(text) == ["Bürger im Rat", "Rat der Stadt"]


def test_best_first_and_why():
    owner = making.network("Anders")
    making.fact(owner, text="Sie sprechen mit dem Forum Mitte.")
    making.tenure(making.network("Beide"), making.body("Forum Mitte"))
    named("Zum Forum Mitte", "Forum Mitte")
    assert hits("Forum Mitte") == ["Forum Mitte", "Zum Forum Mitte", "Beide", "Anders"]
    assert [why for why, _ in understood("Forum Mitte").groups] == [
        "heißt genau so",
        "im Namen",
        "bei Themen, Stellen oder Personen",
        "im Text",
    ]


def test_word_in_the_name_before_others():
    making.fact(making.network("Anders"), text="Haushalt und Hilfe.")
    making.fact(making.network("Zum Haushalt"), text="Sie bieten Hilfe.")
    assert hits("Hilfe Haushalt") == ["Zum Haushalt", "Anders"]


# --- typing errors ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected", "meant"),
    [
        ("Bürgerhaushlat", ["Bürgerhaushalt"], [("Bürgerhaushlat", "Bürgerhaushalt")]),
        ("Burgerhaushal", ["Bürgerhaushalt"], [("Burgerhaushal", "Bürgerhaushalt")]),
        ("Bürgerhauushallt", [], []),
        ("Bürgerhaushalt", ["Bürgerhaushalt"], []),
        ("Rst", [], []),
    ],
)
def test_one_error_forgiven_and_told(text, expected, meant):
    named("Bürgerhaushalt", "Rat")
    assert (hits(text), understood(text).meant) == (expected, meant)


def test_word_of_hidden_networks_is_no_guess():
    making.draft("Geheimbund")
    making.network("Verborgenes", visibility="archived")
    named("Offen")
    assert [(hits(text), understood(text).meant) for text in ("Geheimbnd", "Verborgene", "Geheimbund")] == [
        ([], [])
    ] * 3


# --- Länder -----------------------------------------------------------------------------------


@pytest.fixture
def lands() -> None:
    for name, value in (("A", "sachsen"), ("B", "baden-wuerttemberg"), ("C", "sachsen-anhalt"), ("D", "berlin")):
        making.scope(making.network(name, summary="Netz."), value)
    making.network("E", summary="Wie in Sachsen, Sachsen-Anhalt, Baden-Württemberg und Berlin.")


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("Sachsen", "sachsen", ["A"]),
        ("Netzwerke in Sachsen", "sachsen", ["A"]),
        ("Sachsens", "sachsen", ["A"]),
        ("Baden-Württemberg", "baden-wuerttemberg", ["B"]),
        ("Was gibt es in Baden-Wuerttemberg?", "baden-wuerttemberg", ["B"]),
        ("Baden Württemberg", "baden-wuerttemberg", ["B"]),
        ("Sachsen-Anhalt", "sachsen-anhalt", ["C"]),
        ("Berlin", "berlin", ["D"]),
    ],
)
def test_land_is_a_filter(lands, text, place, expected):
    assert (understood(text).places, hits(text)) == ([place], expected)


def test_land_with_words(lands):
    making.fact(Network.objects.get(name="A"), text="Zum Haushalt.")
    making.fact(Network.objects.get(name="B"), text="Zum Haushalt.")
    assert hits("Haushalt in Sachsen") == ["A"]


def test_land_within_a_name(lands):
    making.network("Berlin Institut", summary="Netz.")
    assert hits("berlin institut")[0] == "Berlin Institut"
    assert hits("Institut Berlin")[0] == "Berlin Institut"


# --- limits and honesty -----------------------------------------------------------------------


@pytest.mark.parametrize(("length", "ignored"), [(MAX_QUERY, 0), (MAX_QUERY + 1, 1), (10_000, 1)])
def test_search_text_too_long_is_told(length, ignored):
    assert len(selection(about("x" * length)).ignored) == ignored


def test_search_text_beyond_the_limit_does_not_count():
    named("Beteiligung", "Unsinn")
    text = f"Beteiligung{' ' * MAX_QUERY}Unsinn"
    assert hits(text) == ["Beteiligung"]
    assert "Unsinn" not in facets(about(text)).sentence(1)


@pytest.mark.parametrize("text", ["%", "_", "!!!", "😀", "Київ", "京都"])
def test_search_text_without_known_letters_is_not_said_to_count(text):
    """A list of everything must not call itself „mit „Київ““, unless the page says that the text was not understood."""
    named("Beteiligung")
    claims = text in facets(about(text)).sentence(1) and not selection(about(text)).ignored
    assert not (claims and hits(text))


def test_search_word_beyond_the_limit_is_not_said_to_count():
    named("eins zwei drei vier fünf sechs sieben acht neun zehn")
    text = "eins zwei drei vier fünf sechs sieben acht neun zehn elf"
    assert "Wort" in selection(about(text)).ignored[0]
    assert len(listed(about(text))) == 1


def test_what_nobody_means_finds_nothing_odd():
    """The pages for it are tried in ``views/test_hostile``."""
    named("Rat der Stadt")
    making.draft("Rat im Verborgenen")
    assert {name for text in READABLE for name in hits(text)} == {"Rat der Stadt"}
