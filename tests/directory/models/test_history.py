"""Does every change of every kind of row leave a version that knows who acted, why, and in which act?"""

import pytest
from django.db import IntegrityError, transaction

from directory.catalogue import dump
from directory.models import Act, Citation, Contact, Fact, Member, Network, Relation, Version, history
from tests.directory import making
from tests.directory.smallest import SMALLEST, make
from tests.memberships import making as accounts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("versions")]
KEPT = [model for model in SMALLEST if hasattr(model, "places")]


@pytest.mark.parametrize("model", KEPT)
def test_version_kept_of_every_kind_of_row(model):
    row = make(model)
    (kind, number), *_ = row.places()
    told = Version.objects.filter(kind=kind, record=number).latest("pk")
    assert told.document is not None
    row.delete()
    gone = Version.objects.filter(kind=kind, record=number).latest("pk")
    assert (gone.before, gone.document == told.document) == (told, False)


def test_saved_without_change_leaves_none():
    network = making.network()
    network.save()
    assert Version.objects.count() == 1


def test_version_is_the_document():
    network = making.network()
    making.citation(making.fact(network))
    assert Version.objects.filter(kind="network").latest("pk").document == dump(network)


def test_act_joins_what_is_saved_within():
    user = accounts.user()
    with history.act("Aus der Zeitung", by=user) as present:
        fact = make(Fact)
        with history.act():
            make(Citation, fact=fact)
    versions = Version.objects.filter(kind="network")
    assert [(each.act_id, each.act.reason, each.act.by) for each in versions] == [
        (present.number, "Aus der Zeitung", user)
    ]


def test_act_ends():
    with history.act() as first:
        network = make(Network)
    making.scope(network, "sachsen")
    assert [act.number == first.number for act in Act.objects.order_by("at")] == [True, False]


def test_act_that_fails_leaves_nothing():
    with pytest.raises(IntegrityError), history.act():
        Fact(network=make(Network), kind="gibts-nicht").save()
    assert (Version.objects.count(), Act.objects.count(), Fact.objects.count()) == (0, 0, 0)


def test_act_taken_back_leaves_nothing():
    network = making.network()
    with history.act(), transaction.atomic():
        making.fact(network)
        transaction.set_rollback(True)
    assert Version.objects.count() == 1


def test_reason_given_later():
    with history.act():
        history.because("Nachgetragen")
        make(Network)
    assert Act.objects.get().reason == "Nachgetragen"


def test_reason_without_an_act_is_nothing():
    history.because("Verloren")
    make(Network)
    assert Act.objects.get().reason == ""


def test_reason_of_a_request_given_to_acts_without_one():
    user = accounts.user()
    with history.sent_by(user):
        history.because("auf Hinweis")
        make(Network)
        with history.act("Eigener Grund"):
            make(Network)
    assert list(Act.objects.order_by("at").values_list("reason", "by")) == [
        ("auf Hinweis", user.pk), ("Eigener Grund", user.pk),
    ]  # fmt: skip


def test_reason_is_cut():
    with history.act("x" * 1000):
        make(Network)
    assert len(Act.objects.get().reason) == history.REASON_LENGTH


def test_relation_told_by_both_networks():
    relation = make(Relation, other=make(Network, name="Anderes"), other_name="")
    one, other = (
        Version.objects.filter(record=number).latest("pk") for number in (relation.network_id, relation.other_id)
    )
    assert one.act == other.act
    assert [row["network"] for row in other.document["incoming"]] == [relation.network_id]


def test_network_that_goes_told_by_those_it_was_related_to():
    relation = make(Relation, other=make(Network, name="Anderes"), other_name="")
    other = relation.other_id
    relation.network.delete()
    assert "incoming" not in Version.objects.filter(record=other).latest("pk").document


@pytest.mark.parametrize("how", ["update", "delete", "bulk_create"])
def test_bulk_changes_leave_versions_too(how):
    network = making.network()
    if how == "bulk_create":
        Fact.objects.bulk_create([Fact(network=network, kind="aim", text="Reden.")])
        assert len(Version.objects.latest("pk").document["facts"]) == 1
        return
    fact = making.fact(network)
    if how == "update":
        Fact.objects.filter(pk=fact.pk).update(text="Handeln.")
        assert Version.objects.latest("pk").document["facts"][0]["text"] == "Handeln."
    else:
        Fact.objects.filter(pk=fact.pk).delete()
        assert "facts" not in Version.objects.latest("pk").document


@pytest.mark.parametrize("forget", ["withhold", "delete", "bulk", "cascade"])
def test_person_forgotten_in_all_versions(forget):
    person = make(Contact, name="Kim Beispiel", email="kim@example.org", phone="1")
    if forget == "delete":
        person.delete()
    elif forget == "bulk":
        Contact.objects.filter(pk=person.pk).delete()
    elif forget == "cascade":
        person.network.delete()
    else:
        person.withheld = True
        person.save()
    said = [person for each in Version.objects.exclude(document=None) for person in each.document.get("contacts", ())]
    assert len(said) >= 1
    assert {name for person in said for name in person} <= {"key", "withheld"}


def test_member_forgotten_in_all_versions():
    make(Member, name="Kim Beispiel", is_public=True).delete()
    said = Version.objects.filter(kind="member").exclude(document=None)
    assert [{"name", "is_public"} & each.document.keys() for each in said] == [set()]
