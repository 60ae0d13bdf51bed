"""Is everything as it was when a merger is undone, and what of what has happened since?"""

from itertools import pairwise

import pytest

from directory.curation import duplicates
from directory.models import (
    Body,
    Citation,
    Contact,
    Fact,
    FormerAddress,
    Merger,
    Network,
    Pair,
    Source,
    Tenure,
    Topic,
    Treatment,
    Verdict,
    Version,
)
from tests.directory import asking, twins
from tests.directory.smallest import make

pytestmark = pytest.mark.django_db
REAL = {"network": Network, "body": Body, "topic": Topic, "source": Source}


def part(merger: Merger) -> list[str]:
    return duplicates.part(merger.pk, by=None)


def refusal(number: int) -> str:
    before = twins.everything()
    with pytest.raises(duplicates.Refused) as refused:
        duplicates.part(number, by=None)
    assert twins.everything() == before
    return str(refused.value)


# --- as it was --------------------------------------------------------------------------------


@pytest.mark.once
@pytest.mark.parametrize("kind", twins.PAIRS)
@pytest.mark.parametrize("swapped", [False, True])
def test_invented_records_are_as_they_were(merge, kind, swapped):
    kept, gone = twins.PAIRS[kind]()
    if swapped:
        kept, gone = gone, kept
    before = twins.documents()
    for _ in range(2):  # a second time as the first
        merger = merge(kept, gone)
        assert twins.documents() != before
        assert part(merger) == []
        assert twins.documents() == before


@pytest.mark.parametrize("kind", REAL)
def test_real_records_are_as_they_were(catalogue, merge, kind):
    records = list(REAL[kind].objects.order_by("pk"))[:3]
    before = twins.documents()
    for kept, gone in pairwise(records):
        assert part(merge(kept, gone)) == []
        assert twins.documents() == before


def test_addresses_are_as_they_were(merge):
    first, second, third = (make(Network, name=name) for name in ("Eins", "Zwei", "Drei"))
    merge(second, third)
    before = set(FormerAddress.objects.values_list("slug", "number"))
    part(merge(first, second))
    assert set(FormerAddress.objects.values_list("slug", "number")) == before == {(third.slug, second.pk)}


def test_parting_is_noted(merge, admin_user):
    kept, gone = make(Network), make(Network)
    merger = merge(kept, gone)
    duplicates.part(merger.pk, by=admin_user)
    merger.refresh_from_db()
    assert (merger.undone_by, merger.undone_at is not None, merger.moved) == (admin_user, True, {})
    last = Version.objects.filter(kind="network", record=gone.pk).first()
    assert (last.before.document, last.act.reason) == (None, "Wieder getrennt: Dasselbe.")
    pair = Pair.objects.get()
    assert (pair.first, pair.second, pair.distinct_reason) == (kept.pk, gone.pk, "wieder getrennt")


def test_both_are_found_again(merge):
    kept, gone = make(Network, name="Runde"), make(Network, name="Tafel")
    make(Fact, network=gone, text="Öffentliche Straße")
    merger = merge(kept, gone)
    assert asking.hits("strasse") == ["Runde"]
    part(merger)
    assert asking.hits("strasse") == ["Tafel"]


# --- what has happened since --------------------------------------------------------------------


def test_what_was_edited_goes_back_as_it_is(merge):
    kept, gone = twins.networks()
    merger = merge(kept, gone)
    Fact.objects.filter(key="angebot-2").update(text="Neu gesagt.", key="neu")
    assert part(merger) == []
    assert gone.facts.get(key="neu").text == "Neu gesagt."


def test_rows_that_were_edited_name_again_what_they_named(merge):
    one, two = twins.topics()
    merger = merge(one, two)
    Treatment.objects.filter(key="b1").update(text="Neu gesagt.")
    assert part(merger) == []
    assert Treatment.objects.get(key="b1", topic=two).text == "Neu gesagt."
    one, two = twins.sources()
    merger = merge(one, two)
    for fact in Fact.objects.filter(citations__source=one):
        Fact.objects.filter(pk=fact.pk).update(text="Neu gesagt.")
    assert part(merger) == []
    assert [source.citations.get().fact.text for source in (one, two)] == ["Neu gesagt.", "Neu gesagt."]


def test_a_value_that_was_filled_and_edited_keeps_what_is_said_about_it(merge):
    kept, gone = make(Network, name="Runde"), make(Network, name="Runde", start="2015")
    twins.cite(gone, make(Source), aspect="start", claim="Seit 2015.")
    merger = merge(kept, gone)
    Network.objects.filter(pk=kept.pk).update(start="2014", start_earliest="2014-01-01")
    assert part(merger) == ["Netzwerk (1): ein Feld wurde inzwischen geändert und bleibt, wie es ist"]
    assert [(row.start, row.citations.get().claim) for row in Network.objects.order_by("pk")] == [
        ("2014", "Seit 2015."),
        ("2015", "Seit 2015."),
    ]


def test_a_further_name_that_was_its_own_is_as_it_was(merge):
    kept, gone = make(Network, name="Runde"), make(Network, name="Tafel")
    twins.cite(gone, make(Source), aspect="name")
    make(Fact, network=gone, kind="name", text="Tafel")
    before = twins.documents()
    assert part(merge(kept, gone)) == []
    assert twins.documents() == before


def test_what_is_new_stays(merge):
    kept, gone = twins.networks()
    merger = merge(kept, gone)
    new = make(Fact, network=kept)
    cited = twins.cite(kept.scopes.get(), make(Source))
    part(merger)
    assert Fact.objects.get(pk=new.pk).network == kept
    assert Citation.objects.get(pk=cited.pk).scope.network == kept


