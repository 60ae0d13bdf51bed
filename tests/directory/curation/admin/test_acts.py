"""Does the page of an act cost the same, however many records it made?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import Network, Topic, history
from tests.directory.smallest import make

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def cost(client, number):
    """The queries of the page of an act that made so many networks and topics."""
    with history.act("Import") as act:
        made = [make(Network) for _ in range(number)]
        for _ in range(number):
            make(Topic)
    path = f"/admin/directory/network/{made[0].pk}/history/act/{act.number}/"
    client.get(path)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len(caught)


def test_act_costs_the_same_with_one_and_with_many(admin_client):
    assert cost(admin_client, 1) == cost(admin_client, 3) == cost(admin_client, 10)
