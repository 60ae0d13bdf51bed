"""What can be chosen on the list page, what would each choice give, and how is what has been chosen said and undone?"""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings, strategies as st

from directory import querysets
from directory.enums import REACHES
from directory.models import Body, Network, Topic
from directory.reading.facets import Tag, WayOut
from tests.directory import making
from tests.directory.asking import facets, listed
from tests.directory.real import GROUPS, SHORT

pytestmark = pytest.mark.django_db

UNSTATED = "nicht-genannt"
CLOSED = {
    "offen": ["alle", "bestimmte", "organisationen", "in-worten", "noch-nicht", "nicht-mehr"],
    "status": ["planned", "founding", "active", "ended"],
    "wer": ["person", "organisation", "initiative", UNSTATED],
    "kosten": ["kostenlos", "kostenpflichtig", UNSTATED],
    "beitritt": ["antrag", "anmeldung", "mitwirkung", "anschreiben", "noch-nicht", "beendet", UNSTATED],
    "land": [*dict(REACHES), UNSTATED],
    "ebene": ["bund", "land", "kommune", UNSTATED],
    "art": ["network", "working-circle", "initiative", "institute", "association"],
}
TOPICS = ("qualitaet", "kompetenzen", "verzahnung", "methoden", "reichweite", "buergerhaushalt", "teilhabe", UNSTATED)
BODIES = (
    "bertelsmann-stiftung", "berlin-institut-fuer-partizipation", "allianz-fuer-beteiligung-ev",
    "bundeszentrale-fuer-politische-bildung", UNSTATED,
)  # fmt: skip
QUERIES = ("", "sachsen", "beteiligung", "Austausch", "Bürgerhaushalt", "bipar Allianz", "gibt-es-nicht")
Selection = dict[str, list[str]]
Stated = dict[str, set[str]]


def found(query: str) -> set[str]:
    return {network.slug for network in listed(query)}


def as_query(selection: Selection) -> str:
    data = QueryDict(mutable=True)
    for name, values in selection.items():
        data.setlist(name, values)
    return data.urlencode()


# --- counts, against an oracle that knows no database -----------------------------------------


def stated(network: Network) -> Stated:
    """What each filter sees in a network, told anew from its rows."""
    terms = getattr(network, "terms", None)
    day = querysets.today()
    leading = {
        tenure.body.slug
        for tenure in network.tenures.all()
        if tenure.role != "initiated"
        and (tenure.start_earliest is None or tenure.start_earliest <= day)
        and (tenure.end_latest is None or day <= tenure.end_latest)
    }
    values = {
        "offen": {GROUPS[SHORT[network.slug]]},
        "status": {network.status},
        "art": {network.kind},
        "kosten": {terms.cost} if terms else set(),
        "beitritt": {terms.mode} if terms else set(),
        "wer": {rule.value for rule in terms.criteria.all() if rule.kind == "who"} if terms else set(),
        "land": {scope.value for scope in network.scopes.all() if scope.dimension == "area"},
        "ebene": {scope.value for scope in network.scopes.all() if scope.dimension == "level"},
        "thema": {treatment.topic.slug for treatment in network.treatments.all()},
        "stelle": leading,
    }
    return {name: found or {UNSTATED} for name, found in values.items()}


def fits(network: Stated, selection: Selection) -> bool:
    return all(network[name] & set(values) for name, values in selection.items() if values)


@pytest.fixture
def oracle(catalogue) -> dict[str, Stated]:
    """What is stated for each published network; beside them a draft and an archived one that state a lot."""
    for owner in (making.draft(), making.network("Archiviert", visibility="archived")):
        making.terms(owner, "person", "organisation", cost="kostenlos", mode="antrag")
        making.scope(owner, "sachsen")
        making.scope(owner, "bund", making.LEVEL)
        making.treatment(owner, Topic.objects.get(slug="qualitaet"))
        making.tenure(owner, Body.objects.get(slug="bertelsmann-stiftung"))
    return {network.slug: stated(network) for network in Network.objects.filter(visibility="published")}


def some(values: Any) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(list(values)), max_size=3, unique=True)


SELECTIONS = st.fixed_dictionaries(
    {},
    optional={name: some(values) for name, values in {**CLOSED, "thema": TOPICS, "stelle": BODIES}.items()},
)


