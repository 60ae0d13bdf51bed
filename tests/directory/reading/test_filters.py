"""Which networks does a query string ask for, in which order, and what of it is not understood?"""

from datetime import date

import pytest
import time_machine

from tests.directory import making
from tests.directory.asking import listed, selection

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SHORT = {
    "allianz-vielfaeltige-demokratie": "avd",
    "berlin-institut-fuer-partizipation": "bipar",
    "fachverband-buergerbeteiligung": "fvb",
    "beteiligungsnetzwerk-baden-wuerttemberg": "bnbw",
    "allianz-fuer-beteiligung": "afb",
    "erfahrungs-und-beratungsnetzwerk-buergerbeteiligung-sachsen": "sachsen",
    "netzwerk-buergerhaushalt": "nbh",
    "innovationsdialog-buergerbeteiligung": "inno",
    "netzwerk-kommunale-partizipationsbeauftragte": "nekopa",
    "netzwerk-buergerbeteiligung": "nb",
}
EVERY = "afb avd bipar bnbw fvb inno nb nbh nekopa sachsen"


def asked(query: str) -> list[str]:
    """The networks in their order, by their short names if they are of the real catalogue."""
    return [SHORT.get(network.slug, network.name) for network in listed(query)]


def words(names: list[str]) -> str:
    return " ".join(sorted(names))


# --- what it finds ----------------------------------------------------------------------------

ONE_VALUE = {
    "": EVERY,
    "status=planned": "sachsen",
    "status=founding": "fvb",
    "status=active": "afb avd bipar bnbw nb nbh nekopa",
    "status=ended": "inno",
    "ebene=bund": "avd",
    "ebene=land": "avd",
    "ebene=kommune": "avd nbh nekopa sachsen",
    "ebene=nicht-genannt": "afb bipar bnbw fvb inno nb",
    "land=bundesweit": "avd fvb nbh",
    "land=baden-wuerttemberg": "afb bnbw",
    "land=berlin": "",
    "land=sachsen": "sachsen",
    "land=bayern": "",
    "land=nicht-genannt": "bipar inno nb nekopa",
    "thema=qualitaet": "afb avd inno sachsen",
    "thema=kompetenzen": "avd inno nekopa",
    "thema=buergerhaushalt": "nbh",
    "thema=direkte-demokratie": "bipar",
    "thema=nicht-genannt": "fvb nb",
    "art=network": "afb avd bnbw nb nbh nekopa sachsen",
    "art=institute": "bipar",
    "art=initiative": "fvb",
    "art=working-circle": "inno",
    "art=association": "",
    "stelle=berlin-institut-fuer-partizipation": "avd",
    "stelle=bertelsmann-stiftung": "",
    "stelle=allianz-fuer-beteiligung-ev": "bnbw",
    "stelle=bundeszentrale-fuer-politische-bildung": "nbh",
    "stelle=nicht-genannt": "afb bipar fvb inno nb nekopa sachsen",
    "wer=person": "avd bipar fvb nbh nekopa",
    "wer=organisation": "bipar bnbw nbh",
    "wer=initiative": "bnbw",
    "wer=nicht-genannt": "afb inno nb sachsen",
    "kosten=kostenlos": "avd bipar bnbw nbh",
    "kosten=kostenpflichtig": "",
    "kosten=nicht-genannt": "afb fvb inno nb nekopa sachsen",
    "beitritt=antrag": "avd bipar",
    "beitritt=anmeldung": "bnbw",
    "beitritt=mitwirkung": "fvb",
    "beitritt=anschreiben": "nekopa",
    "beitritt=noch-nicht": "sachsen",
    "beitritt=beendet": "inno",
    "beitritt=nicht-genannt": "afb nb nbh",
}
SEVERAL_WIDEN = {
    "status=planned&status=founding": "fvb sachsen",
    "ebene=bund&ebene=kommune": "avd nbh nekopa sachsen",
    "land=sachsen&land=bundesweit": "avd fvb nbh sachsen",
    "land=sachsen&land=nicht-genannt": "bipar inno nb nekopa sachsen",
    "land=bayern&land=sachsen": "sachsen",
    "thema=buergerhaushalt&thema=direkte-demokratie": "bipar nbh",
    "thema=buergerhaushalt&thema=nicht-genannt": "fvb nb nbh",
    "art=institute&art=initiative": "bipar fvb",
    "stelle=berlin-institut-fuer-partizipation&stelle=bundeszentrale-fuer-politische-bildung": "avd nbh",
    "stelle=allianz-fuer-beteiligung-ev&stelle=nicht-genannt": "afb bipar bnbw fvb inno nb nekopa sachsen",
    "wer=organisation&wer=initiative": "bipar bnbw nbh",
    "wer=initiative&wer=nicht-genannt": "afb bnbw inno nb sachsen",
    "kosten=kostenlos&kosten=nicht-genannt": EVERY,
    "beitritt=antrag&beitritt=anmeldung": "avd bipar bnbw",
    "beitritt=anmeldung&beitritt=nicht-genannt": "afb bnbw nb nbh",
}
SEVERAL_NARROW = {
    "ebene=kommune&status=active": "avd nbh nekopa",
    "ebene=kommune&status=active&kosten=kostenlos": "avd nbh",
    "ebene=kommune&status=active&kosten=kostenlos&wer=organisation": "nbh",
    "land=bundesweit&wer=person&stelle=nicht-genannt": "fvb",
    "thema=qualitaet&land=sachsen&land=bundesweit": "avd sachsen",
    "q=Sachsen&status=active": "",
    "q=Beteiligung&art=institute": "bipar",
}


