"""What does one see on the list of networks, where do its links lead, and what does it cost?"""

import re
from urllib.parse import urljoin

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.enums import REACHES
from directory.models import Network
from directory.reading import index
from tests.directory import making
from tests.reading import Seen, tidy

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LIST = "/netzwerke/"
PROFILE = re.compile(r"/netzwerke/[a-z0-9-]+/")


def names(page: Seen) -> list[str]:
    """The networks of the list, in their order."""
    return [tidy(link.text) for link in page.links if PROFILE.fullmatch(link.href)]


def boxes(page: Seen) -> set[tuple[str, str]]:
    return {(box["name"], box["value"]) for box in page.inputs if box["type"] == "checkbox"}


def chosen(page: Seen) -> set[tuple[str, str]]:
    return {(box["name"], box["value"]) for box in page.inputs if box["type"] == "checkbox" and box["checked"]}


def search_field(page: Seen) -> str:
    return next(field["value"] for field in page.inputs if field["name"] == "q")


# --- the whole list ---------------------------------------------------------------------------


def test_list_names_all_ten_in_german_order(catalogue, look):
    assert names(look(LIST)) == [
        "Allianz für Beteiligung",
        "Allianz Vielfältige Demokratie",
        "Berlin Institut für Partizipation (bipar)",
        "Beteiligungsnetzwerk Baden-Württemberg",
        "Erfahrungs- und Beratungsnetzwerk Bürgerbeteiligung Sachsen",
        "Fachverband Bürgerbeteiligung (Initiative)",
        "Innovationsdialog Bürgerbeteiligung",
        "Netzwerk Bürgerbeteiligung",
        "Netzwerk Bürgerhaushalt",
        "Netzwerk kommunale Partizipationsbeauftragte (NeKoPa)",
    ]


def test_list_cards_tell_the_essentials(catalogue, look):
    text = look(f"{LIST}?q=Vielfältige").text
    telling = [
        "aktiv",
        "seit Oktober 2015",
        "bundesweit",
        "Berlin Institut für Partizipation",
        "Einzelpersonen",
        "kostenlos",
    ]
    assert [words for words in telling if words not in text] == []


@pytest.mark.parametrize("visibility", ["draft", "archived"])
def test_list_without_unpublished(look, visibility):
    making.scope(making.network("Verborgen", visibility=visibility), "sachsen")
    page = look(LIST)
    assert (names(page), "Verborgen" in page.text, ("land", "sachsen") in boxes(page)) == ([], False, False)


# --- filters ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "10 Netzwerke"),
        ("?status=active&land=sachsen&land=bundesweit", "2 Netzwerke, aktiv, bundesweit oder in Sachsen"),
        ("?kosten=kostenlos&wer=person", "3 Netzwerke, offen für: Einzelpersonen, Kosten: kostenlos"),
        ("?status=planned", "1 Netzwerk, geplant"),
        ("?land=bayern", "0 Netzwerke, in Bayern"),
    ],
)
def test_list_says_the_selection(catalogue, look, query, sentence):
    page = look(LIST + query)
    assert sentence in page.headed("h2")
    assert len(names(page)) == int(sentence.split()[0])


def test_list_offers_what_leads_somewhere(catalogue, look):
    page = look(LIST)
    lands = {value for name, value in boxes(page) if name == "land"}
    assert lands == {"bundesweit", "baden-wuerttemberg", "sachsen", "nicht-genannt"}
    assert [label for _, label in REACHES if label not in page.text] == []  # the others are named, not offered


@pytest.mark.parametrize("query", ["", "?wer=person&q=Institut"])
def test_list_boxes_keep_what_they_promise(catalogue, client, look, query):
    """A ticked box stays ticked; the number beside a box is what one gets by choosing it alone in its filter."""
    answer = client.get(LIST + query)
    text = Seen(answer).text
    for facet in answer.context["facets"]:
        for option in facet.offered:
            rest = re.sub(rf"(?<=[?&]){facet.name}=[^&]*&?", "", query or "?")
            page = look(f"{LIST}{rest}&{facet.name}={option.value}")
            assert len(names(page)) == option.count, (facet.name, option.value)
            assert (facet.name, option.value) in chosen(page)
            assert f"{option.label} Treffer: {option.count}" in text


