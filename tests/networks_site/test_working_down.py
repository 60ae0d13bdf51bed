"""Can each kind of work be worked down to nothing, in few steps and back to the list?"""

import re
from typing import Any

import pytest
from django.test import Client

from directory.curation.admin.said_lines import Answer
from directory.models import Link, Network
from directory.querysets import today
from tests.directory.curation.admin.conftest import Desk
from tests.networks_site.working import KEYS, NAMED, URL, WHO, enter, numbers, piece, seen, user_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize("key", ["pruefung", "geplantes", "zahlen"])
def test_nothing_has_changed_is_one_button(curator: Client, network: Network, key: str) -> None:
    piece(key, network)
    path = f"/admin/aufgaben/{key}/"
    (action,) = re.findall(r'action="([^"]*/checked/[^"]*)"', curator.get(path).content.decode())
    answer = curator.post(action)
    assert answer.url == path
    assert "Als heute geprüft vermerkt" in seen(curator, path).text
    assert set(numbers(curator).values()) == {0}


@pytest.mark.parametrize("key", [key for key in KEYS if key not in {"pruefung", "geplantes", "zahlen"}])
def test_where_something_must_be_done_no_button_does_it(network: Network, key: str) -> None:
    piece(key, network)
    assert "nichts geändert" not in enter(user_in(WHO[key])).get(f"/admin/aufgaben/{key}/").content.decode()


WORK: dict[str, dict[str, Any]] = {
    "ohne-quelle": {"cite_gap": "Steht am Haus."},
    "ohne-urteil": {"nature": "open", "subject": "Frage", "reading": "So.", "reason": "Darum.",
                    "decided_on": "02.01.2026"},
    "geplantes": {"planned": ""},
    "kontakte": {"confirmed_on": f"{today():%d.%m.%Y}"},
}  # fmt: skip


@pytest.mark.parametrize("key", WORK)
def test_saving_does_it_and_leads_back_to_the_list(curator: Client, network: Network, key: str) -> None:
    piece(key, network)
    path = f"/admin/aufgaben/{key}/"
    address = seen(curator, path).href(NAMED[key]).removeprefix("/admin/directory/")
    form = Desk(curator).open(address).context["adminform"].form
    kept = {line.name: Answer.KEPT for line in getattr(form, "lines", ())}
    answer = Desk(curator).send(address, {**kept, **WORK[key]})
    assert (answer.status_code, answer.headers.get("Location")) == (302, path)
    assert set(numbers(curator).values()) == {0}


def test_going_on_editing_stays_on_the_page(curator: Client, network: Network) -> None:
    page = f"contact/add/?network={network.pk}&aufgabe=kontakte"
    answer = Desk(curator).send(page, {"name": "Kim", "cite_gap": "Gesagt.", "_addanother": "x"})
    assert answer.url == f"/admin/directory/{page}"


@pytest.mark.parametrize("key", ["", "nix", "https://boese.example.org/"])
def test_nobody_is_led_to_where_no_list_is(curator: Client, network: Network, key: str) -> None:
    contact = piece("kontakte", network)
    answer = Desk(curator).send(f"contact/{contact.pk}/change/?aufgabe={key}")
    assert answer.url == f"/admin/directory/network/{network.pk}/change/#contact-{contact.pk}"


@pytest.mark.parametrize("key", ["tote-adressen", "umgezogene-adressen"])
@pytest.mark.parametrize("button", ["leave", "follow"])
def test_addresses_are_left_or_replaced(curator: Client, network: Network, key: str, button: str) -> None:
    piece(key, network)
    Link.objects.filter(state="moved").update(moved_to="https://neu.example.org/")
    page = curator.get(seen(curator, f"/admin/aufgaben/{key}/").href(URL)).content.decode()
    actions = re.findall(rf'action="([^"]*/act/{button}/[^"]*)"', page)
    if (key, button) == ("tote-adressen", "follow"):
        assert actions == []
        return
    assert curator.post(actions[0]).url == f"/admin/aufgaben/{key}/"
    assert set(numbers(curator).values()) == {0}


def test_pairs_are_told_apart(curator: Client, network: Network) -> None:
    pair = piece("dubletten", network)
    curator.post(f"/admin/directory/pair/{pair.pk}/judge/two/", {"reason": "Andere Stadt."})
    assert set(numbers(curator).values()) == {0}