def test_what_each_query_finds(catalogue):
    expected = ONE_VALUE | SEVERAL_WIDEN | SEVERAL_NARROW
    assert {query: words(asked(query)) for query in expected} == expected


@pytest.mark.parametrize("repeated", ["status=active&status=active", "ebene=kommune&ebene=kommune&ebene=kommune"])
def test_value_repeated(catalogue, repeated):
    assert asked(repeated) == asked(repeated.partition("&")[0])


# --- who coordinates today --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "body", "expected"),
    [
        ("2015-09-30", "bertelsmann-stiftung", ""),
        ("2015-10-01", "bertelsmann-stiftung", "avd"),
        ("2017-05-01", "bertelsmann-stiftung", "avd"),
        ("2017-05-01", "berlin-institut-fuer-partizipation", ""),
        ("2018-06-30", "bertelsmann-stiftung", "avd"),
        ("2018-07-01", "bertelsmann-stiftung", ""),
        ("2018-07-01", "berlin-institut-fuer-partizipation", "avd"),
        ("2026-11-21", "berlin-institut-fuer-partizipation", "avd"),
    ],
)
def test_stelle_on_a_day(catalogue, day, body, expected):
    with time_machine.travel(f"{day} 12:00 +0100", tick=False):
        assert words(asked(f"stelle={body}")) == expected


@pytest.mark.parametrize(
    ("role", "columns", "leads"),
    [
        ("coordinates", {}, True),
        ("organises", {}, True),
        ("hosts", {}, True),
        ("initiated", {}, False),
        ("coordinates", {"end": "2019"}, False),
        ("coordinates", {"start": "2031"}, False),
        ("coordinates", {"start": "2019", "end": "2031"}, True),
    ],
)
@time_machine.travel("2026-11-21 12:00 +0100", tick=False)
def test_stelle_by_tenure(role, columns, leads):
    making.tenure(making.network("Netz"), making.body("Stelle"), role, **columns)
    assert asked("stelle=stelle") == (["Netz"] if leads else [])
    assert asked("stelle=nicht-genannt") == ([] if leads else ["Netz"])


# --- not stated -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["ebene", "land", "thema", "stelle", "wer", "kosten", "beitritt"])
def test_unstated_network_without_rows(name):
    making.network("Karg")
    assert asked(f"{name}=nicht-genannt") == ["Karg"]


def test_unstated_who_other_criteria_do_not_count():
    terms = making.terms(making.network("Netz"))
    terms.criteria.create(kind="land", value="sachsen")
    assert asked("wer=nicht-genannt") == ["Netz"]


