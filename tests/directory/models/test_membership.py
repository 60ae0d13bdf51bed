"""Does a kind of membership say what it costs, until when one can join and who decides, and no more than its source?"""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from directory.models import Membership
from tests.directory.smallest import fresh, make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("columns", "words", "costs"),
    [
        ({}, "", False),
        ({"fee": "50", "period": "jaehrlich"}, "50 € jährlich", True),
        ({"fee": "1250.5", "period": "einmalig"}, "1.250,50 € einmalig", True),
        ({"fee": "0"}, "kostenlos", False),
        ({"fee_text": "auf Anfrage"}, "auf Anfrage", False),
        ({"graded": True, "fee_text": "je nach Größe"}, "je nach Größe", True),
        ({"graded": True, "period": "monatlich", "fee_text": "je nach Größe"}, "monatlich, je nach Größe", True),
        ({"graded": True, "fee": "5", "period": "monatlich", "fee_text": "je nach Größe"},
         "ab 5 € monatlich, je nach Größe", True),
        ({"graded": True, "fee": "0", "period": "monatlich", "fee_text": "je nach Größe"},
         "ab 0 € monatlich, je nach Größe", True),
    ],
)  # fmt: skip
def test_fee(columns, words, costs):
    membership = fresh(Membership, **columns)
    membership.full_clean()
    membership.save()
    membership.refresh_from_db()
    assert (membership.fee_words, membership.costs) == (words, costs)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({}, ""),
        ({"deadline": "2026-09-30"}, "30. September 2026"),
        ({"deadline_text": "jederzeit"}, "jederzeit"),
        ({"deadline": "2026", "deadline_text": "vor der Versammlung"}, "2026, vor der Versammlung"),
    ],
)
def test_deadline(columns, words):
    assert make(Membership, **columns).deadline_words == words


@pytest.mark.parametrize(
    ("columns", "field"),
    [
        ({"deadline": "bald"}, "deadline"), ({"name": ""}, "name"), ({"fee": "viel"}, "fee"),
        ({"fee": Decimal("1.234"), "period": "einmalig"}, "fee"), ({"period": "täglich"}, "period"),
    ],
)  # fmt: skip
def test_refused_at_its_field(columns, field):
    with pytest.raises(ValidationError) as refusal:
        fresh(Membership, **columns).full_clean()
    assert field in refusal.value.message_dict
