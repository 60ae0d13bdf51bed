"""Does one row get back to what it was, with what went with it, and nothing overwritten unseen?"""

import pytest

from directory.history import revert_plan
from directory.history.revert_plan import Impossible
from directory.history.undo import SINCE, carry_out
from directory.models import Citation, Criterion, Fact, Network, Scope, Terms, Topic, history
from tests.directory import making
from tests.directory.history.undoing import go, state, version

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> Network:
    return making.network("Runde")


# --- one version --------------------------------------------------------------------------------


def test_version_brought_back(network):
    row = making.fact(network, text="Reden.", start="2013")
    row.text, row.start, row.position = "Handeln.", "2024-05", 9
    row.save()
    go(revert_plan.of_version(version(row, 1)))
    row.refresh_from_db()
    assert (row.text, row.start, str(row.start_earliest), row.position) == ("Reden.", "2013", "2013-01-01", 0)
    assert version(row).history_change_reason == f"Zurück auf den Stand vom {revert_plan.moment(version(row, 2))}"


def test_version_keeps_what_is_kept(network):
    network.visibility, network.status = "archived", "ended"
    network.save()
    go(revert_plan.of_version(version(network, 1), ("visibility",)))
    network.refresh_from_db()
    assert (network.status, network.visibility) == ("active", "archived")


def test_version_of_today_refused(network):
    network.save()
    with pytest.raises(Impossible, match="schon der Stand von heute"):
        revert_plan.of_version(version(network, 1))


def test_version_pointing_to_what_is_gone_refused(network):
    row = making.treatment(network, making.topic("Losen"))
    row.topic = making.topic("Planen")
    row.save()
    Topic.objects.get(name="Losen").delete()
    plan = revert_plan.of_version(version(row, 1))
    with pytest.raises(Impossible, match=r"^Thema: Was hier stand, gibt es nicht mehr\.$"):
        go(plan)
    row.refresh_from_db()
    assert row.topic.name == "Planen"


def test_version_whose_place_is_taken_refused(network):
    row = making.fact(network, "eins")
    row.key = "zwei"
    row.save()
    making.fact(network, "eins")
    with pytest.raises(Impossible, match="Diese Kennung gibt es bei diesem Netzwerk schon"):
        go(revert_plan.of_version(version(row, 1)))


def test_version_against_a_rule_refused(network):
    """The figure's rule is younger than the version."""
    row = making.fact(network, text="Reden.")
    Fact.history.filter(id=row.pk).update(qualifier="Anfang")
    row.save()
    with pytest.raises(Impossible, match="Wort vor dem Datum: Vor welchem Datum"):
        go(revert_plan.of_version(version(row, 1)))


def test_version_changed_since_refused(network):
    network.status = "ended"
    network.save()
    plan = revert_plan.of_version(version(network, 1))
    network.name = "Tafel"
    network.save()
    with pytest.raises(Impossible, match=SINCE):
        carry_out(plan, plan.token)
    network.refresh_from_db()
    assert (network.name, network.status) == ("Tafel", "ended")


def test_version_seen_before_a_change_refused(network):
    network.status = "ended"
    network.save()
    seen = revert_plan.of_version(version(network, 1)).token
    network.name = "Tafel"
    network.save()
    with pytest.raises(Impossible, match=SINCE):
        carry_out(revert_plan.of_version(version(network, 2)), seen)


def test_version_of_a_row_that_went_without_a_trace_refused(network):
    row = making.fact(network, text="Reden.")
    row.text = "Handeln."
    row.save()
    Fact.objects.filter(pk=row.pk)._raw_delete("default")
    with pytest.raises(Impossible, match=SINCE):
        go(revert_plan.of_version(version(row, 1)))


# --- a row that is gone -------------------------------------------------------------------------


def test_deleted_row_restored_with_what_went_with_it(network):
    kept = making.fact(network, "kept")
    lost = making.terms(network, "person", "organisation", cost="kostenlos")
    making.citation(lost, aspect="cost")
    making.citation(lost.criteria.first())
    making.citation(kept)
    before = state(Terms, Criterion, Citation, Fact)
    with history.act():
        lost_version = lost.pk
        lost.delete()
        kept.delete()
    go(revert_plan.of_version(Terms.history.filter(id=lost_version).order_by("-history_id").first()))
    assert state(Terms, Criterion)[:2] == before[:2]
    assert (Citation.objects.count(), Fact.objects.count()) == (2, 0)


def test_deleted_row_restored_as_it_was_earlier(network):
    row = making.fact(network, text="Reden.")
    row.text = "Handeln."
    row.save()
    number = row.pk
    row.delete()
    go(revert_plan.of_version(Fact.history.filter(id=number).order_by("history_id").first()))
    assert (Fact.objects.get().pk, Fact.objects.get().text) == (number, "Reden.")


def test_deleted_row_of_a_deleted_network_refused(network):
    row = making.fact(network)
    number = row.pk
    row.delete()
    network.delete()
    with pytest.raises(Impossible, match="Netzwerk: Was hier stand, gibt es nicht mehr"):
        go(revert_plan.of_version(Fact.history.filter(id=number).order_by("-history_id").first()))
    assert Fact.objects.count() == 0


def test_deleted_network_restored_with_everything(catalogue):
    network = Network.objects.get(slug="fachverband-buergerbeteiligung")
    number, before = network.pk, state(Network, Scope, Terms, Criterion, Fact, Citation)
    network.delete()
    go(revert_plan.of_version(Network.history.filter(id=number).order_by("-history_id").first()))
    assert state(Network, Scope, Terms, Criterion, Fact, Citation) == before
