"""Do applications, wishes and officers follow when what they belong to becomes one with another?"""

from typing import Any

import pytest

from directory.curation import duplicates
from directory.models import Body, Member, Merger, Network
from memberships.applications import actions, consent, notices, permissions, retention
from memberships.enums import State
from memberships.models import Application, Correspondent, Notice, StatusEvent
from tests.directory.smallest import make
from tests.memberships import making

pytestmark = pytest.mark.django_db


def merge(kept: Any, gone: Any) -> Merger:
    kind = kept._meta.model_name
    return duplicates.merge(kind, kept.pk, gone.pk, by=None, reason="Dasselbe.")


def refusal(kept: Any, gone: Any) -> str:
    with pytest.raises(duplicates.Refused) as refused:
        merge(kept, gone)
    assert type(gone).objects.filter(pk=gone.pk).exists()
    return str(refused.value)


def pointing() -> dict[str, list[Any]]:
    """Which network or body each row belongs to."""
    return {
        "applications": list(Application.objects.order_by("pk").values_list("network", "body", "member")),
        "log": list(StatusEvent.objects.order_by("pk").values_list("network", flat=True)),
        "notices": list(Notice.objects.order_by("pk").values_list("network", flat=True)),
    }


def test_applications_and_their_log_move_and_go_back():
    kept, gone = making.network("Eins"), making.network("Zwei")
    making.waiting(gone)
    making.in_state(State.APPROVED, gone, email="b@b.example", organisation="B")
    notices.wish(network=gone, email="c@c.example", consent=consent.SHIPPED)
    before = pointing()
    merger = merge(kept, gone)
    assert {row.network_id for model in (Application, StatusEvent, Notice) for row in model.objects.all()} == {kept.pk}
    assert duplicates.part(merger.pk, by=None) == []
    assert pointing() == before


def test_no_journal_quotes_an_applicant():
    kept, gone = making.network("Eins"), making.network("Zwei")
    making.waiting(gone)
    for owner in (kept, gone):
        notices.wish(network=owner, email="anna@stadt.example", consent=consent.SHIPPED)
    assert "nna" not in str(merge(kept, gone).moved)


def test_a_wish_that_is_there_twice_goes_and_cannot_come_back():
    kept, gone = making.network("Eins"), making.network("Zwei")
    for owner in (kept, gone):
        notices.wish(network=owner, email="anna@stadt.example", consent=consent.SHIPPED)
    merger = merge(kept, gone)
    assert Notice.objects.get().network == kept
    assert duplicates.part(merger.pk, by=None) == ["Vormerkung (1): lässt sich nicht wiederherstellen"]


def test_two_open_applications_of_one_person_stand_in_the_way():
    kept, gone = making.network("Eins"), making.network("Zwei")
    one = making.waiting(kept)
    making.waiting(gone)
    assert refusal(kept, gone).startswith("An beiden Einträgen hängt dasselbe (Mitgliedsantrag).")
    actions.withdraw(application=one)
    merge(kept, gone)
    assert Application.objects.filter(network=kept).count() == 2


def test_two_members_who_applied_both_stand_in_the_way():
    owner = making.network()
    first = making.in_state(State.APPROVED, owner)
    second = making.in_state(State.APPROVED, owner, email="b@b.example", organisation="B")
    assert "Mitgliedsantrag" in refusal(first.member, second.member)


def test_an_application_follows_its_member():
    application = making.in_state(State.APPROVED)
    kept = make(Member, network=application.network, name="Anna")
    merger = merge(kept, application.member)
    application.refresh_from_db()
    assert application.member == kept
    duplicates.part(merger.pk, by=None)
    application.refresh_from_db()
    assert application.member_id == merger.gone


def test_erasing_a_member_reaches_what_became_one_with_it():
    application = making.in_state(State.APPROVED)
    double = make(Member, network=application.network, name="Anna Doppelt")
    merger = merge(application.member, double)
    assert "Anna Doppelt" in str(Merger.objects.get().moved)
    retention.erase(application)
    assert "Anna" not in str(Merger.objects.get().moved)
    assert duplicates.part(merger.pk, by=None) == []
    assert Member.objects.get(pk=double.pk).name == ""


def test_officers_decide_for_the_body_that_stays():
    kept, gone = make(Body), make(Body, name="Andere")
    both, one = making.officer(kept, gone, name="beide"), making.officer(gone, name="eine")
    Correspondent.objects.create(body=kept)
    Correspondent.objects.create(body=gone)
    owner = making.network()
    assigned = making.waiting(owner)
    Application.objects.filter(pk=assigned.pk).update(body=gone)
    merger = merge(kept, gone)
    assert set(permissions.bodies_of(one.user)) == set(permissions.bodies_of(both.user)) == {kept}
    assert Application.objects.get().body == kept
    told = duplicates.part(merger.pk, by=None)
    assert set(permissions.bodies_of(one.user)) == {gone}
    assert Application.objects.get().body == gone
    assert set(permissions.bodies_of(both.user)) == {kept, gone}
    assert told == ["E-Mail-Adresse einer Stelle (1): lässt sich nicht wiederherstellen"]


def test_merging_networks_leaves_the_readers_of_others_alone():
    other = making.waiting(making.network("Dritte"))
    merge(making.network("Eins"), making.network("Zwei"))
    assert Application.objects.get().network == Network.objects.get(pk=other.network_id)
