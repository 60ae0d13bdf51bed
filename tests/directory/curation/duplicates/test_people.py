"""Is nobody named any more who wants to be forgotten, by no version of a record that became one with another either?"""

import pytest

from directory.catalogue import forgetting
from directory.curation import duplicates
from directory.models import Citation, Contact, Fact, Member, Merger, Network, Source, Version
from tests.directory import twins
from tests.directory.smallest import make
from tests.memberships.test_traces import traces

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def part(merger: Merger) -> list[str]:
    return duplicates.part(merger.pk, by=None)


def named() -> set[str]:
    """Whom the versions of networks name, and how one reaches them."""
    documents = Version.objects.filter(kind="network", document__isnull=False).values_list("document", flat=True)
    people = [person for document in documents for person in document.get("contacts", ())]
    return {person[name] for person in people for name in ("name", "email") if name in person}


@pytest.mark.usefixtures("versions")
def test_no_version_keeps_the_name_of_a_person_who_became_one_with_one_who_is_withheld(merge):
    kept, gone = twins.networks()
    source = make(Source)
    for owner in (kept, gone):
        twins.cite(owner.contacts.get(), source, claim="Nennt Kim Beispiel.")
    merger = merge(kept, gone)
    assert named() == {"Kim Beispiel", "kim@x.example"}
    contact = Contact.objects.get(network=kept)
    contact.name, contact.email, contact.withheld = "", "", True
    contact.save()
    assert not {"Kim Beispiel", "kim@x.example"} & named()
    assert part(merger) == ["Kontaktperson (1): kommt ohne Namen zurück"]
    assert not {"Kim Beispiel", "kim@x.example"} & named()
    assert [(row.name, row.withheld) for row in Contact.objects.order_by("pk")] == [("", True), ("", True)]


@pytest.mark.usefixtures("versions")
def test_whoever_becomes_one_with_a_person_who_is_withheld_is_named_no_more(merge):
    kept, gone = make(Network, name="Runde"), make(Network, name="Runde")
    for owner in (kept, gone):
        make(Contact, network=owner, name="Kim Beispiel", withheld=owner == kept)
    assert named() == {"Kim Beispiel"}
    merger = merge(kept, gone)
    assert named() == set()
    assert part(merger) == ["Kontaktperson (1): kommt ohne Namen zurück"]
    assert [(row.name, row.withheld) for row in Contact.objects.order_by("pk")] == [("Kim Beispiel", True), ("", True)]


def test_a_chain_of_mergers_forgets_as_well_and_merging_alone_forgets_nothing(merge):
    owner = make(Network)
    merge(*(make(Member, network=owner, name="Alex Anders") for _ in range(2)))
    first, second, third = (make(Member, network=owner, name="Kim Beispiel") for _ in range(3))
    mergers = [merge(second, third), merge(first, second)]
    assert "Kim" in str(Merger.objects.get(pk=mergers[0].pk).moved)
    Member.objects.filter(pk=first.pk).update(name="")
    forgetting.forget_member(first.pk, set())
    assert "Kim" not in str([merger.moved for merger in Merger.objects.all()])
    assert "Alex" in str([merger.moved for merger in Merger.objects.all()])
    assert [part(merger) for merger in reversed(mergers)] == [[], []]
    assert [row.name for row in Member.objects.exclude(name="Alex Anders")] == ["", "", ""]


@pytest.mark.usefixtures("versions")
def test_rows_that_are_back_are_known_to_earlier_mergers(merge):
    first, second, third = (make(Network, name="Runde") for _ in range(3))
    for owner in (first, second, third):
        make(Contact, network=owner, name="Zwiebelkuchen")
        make(Fact, network=owner, key="ziel")
    early = merge(second, third)
    assert duplicates.part(merge(first, second).pk, by=None) == []
    contact = second.contacts.get()
    contact.name, contact.withheld = "", True
    contact.save()
    assert Merger.objects.get(pk=early.pk).undone_at is None
    assert "Zwiebelkuchen" not in str(list(Version.objects.filter(record__in=[second.pk, third.pk]).values()))


@pytest.mark.usefixtures("versions")
@pytest.mark.parametrize("kind", ["network", "source"])
def test_no_table_names_a_person_who_is_withheld(merge, kind):
    networks = twins.networks()
    source, other = make(Source), make(Source)
    for owner, of in zip(networks, (source, other), strict=True):
        Contact.objects.filter(network=owner).update(name="Zwiebelkuchen")
        twins.cite(owner.contacts.get(), of, claim="Nennt Zwiebelkuchen.")
    merge(*(networks if kind == "network" else (source, other)))
    assert "directory_version" in traces("Zwiebelkuchen")
    for contact in Contact.objects.all():
        contact.name, contact.email, contact.withheld = "", "", True
        contact.save()
    Citation.objects.filter(contact__isnull=False).update(claim="")
    assert traces("Zwiebelkuchen") == []
