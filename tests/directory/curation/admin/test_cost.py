"""What does saving an entry cost the database? As much as was changed, however much the page shows."""

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from directory.models import Fact, Network, Version
from tests.directory.curation.admin.conftest import Desk, complaints

pytestmark = pytest.mark.once

MOST = 59  # a third of what it cost before
EACH = 5  # its own two checks, itself, its network, and the revision


def cost(desk: Desk, network: Network, facts: int, other: Network | None = None) -> int:
    """The queries of saving a network's page on which so many of its facts were told anew, perhaps after somebody has
    saved another entry.
    """
    path = f"network/{network.pk}/change/"
    page = desk.open(path)
    rows = next(inline.formset for inline in page.context["inline_admin_formsets"] if inline.formset.model is Fact)
    changes = {}
    for row in rows.initial_forms[:facts]:
        changes |= {row.add_prefix("text"): f"{row.instance.text} Neu.", row.add_prefix("cite_kept"): "on"}
    values = desk.typed(page, changes)
    if other:
        other.save()
    with CaptureQueriesContext(connection) as queries:
        answer = desk.post(path, values)
    assert answer.status_code == 302, complaints(answer)
    assert network.facts.filter(text__endswith=" Neu.").count() == facts
    return len(queries)


@pytest.fixture
def largest(catalogue: None) -> Network:
    return Network.objects.annotate(size=Count("facts")).latest("size")


@pytest.mark.parametrize("facts", [0, 1, 3])
def test_saving_the_largest_entry(desk: Desk, largest: Network, facts: int) -> None:
    assert cost(desk, largest, facts) <= MOST + EACH * max(0, facts - 1)


def test_a_change_of_another_entry_costs_a_second_look(desk: Desk, largest: Network) -> None:
    other = Network.objects.exclude(pk=largest.pk)[0]
    alone = cost(desk, largest, 0)
    assert alone < cost(desk, largest, 0, other) <= MOST


def test_saving_what_nobody_has_changed_makes_no_version(desk: Desk, network: Network) -> None:
    assert desk.send(f"network/{network.pk}/change/").status_code == 302
    assert Version.objects.count() == 0
