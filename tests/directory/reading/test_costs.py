"""What does joining cost, said and filtered, where joining terms and kinds of membership tell of it?"""

from typing import Any

import pytest

from directory.models import Membership, Network
from directory.reading import costs
from tests.directory import making
from tests.directory.asking import listed

pytestmark = pytest.mark.django_db

FEE = {"fee": "50", "period": "jaehrlich"}
GRADED = {"graded": True, "fee_text": "je nach Größe"}
FREE = {"fee": "0"}
IN_WORDS = {"fee_text": "auf Anfrage"}
SILENT: dict[str, Any] = {}


def found(cost: str) -> list[str]:
    return [network.slug for network in listed(f"kosten={cost}")]


@pytest.mark.parametrize(
    ("terms", "memberships", "cost", "words"),
    [
        (None, [], "nicht-genannt", ""),
        ({}, [], "nicht-genannt", ""),
        ({"cost": "kostenlos"}, [], "kostenlos", "kostenlos"),
        ({"cost_text": "auf Spendenbasis"}, [], "nicht-genannt", "auf Spendenbasis"),
        (None, [FEE], "kostenpflichtig", "M0: 50 € jährlich"),
        ({}, [FEE, FREE], "kostenpflichtig", "M0: 50 € jährlich; M1: kostenlos"),
        ({"cost": "kostenlos"}, [FEE], "kostenpflichtig", "M0: 50 € jährlich"),
        ({"cost": "kostenlos"}, [GRADED], "kostenpflichtig", "M0: je nach Größe"),
        ({"cost": "kostenlos"}, [FREE], "kostenlos", "kostenlos"),
        ({"cost": "kostenpflichtig"}, [FEE], "kostenpflichtig", "M0: 50 € jährlich"),
        ({"cost": "kostenpflichtig"}, [SILENT], "kostenpflichtig", "kostenpflichtig"),
        ({}, [FREE], "nicht-genannt", "M0: kostenlos"),
        ({}, [IN_WORDS], "nicht-genannt", "M0: auf Anfrage"),
        ({}, [SILENT], "nicht-genannt", ""),
    ],
)
def test_cost(terms, memberships, cost, words):
    """Never free where a fee is known; where nothing is, nothing is said."""
    network = making.network("Netz")
    if terms is not None:
        making.terms(network, **terms)
    for number, columns in enumerate(memberships):
        Membership.objects.create(network=network, name=f"M{number}", **columns)
    assert costs.in_short(Network.objects.for_cards().get()) == words
    given = {value: found(value) for value in ("kostenlos", "kostenpflichtig", "nicht-genannt")}
    assert given == {**{value: [] for value in given}, cost: ["netz"]}
