"""Several act on one network at the same moment: does the newest version say all that is stored?"""

import pytest

from directory.catalogue import dump
from directory.curation import verification
from directory.models import Network, Version, history
from tests.directory import making
from tests.memberships.racing import race, raised

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("versions")]


def test_versions_follow_each_other():
    network = making.network()
    facts = [making.fact(network, f"a{number}") for number in range(6)]

    def edit(number):
        with history.act(f"Nr. {number}"):
            facts[number].text = f"Neu {number}."
            facts[number].save()

    acts = [lambda number=number: edit(number) for number in range(3)]
    acts += [lambda number=number: verification.check(facts[number]) for number in range(3, 6)]
    assert raised(race(acts)) == []
    kept = list(Version.objects.filter(kind="network").order_by("pk"))
    assert kept[-1].document == dump(Network.objects.get())
    assert [version.before for version in kept[1:]] == kept[:-1]
