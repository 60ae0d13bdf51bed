"""What may readers know of changes? Nothing from before they saw a network, nothing of drafts, no names of people."""

from datetime import date
from typing import Any

import pytest
import time_machine

from directory.curation import duplicates, publishing, verification
from directory.models import Contact, Fact, Network, Relation, Scope, Terms, Version, history
from tests.directory import making
from tests.directory.history import telling
from tests.directory.smallest import make
from tests.memberships import making as accounts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("versions")]


@pytest.fixture
def network() -> Network:
    return making.network("Runde")


# --- mergers ------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", [False, True])
def test_told_that_entries_became_one_and_two_again(network, person):
    other = making.network("Tafel")
    if person:
        make(Contact, network=other, name="Ada Beispiel")
    merger = duplicates.merge("network", network.pk, other.pk, by=None, reason="Frau Beispiel sagt es.")
    duplicates.part(merger.pk, by=None)
    reason = "" if person else ": Frau Beispiel sagt es."
    for each in (network, other):
        assert telling.reasons(each)[:2] == [f"Wieder getrennt{reason}", f"Zusammengelegt{reason}"]
    assert ("Tafel", "Eintrag angelegt: Tafel") in telling.lately()[0]
    assert ("Runde", "Weiterer Name entfernt: Tafel") in telling.lately()[0]


# --- how an entry begins ------------------------------------------------------------------------


def test_created_at_once_told_in_one_sentence():
    with history.act():
        network = making.network("Runde")
        making.citation(network, aspect="status")
        for number in range(3):
            making.citation(making.fact(network, key=f"a{number}"))
    assert telling.in_public(network) == [["Eintrag aufgenommen mit 3 Angaben und 4 Belegen"]]


def test_created_with_one_of_each():
    with history.act():
        network = making.network("Runde")
        making.citation(making.fact(network))
    assert telling.in_public(network) == [["Eintrag aufgenommen mit 1 Angabe und 1 Beleg"]]


def test_published_later_told_with_all_there_was_by_then():
    network = making.draft("Runde")
    kept, gone = making.fact(network, "eins"), making.fact(network, "zwei")
    making.citation(kept)
    gone.delete()
    with history.act("Geprüft und vollständig"):
        network.visibility = "published"
        network.save()
    making.scope(network, "sachsen")
    assert telling.in_public(network) == [
        ["Gebiet ergänzt: Sachsen"],
        ["Eintrag veröffentlicht mit 1 Angabe und 1 Beleg"],
    ]
    assert telling.reasons(network) == ["", "Geprüft und vollständig"]


def test_published_again_told_as_a_change(network):
    for visibility in ("archived", "published"):
        network.visibility = visibility
        network.save()
    assert [act[0] for act in telling.in_public(network)] == [
        "Eintrag veröffentlicht",
        "Eintrag archiviert",
        "Eintrag aufgenommen mit 0 Angaben und 0 Belegen",
    ]


def test_loaded_told_as_such(catalogue):
    network = Network.objects.get(slug="netzwerk-kommunale-partizipationsbeauftragte")
    assert telling.in_public(network) == [["Aus den Quelltexten aufgenommen mit 34 Angaben und 45 Belegen"]]


# --- rows from before versions were kept ----------------------------------------------------------


def test_row_that_was_there_before_versions_were_kept(network):
    making.citation(making.fact(network, text="Reden."))
    Version.objects.all().delete()
    row = Fact.objects.get()
    row.text = "Handeln."
    row.save()
    assert telling.in_public(network) == [["Ziel: „Reden.“ → „Handeln.“"]]
    assert Version.objects.filter(act=None).count() == 1


# --- acts ---------------------------------------------------------------------------------------


def test_act_of_many_saves_told_as_one_change(network):
    with history.act():
        row = making.fact(network, text="Reden.")
        row.text = "Handeln."
        row.save()
        making.fact(network, key="zwei").delete()
        network.status = "planned"
        network.save()
        network.status = "ended"
        network.save()
    assert telling.in_public(network)[0] == ["Status: „aktiv“ → „beendet“", "Ziel ergänzt: Handeln."]


