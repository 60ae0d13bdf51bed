"""Does only one process at a time hold a lease, and does nobody wait for one that was killed?"""

from datetime import timedelta

import pytest
from django.utils import timezone

from directory.models import Lease

pytestmark = pytest.mark.django_db


def later(seconds: int):
    return timezone.now() + timedelta(seconds=seconds)


def test_lease_is_taken_once():
    assert [Lease.take("besuche", later(60)), Lease.take("besuche", later(60))] == [True, False]
    assert Lease.take("anderes", later(60))


def test_lease_that_ended_is_free():
    Lease.take("besuche", later(-1))
    assert [Lease.take("besuche", later(60)), Lease.take("besuche", later(60))] == [True, False]


def test_lease_given_back():
    Lease.take("besuche", later(60))
    Lease.keep("besuche", timezone.now())
    assert Lease.take("besuche", later(60))


def test_lease_held_for_longer():
    Lease.take("besuche", later(-1))
    Lease.keep("besuche", later(60))
    assert not Lease.take("besuche", later(60))


def test_lease_named():
    Lease.take("besuche", later(60))
    assert str(Lease.objects.get()) == "besuche"
