"""Who becomes a member by approval, under which name, how often per organisation, and what is left after leaving?"""

import pytest
from django.utils import timezone

from directory.enums import OnePerOrganisation
from directory.models import Member, Revision
from memberships.applications import actions, one_per_organisation
from memberships.enums import RUNNING_STATES, Letter, State
from memberships.models import Application
from tests.directory import making as catalogue_making
from tests.memberships import making

pytestmark = pytest.mark.django_db


def approve(application: Application, exception: str = "") -> Member:
    actions.approve(application=application, by=making.user(), exception=exception)
    assert application.member is not None
    return application.member


@pytest.mark.parametrize(
    ("party", "public", "expected"),
    [
        ("person", True, ("person", "Anna Beispiel", True)),
        ("person", False, ("person", "", False)),
        ("organisation", True, ("organisation", "Stadt Beispiel", True)),
        ("initiative", True, ("organisation", "Stadt Beispiel", True)),
        ("initiative", False, ("organisation", "", False)),
    ],
)
def test_approve_makes_member(party, public, expected):
    member = approve(making.waiting(party=party, list_publicly=public))
    assert (member.party, member.name, member.is_public) == expected
    assert (member.start, member.end) == (timezone.localdate().isoformat(), "")


def test_approve_dated():
    made = making.waiting()
    approve(made)
    assert (made.state, made.decided_by, made.closed_at) == (State.APPROVED, making.user(), None)
    assert made.decided_at is not None


def test_approve_renews_public_pages():
    made = making.waiting()
    before = Revision.current()
    approve(made)
    assert Revision.current() > before


def test_leave_ends_membership_and_hides_name():
    made = making.waiting(list_publicly=True)
    member = approve(made)
    actions.withdraw(application=made)
    member.refresh_from_db()
    assert (member.name, member.is_public, member.end) == ("", False, timezone.localdate().isoformat())
    assert (made.state, made.closed_at is not None) == (State.WITHDRAWN, True)


def test_leave_member_already_removed():
    made = making.waiting()
    approve(made).delete()
    made.refresh_from_db()
    actions.withdraw(application=made)
    assert made.state == State.WITHDRAWN


# --- one per organisation ---------------------------------------------------------------------


def two(rule: str = "", second: str = "Stadt Beispiel") -> tuple[Application, Application]:
    """Two people of an organisation, waiting at a network with this rule; without one, it has no terms at all."""
    network = catalogue_making.network("Netz")
    if rule:
        catalogue_making.terms(network, one_per_organisation=rule)
    other = {"name": "Bert", "email": "bert@anderswo.example", "organisation": second}
    return making.waiting(network), making.waiting(network, **other)


@pytest.mark.parametrize("rule", [OnePerOrganisation.RULE, OnePerOrganisation.AS_A_RULE])
@pytest.mark.parametrize("spelt", ["Stadt Beispiel", "STADT BEISPIEL", "Stadt Beispiel e.V."])
def test_approve_second_of_organisation(rule, spelt):
    first, second = two(rule, spelt)
    approve(first)
    with pytest.raises(actions.OrganisationTaken) as taken:
        approve(second)
    assert str(taken.value) == "Diese Organisation ist in diesem Netzwerk schon vertreten."
    second.refresh_from_db()
    assert (second.state, Member.objects.count()) == (State.WAITING, 1)
    assert Letter.APPROVED not in making.kinds(application=second)


@pytest.mark.parametrize("rule", ["", OnePerOrganisation.NO, OnePerOrganisation.NOT_STATED])
def test_approve_second_where_nothing_forbids(rule):
    first, second = two(rule)
    approve(first)
    approve(second)
    assert (first.organisation_slot, second.organisation_slot, Member.objects.count()) == ("", "", 2)


def test_approve_exception_logged_without_its_words():
    first, second = two(OnePerOrganisation.AS_A_RULE)
    approve(first)
    approve(second, exception="Frau Muster leitet ein anderes Amt.")
    assert second.exception_text == "Frau Muster leitet ein anderes Amt."
    notes = list(second.events.order_by("pk").values_list("note", flat=True))
    assert notes[-1] == "Ausnahme von „in der Regel eine je Organisation“"


def test_approve_other_organisation():
    first, second = two(OnePerOrganisation.RULE, "Land Beispiel")
    approve(first)
    approve(second)
    assert Member.objects.count() == 2


def test_approve_second_after_first_left():
    first, second = two(OnePerOrganisation.RULE)
    approve(first)
    actions.withdraw(application=first)
    approve(second)
    assert second.state == State.APPROVED


def test_approve_organisation_elsewhere_is_free():
    first, _ = two(OnePerOrganisation.RULE)
    approve(first)
    approve(making.waiting(making.network("Zweites", one_only=True)))
    assert Member.objects.count() == 2


# --- others of the same organisation ----------------------------------------------------------


@pytest.mark.parametrize(
    ("email", "organisation", "found"),
    [
        ("bert@anderswo.example", "Stadt Beispiel", True),
        ("bert@stadt.example", "Amt", True),
        ("bert@stadt.example", "Stadt Beispiel", True),
        ("bert@anderswo.example", "Amt", False),
        ("bert@anderswo.example", "", False),
    ],
)
def test_others_by_name_or_domain(email, organisation, found):
    first = making.waiting()
    second = making.waiting(first.network, email=email, organisation=organisation)
    assert one_per_organisation.others(second) == ([first] if found else [])


def test_others_public_provider_says_nothing():
    making.waiting(email="anna@gmx.de")
    second = making.waiting(email="bert@gmx.de", organisation="Amt")
    assert one_per_organisation.others(second) == []


@pytest.mark.parametrize("state", State)
def test_others_open_or_approved_only(state):
    first = making.in_state(state)
    second = making.waiting(first.network, email="bert@stadt.example")
    wanted = state in (*RUNNING_STATES, State.APPROVED)  # an address nobody has confirmed may be anybody's
    assert one_per_organisation.others(second) == ([first] if wanted else [])


def test_others_same_network_only():
    making.waiting()
    second = making.waiting(making.network("Zweites"), email="bert@stadt.example")
    assert one_per_organisation.others(second) == []


@pytest.mark.parametrize(
    ("rule", "taken"), [(OnePerOrganisation.AS_A_RULE, True), (OnePerOrganisation.NOT_STATED, False)]
)
def test_is_taken_once_a_member_is_there(rule, taken):
    first, second = two(rule)
    assert one_per_organisation.because(second) == ""
    approve(first)
    assert bool(one_per_organisation.because(second)) is taken


def test_same_mail_domain_asks_for_an_exception_as_the_same_name_does():
    """Whoever writes from a member's domain belongs to it, unless anybody gets an address there."""
    network = making.network(one_only=True)
    first = making.waiting(network)
    second = making.waiting(network, email="bert@stadt.example", organisation="Dezernat IV")
    private, other = (
        making.waiting(network, email=address, organisation=f"Verein {address}") for address in ("a@gmx.de", "b@gmx.de")
    )
    approve(first)
    assert one_per_organisation.because(second) == one_per_organisation.SAME_DOMAIN
    with pytest.raises(actions.OrganisationTaken) as taken:
        approve(second)
    second.refresh_from_db()
    assert (str(taken.value), second.state) == (one_per_organisation.SAME_DOMAIN, State.WAITING)
    approve(second, exception="ein anderes Dezernat")
    approve(private)
    approve(other)
    assert Member.objects.count() == 4