def test_act_without_anything_visible_left_out(network):
    row = making.fact(network)
    row.position = 4
    row.save()
    assert len(telling.in_public(network)) == 2


def test_acts_newest_first():
    with time_machine.travel("2026-01-01 12:00 +0100", tick=False):
        network = making.network("Runde")
    for day, status in (("2026-03-02", "planned"), ("2026-03-03", "ended"), ("2026-03-01", "active")):
        with time_machine.travel(f"{day} 12:00 +0100", tick=False):
            network.status = status
            network.save()
    assert [act[0] for act in telling.in_public(network)][:2] == [
        "Status: „geplant“ → „beendet“",
        "Status: „aktiv“ → „geplant“",
    ]


def test_row_that_moved_is_new_on_the_page_it_came_to(network):
    other, row = making.network("Tafel"), making.fact(network, text="Reden.")
    row.network = other
    row.save()
    assert telling.in_public(other)[0] == ["Ziel ergänzt: Reden."]


@time_machine.travel("2026-05-03 12:00 +0100", tick=False)
def test_check_says_its_reason_only_once():
    network = making.network("Runde")
    with time_machine.travel("2026-05-04 12:00 +0100", tick=False):
        verification.check(network)
    assert telling.in_public(network)[0] == ["Geprüft am 4. Mai 2026, nichts geändert"]
    assert telling.reasons(network)[0] == ""


def test_check_of_a_part_with_another_reason(network):
    row = making.fact(network, text="Reden.")
    with history.act("Beim Verein angerufen"):
        row.verified_on = date(2026, 5, 3)
        row.save()
    assert telling.in_public(network)[0] == ["Ziel „Reden.“ geprüft am 3. Mai 2026, nichts geändert"]
    assert telling.reasons(network)[0] == "Beim Verein angerufen"


def test_check_of_all_speaks_for_its_parts(network):
    row = making.fact(network, text="Reden.")
    with history.act():
        row.verified_on = network.verified_on = date(2026, 5, 3)
        row.save()
        network.save()
    assert telling.in_public(network)[0] == ["Geprüft am 3. Mai 2026, nichts geändert"]


# --- what readers must not see --------------------------------------------------------------------


def test_relation_to_a_draft_not_told(network):
    hidden = making.draft("Geheim")
    row = make(Relation, network=network, other=hidden, other_name="")
    making.citation(row)
    row.text = "Bald mehr."
    row.save()
    assert "Geheim" not in repr(telling.in_public(network))
    assert len(telling.in_public(network)) == 1
    assert len(telling.to_editors(network)) == 4


def test_relation_of_a_draft_not_told_on_the_other_page(network):
    make(Relation, network=making.draft("Geheim"), other=network, other_name="")
    assert len(telling.in_public(network)) == 1


# --- the list of recent changes -------------------------------------------------------------------


def test_recent_tells_acts_over_all_published_networks():
    one, two, hidden = making.network("Eins"), making.network("Zwei"), making.draft("Drei")
    with history.act("Umfrage"):
        for network in (one, two, hidden):
            making.scope(network, "sachsen")
    assert telling.lately()[0] == [("Eins", "Gebiet ergänzt: Sachsen"), ("Zwei", "Gebiet ergänzt: Sachsen")]
    assert "Drei" not in repr(telling.lately())


def test_recent_tells_of_an_archived_network_no_more():
    network = making.network("Runde")
    publishing.archive(network, by=accounts.user(is_superuser=True), reason="Doppelt.")
    assert telling.lately() == []


def test_recent_tells_every_kind_of_row_of_the_real_catalogue(catalogue):
    assert [len(act) for act in telling.lately()] == [10]


def names(told: Any) -> set[str]:
    return {name for act in told for name, _ in act}


def test_recent_ends_somewhere(network):
    for number in range(60):
        making.network(f"Netz {number}")
    assert len(names(telling.lately())) == 50
    assert network.name not in names(telling.lately())


def test_nothing_else_asked_for_than_the_rows_shown(django_assert_max_num_queries, network):
    for model in (Scope, Terms, Fact):
        make(model, network=network)
    with django_assert_max_num_queries(12):
        telling.in_public(network)
