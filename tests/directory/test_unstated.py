"""Does the page of one network say in one line what nobody states, and never that of what somebody does?"""

import pytest

from directory.models import Contact, Fact, Network, Scope, Tenure, Terms
from directory.reading.profile import Profile
from tests.directory.smallest import make

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def network():
    return make(Network)


def profile(network):
    return Profile(Network.objects.for_cards().get(pk=network.pk))


# --- silence ----------------------------------------------------------------------------------


ALL_UNSTATED = [
    "Beginn",
    "wer koordiniert",
    "Gebiet",
    "Ebene",
    "wer mitmachen kann",
    "Weg zum Mitmachen",
    "Kosten",
    "Verpflichtungen",
    "Kontakt",
    "Webadresse",
    "Mitgliederzahl",
]


def figure(unit):
    return {"kind": "figure", "text": "", "number": 3, "bound": "exactly", "unit": unit}


ANSWERS = [
    (Tenure, {}, "wer koordiniert"),
    (Tenure, {"role": "hosts"}, "wer koordiniert"),
    (Tenure, {"role": "initiated"}, "wer koordiniert"),  # sources say something of it, and the page shows it
    (Tenure, {"end": "2018-06"}, "wer koordiniert"),
    (Contact, {}, "Kontakt"),
    (Contact, {"withheld": True}, "Kontakt"),
    (Fact, {"kind": "phone", "title": "+49 30 1"}, "Kontakt"),
    (Fact, {"kind": "address", "title": "Am Markt 1"}, "Kontakt"),
    (Fact, {"kind": "website", "url": "https://example.org/"}, "Webadresse"),
    (Fact, {"kind": "website", "text": "Nur eine Domain."}, ""),
    (Fact, figure("Mitglieder"), "Mitgliederzahl"),
    (Fact, figure("Aktive"), "Mitgliederzahl"),
    (Fact, figure("Treffen im Jahr"), ""),
    (Scope, {"dimension": "level", "value": "bund"}, "Ebene"),
    (Scope, {"dimension": "area", "value": "bundesweit"}, "Gebiet"),
    (Terms, {"who_text": "Alle, die wollen."}, "wer mitmachen kann"),
    (Terms, {"mode": "antrag"}, "Weg zum Mitmachen"),
    (Terms, {"mode_text": "Man ruft an."}, "Weg zum Mitmachen"),
    (Terms, {"cost": "kostenlos"}, "Kosten"),
    (Terms, {"cost_text": "Es gibt eine Umlage."}, "Kosten"),
    (Terms, {"obligations_text": "Man hilft mit."}, "Verpflichtungen"),
    (Terms, {"obligations": "no"}, "Verpflichtungen"),
    (Terms, {}, ""),
]


def test_unstated(db):
    """Whatever is known, if only in words, is not called silent."""
    for model, columns, answered in ANSWERS:
        owner = make(Network)
        make(model, network=owner, **columns)
        expected = [question for question in ALL_UNSTATED if question != answered]
        assert profile(owner).unstated == expected, (model, columns)


def test_unstated_where_joining_is_over():
    ended = make(Network, status="ended", start="2013~", end="2015")
    assert profile(ended).unstated == ["wer koordiniert", "Gebiet", "Ebene", "Kontakt", "Webadresse", "Mitgliederzahl"]
    assert profile(make(Network, status="ended")).unstated[:2] == ["Beginn", "Ende"]


@pytest.mark.parametrize(
    ("slug", "unstated"),
    [
        ("allianz-vielfaeltige-demokratie", ["Verpflichtungen", "Mitgliederzahl"]),
        ("netzwerk-buergerbeteiligung", [each for each in ALL_UNSTATED if each != "Webadresse"]),
    ],
)
def test_unstated_real(catalogue, slug, unstated):
    assert profile(Network.objects.get(slug=slug)).unstated == unstated


# --- joining ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "anything"),
    [
        ({}, False),
        ({"cost": "kostenlos"}, True),
        ({"who_text": "Alle."}, True),
        ({"obligations_text": "Man hilft mit."}, True),
        ({"one_per_organisation": "rule"}, True),
    ],
)
def test_offers_anything(network, columns, anything):
    make(Terms, network=network, **columns)
    assert profile(network).offers_anything is anything


def test_offers_nothing_without_terms(network):
    assert profile(network).offers_anything is False
