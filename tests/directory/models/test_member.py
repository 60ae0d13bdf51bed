"""Is a member named only with consent, and how do members stand in a list?"""

import pytest
from django.core.exceptions import ValidationError

from directory.models import Member, Network
from tests.directory.smallest import fresh, make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("columns", "allowed"),
    [
        ({}, True),
        ({"name": "Kim Beispiel"}, True),
        ({"name": "Gemeinde Musterau", "party": "organisation", "is_public": True}, True),
        ({"is_public": True}, False),
    ],
)
def test_member_public_with_name(columns, allowed):
    member = fresh(Member, **columns)
    if allowed:
        member.full_clean()
        member.save()
        assert Member.objects.count() == 1
    else:
        with pytest.raises(ValidationError) as refusal:
            member.full_clean()
        assert refusal.value.messages == ["Öffentlich genannt werden kann nur ein Mitglied mit Namen."]


def test_member_not_public_by_default():
    assert make(Member, name="Kim Beispiel").is_public is False


def test_member_in_words():
    anonymous = make(Member)
    assert str(anonymous) == f"Mitglied {anonymous.pk}"
    assert str(make(Member, name="Kim Beispiel")) == "Kim Beispiel"


def test_members_in_order_of_their_names():
    network = make(Network)
    for name in ("b", "a", "b", ""):
        make(Member, network=network, name=name)
    assert [member.name for member in network.members.all()] == ["", "a", "b", "b"]


def test_member_gone_with_the_network():
    make(Member).network.delete()
    assert Member.objects.count() == 0
