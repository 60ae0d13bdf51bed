"""Can everybody ask when the worker has last done its round?"""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from memberships.letters import rounds
from memberships.management.commands import worker

pytestmark = pytest.mark.django_db


def test_age_grows_until_the_next_round() -> None:
    assert rounds.age() is None
    with time_machine.travel("2026-11-22", tick=False) as clock:
        rounds.note()
        clock.shift(timedelta(minutes=7))
        assert rounds.age() == timedelta(minutes=7)
        rounds.note()
        assert rounds.age() == timedelta(0)


def test_a_round_is_noted_by_the_worker_and_not_with_every_look(monkeypatch, django_assert_num_queries) -> None:
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    call_command("worker", "--once", stderr=StringIO())
    age = rounds.age()
    assert age is not None
    assert age < timedelta(seconds=20)
    with django_assert_num_queries(1):
        rounds.note()
