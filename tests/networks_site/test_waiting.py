"""Does the desk say what waits for whoever opens it, and lead to exactly that, at a constant cost?"""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directory.curation.review_queue import TASKS
from directory.models import Citation, Fact, Link, Network, Pair
from directory.querysets import today
from memberships.applications import permissions
from memberships.enums import Stage
from memberships.models import Message
from tests.directory import making as catalogue
from tests.directory.smallest import make
from tests.memberships import hinting, making
from tests.networks_site.working import (
    CHIEFS,
    CURATORS,
    KEYS,
    NAMED,
    START,
    URL,
    WHO,
    enter,
    numbers,
    piece,
    seen,
    user_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


# --- numbers ----------------------------------------------------------------------------------


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.key)
def test_one_piece_of_work_is_one_number_that_leads_to_it(network: Network, task: Any) -> None:
    client = enter(user_in(WHO[task.key]))
    assert set(numbers(client).values()) == {0}
    piece(task.key, network)
    assert {label: count for label, count in numbers(client).items() if count} == {task.label: 1}
    page = seen(client, seen(client).href(f"1 {task.label}"))
    assert task.advice in page.text
    address = page.href(NAMED[task.key])
    assert address.endswith(f"?aufgabe={task.key}")
    assert client.get(address).status_code == 200


def test_nothing_to_do(curator: Client) -> None:
    assert "Nichts. Alles ist getan." in seen(curator).text
    for key in (key for key in KEYS if WHO[key] == CURATORS):
        assert "Nichts zu tun." in seen(curator, f"/admin/aufgaben/{key}/").text


def test_what_is_done_is_named_quietly(curator: Client, network: Network) -> None:
    piece("kontakte", network)
    text = seen(curator).text
    assert "1 Kontaktpersonen, lange nicht bestätigt Nichts zu tun: Hinweise von außen," in text
    assert "Alles ist getan" not in text


def test_hints_from_outside(curator: Client) -> None:
    for stage in Stage:
        hinting.in_stage(stage, entry=catalogue.network(f"Netz {stage}", verified_on=today()))
    page = seen(curator)
    waiting = 1 + 1  # the one that was left open, and the one another was matched with
    assert numbers(curator)["Hinweise von außen"] == waiting
    listed = curator.get(page.href(f"{waiting} Hinweise von außen"))
    assert {row.stage for row in listed.context["cl"].result_list} == {"open"}
    assert listed.context["cl"].result_count == waiting


def test_failed_letters_about_hints_but_never_to_applicants() -> None:
    user = user_in("Kuratorium")
    user.user_permissions.add(Permission.objects.get(codename="view_message"))
    curator = enter(user)
    letter = {"to": "a@b.example", "subject": "x", "due_at": timezone.now()}
    failed = {**letter, "failed_at": timezone.now()}
    application = making.waiting()
    Message.objects.all().delete()
    hint = hinting.hint()
    Message.objects.create(letter="hint-accepted", hint=hint, **failed)
    Message.objects.create(letter="hint-accepted", hint=hint, **letter)
    Message.objects.create(letter="received", application=application, **failed)
    assert numbers(curator)["Gescheiterte Nachrichten"] == 1
    listed = curator.get(seen(curator).href("1 Gescheiterte Nachrichten"))
    assert [row.hint for row in listed.context["cl"].result_list] == [hint]


def test_bodies_that_cannot_be_asked(curator: Client, network: Network, settings: Any) -> None:
    label = "Stellen ohne Adresse für Rückfragen"
    hinting.body("Mit", "mit@beispiel.example", network)
    hinting.body("Ohne", "", network)
    assert label not in numbers(curator)  # nobody is asked by itself here
    settings.INQUIRY_EVERY = 180
    assert numbers(curator)[label] == 1
    assert "Ohne Adresse keine bekannt" in seen(curator, seen(curator).href(f"1 {label}")).text


# --- rights -----------------------------------------------------------------------------------


def test_chief_sees_all_that_a_curator_sees(curator: Client) -> None:
    own = {task.label: 0 for task in TASKS if WHO[task.key] == CHIEFS}
    assert numbers(enter(user_in(CHIEFS))) == {**numbers(curator), **own}
    assert own.keys() & numbers(curator).keys() == set()
    assert len(numbers(curator)) >= list(WHO.values()).count(CURATORS) + 1


