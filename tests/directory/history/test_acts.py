"""Is a whole act undone, all or nothing, and refused where something else depends on it by now?"""

import pytest

from directory.curation.revert import SINCE
from directory.curation.revert_plan import Impossible
from directory.models import (
    Act,
    Body,
    Fact,
    Member,
    Merger,
    Network,
    Source,
    Topic,
    Version,
    history,
)
from tests.directory import making
from tests.directory.history.undoing import go, of_act, state
from tests.directory.smallest import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("versions")]


@pytest.fixture
def network() -> Network:
    return making.network("Runde")


def test_act_undone(network):
    source, other = making.source("Alt"), making.network("Tafel")
    changed, lost = making.fact(network, "changed", text="Reden."), making.fact(network, "lost")
    for row in (changed, lost):
        making.citation(row, of=source)
    before = state()
    with history.act() as act:
        new = Source.objects.create(slug="neu", title="Neu", publisher="V", read_on="2026-01-02")
        changed.text = "Handeln."
        changed.save()
        lost.delete()
        added = making.fact(network, "added", kind="figure", text="", number=3, bound="about", unit="Aktive")
        making.citation(added, of=new)
        making.tenure(network, making.body("Neue Stelle"))
        network.status = other.status = "ended"
        network.save()
        other.save()
    plan = of_act(act)
    assert plan.permissions >= {"directory.delete_fact", "directory.add_fact", "directory.change_network"}
    go(plan)
    assert state() == before


def test_act_undone_keeps_later_edits_of_other_columns(network):
    with history.act() as act:
        network.status = "ended"
        network.save()
    network.name = "Tafel"
    network.save()
    go(of_act(act))
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
        of_act(act)


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
        of_act(act)


def test_act_with_something_new_hanging_on_it_refused(network):
    with history.act() as act:
        row = making.fact(network)
    making.citation(row)
    with pytest.raises(Impossible, match="wurde später noch einmal geändert"):
        go(of_act(act))
    assert Fact.objects.count() == 1


def test_act_that_made_what_is_used_by_now_refused(network):
    with history.act() as act:
        body = making.body("Neue Stelle")
    making.tenure(network, body)
    with pytest.raises(Impossible, match=r"Etwas anderes hat inzwischen seinen Platz|Daran hängt inzwischen"):
        go(of_act(act))
    assert Body.objects.count() == 1


def test_act_that_made_what_another_record_points_to_refused():
    body = making.body("Stelle")
    with history.act() as act:
        entry = making.network("Eintrag")
    body.entry = entry
    body.save()
    with pytest.raises(Impossible, match="Daran hängt inzwischen etwas anderes: koordinierende Stelle"):
        go(of_act(act))


def test_act_undone_twice_refused(network):
    with history.act() as act:
        row = making.fact(network)
    plan = of_act(act)
    go(plan)
    with pytest.raises(Impossible, match=SINCE):
        go(plan)
    with pytest.raises(Impossible, match="schon der Stand von heute"):
        of_act(act)
    assert not Fact.objects.filter(pk=row.pk).exists()


def test_act_half_of_which_is_impossible_does_nothing(network):
    one, two = making.fact(network, "eins"), making.treatment(network, making.topic("Losen"))
    with history.act() as act:
        one.text = "Handeln."
        one.save()
        two.topic = making.topic("Planen")
        two.save()
    Topic.objects.get(name="Losen").delete()
    before = state()
    with pytest.raises(Impossible):
        go(of_act(act))
    assert state() == before


def test_act_without_change_is_none(network):
    with history.act():
        network.save()
        making.fact(network).delete()
    assert Act.objects.count() == 1  # that made the network


def test_act_on_a_row_from_before_versions_were_kept_undone(network):
    Version.objects.all().delete()
    with history.act() as act:
        network.status = "ended"
        network.save()
    go(of_act(act))
    assert Network.objects.get().status == "active"


def test_act_about_members_refused(network):
    with history.act() as act:
        make(Member, network=network)
    with pytest.raises(Impossible, match="Mitglieder kommen und gehen durch ihren Antrag"):
        of_act(act)


def test_act_of_a_merger_refused(network):
    number = network.pk
    with history.act() as act:
        network.delete()
    Merger.objects.create(
        kind="network", kept=number + 1, kept_name="A", gone=number, gone_name="Runde", reason="Dasselbe."
    )
    with pytest.raises(Impossible, match="Zusammenlegen und Trennen geht nur"):
        of_act(act)
