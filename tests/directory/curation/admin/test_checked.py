"""Does one button say "checked today, nothing changed", for an entry, a fact, and many of a list?"""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from directory.models import Body, Fact, Network, Source
from tests import kept
from tests.directory import making
from tests.directory.curation.admin.conftest import Desk, add_fact, shown

pytestmark = pytest.mark.once

DAY = date(2026, 12, 1)
REASON = "geprüft, nichts geändert"


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel("2026-12-01 12:00 +0100", tick=False):
        yield


@pytest.fixture
def change(network: Network) -> str:
    return f"network/{network.pk}/change/"


@pytest.fixture
def reader(client: Client, django_user_model: Any) -> Client:
    """Somebody who may look at everything and change nothing."""
    user = django_user_model.objects.create_user("leserin", is_staff=True)
    permissions = user._meta.get_field("user_permissions").related_model
    user.user_permissions.set(permissions.objects.filter(codename__startswith="view_"))
    client.force_login(user)
    return client


def days() -> tuple[Any, Any]:
    return Network.objects.get().verified_on, list(Fact.objects.values_list("verified_on", flat=True))


# --- the button of the page ---------------------------------------------------------------------


def test_the_entry_is_checked(desk: Desk, fact: Fact, change: str, client: Client) -> None:
    edited = Network.objects.get().updated_at
    page = desk.shown(change, {"_check": "Heute geprüft, nichts geändert"})
    assert days() == (DAY, [None])
    network = Network.objects.get()
    assert network.updated_at == edited
    assert kept.why(network) == REASON
    assert "Als heute geprüft vermerkt: Runde." in page.content.decode()
    assert "Zuletzt geprüft am 1. Dezember 2026" in client.get(network.get_absolute_url()).content.decode()


def test_one_fact_is_checked(desk: Desk, fact: Fact, source: Source, change: str) -> None:
    add_fact(fact.network, source, "zwei")
    assert f'name="_check" value="{fact.pk}"' in desk.open(change).content.decode()
    page = desk.shown(change, {"_check": str(fact.pk)})
    assert days() == (None, [DAY, None])
    assert "zuletzt geprüft am 1. Dezember 2026" in page.content.decode()


def test_what_was_typed_before_checking_is_kept(desk: Desk, fact: Fact, change: str) -> None:
    page = desk.shown(change, {"_check": str(fact.pk), "summary": "Noch nicht fertig."})
    assert b"errornote" not in page.content
    assert dict(shown(page))["summary"] == "Noch nicht fertig."
    assert Network.objects.get().summary == "Eine Runde."
    assert desk.post(change, desk.typed(page)).status_code == 302
    assert Network.objects.get().summary == "Noch nicht fertig."
    assert days() == (None, [DAY])


@pytest.mark.parametrize("number", ["4711", "other"])
def test_no_fact_of_this_network(desk: Desk, fact: Fact, change: str, number: str) -> None:
    other = making.fact(making.network("Andere"))
    assert desk.send(change, {"_check": str(other.pk) if number == "other" else number}).status_code == 200
    assert set(Fact.objects.values_list("verified_on", flat=True)) == {None}


def test_the_day_is_set_by_nothing_else(desk: Desk, fact: Fact, change: str) -> None:
    desk.send(change, {"verified_on": "2020-01-01", "facts-0-verified_on": "2020-01-01", "summary": "Anders."})
    assert days() == (None, [None])


# --- an address of its own ----------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["network", "fact", "body"])
def test_checking_by_address(desk: Desk, fact: Fact, body: Body, kind: str) -> None:
    row = {"network": fact.network, "fact": fact, "body": body}[kind]
    answer = desk.client.post(f"/admin/directory/{kind}/{row.pk}/checked/")
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.verified_on == DAY
    assert desk.client.get(answer.url.replace("..", f"/admin/directory/{kind}/{row.pk}")).status_code == 200


def test_only_post_checks(desk: Desk, network: Network, source: Source) -> None:
    assert desk.client.get(f"/admin/directory/network/{network.pk}/checked/").status_code == 405
    assert desk.client.post("/admin/directory/network/4711/checked/").url == "/admin/"
    assert desk.client.post(f"/admin/directory/source/{source.pk}/checked/").status_code in (302, 404)
    assert days()[0] is None


def test_who_may_not_change_does_not_check(reader: Client, fact: Fact, change: str) -> None:
    assert reader.post(f"/admin/directory/network/{fact.network_id}/checked/").status_code == 403
    assert reader.post(f"/admin/directory/{change}", {"_check": "1"}).status_code == 403
    page = reader.get(f"/admin/directory/{change}").content.decode()
    assert 'name="_check"' not in page
    assert days() == (None, [None])


# --- many of a list -----------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "model"), [("network", Network), ("fact", Fact)])
def test_many_of_a_list(desk: Desk, fact: Fact, kind: str, model: Any) -> None:
    other = making.fact(making.network("Andere"), key="andere")
    making.fact(making.network("Dritte"), key="dritte")
    chosen = [fact, other] if kind == "fact" else [fact.network, other.network]
    values = {"action": "check_many", "_selected_action": [row.pk for row in chosen]}
    assert desk.client.post(f"/admin/directory/{kind}/", values).status_code == 302
    assert set(model.objects.filter(verified_on=DAY)) == set(chosen)
    assert model.objects.filter(verified_on=None).count() == 1


def test_lists_of_what_cannot_be_checked(desk: Desk, reader: Client, network: Network, source: Source) -> None:
    assert b"check_many" in desk.open("network/").content
    assert b"check_many" not in desk.open("source/").content
    assert b"check_many" not in reader.get("/admin/directory/network/").content
