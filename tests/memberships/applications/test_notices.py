"""Is a wish to be told noted once, confirmed, fulfilled once and then forgotten?"""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail

from directory.enums import Status, Visibility
from directory.models import Network
from directory.rules.membership_paths import Path
from memberships.applications import notices, retention
from memberships.enums import Letter
from memberships.letters import outbox
from memberships.models import Message, Notice, Secret
from tests.directory import making as catalogue_making
from tests.memberships import making
from tests.memberships.admin.conftest import enter, officer

pytestmark = pytest.mark.django_db

BEGIN = datetime.fromisoformat("2026-11-22T12:00:00+00:00")


def planned(name: str = "Netz") -> Network:
    network = catalogue_making.network(name, status=Status.PLANNED)
    catalogue_making.terms(network, path=Path.NOTICE)
    return network


def wish(network: Network, email: str = "anna@stadt.example", confirmed: bool = True) -> Notice:
    notices.wish(network=network, email=email, consent="1")
    noted = Notice.objects.get(network=network, email=email)
    if confirmed:
        notices.confirm(notice=noted)
        noted.refresh_from_db()
    return noted


def open_up(network: Network) -> None:
    Network.objects.filter(pk=network.pk).update(status=Status.ACTIVE)
    network.terms.path = Path.APPLY
    network.terms.save()


# --- wishing ----------------------------------------------------------------------------------


def test_wish_noted_and_asked():
    with time_machine.travel(BEGIN, tick=False):
        noted = wish(planned(), confirmed=False)
    assert (noted.confirmed_at, noted.told_at, noted.consent_version) == (None, None, "1")
    assert (noted.consent_at, noted.expires_at) == (BEGIN, BEGIN + timedelta(days=730))
    assert making.kinds(notice=noted) == [Letter.NOTICE]


def test_wish_twice_noted_once_asked_again():
    network = planned()
    wish(network, confirmed=False)
    notices.wish(network=network, email="ANNA@stadt.example", consent="1")
    assert (Notice.objects.count(), making.kinds()) == (1, [Letter.NOTICE, Letter.NOTICE])


def test_wish_confirmed_told_so():
    """Whoever asks again gets what the page promises: a letter."""
    network = planned()
    wish(network)
    wish(network)
    assert (Notice.objects.count(), making.kinds()) == (1, [Letter.NOTICE, Letter.NOTICE])
    assert making.letters()[-1].subject.startswith("Ihre Vormerkung")


def test_confirm_twice_keeps_first_time():
    noted = wish(planned())
    first = noted.confirmed_at
    notices.confirm(notice=noted)
    noted.refresh_from_db()
    assert noted.confirmed_at == first is not None


# --- telling ----------------------------------------------------------------------------------


def test_tell_opened_once():
    network = planned()
    noted = wish(network)
    assert notices.tell_opened() == 0
    open_up(network)
    assert [notices.tell_opened(), notices.tell_opened()] == [1, 0]
    assert making.kinds(notice=noted) == [Letter.NOTICE, Letter.OPENED]


def test_tell_opened_unconfirmed_never():
    network = planned()
    wish(network, confirmed=False)
    open_up(network)
    assert notices.tell_opened() == 0


@pytest.mark.parametrize(
    "columns",
    [{"visibility": Visibility.DRAFT}, {"visibility": Visibility.ARCHIVED}, {"status": Status.ENDED}],
)
def test_tell_opened_only_what_can_be_joined(columns):
    network = planned()
    wish(network)
    open_up(network)
    Network.objects.filter(pk=network.pk).update(**columns)
    assert notices.tell_opened() == 0


def test_tell_opened_everybody_of_this_network_only():
    network, other = planned(), planned("Anderes")
    for email in ("anna@stadt.example", "bert@stadt.example"):
        wish(network, email)
    wish(other)
    open_up(network)
    assert notices.tell_opened() == 2


# --- forgetting -------------------------------------------------------------------------------


def test_run_forgets_after_the_letter_left():
    network = planned()
    wish(network)
    outbox.send_due()
    open_up(network)
    notices.tell_opened()
    retention.run()
    assert (Notice.objects.count(), making.kinds()) == (1, [Letter.NOTICE, Letter.OPENED])
    outbox.send_due()
    retention.run()
    assert [sent.subject for sent in mail.outbox][-1] == "Es ist so weit: Netz ist offen"
    assert (Notice.objects.count(), Message.objects.count(), Secret.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("confirmed", "days", "left"), [(False, 13, 1), (False, 15, 0), (True, 15, 1), (True, 729, 1), (True, 731, 0)]
)
def test_run_forgets_in_time(confirmed, days, left):
    with time_machine.travel(BEGIN, tick=False) as clock:
        wish(planned(), confirmed=confirmed)
        clock.shift(timedelta(days=days))
        retention.run()
    assert (Notice.objects.count(), Message.objects.count(), Secret.objects.count()) == (left, left, left)


# --- at the desk --------------------------------------------------------------------------------


def test_desk_tells_how_many_wait_and_never_who(db):
    own, elsewhere = planned("Eins"), planned("Zwei")
    for number in range(3):
        wish(own, f"a{number}@stadt.example")
    wish(elsewhere)
    wish(own, "unbestaetigt@stadt.example", confirmed=False)
    ada = officer("ada", "Stelle A", own)
    clerk = making.user("betrieb", is_staff=True)
    clerk.groups.add(Group.objects.get(name="Betrieb"))
    counts = {user.username: enter(user).get("/admin/").context["notices"] for user in (ada, clerk)}
    assert counts == {"ada": [("Eins", 3)], "betrieb": [("Eins", 3), ("Zwei", 1)]}
    assert "stadt.example" not in enter(ada).get("/admin/").content.decode()
