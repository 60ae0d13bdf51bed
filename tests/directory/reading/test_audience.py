"""Do the groups of the start page say of each network for whom it is open, and no more than its rows say?"""

import pytest

from directory.models import Network
from directory.reading.audience import Audience, audience
from tests.directory import making

pytestmark = pytest.mark.django_db

PERSON, ORGANISATION, INITIATIVE = (("who", value) for value in ("person", "organisation", "initiative"))
TALKS, HELPS, STANDS_FOR = (
    ("purpose", value)
    for value in ("interesse-am-austausch", "interesse-an-mitwirkung", "mehr-beteiligung-und-starke-zivilgesellschaft")
)
OFFICE, HERE = ("sector", "verwaltung"), ("land", "sachsen")
Rules = dict[str, list[tuple[str, str]]]

WORLD: list[tuple[Audience, dict[str, str], dict[str, str], Rules]] = [
    # group, columns of the network, of its terms, and the criteria of each way
    (Audience.ANYBODY, {}, {}, {"": [PERSON]}),
    (Audience.ANYBODY, {}, {}, {"": [PERSON, ORGANISATION, TALKS]}),
    (Audience.ANYBODY, {}, {}, {"": [PERSON, HERE]}),  # the card says where
    (Audience.ANYBODY, {}, {}, {"": [TALKS]}),
    (Audience.ANYBODY, {}, {}, {"": [PERSON, OFFICE], "mitwirkung": [HELPS]}),  # one way is enough
    (Audience.ANYBODY, {"status": "founding"}, {"mode": "mitwirkung"}, {"": [HELPS], "mitgliedschaft": [OFFICE]}),
    (Audience.SOME, {}, {}, {"": [PERSON, OFFICE]}),
    (Audience.SOME, {}, {}, {"": [PERSON, STANDS_FOR]}),
    (Audience.SOME, {}, {}, {"": [OFFICE]}),
    (Audience.SOME, {}, {}, {"": [PERSON, ORGANISATION, OFFICE, TALKS]}),
    (Audience.BODIES, {}, {}, {"": [ORGANISATION, INITIATIVE, HERE]}),
    (Audience.BODIES, {}, {}, {"": [ORGANISATION, TALKS]}),
    (Audience.IN_WORDS, {}, {}, {}),
    (Audience.IN_WORDS, {}, {"who_text": "Wer mag."}, {}),
    (Audience.IN_WORDS, {}, {"cost": "kostenlos"}, {"": [HERE]}),
    (Audience.NOT_YET, {"status": "planned"}, {}, {"": [PERSON]}),
    (Audience.NOT_YET, {}, {"mode": "noch-nicht"}, {"": [PERSON]}),
    (Audience.OVER, {"status": "ended"}, {}, {"": [PERSON]}),
    (Audience.OVER, {}, {"mode": "beendet"}, {}),
]


def group(owner: Network) -> str:
    return Network.objects.annotate(group=audience()).get(pk=owner.pk).group


def test_every_network_stands_in_the_group_its_rows_tell():
    found = []
    for number, (_, columns, terms, ways) in enumerate(WORLD):
        owner = making.network(f"Netz {number}", **columns)
        conditions = making.terms(owner, **terms)
        for way, rules in ways.items():
            for kind, value in rules:
                conditions.criteria.create(way=way, kind=kind, value=value)
        found.append((number, group(owner)))
    assert found == [(number, expected) for number, (expected, *_) in enumerate(WORLD)]


def test_a_network_without_terms():
    assert group(making.network("Netz")) == Audience.IN_WORDS
    assert group(making.network("Alt", status="ended")) == Audience.OVER
