"""Does one row get back to what it was, with what went with it, and nothing overwritten unseen?"""

import pytest

from directory.curation import revert, revert_plan
from directory.curation.revert import SINCE
from directory.curation.revert_plan import Impossible
from directory.models import Citation, Fact, Member, Network, Topic, Version, history
from tests.directory import making
from tests.directory.history.undoing import go, of_version, state, version
from tests.directory.smallest import make
from tests.memberships import making as accounts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("versions")]


@pytest.fixture
def network() -> Network:
    return making.draft("Runde")  # of which nothing needs a source


# --- one version --------------------------------------------------------------------------------


def test_version_brought_back(network):
    row = making.fact(network, text="Reden.", start="2013")
    row.text, row.start = "Handeln.", "2024-05"
    row.save()
    go(of_version(row, 1))
    row.refresh_from_db()
    assert (row.text, row.start, str(row.start_earliest)) == ("Reden.", "2013", "2013-01-01")
    assert version(row).act.reason == f"Zurück auf den Stand vom {revert_plan.moment(version(row, 2))}"


def test_version_keeps_what_is_kept(network):
    network.visibility, network.status = "archived", "ended"
    network.save()
    go(revert_plan.of_version(version(network, 1), keeps_visibility=True))
    network.refresh_from_db()
    assert (network.status, network.visibility) == ("active", "archived")


def test_version_of_today_refused(network):
    with pytest.raises(Impossible, match="schon der Stand von heute"):
        of_version(network)


def test_version_pointing_to_what_is_gone_refused(network):
    row = making.treatment(network, making.topic("Losen"))
    row.topic = making.topic("Planen")
    row.save()
    Topic.objects.get(name="Losen").delete()
    plan = of_version(row, 1)
    with pytest.raises(Impossible, match=r"^Thema: Was hier stand, gibt es nicht mehr\.$"):
        go(plan)
    row.refresh_from_db()
    assert row.topic.name == "Planen"


def test_version_whose_place_is_taken_refused(network):
    row = making.scope(network, "sachsen")
    row.value = "bayern"
    row.save()
    making.scope(network, "sachsen")
    with pytest.raises(Impossible, match=r"Diesen Eintrag gibt es zweimal|ist schon eingetragen"):
        go(of_version(row, 2))


def test_version_against_a_rule_refused(network):
    """The figure's rule is younger than the version."""
    row = making.fact(network, text="Reden.")
    old = version(row)
    old.document["facts"][0]["qualifier"] = "Anfang"
    old.save()
    row.text = "Handeln."
    row.save()
    with pytest.raises(Impossible, match="Vor welchem Datum"):
        go(of_version(row, 1))


def test_version_changed_since_refused(network):
    network.status = "ended"
    network.save()
    plan = of_version(network, 1)
    network.name = "Tafel"
    network.save()
    with pytest.raises(Impossible, match=SINCE):
        go(plan)
    network.refresh_from_db()
    assert (network.name, network.status) == ("Tafel", "ended")


def test_version_seen_before_a_change_refused(network):
    network.status = "ended"
    network.save()
    seen = of_version(network, 1).token
    network.name = "Tafel"
    network.save()
    with pytest.raises(Impossible, match=SINCE):
        revert.go_back(of_version(network, 2), seen, accounts.user(is_superuser=True))


# --- a row that is gone -------------------------------------------------------------------------


def test_deleted_row_restored_with_what_went_with_it(network):
    kept = making.fact(network, "kept")
    lost = making.terms(network, "person", "organisation", cost="kostenlos")
    making.citation(lost, aspect="cost")
    making.citation(lost.criteria.first())
    making.citation(kept)
    before = state()
    terms = before["network"][0]["terms"]
    with history.act():
        lost.delete()
        kept.delete()
    go(revert_plan.of_version(version(network, 1), ("terms",)))
    assert state()["network"][0]["terms"] == terms
    assert (Citation.objects.count(), Fact.objects.count()) == (2, 0)


def test_deleted_row_restored_as_it_was_earlier(network):
    row = making.fact(network, text="Reden.")
    row.text = "Handeln."
    row.save()
    first = version(row, 1)
    row.delete()
    go(revert_plan.of_version(first, ("facts", row.key)))
    assert (Fact.objects.get().key, Fact.objects.get().text) == (row.key, "Reden.")


def test_row_of_a_deleted_network_returns_with_all_of_it(network):
    row = making.fact(network)
    before, told = state(), version(row)
    network.delete()
    go(revert_plan.of_version(told, ("facts", row.key)))
    assert state() == before


def test_deleted_network_restored_with_everything(catalogue):
    network = Network.objects.get(slug="fachverband-buergerbeteiligung")
    number, before = network.pk, state()
    network.delete()
    go(revert_plan.of_version(Version.objects.get(record=number, kind="network", document__isnull=False)))
    assert (state(), Network.objects.filter(pk=number).count()) == (before, 1)


def test_version_that_says_the_record_is_gone_refused(network):
    network.delete()
    with pytest.raises(Impossible, match="schon der Stand von heute"):
        revert_plan.of_version(Version.objects.latest("pk"))


def test_member_who_has_left_does_not_return_here(network):
    member = make(Member, network=network)
    told = version(member)
    member.delete()
    with pytest.raises(Impossible, match="Mitglieder kommen und gehen durch ihren Antrag"):
        revert_plan.of_version(told)