@pytest.mark.parametrize("name", ["status", "art"])
def test_unstated_where_something_is_always_stated(catalogue, name):
    assert words(asked(f"{name}=nicht-genannt")) == EVERY
    assert selection(f"{name}=nicht-genannt").ignored == [f"{name}=nicht-genannt"]


@pytest.mark.parametrize("visibility", ["draft", "archived"])
def test_unpublished_never_found(visibility):
    owner = making.network("Verborgen", visibility=visibility)
    making.terms(owner, "person", cost="kostenlos")
    queries = ("", "q=verborgen", "status=active", "wer=person", "kosten=kostenlos", "land=nicht-genannt")
    assert [asked(query) for query in queries] == [[]] * len(queries)


# --- order ------------------------------------------------------------------------------------


def test_sort_name_german():
    names = [
        "Verein",
        "Öffentlich",
        "Zebra",
        "Straße B",
        "Strasse A",
        "Strassf",
        "Ähre B",
        "Ahre A",
        "ärger",
        "„Anfang“",
    ]
    for number, name in enumerate(names):
        making.network(name, slug=f"n-{number}")
    in_order = [
        "Ahre A",
        "Ähre B",
        "„Anfang“",
        "ärger",
        "Öffentlich",
        "Strasse A",
        "Straße B",
        "Strassf",
        "Verein",
        "Zebra",
    ]
    assert asked("") == in_order
    assert asked("sort=name") == in_order


def test_sort_checked_latest_first():
    for name, day in (("B", date(2026, 1, 2)), ("D", None), ("A", date(2026, 1, 2)), ("C", date(2026, 3, 1))):
        making.network(name, verified_on=day)
    assert asked("sort=geprueft") == ["C", "A", "B", "D"]


def test_sort_founding_oldest_first():
    for name, start in (("E", ""), ("D", "2013-05"), ("B", "2013"), ("A", "2023-07"), ("C", "1999~")):
        making.network(name, start=start)
    assert asked("sort=gruendung") == ["C", "B", "D", "A", "E"]


# --- what is not understood -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "ignored"),
    [
        ("", []),
        ("status=", []),
        ("q=", []),
        ("status=aktiv", ["status=aktiv"]),
        ("status=ACTIVE", ["status=ACTIVE"]),
        ("status=active&status=nix&status=nix", ["status=nix"]),
        ("nix=1", ["nix=…"]),
        ("nix", ["nix"]),
        ("status[]=active", ["status[]=…"]),
        ("land=atlantis&ebene=mond", ["land=atlantis", "ebene=mond"]),
        ("sort=zufall", ["sort=zufall"]),
        ("seite=zwei", []),
    ],
)
def test_ignored(catalogue, query, ignored):
    assert selection(query).ignored == ignored


@pytest.mark.parametrize("query", ["status=aktiv", "nix=1", "status[]=planned", "land=atlantis", "sort=zufall", "q="])
def test_not_understood_changes_nothing(catalogue, query):
    assert asked(query) == asked("")


def test_not_understood_beside_understood(catalogue):
    assert asked("status=planned&status=aktiv&land=atlantis") == ["sachsen"]


def test_ignored_is_short():
    query = "&".join(f"{'x' * 500}{number}={'y' * 500}" for number in range(50))
    ignored = selection(query).ignored
    assert len(ignored) == 10
    assert max(map(len, ignored)) < 70


def test_sort_best_hits_first(catalogue):
    """Who is called so comes first, then who has the words in the name; another sort is taken as it was chosen."""
    assert asked("q=nekopa")[0] == "nekopa"
    assert asked("q=Bipar")[0] == "bipar"
    assert asked("q=netzwerk bürgerhaushalt")[0] == "nbh"
    assert asked("q=bipar&sort=name") == sorted(asked("q=bipar"))
    assert (next(iter(selection("q=bipar").sorts)), selection("q=bipar").sort) == ("treffer", "treffer")
    assert (list(selection("").sorts), selection("sort=treffer").sort) == (
        ["name", "geprueft", "gruendung"],
        "name",
    )
