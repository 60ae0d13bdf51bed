"""Is a check noted as a check, and not as an edit?"""

from datetime import date
from typing import Any

import pytest
import time_machine

from directory.curation import verification
from directory.models import Body, Fact, Network, Revision, Topic, history
from tests import kept
from tests.directory.smallest import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Network, Fact, Body])
def test_check_notes_the_day_and_nothing_else(model: Any) -> None:
    row = make(model)
    edited, revision = model.objects.get().updated_at, Revision.current()
    with time_machine.travel("2026-12-01 12:00 +0100", tick=False):
        verification.check(row)
    stored = model.objects.get(pk=row.pk)
    assert stored.verified_on == row.verified_on == date(2026, 12, 1)
    assert stored.updated_at == edited
    assert Revision.current() == revision + 1
    assert (kept.told(row)["verified_on"], kept.why(row)) == ("2026-12-01", "geprüft, nichts geändert")


def test_check_of_a_fact_does_not_look_like_an_edit_of_its_network() -> None:
    fact = make(Fact)
    edited = Network.objects.get().updated_at
    verification.check(fact)
    network = Network.objects.get()
    assert (network.updated_at, network.verified_on) == (edited, None)


def test_check_stores_nothing_else_of_the_row() -> None:
    network = make(Network)
    network.summary = "Nicht gespeichert."
    verification.check(network)
    assert Network.objects.get().summary == "Ein Netzwerk."


def test_check_has_its_own_reason_and_hand(django_user_model: Any) -> None:
    kim = django_user_model.objects.create_user("kim")
    network = make(Network)
    with history.act() as present:
        verification.check(network, by=kim, reason="am Telefon bestätigt")
    act = kept.act_of(network)
    assert (act.pk, act.by, act.reason) == (present.number, kim, "am Telefon bestätigt")


def test_what_can_be_checked() -> None:
    assert [verification.can_be_checked(model) for model in (Network, Fact, Body, Topic)] == [True, True, True, False]