@pytest.mark.parametrize("group", ["Mitgliedschaftsstelle", "Betrieb"])
def test_others_see_none_of_the_catalogues_work(group: str) -> None:
    client = enter(user_in(group))
    assert {task.label for task in TASKS if WHO[task.key] != group} & numbers(client).keys() == set()
    answers = {key: client.get(f"/admin/aufgaben/{key}/").status_code for key in KEYS}
    assert answers == {key: 200 if who == group else 403 for key, who in WHO.items()}


def test_operator_sees_what_reaches_nobody() -> None:
    client = enter(user_in("Betrieb"))
    reach = dict.fromkeys(["Anträge ohne zuständige Stelle", "Stellen, für die niemand entscheidet"], 0)
    labels = {**reach, "Seiten mit offenen Angaben": 0}
    assert numbers(client) == labels
    lost, led = making.waiting(making.network("Verwaist"), name="Lena Los"), making.network("Geleitet")
    body = catalogue.body("Leere Stelle", slug="leere-stelle")
    catalogue.tenure(led, body)
    assert {label: numbers(client)[label] for label in reach} == dict.fromkeys(reach, 1)
    page = seen(client, "/admin/memberships/application/unrouted/")
    assert (lost.network.name in page.text, "Lena" in page.text) == (True, False)
    assert "Leere Stelle (Kennung: leere-stelle" in page.text
    assert "create_officer" in page.text
    making.officer(body)
    assert numbers(client) == {**labels, "Anträge ohne zuständige Stelle": 1}


def test_officer_with_something_to_decide_is_never_told_that_all_is_done() -> None:
    user = user_in("Mitgliedschaftsstelle")
    client = enter(user)
    assert "Nichts. Alles ist getan." in seen(client).text
    network, body = making.network("Geleitet"), catalogue.body("Stelle")
    catalogue.tenure(network, body)
    permissions.appoint(user, [body])
    making.waiting(network)
    assert numbers(client)["Mitgliedsanträge zu entscheiden"] == 1
    assert "Alles ist getan" not in seen(client).text


def test_strangers_log_in_first(client: Client) -> None:
    for key in KEYS:
        assert client.get(f"/admin/aufgaben/{key}/").url == f"/admin/login/?next=/admin/aufgaben/{key}/"


@pytest.mark.parametrize("key", ["gibt-es-nicht", "zahlen2"])
def test_unknown_work(curator: Client, key: str) -> None:
    assert curator.get(f"/admin/aufgaben/{key}/").status_code == 404


# --- many -------------------------------------------------------------------------------------


def test_long_list_page_by_page(curator: Client) -> None:
    for number in range(101):
        make(Fact, network=make(Network, verified_on=today()), planned=True, start="2020", text=f"Plan {number:03}")
    path = "/admin/aufgaben/geplantes/"
    first, second = seen(curator, path), seen(curator, f"{path}?p=2")
    assert ("Plan 099" in first.text, "Plan 100" in first.text, "Plan 100" in second.text) == (True, False, True)
    assert "101 insgesamt." in first.text
    assert "Seite 1 von 2" in first.text
    assert (first.href("Nächste Seite"), second.href("Vorige Seite")) == ("?p=2", "?p=1")
    assert "Plan 100" in seen(curator, f"{path}?p=999").text
    assert "Plan 000" in seen(curator, f"{path}?p=xyz").text


def cost(client: Client, path: str) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_first_page_costs_the_same_for_a_thousand_networks(admin_client: Client) -> None:
    admin_client.get(START)
    few = cost(admin_client, START)
    catalogue.many(1000)
    for key in KEYS:
        piece(key, Network.objects.get(slug="netz-0001"))
    hinting.hint()
    assert cost(admin_client, START) == few <= 25
    assert all(numbers(admin_client).values()) is False  # failed letters are nobody's but their officers'


@pytest.mark.parametrize("key", KEYS)
def test_list_costs_the_same_for_many(admin_client: Client, key: str) -> None:
    path, counts = f"/admin/aufgaben/{key}/", []
    admin_client.get(path)
    for number in range(3):
        with_work = make(Network, name=f"Netz {number}", verified_on=today())
        for aspect in ("name", "kind", "status"):
            make(Citation, network=with_work, aspect=aspect)
        if key == "dubletten":
            make(Pair, second=number + 2)
        elif "adressen" in key:
            state = "dead" if key == "tote-adressen" else "moved"
            make(Link, url=make(Fact, network=with_work, url=f"{URL}{number}").url, state=state)
        else:
            piece(key, with_work)
        counts.append(cost(admin_client, path))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 12