@pytest.mark.once
@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(selection=SELECTIONS, text=st.sampled_from(QUERIES))
def test_counts_any_selection(oracle, selection, text):
    with_text = found(as_query({"q": [text]}))
    page = facets(as_query({**selection, "q": [text]}))
    for facet in page:
        others = {name: values for name, values in selection.items() if name != facet.name}
        left = [values for slug, values in oracle.items() if slug in with_text and fits(values, others)]
        assert {option.value: option.count for option in facet.options} == {
            option.value: sum(option.value in values[facet.name] for values in left) for option in facet.options
        }, facet.name


@pytest.mark.parametrize(
    "selection",
    [
        {},
        {"wer": ["person"], "thema": ["qualitaet", UNSTATED], "stelle": [UNSTATED]},
        {"ebene": ["kommune"], "beitritt": [UNSTATED, "antrag"], "q": ["beteiligung"]},
        pytest.param({"status": ["active"]}, marks=pytest.mark.once),
        pytest.param({"land": ["sachsen", "bundesweit"], "kosten": ["kostenlos"]}, marks=pytest.mark.once),
        pytest.param({"status": ["ended"], "art": ["institute"]}, marks=pytest.mark.once),
    ],
)
def test_counts_by_choosing(catalogue, selection):
    for facet in facets(as_query(selection)):
        for option in facet.options:
            alone = as_query({**selection, facet.name: [option.value]})
            assert (option.value, option.count) == (option.value, len(found(alone)))


@pytest.mark.once
def test_options_are_all_there(catalogue):
    shown = {facet.name: [option.value for option in facet.options] for facet in facets("")}
    bodies = Body.objects.order_by("sort_key").values_list("slug", flat=True)
    assert shown == {
        **CLOSED,
        "thema": [*Topic.objects.order_by("sort_key").values_list("slug", flat=True), UNSTATED],
        "stelle": [*(slug for slug in bodies if slug != "bertelsmann-stiftung"), UNSTATED],  # leads nothing today
    }


def test_options_without_hits_not_offered(catalogue):
    land = next(facet for facet in facets("") if facet.name == "land")
    assert [option.value for option in land.offered] == [
        "bundesweit", "baden-wuerttemberg", "sachsen", UNSTATED,
    ]  # fmt: skip
    assert {option.value for option in land.empty} == {*dict(REACHES)} - {"bundesweit", "baden-wuerttemberg", "sachsen"}


def test_option_chosen_stays_offered_without_hits(catalogue):
    land = next(facet for facet in facets("land=bayern") if facet.name == "land")
    assert [(option.value, option.count) for option in land.chosen] == [("bayern", 0)]
    assert "bayern" in [option.value for option in land.offered]


# --- tags -------------------------------------------------------------------------------------


def without(query: str, name: str, value: str) -> QueryDict:
    """The query without one value, worked out anew; the page number goes as well."""
    rest = QueryDict(query, mutable=True)
    rest.setlist(name, [item for item in rest.getlist(name) if item != value])
    rest.pop("seite", None)
    return QueryDict(rest.urlencode())


@pytest.mark.once
@pytest.mark.parametrize(
    "query",
    [
        "status=active",
        "status=active&status=planned&land=sachsen",
        "q=B%C3%BCrger&kosten=kostenlos&sort=geprueft&seite=3",
        "thema=qualitaet&thema=nicht-genannt&wer=person&nix=1",
        "stelle=nicht-genannt&stelle=bertelsmann-stiftung&beitritt=antrag&ebene=bund&art=network",
    ],
)
def test_tag_leads_to_the_list_without_it(catalogue, query):
    data = QueryDict(query)
    values = [(name, value) for name in ("q", *CLOSED, "thema", "stelle") for value in data.getlist(name)]
    tags = facets(query).tags()
    assert len(tags) == len(values)
    removed = [QueryDict(tag.remove.removeprefix("?")) for tag in tags]
    for name, value in values:
        rest = without(query, name, value)
        assert rest in removed
        assert found(rest.urlencode()) == found(tags[removed.index(rest)].remove)


