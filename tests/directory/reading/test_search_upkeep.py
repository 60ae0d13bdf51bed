"""Do the words a network is found by follow what is told about it?"""

import pytest

from directory.catalogue import search_words
from directory.models import Body, Fact, Network, Scope, Tenure, Topic, Treatment
from directory.reading import search
from directory.rules import normalisation
from tests.directory.smallest import make

pytestmark = pytest.mark.django_db


def found(text):
    return list(search.find(Network.objects.by_name(), text).values_list("name", flat=True))


@pytest.fixture
def network():
    return make(Network, name="Bürgerrat", summary="Ein Kreis.")


@pytest.mark.parametrize(
    ("row", "columns", "text"),
    [
        (Fact, {"kind": "event", "title": "Große Tagung", "text": ""}, "große tagung"),
        (Fact, {"kind": "event", "title": "Tagung", "place": "Görlitz"}, "Goerlitz"),
        (Fact, {"text": "Sie wollen Bäume pflanzen."}, "baume pflanzen"),
        (Fact, {"kind": "figure", "text": "", "number": 7, "bound": "exactly", "unit": "Gemeinden"}, "gemeinden"),
        (Treatment, {"title": "Haushalt", "text": "Berät mit."}, "haushalt beraet"),
        (Scope, {"dimension": "area", "value": "thueringen"}, "Thüringen"),
        (Scope, {"dimension": "level", "value": "kommune"}, "kommune"),
    ],
)
def test_refresh_after_new_row(network, row, columns, text):
    assert found(text) == []
    make(row, network=network, **columns)
    search_words.refresh(network)
    assert found(text) == ["Bürgerrat"]


def test_refresh_words_of_topic_and_body(network):
    make(Treatment, network=network, topic=make(Topic, name="Verkehrswende"))
    make(Tenure, network=network, body=make(Body, name="Stiftung Straßenrat", short_name="SSR"))
    search_words.refresh(network)
    assert [found(text) for text in ("verkehr", "Strassenrat", "ssr", "Verkehrswende SSR")] == [["Bürgerrat"]] * 4


def test_refresh_after_row_gone(network):
    fact = make(Fact, network=network, text="Nur vorübergehend.")
    search_words.refresh(network)
    fact.delete()
    search_words.refresh(network)
    assert found("vorübergehend") == []


def test_refresh_only_this_network(network):
    other = make(Network, name="Anderer Rat")
    for owner in (network, other):
        make(Fact, network=owner, text="Gemeinsames Wort.")
    search_words.refresh(network)
    assert found("gemeinsam") == ["Bürgerrat"]
    search_words.refresh(*Network.objects.all())
    assert found("gemeinsam") == ["Anderer Rat", "Bürgerrat"]


def test_refresh_stores_folded_words(network):
    search_words.refresh(network)
    network.refresh_from_db()
    assert network.search_text == normalisation.fold("Bürgerrat Ein Kreis.")


def test_real_catalogue_up_to_date(catalogue):
    before = list(Network.objects.values_list("pk", "search_text"))
    search_words.refresh(*Network.objects.all())
    assert list(Network.objects.values_list("pk", "search_text")) == before


def test_find_inside_a_selection(network):
    make(Network, name="Bürgerforum", visibility="draft")
    search_words.refresh(*Network.objects.all())
    assert [row.name for row in search.find(Network.objects.published(), "bürger")] == ["Bürgerrat"]


def test_printed_strasse_is_kept_and_found(catalogue):
    address = Fact.objects.get(kind="address")
    assert address.title == "Haus der Demokratie, Greifswalder Strasse 4, 10405 Berlin"
    for text in ("Greifswalder Straße", "Greifswalder Strasse", "GREIFSWALDER STRAẞE 4"):
        assert found(text) == ["Berlin Institut für Partizipation"]
