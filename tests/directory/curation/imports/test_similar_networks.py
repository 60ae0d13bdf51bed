"""Does a new network that looks like another bring a warning, and nothing else?"""

import pytest

from directory.models import Network
from tests.directory.curation.imports.tables import base, fact, judged, lines, network, refusals, taken
from tests.directory.making import fact as make_fact

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _base():
    base()


def warnings(outcome):
    return {line.number: line.warnings for line in lines(outcome) if line.warnings}


def test_same_name_as_a_stored_network():
    outcome = judged(network(name="Die Runde"), fact("neu"))
    assert warnings(outcome) == {2: ["Sieht aus wie „Runde“: Name gleich."]}
    assert (refusals(outcome), outcome.has_warnings) == ({}, True)


def test_nearly_the_same_name_within_the_file():
    outcome = judged(network("a", "Netzwerk Bürgerbeteiligung"), network("b", "Netzwerk Buergerbeteiligun"))
    assert warnings(outcome) == {
        2: ["Sieht aus wie „Netzwerk Buergerbeteiligun“ in Zeile 3: Name fast gleich."],
        3: ["Sieht aus wie „Netzwerk Bürgerbeteiligung“ in Zeile 2: Name fast gleich."],
    }


def test_same_web_address():
    make_fact(Network.objects.get(), "seite", "website", "", url="https://www.runde.example/")
    site = {"art": "Webadresse", "text": "", "webadresse": "http://runde.example"}
    assert warnings(judged(network(), fact("neu", "seite", **site))) == {
        2: ["Sieht aus wie „Runde“: gleiche Webadresse."]
    }


def test_other_name_and_address_told_by_the_file():
    names = fact("neu", "name", art="Weiterer Name", titel="Runde", text="")
    assert warnings(judged(network(), names)) == {2: ["Sieht aus wie „Runde“: Name gleich."]}


def test_known_network_brings_no_warning():
    taken(network("zwei", "Runde"))
    assert warnings(judged(network("zwei", "Runde"), network("runde", "Runde"), fact())) == {}


def test_different_names_bring_no_warning():
    assert warnings(judged(network("a", "Forum Nord"), network("b", "Bündnis Süd"))) == {}