def test_list_form_keeps_the_selection(catalogue, look):
    page = look(f"{LIST}?status=active&status=planned&thema=qualitaet&q=Rat+%22x%22&sort=geprueft")
    assert chosen(page) == {("status", "active"), ("status", "planned"), ("thema", "qualitaet")}
    assert search_field(page) == 'Rat "x"'
    assert {"type": "hidden", "name": "sort", "value": "geprueft", "checked": ""} in page.inputs


@pytest.mark.parametrize(
    "query", ["status=active&status=planned&land=sachsen", "q=Bürger&wer=person&kosten=kostenlos&seite=2"]
)
def test_list_tags_remove_one_value_each(catalogue, look, query):
    page = look(f"{LIST}?{query}")
    values = [pair for pair in query.split("&") if not pair.startswith("seite")]
    removing = [link for link in page.links if "Entfernen:" in link.text]
    assert len(removing) == len(values)
    for number, link in enumerate(removing):
        rest = look(urljoin(LIST, link.href))
        assert sum("Entfernen:" in other.text for other in rest.links) == len(values) - 1, number
        assert len(chosen(rest)) + bool(search_field(rest)) == len(values) - 1


def test_list_tags_remove_all(catalogue, look):
    page = look(f"{LIST}?status=ended&land=sachsen")
    assert len(names(look(urljoin(LIST, page.href("Alle Filter entfernen"))))) == 10


def test_list_hints_at_what_it_ignored(catalogue, look):
    page = look(f"{LIST}?status=aktiv&nix=1&land=sachsen&sort=quer")
    assert [words for words in ("status=aktiv", "nix=", "sort=quer") if words not in page.text] == []
    assert len(names(page)) == 1


TRACKING = [
    "utm_source=x", "utm_medium=mail", "UTM_Campaign=a", "fbclid=1", "gclid=1", "msclkid=1", "mtm_campaign=1",
    "pk_kwd=1", "mc_cid=1", "_gl=1", "igshid=1", "dclid=1", "gbraid=1", "_hsenc=1", "wt_mc=1", "srsltid=1",
    "ref_src=1",
]  # fmt: skip


def test_list_forgets_where_readers_come_from(catalogue, look):
    """Neither in words nor in the links to go on; and both readers share one kept page."""
    page = look(f"{LIST}?{'&'.join(TRACKING)}&status=active&seite=1")
    assert "Nicht verstanden" not in page.text
    assert [link for link in page.addresses if any(word.partition("=")[0] in link for word in TRACKING)] == []
    assert names(page) == names(look(f"{LIST}?status=active"))
    assert "Nicht verstanden" in look(f"{LIST}?utm=1&ref=1&clid=1").text


def test_list_no_hint_without_reason(catalogue, look):
    assert "Nicht verstanden" not in look(f"{LIST}?status=active&seite=99&q=").text


def test_list_offers_nationwide_networks_too(catalogue, look):
    page = look(f"{LIST}?land=sachsen")
    both = look(urljoin(LIST, page.href("bundesweite Netzwerke")))
    assert "4 Netzwerke, bundesweit oder in Sachsen" in both.headed("h2")


# --- nothing found ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "ways"),
    [
        ("?status=ended&land=sachsen", 2),
        ("?status=planned&land=baden-wuerttemberg&kosten=kostenlos", 1),
        ("?q=gibtesnicht&status=active", 1),
        ("?q=Haushalt&land=sachsen", 2),
        ("?land=bayern", 1),
        ("?status=ended&land=bayern&stelle=bertelsmann-stiftung", 0),
    ],
)
def test_nothing_found_names_ways_out_that_hold(catalogue, look, query, ways):
    page = look(LIST + query)
    assert names(page) == []
    leading = [link for link in page.links if link.text.startswith("Ohne ")]
    assert len(leading) == ways
    for link in leading:
        number = len(names(look(urljoin(LIST, link.href))))
        hits = "einen Treffer" if number == 1 else f"{number} Treffer"
        assert number > 0
        assert re.search(rf"{re.escape(tidy(link.text))} \D*{hits}", page.text)


