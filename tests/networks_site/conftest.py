"""Who opens the desk in these tests, and on which entry is nothing to be done?"""

import pytest
from django.test import Client

from directory.models import Citation, Network
from directory.querysets import today
from tests.directory.smallest import make
from tests.networks_site.working import enter, sourced, user_in


@pytest.fixture
def curator(db: None) -> Client:
    return enter(user_in("Kuratorium"))


@pytest.fixture
def network(db: None) -> Network:
    """An entry for which nothing is to be done."""
    made = make(Network, name="Netz", verified_on=today())
    for aspect in ("name", "kind", "status"):
        make(Citation, network=made, aspect=aspect, source=sourced())
    return made
