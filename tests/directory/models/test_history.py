"""Does every version know who acted, why, and in which act, and is what must be forgotten forgotten there too?"""

import pytest

from directory.models import Citation, Contact, Fact, Member, Network, Relation, history
from tests.directory.smallest import SMALLEST, make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", SMALLEST)
def test_version_kept_of_every_kind_of_row(model):
    row = make(model)
    number = row.pk
    row.save()
    row.delete()
    kinds = model.history.filter(id=number).order_by("history_id").values_list("history_type", flat=True)
    assert list(kinds) == ["+", "~", "-"]


def test_act_joins_what_is_saved_within():
    with history.act("Aus der Zeitung") as present:
        fact = make(Fact)
        with history.act():
            make(Citation, fact=fact)
    versions = [*Fact.history.all(), *Citation.history.all()]
    assert [(version.act, version.history_change_reason) for version in versions] == [
        (present.number, "Aus der Zeitung")
    ] * 2


def test_act_ends():
    with history.act() as first:
        make(Fact)
    make(Fact)
    acts = [version.act for version in Fact.history.order_by("history_id")]
    assert acts[0] == first.number != acts[1]


def test_reason_given_later():
    with history.act():
        history.because("Nachgetragen")
        make(Fact)
    assert Fact.history.get().history_change_reason == "Nachgetragen"


def test_reason_without_an_act_is_nothing():
    history.because("Verloren")
    make(Fact)
    assert Fact.history.get().history_change_reason is None


def test_reason_is_cut():
    with history.act("x" * 1000):
        make(Fact)
    assert len(Fact.history.get().history_change_reason) == history.REASON_LENGTH


def test_version_knows_its_network():
    network = make(Network)
    citation = make(Citation, fact=make(Fact, network=network))
    number = network.pk
    assert Citation.history.get().of_network == number
    network.delete()
    assert list(Citation.history.filter(id=citation.pk).values_list("of_network", flat=True)) == [number, number]


def test_version_of_a_relation_knows_the_first_network():
    relation = make(Relation)
    assert Relation.history.get().of_network == relation.network_id


@pytest.mark.parametrize("forget", ["withhold", "delete", "bulk", "cascade"])
def test_person_forgotten_in_all_versions(forget):
    person = make(Contact, email="kim@example.org", phone="1")
    if forget == "delete":
        person.delete()
    elif forget == "bulk":
        Contact.objects.filter(pk=person.pk).delete()
    elif forget == "cascade":
        person.network.delete()
    else:
        person.withheld = True
        person.save()
    said = Contact.history.values_list("name", "email", "phone")
    assert set(said) == {("", "", "")}
    assert len(said) == 2


def test_member_forgotten_in_all_versions():
    make(Member, name="Kim Beispiel", is_public=True).delete()
    assert set(Member.history.values_list("name", "is_public")) == {("", False)}