# --- order and pages --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "first"),
    [
        ("Gründung", "Netzwerk kommunale Partizipationsbeauftragte (NeKoPa)"),
        ("zuletzt geprüft", "Allianz für Beteiligung"),
    ],
)
def test_list_sort_links(catalogue, look, label, first):
    page = look(f"{LIST}?status=active")
    resorted = look(urljoin(LIST, page.href(label)))
    assert names(resorted)[0] == first
    assert sorted(names(resorted)) == sorted(names(page))
    assert names(look(urljoin(LIST, resorted.href("Name")))) == names(page)


@pytest.fixture
def sixty(db) -> list[str]:
    making.many(60)
    return list(Network.objects.by_name().values_list("name", flat=True))


@pytest.mark.parametrize(
    ("seite", "number"),
    [
        ("1", 1), ("2", 2), ("3", 3),
        ("4", 3), ("99999999999999999999", 3), ("9" * 4301, 1),
        ("", 1), ("zwei", 1), ("1.5", 1), ("1e1", 1), ("0x2", 1), ("NaN", 1),
        ("٢", 2), ("２", 2), ("²", 1), (" 2 ", 2), ("2&seite=3", 3),
    ],
)  # fmt: skip
def test_list_page(sixty, look, seite, number):
    assert names(look(f"{LIST}?seite={seite}")) == sixty[25 * (number - 1) : 25 * number]


@pytest.mark.parametrize("seite", ["0", "-1", "-99999999999999999999"])
def test_list_page_before_the_first(sixty, look, seite):
    assert names(look(f"{LIST}?seite={seite}")) in (sixty[:25], sixty[50:])


def test_list_pages_can_be_walked(sixty, look):
    page, seen = look(f"{LIST}?status=active&sort=gruendung"), []
    for _ in range(2):
        seen += names(page)
        page = look(urljoin(LIST, page.href("Weiter")))
        assert chosen(page) == {("status", "active")}
    assert seen + names(page) == sixty
    assert [link for link in page.links if "Weiter" in link.text] == []


def test_list_one_page_needs_no_numbers(catalogue, look):
    assert [href for href in look(LIST).addresses if "seite=" in href] == []


# --- what machines read -----------------------------------------------------------------------


@pytest.mark.parametrize("query", ["", "?status=active&seite=2", "?q=%3Cscript%3E"])
def test_list_canonical_address(catalogue, look, settings, query):
    settings.SITE_URL = "https://netzwerke.example"
    heads = look(LIST + query).heads
    assert (heads["canonical"], heads["og:url"]) == ("https://netzwerke.example/netzwerke/",) * 2


@pytest.mark.parametrize(("query", "robots"), [("", None), ("?seite=2", None), ("?status=active", "noindex, follow")])
def test_list_for_crawlers(catalogue, look, query, robots):
    assert look(LIST + query).heads.get("robots") == robots


# --- cost -------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["", "?status=active&land=sachsen&wer=person&thema=thema&q=netz", "?land=bayern"])
def test_list_query_count_constant(cost, query):
    """Also of making the index, which the first question after a start waits for."""
    counts = []
    for start, number in ((0, 1), (1, 2), (3, 997)):
        making.many(number, start)
        with CaptureQueriesContext(connection) as made, index.asked():
            pass
        counts.append((len(made), cost(LIST + query)))
    assert counts == [counts[0]] * 3
    assert counts[0][1] <= 12


def test_list_word_sought_is_no_filter(catalogue, look):
    assert "gewählt)" not in look(f"{LIST}?q=Haushalt").text
    assert "Filtern (2 gewählt)" in look(f"{LIST}?q=Haushalt&land=sachsen&land=berlin").text
