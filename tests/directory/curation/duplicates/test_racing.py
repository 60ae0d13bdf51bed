"""What is left when two people merge or part the same records at the same moment?"""

import pytest

from directory.curation import duplicates
from directory.models import Fact, FormerAddress, Merger, Network
from tests.directory.smallest import make
from tests.memberships.racing import race

pytestmark = pytest.mark.django_db(transaction=True)


def pair() -> tuple[Network, Network]:
    one, two = make(Network, name="Eins"), make(Network, name="Zwei")
    for owner in (one, two):
        make(Fact, network=owner, text=f"Von {owner}.")
    return one, two


def sentences(outcomes: list[object]) -> list[str]:
    assert {type(found) for found in outcomes if isinstance(found, Exception)} <= {duplicates.Refused}
    return [str(found) for found in outcomes if isinstance(found, duplicates.Refused)]


@pytest.mark.parametrize("other_way_round", [False, True])
def test_of_two_who_merge_the_second_is_told(other_way_round):
    one, two = pair()
    second = (two.pk, one.pk) if other_way_round else (one.pk, two.pk)
    acts = [
        lambda pks=pks: duplicates.merge("network", *pks, by=None, reason="Dasselbe.")
        for pks in ((one.pk, two.pk), second)
    ]
    (told,) = sentences(race(acts))
    assert told.endswith("aufgegangen.")
    assert (Network.objects.count(), Fact.objects.exclude(kind="name").count()) == (1, 2)
    assert (Merger.objects.count(), FormerAddress.objects.count()) == (1, 1)


def test_of_two_who_part_the_second_is_told():
    one, two = pair()
    merger = duplicates.merge("network", one.pk, two.pk, by=None, reason="Dasselbe.")
    outcomes = race([lambda: duplicates.part(merger.pk, by=None)] * 2)
    assert sentences(outcomes) == ["Diese Einträge sind schon wieder getrennt."]
    assert [fact.network for fact in Fact.objects.order_by("pk")] == [one, two]
