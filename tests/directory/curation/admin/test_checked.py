"""Does a button say "checked today, nothing changed", for an entry, a fact, and many of a list?"""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from directory.models import Body, Fact, Network, Source
from tests import kept
from tests.directory import making
from tests.directory.curation.admin.conftest import Desk, add_fact, of, page_of
from tests.reading import Seen

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


# --- the buttons of the sheet -------------------------------------------------------------------


def test_the_entry_is_checked(desk: Desk, fact: Fact, change: str, client: Client) -> None:
    edited = Network.objects.get().updated_at
    page = desk.client.post(f"/admin/directory/network/{fact.network_id}/checked/", follow=True)
    assert page.redirect_chain[-1][0] == f"/admin/directory/{change}"
    assert days() == (DAY, [None])
    network = Network.objects.get()
    assert network.updated_at == edited
    assert kept.why(network) == REASON
    seen = Seen(page).text
    assert "Als heute geprüft vermerkt: Runde." in seen
    assert "Zuletzt geprüft am 1. Dezember 2026" in seen
    assert "Zuletzt geprüft am 1. Dezember 2026" in client.get(network.get_absolute_url()).content.decode()


def test_one_fact_is_checked(desk: Desk, fact: Fact, source: Source, change: str) -> None:
    add_fact(fact.network, source, "zwei")
    address = f"/admin/directory/fact/{fact.pk}/checked/"
    assert f'formaction="{address}"' in desk.open(change).content.decode()
    page = desk.client.post(address, follow=True)
    assert days() == (None, [DAY, None])
    assert page.redirect_chain[-1][0] == f"/admin/directory/{change}"
    assert "geprüft: 1. Dezember 2026" in Seen(page).text


def test_the_day_is_set_by_nothing_else(desk: Desk, fact: Fact) -> None:
    for page in (page_of(fact.network, "summary"), page_of(fact)):
        told = {"verified_on": "2020-01-01", "summary": "Anders.", "place": "Bonn", of(fact.citations.get()): "kept"}
        assert desk.send(page, told).status_code == 302
    assert days() == (None, [None])


def test_a_body_is_checked_by_its_address(desk: Desk, body: Body) -> None:
    answer = desk.client.post(f"/admin/directory/body/{body.pk}/checked/")
    assert answer.url == f"/admin/directory/{page_of(body)}"
    body.refresh_from_db()
    assert body.verified_on == DAY


def test_only_post_checks(desk: Desk, network: Network, source: Source) -> None:
    assert desk.client.get(f"/admin/directory/network/{network.pk}/checked/").status_code == 405
    assert desk.client.post("/admin/directory/network/4711/checked/").url == "/admin/"
    assert desk.client.post(f"/admin/directory/source/{source.pk}/checked/").status_code in (302, 404)
    assert days()[0] is None


def test_who_may_not_change_does_not_check(reader: Client, fact: Fact, change: str) -> None:
    assert reader.post(f"/admin/directory/network/{fact.network_id}/checked/").status_code == 403
    assert reader.post(f"/admin/directory/fact/{fact.pk}/checked/").status_code == 403
    assert b"formaction" not in reader.get(f"/admin/directory/{change}").content
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