def test_what_was_deleted_stays_deleted_and_is_told(merge):
    kept, gone = twins.networks()
    merger = merge(kept, gone)
    Fact.objects.get(network=kept, key="angebot-2").delete()
    assert part(merger) == ["Angabe (1): wurde inzwischen gelöscht"]
    assert not gone.facts.filter(text="Angebot 1.").exists()


def test_a_filled_field_that_was_changed_stays(merge):
    kept, gone = twins.networks()
    merger = merge(kept, gone)
    Network.objects.filter(pk=kept.pk).update(end="2021", end_latest="2021-12-31")
    assert part(merger) == ["Netzwerk (1): ein Feld wurde inzwischen geändert und bleibt, wie es ist"]
    assert Network.objects.get(pk=kept.pk).end == "2021"


@pytest.mark.usefixtures("versions")
def test_a_filled_row_that_is_gone_is_no_matter(merge):
    kept, gone = twins.networks()
    merger = merge(kept, gone)
    Contact.objects.get(network=kept).delete()
    assert part(merger) == ["Kontaktperson (1): kommt ohne Namen zurück"]
    assert gone.contacts.get().withheld  # nobody names a person again who was taken out


def test_a_row_that_belongs_to_something_lost_is_told(merge):
    one, two = twins.topics()
    merger = merge(one, two)
    Network.objects.get().delete()
    assert part(merger) == ["Netzwerk (1): wurde inzwischen gelöscht"]
    assert Topic.objects.get(pk=two.pk).name == "Haushalte"


def test_a_row_that_belongs_elsewhere_by_now_stays_there(merge):
    kept, gone = twins.networks()
    merger = merge(kept, gone)
    Fact.objects.filter(key="angebot-2").update(network=make(Network))
    assert part(merger) == ["Angabe (1): gehört inzwischen anderswohin und bleibt dort"]


def test_what_hung_on_something_lost_stays_with_its_twin(merge):
    kept, gone = twins.networks()
    twins.cite(gone.tenures.get(), make(Source))
    merger = merge(kept, gone)
    tenure = kept.tenures.get()
    former = tenure.body
    Tenure.objects.filter(pk=tenure.pk).update(body=make(Body, name="Andere"))
    former.delete()
    assert part(merger) == ["Koordination (1): gehörte zu etwas, das es nicht mehr gibt"]
    assert tenure.citations.count() == 1


def test_a_pointer_to_something_lost_is_empty(merge):
    kept, gone = twins.bodies()
    merger = merge(kept, gone)
    gone.entry.delete()
    assert part(merger) == []
    assert Body.objects.get(pk=gone.pk).entry is None


def test_a_further_name_with_a_source_of_its_own_stays(merge):
    kept, gone = make(Network, name="Runde"), make(Network, name="Tafel")
    merger = merge(kept, gone)
    twins.cite(kept.facts.get(), make(Source))
    assert part(merger) == ["Angabe (1): wurde inzwischen bearbeitet und bleibt"]


def test_a_further_name_somebody_removed_is_no_matter(merge):
    kept, gone = make(Network, name="Runde"), make(Network, name="Tafel")
    merger = merge(kept, gone)
    kept.facts.get().delete()
    assert part(merger) == []


# --- what cannot be parted ----------------------------------------------------------------------


def test_unknown_number():
    assert refusal(987654) == "Diese Zusammenlegung gibt es nicht."


def test_parted_already(merge):
    merger = merge(make(Network), make(Network))
    part(merger)
    assert refusal(merger.pk) == "Diese Einträge sind schon wieder getrennt."


def test_nobody_knows_any_more_what_was(merge):
    merger = merge(make(Network), make(Network))
    merger.act.delete()
    assert refusal(merger.pk) == "Wie es vorher war, ist nicht mehr bekannt."


def test_later_mergers_first(merge):
    first, second, third = (make(Network, name=name) for name in ("Eins", "Zwei", "Drei"))
    before = twins.documents()
    early = merge(second, third)
    late = merge(first, second)
    assert "„Zwei“ ist in „Eins“ aufgegangen. Bitte trennen Sie zuerst diese beiden." in refusal(early.pk)
    assert (part(late), part(early)) == ([], [])
    assert twins.documents() == before


def test_mergers_that_touched_other_rows_need_not_be_parted_first(merge):
    one, two = twins.networks()
    early = merge(one, two)
    merge(make(Topic), make(Topic, name="Anderes"))
    assert part(early) == []


def test_a_merger_of_bodies_that_joined_moved_rows_is_parted_first(merge):
    kept, gone = twins.networks()
    early = merge(kept, gone)
    body, double = make(Body), make(Body, name="Doppelt")
    tenure = kept.tenures.get()
    make(type(tenure), network=kept, body=double, start=tenure.start)
    merge(double, tenure.body)
    assert "Eine spätere Zusammenlegung hängt davon ab" in refusal(early.pk)
    assert not body.tenures.exists()


def test_the_address_is_taken(merge):
    kept, gone = make(Network), make(Network, slug="tafel")
    merger = merge(kept, gone)
    make(Network, slug="tafel")
    assert refusal(merger.pk).startswith("Die Adresse „tafel“ gehört inzwischen einem anderen Eintrag.")


def test_what_stayed_is_gone(merge):
    kept, gone = make(Network, name="Runde"), make(Network)
    merger = merge(kept, gone)
    kept.delete()
    assert refusal(merger.pk) == "„Runde“ gibt es nicht mehr."


def test_a_place_that_is_taken_parts_nothing(merge):
    kept, gone = twins.networks()
    merger = merge(kept, gone)
    make(Verdict, network=make(Network), aspect="start", code="T1")
    assert refusal(merger.pk).startswith("Die Einträge lassen sich nicht mehr trennen")
