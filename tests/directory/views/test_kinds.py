"""Does a profile tell of reach beyond the country, kinds of membership, languages, and how a network is made up?"""

import re

import pytest

from directory.models import Membership, Network
from tests.directory import making

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PAGE = "/netzwerke/netz/"


@pytest.fixture
def network() -> Network:
    return making.network("Netz")


@pytest.mark.parametrize(
    ("columns", "heading", "words"),
    [
        ({"kind": "legal-form", "text": "eingetragener Verein"}, "Rechtsform", "eingetragener Verein"),
        ({"kind": "organ", "title": "Beirat", "start": "2019"}, "Gremien", "Seit 2019: Beirat"),
        ({"kind": "branch", "text": "berät Vereine", "place": "Köln"}, "Regionalstellen", "Köln: berät Vereine"),
        ({"kind": "founding-document", "title": "Satzung", "start": "2002-06"}, "Gründungsdokumente",
         "Juni 2002: Satzung"),
        ({"kind": "name", "title": "Green Table", "language": "en", "start": "2010", "end": "2015"}, "Weitere Namen",
         "2010 bis 2015: Green Table (Englisch)"),
    ],
)  # fmt: skip
def test_how_it_is_made_up_and_called(network, look, columns, heading, words):
    making.citation(making.fact(network, **{"text": "", **columns}))
    page = look(PAGE)
    assert (heading in page.headed("h3"), words in page.text) == (True, True)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"kind": "language", "text": "", "language": "fr"}, "In welcher Sprache? Französisch"),
        ({"kind": "language", "text": "im Rundbrief", "language": "en"}, "In welcher Sprache? Englisch im Rundbrief"),
        ({"kind": "social-media", "text": "", "title": "Mastodon", "url": "https://social.example.org/@netz"},
         "Im Netz Mastodon: https://social.example.org/@netz"),
    ],
)  # fmt: skip
def test_at_a_glance(network, look, columns, words):
    making.citation(making.fact(network, **columns))
    assert words in look(PAGE).text


def test_a_name_says_its_language_to_those_who_hear_it(network, client):
    making.fact(network, kind="name", text="", title="Green Table", language="en")
    assert '<strong lang="en">Green Table</strong> (Englisch)' in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("dimension", "value", "text", "words"),
    [
        ("area", "europaweit", "", "europaweit"),
        ("area", "weltweit", "", "weltweit"),
        ("seat", "ausland", "Barcelona, Spanien", "Sitz: im Ausland (Barcelona, Spanien)"),
    ],
)
def test_reach_and_seat_beyond_the_country(network, look, dimension, value, text, words):
    network.scopes.create(dimension=dimension, value=value, text=text)
    assert words in look(PAGE).text


def memberships(network: Network) -> None:
    columns = {"who": "Vereine", "fee": "50", "period": "jaehrlich", "deadline": "2026-09-30", "steps": "der Vorstand"}
    for number, more in enumerate((columns, {"graded": True, "fee_text": "je nach Größe"})):
        making.citation(Membership.objects.create(network=network, name=f"Art {number}", position=number, **more))


TOLD = (
    "Art 0 für Vereine. Beitrag: 50 € jährlich. Frist: 30. September 2026. So wird entschieden: der Vorstand",
    "Art 1. Beitrag: je nach Größe",
)
SHORT = "Art 0: 50 € jährlich; Art 1: je nach Größe"


@pytest.mark.parametrize("cost", [None, "nicht-genannt", "kostenlos", "kostenpflichtig"])
def test_memberships_with_their_terms(network, look, cost):
    """Beside joining terms or without; never called free where a fee is known."""
    memberships(network)
    if cost:
        making.terms(network, cost=cost)
    text = look(PAGE).text
    assert [words for words in (*TOLD, f"Was kostet es? {SHORT}") if words not in text] == []
    assert re.findall("[Kk]ostenlos[^.]{40}", text) == (
        ["Kostenlos, aber nicht jede Art der Mitgliedschaft"] if cost == "kostenlos" else []
    )
    assert "Kosten" not in "".join(re.findall(r"Nicht genannt: ([^.]*)", text))
    assert SHORT in look("/netzwerke/").text
    assert f"Kosten {SHORT}" in look("/finden/?als=person").text


@pytest.mark.parametrize("path", ["apply", "write", "elsewhere", "none"])
def test_memberships_where_one_joins(network, look, path):
    memberships(network)
    making.terms(network, path=path, mode="antrag", path_text="auf Papier")
    page = look(f"{PAGE}mitmachen/")
    assert [words for words in (*TOLD, f"Was kostet es? {SHORT}") if words not in page.text] == []
    assert len([name for name in page.ids if name.startswith("beleg-")]) == 4


def test_the_form_tells_what_a_human_checks_and_asks_for_nothing(network, look):
    terms = making.terms(network, path="apply", mode="antrag")
    row = terms.criteria.create(kind="words", value="vorschlag", text="Zwei Mitglieder schlagen vor.")
    making.citation(row)
    page = look(f"{PAGE}mitmachen/")
    assert "Das prüft ein Mensch Zwei Mitglieder schlagen vor." in page.text
    assert [field["name"] for field in page.inputs if field["name"].startswith("condition")] == []


@pytest.mark.parametrize(("query", "found"), [("sprache=en", 1), ("sprache=fr", 0), ("sprache=nicht-genannt", 1)])
def test_filter_by_language(network, look, query, found):
    making.fact(network, kind="language", text="", language="en")
    making.network("Anderes")
    page = look(f"/netzwerke/?{query}")
    assert page.headed("h2")[0].startswith(f"{found} Netzwerk")
    assert "In welcher Sprache?" in page.text


def test_no_filter_by_language_where_no_source_tells_one(network, look):
    assert "In welcher Sprache?" not in look("/netzwerke/").text