def test_tag_names_filter_and_value(catalogue):
    assert facets("q=Rat&land=sachsen").tags() == [
        Tag("Suchwort", "„Rat“", "?land=sachsen"),
        Tag("Wo?", "Sachsen", "?q=Rat"),
    ]


def test_tags_none(catalogue):
    assert facets("sort=geprueft&seite=2&status=nix").tags() == []


# --- the selection as a sentence --------------------------------------------------------------


@pytest.mark.once
@pytest.mark.parametrize(
    ("query", "total", "sentence"),
    [
        ("", 10, "10 Netzwerke"),
        ("", 1, "1 Netzwerk"),
        ("", 0, "0 Netzwerke"),
        ("status=active&land=sachsen&land=bundesweit", 3, "3 Netzwerke, aktiv, bundesweit oder in Sachsen"),
        ("land=saarland", 0, "0 Netzwerke, im Saarland"),
        ("land=nicht-genannt", 3, "3 Netzwerke, ohne genanntes Gebiet"),
        ("wer=person&kosten=kostenlos", 3, "3 Netzwerke, offen für: Einzelpersonen, Kosten: kostenlos"),
        ("beitritt=anmeldung&ebene=bund", 0, "0 Netzwerke, Beitritt: online anmelden, Ebene: Bund"),
        ("thema=transparenz&art=network", 1, "1 Netzwerk, Thema: Transparenz, Art: Netzwerk"),
        ("stelle=bertelsmann-stiftung", 0, "0 Netzwerke, koordiniert von: Bertelsmann Stiftung"),
        ("status=planned&status=founding", 2, "2 Netzwerke, geplant oder in Gründung"),
        ("q=Rat&status=nix", 2, "2 Netzwerke, mit „Rat“"),
    ],
)
def test_sentence(catalogue, query, total, sentence):
    assert facets(query).sentence(total) == sentence


# --- ways out ---------------------------------------------------------------------------------


def dead_ends() -> Iterator[str]:
    """Selections of two or three filters that leave nothing."""
    for status, land, kosten in product(
        ("ended", "planned"), ("baden-wuerttemberg", "sachsen"), ("kostenlos", "kostenpflichtig")
    ):
        yield f"status={status}&land={land}&kosten={kosten}"
    yield from ("q=gibtesnicht&status=active", "q=Haushalt&land=sachsen", "land=bayern")


@pytest.mark.parametrize("query", list(dead_ends()))
def test_ways_out_keep_their_promise(catalogue, query):
    assert found(query) == set()
    ways = facets(query).ways_out()
    assert [way.count for way in ways] == sorted((len(found(way.address)) for way in ways), reverse=True)
    names = dict.fromkeys(QueryDict(query))
    promising = {name for name in names if found(without_all(query, name))}
    assert {way.address for way in ways} == {f"?{without_all(query, name)}" for name in promising}


def without_all(query: str, name: str) -> str:
    data = QueryDict(query, mutable=True)
    del data[name]
    return data.urlencode()


def test_ways_out_named(catalogue):
    assert facets("status=ended&land=sachsen").ways_out() == [
        WayOut("Status", 1, "?land=sachsen"),
        WayOut("Wo?", 1, "?status=ended"),
    ]


def test_ways_out_only_together(catalogue):
    assert facets("status=ended&land=bayern&stelle=bertelsmann-stiftung").ways_out() == []


# --- Länder and the whole country -------------------------------------------------------------


@pytest.mark.parametrize(
    "query", ["land=sachsen", "land=sachsen&land=berlin&status=active&seite=2", "land=bayern&q=austausch"]
)
def test_nationwide_offers_what_works_everywhere(catalogue, query):
    (way,) = facets(query).wide()
    everywhere = as_query({**dict(QueryDict(query).lists()), "land": ["bundesweit"]})
    assert way.count == len(found(everywhere))
    assert found(way.address) == found(query) | found(everywhere)


@pytest.mark.parametrize(
    "query", ["", "land=bundesweit", "land=sachsen&land=bundesweit", "land=nicht-genannt", "land=x"]
)
def test_nationwide_not_offered(catalogue, query):
    assert facets(query).wide() == []


def test_nationwide_not_offered_without_hits(catalogue):
    assert facets("land=sachsen&status=planned").wide() == []
