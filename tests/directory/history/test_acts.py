"""Is a whole act undone, all or nothing, and refused where something else depends on it by now?"""

import pytest

from directory.history import revert_plan
from directory.history.revert_plan import Impossible
from directory.history.undo import SINCE
from directory.models import (
    Body,
    Citation,
    Fact,
    Member,
    Merger,
    Network,
    Source,
    Tenure,
    Topic,
    Treatment,
    history,
)
from tests.directory import making
from tests.directory.history.undoing import go, state
from tests.directory.smallest import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> Network:
    return making.network("Runde")


def test_act_undone(network):
    source, other = making.source("Alt"), making.network("Tafel")
    changed, lost = making.fact(network, "changed", text="Reden."), making.fact(network, "lost")
    making.citation(lost, of=source)
    before = state(Network, Fact, Citation, Source, Tenure, Body, Treatment)
    with history.act() as act:
        new = Source.objects.create(slug="neu", title="Neu", publisher="V", read_on="2026-01-02")
        changed.text = "Handeln."
        changed.save()
        lost.delete()
        added = making.fact(network, "lost", kind="figure", text="", number=3, bound="about", unit="Aktive")
        making.citation(added, of=new)
        making.tenure(network, making.body("Neue Stelle"))
        network.status = other.status = "ended"
        network.save()
        other.save()
    plan = revert_plan.of_act(act.number)
    assert plan.permissions >= {"directory.delete_fact", "directory.add_fact", "directory.change_network"}
    go(plan)
    assert state(Network, Fact, Citation, Source, Tenure, Body, Treatment) == before


def test_act_undone_keeps_later_edits_of_other_columns(network):
    with history.act() as act:
        network.status = "ended"
        network.save()
    network.name = "Tafel"
    network.save()
    go(revert_plan.of_act(act.number))
    network.refresh_from_db()
    assert (network.name, network.status) == ("Tafel", "active")


def test_act_whose_row_was_changed_later_refused(network):
    row = making.fact(network, text="Reden.")
    with history.act() as act:
        row.text = "Handeln."
        row.save()
        making.scope(network, "sachsen")
    row.text = "Ruhen."
    row.save()
    with pytest.raises(Impossible, match=r"Ziel „Handeln\.“ wurde später noch einmal geändert"):
        revert_plan.of_act(act.number)


@pytest.mark.parametrize("then", ["deleted", "restored"])
def test_act_whose_row_has_come_or_gone_since_refused(network, then):
    row = making.fact(network, text="Reden.")
    with history.act() as act:
        row.text = "Handeln."
        row.save()
        number = row.pk
        if then == "restored":
            row.delete()
    if then == "restored":
        row.pk = number
        row.save(force_insert=True)
    else:
        row.delete()
    with pytest.raises(Impossible, match="wurde später noch einmal geändert"):
        revert_plan.of_act(act.number)


def test_act_with_something_new_hanging_on_it_refused(network):
    with history.act() as act:
        row = making.fact(network)
    making.citation(row)
    with pytest.raises(Impossible, match="Daran hängt inzwischen etwas anderes: Beleg"):
        go(revert_plan.of_act(act.number))
    assert Fact.objects.count() == 1


def test_act_that_made_what_is_used_by_now_refused(network):
    with history.act() as act:
        body = making.body("Neue Stelle")
    making.tenure(network, body)
    with pytest.raises(Impossible, match=r"Etwas anderes hat inzwischen seinen Platz|Daran hängt inzwischen"):
        go(revert_plan.of_act(act.number))
    assert Body.objects.count() == 1


def test_act_that_made_what_another_record_points_to_refused():
    body = making.body("Stelle")
    with history.act() as act:
        entry = making.network("Eintrag")
    body.entry = entry
    body.save()
    with pytest.raises(Impossible, match="Daran hängt inzwischen etwas anderes: koordinierende Stelle"):
        go(revert_plan.of_act(act.number))


def test_act_undone_twice_refused(network):
    with history.act() as act:
        row = making.fact(network)
    plan = revert_plan.of_act(act.number)
    go(plan)
    with pytest.raises(Impossible, match=SINCE):
        go(plan)
    with pytest.raises(Impossible, match="wurde später noch einmal geändert"):
        revert_plan.of_act(act.number)
    assert not Fact.objects.filter(pk=row.pk).exists()


def test_act_half_of_which_is_impossible_does_nothing(network):
    one, two = making.fact(network, "eins"), making.treatment(network, making.topic("Losen"))
    with history.act() as act:
        one.text = "Handeln."
        one.save()
        two.topic = making.topic("Planen")
        two.save()
    Topic.objects.get(name="Losen").delete()
    before = state(Fact, Treatment)
    with pytest.raises(Impossible):
        go(revert_plan.of_act(act.number))
    assert state(Fact, Treatment) == before


def test_act_without_change_refused(network):
    with history.act() as act:
        network.save()
        making.fact(network).delete()
    with pytest.raises(Impossible, match="schon der Stand von heute"):
        revert_plan.of_act(act.number)


def test_act_on_a_row_without_past_refused(network):
    Network.history.all().delete()
    with history.act() as act:
        network.status = "ended"
        network.save()
    with pytest.raises(Impossible, match="Was hier vorher stand, ist nicht bekannt"):
        revert_plan.of_act(act.number)


def test_act_about_members_refused(network):
    with history.act() as act:
        make(Member, network=network)
    with pytest.raises(Impossible, match="Mitglieder kommen und gehen durch ihren Antrag"):
        revert_plan.of_act(act.number)


def test_act_of_a_merger_refused(network):
    number = network.pk
    with history.act() as act:
        network.delete()
    Merger.objects.create(
        kind="network", kept=number + 1, kept_name="A", gone=number, gone_name="Runde", reason="Dasselbe."
    )
    with pytest.raises(Impossible, match="Zusammenlegen und Trennen geht nur"):
        revert_plan.of_act(act.number)
