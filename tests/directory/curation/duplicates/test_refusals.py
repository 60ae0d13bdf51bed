"""What can never be one, and is nothing done by halves?"""

import pytest

from directory.curation import duplicates
from directory.curation.duplicates import pointers
from directory.models import Fact, Member, Network, Relation
from memberships.applications import consent, notices
from tests.directory import twins
from tests.directory.smallest import make

pytestmark = pytest.mark.django_db


def refusal(kept: int, gone: int, kind: str = "network", **options) -> str:
    """Why it is refused; nothing has changed then."""
    before = twins.everything()
    with pytest.raises(duplicates.Refused) as refused:
        duplicates.merge(kind, kept, gone, **{"by": None, "reason": "Dasselbe.", **options})
    assert twins.everything() == before
    return str(refused.value)


def part_of(part: Network, whole: Network, kind: str = "part-of") -> None:
    make(Relation, network=part, kind=kind, other=whole, other_name="")


def test_not_with_itself():
    number = make(Network).pk
    assert refusal(number, number) == "Ein Eintrag lässt sich nicht mit sich selbst zusammenlegen."


def test_not_with_a_part_of_itself_nor_a_part_of_that():
    whole, part, piece = make(Network), make(Network), make(Network)
    part_of(part, whole)
    part_of(piece, part)
    for one, other in ((whole, part), (part, whole), (whole, piece), (piece, whole)):
        assert refusal(one.pk, other.pk).startswith("Eines der Netzwerke ist Teil des anderen.")


def test_parts_in_a_circle_are_refused_as_well():
    one, other, third = make(Network), make(Network), make(Network)
    part_of(one, other)
    part_of(other, one)
    assert "Teil des anderen" in refusal(one.pk, other.pk)
    duplicates.merge("network", one.pk, third.pk, by=None, reason="Dasselbe.")


@pytest.mark.parametrize("kind", ["succeeded-by", "grew-out-of"])
def test_not_with_what_came_after(kind):
    old, new = make(Network), make(Network)
    part_of(old, new, kind)
    assert "Vorgänger und Nachfolger sind zwei" in refusal(new.pk, old.pk)


def test_what_came_after_another_network_does_not_matter():
    one, other = make(Network), make(Network)
    part_of(make(Network), one, "succeeded-by")
    duplicates.merge("network", one.pk, other.pk, by=None, reason="Dasselbe.")
    assert Relation.objects.get().other == one


def test_what_would_take_rows_of_other_apps_along_is_not_dropped(monkeypatch):
    """As a guard against pointers somebody might overlook."""
    one, two = make(Network), make(Network)
    notices.wish(network=two, email="anna@stadt.example", consent=consent.SHIPPED)
    monkeypatch.setattr(pointers, "pointers", lambda model: ())
    assert refusal(one.pk, two.pk).startswith("An „Netzwerk“ hängt noch etwas, das sonst wegfiele (Vormerkung).")


def test_two_parts_of_one_whole_become_one():
    whole, one, other = make(Network), make(Network), make(Network)
    part_of(one, whole)
    part_of(other, whole)
    duplicates.merge("network", one.pk, other.pk, by=None, reason="Dasselbe.")
    assert Relation.objects.get().network == one


@pytest.mark.parametrize("kind", twins.PAIRS)
def test_unknown_numbers(kind):
    kept, _ = twins.PAIRS[kind]()
    unknown = "Diesen Eintrag gibt es nicht oder nicht mehr."
    assert refusal(kept.pk, 987654, kind) == refusal(987654, kept.pk, kind) == unknown


def test_unknown_kind():
    assert refusal(1, 2, "fact") == "Diese Art von Eintrag gibt es nicht."


def test_whoever_comes_second_is_told_where_it_has_gone(merge):
    one, two = make(Network, name="Eins"), make(Network, name="Zwei")
    merge(one, two)
    assert refusal(one.pk, two.pk) == "„Zwei“ ist schon in „Eins“ aufgegangen."


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_no_reason(reason):
    one, two = make(Network), make(Network)
    assert refusal(one.pk, two.pk, reason=reason).startswith("Bitte nennen Sie den Grund")


def test_another_plan_than_the_one_agreed_to(plan):
    one, two = make(Network), make(Network)
    seen = plan(one, two).mark()
    make(Fact, network=two)
    assert refusal(one.pk, two.pk, seen=seen).startswith("Inzwischen hat sich an einem der beiden Einträge etwas")


def test_members_of_different_networks():
    one, other = make(Member, name="Stadt Köln"), make(Member, name="Stadt Köln")
    assert refusal(one.pk, other.pk, "member") == "Diese Mitglieder gehören zu verschiedenen Netzwerken."
