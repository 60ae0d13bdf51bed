"""Who reaches which address of the hints and of the inquiries? Every role, every address, every method."""

import pytest
from django.contrib.auth.models import Permission
from django.db import transaction
from django.test import Client

from directory.models import Body
from memberships.applications import permissions
from memberships.models import Application, Correspondent, Hint, Inquiry, Message
from tests.directory import making as catalogue
from tests.memberships import hinting, making
from tests.memberships.admin.conftest import enter, said
from tests.reading import Seen

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ROLES = ("anonymous", "officer", "reader", "curator", "chief")
RIGHTS = {
    "officer": (),
    "reader": ("view_hint",),
    "curator": (
        "view_hint", "change_hint", "view_correspondent", "add_correspondent", "change_correspondent",
        "add_inquiry",
    ),
    "chief": ("view_hint", "change_hint", "delete_hint", "view_correspondent"),
}  # fmt: skip
LOGIN, NO, GONE, YES, DONE, WRONG = 302, 403, 404, 200, 302, 405

# For each address what anonymous, an officer, who may only read, a curator and the curators' chief get.
ADDRESSES: dict[str, tuple[str, tuple[int, int, int, int, int]]] = {
    "list": ("get", (LOGIN, NO, YES, YES, YES)),
    "add": ("get", (LOGIN, NO, NO, NO, NO)),
    "page": ("get", (LOGIN, GONE, YES, YES, YES)),
    "page by POST": ("post", (LOGIN, WRONG, WRONG, WRONG, WRONG)),
    "history": ("get", (LOGIN, GONE, DONE, DONE, DONE)),
    "decide by GET": ("get", (LOGIN, WRONG, WRONG, WRONG, WRONG)),
    "unknown move": ("post", (LOGIN, GONE, NO, GONE, GONE)),
    "withdraw": ("post", (LOGIN, GONE, NO, GONE, GONE)),
    "match": ("post", (LOGIN, GONE, NO, DONE, DONE)),
    "decline": ("post", (LOGIN, GONE, NO, DONE, DONE)),
    "accept": ("post", (LOGIN, GONE, NO, DONE, DONE)),
    "delete": ("get", (LOGIN, GONE, NO, NO, YES)),
    "delete by POST": ("post", (LOGIN, GONE, NO, NO, YES)),
    "bodies": ("get", (LOGIN, NO, NO, YES, YES)),
    "bodies by POST": ("post", (LOGIN, WRONG, WRONG, WRONG, WRONG)),
    "add address": ("get", (LOGIN, NO, NO, YES, NO)),
    "address": ("get", (LOGIN, NO, NO, YES, YES)),
    "address by POST": ("post", (LOGIN, NO, NO, DONE, NO)),
    "ask by GET": ("get", (LOGIN, WRONG, WRONG, WRONG, WRONG)),
    "ask": ("post", (LOGIN, NO, NO, DONE, NO)),
    "ask nobody": ("post", (LOGIN, NO, NO, GONE, NO)),
}


@pytest.fixture
def clients(db: None) -> dict[str, Client]:
    made = {"anonymous": Client()}
    for role, rights in RIGHTS.items():
        user = making.user(role, is_staff=True)
        user.user_permissions.add(*Permission.objects.filter(codename__in=rights))
        made[role] = enter(user)
    return made


@pytest.fixture
def hint(db: None) -> Hint:
    return hinting.hint(text="Zwiebelkuchen", source="Zwiebelkuchen", email="anna@stadt.example")


@pytest.fixture
def asked(hint: Hint) -> Correspondent:
    return Correspondent.objects.get(body=hinting.body())


def address(name: str, hint: Hint, asked: Correspondent) -> str:
    hints, one = "/admin/memberships/hint/", f"/admin/memberships/hint/{hint.pk}"
    bodies = "/admin/memberships/correspondent/"
    return {
        "list": hints, "add": f"{hints}add/", "page": f"{one}/change/", "page by POST": f"{one}/change/",
        "history": f"{one}/history/", "decide by GET": f"{one}/decide/accept/", "unknown move": f"{one}/decide/x/",
        "withdraw": f"{one}/decide/withdraw/", "match": f"{one}/decide/match/", "decline": f"{one}/decide/decline/",
        "accept": f"{one}/decide/accept/", "delete": f"{one}/delete/", "delete by POST": f"{one}/delete/",
        "bodies": bodies, "bodies by POST": bodies, "add address": f"{bodies}add/",
        "address": f"{bodies}{asked.pk}/change/", "address by POST": f"{bodies}{asked.pk}/change/",
        "ask by GET": f"{bodies}{asked.body_id}/ask/", "ask": f"{bodies}{asked.body_id}/ask/",
        "ask nobody": f"{bodies}987654/ask/",
    }[name]  # fmt: skip


def tried(clients, name, hint, asked):
    """What each role gets at an address. What it changes is taken back."""
    got = {}
    with transaction.atomic():
        for role in ROLES:
            answer = getattr(clients[role], ADDRESSES[name][0])(address(name, hint, asked))
            got[role] = answer.status_code
            if role in ("anonymous", "officer"):
                assert "Zwiebelkuchen" not in answer.content.decode(), (name, role)
                assert Hint.objects.get().stage == "open", (name, role)
        transaction.set_rollback(True)
    return got


def test_matrix(clients, hint, asked):
    got = {name: tried(clients, name, hint, asked) for name in ADDRESSES}
    assert got == {name: dict(zip(ROLES, expected, strict=True)) for name, (_, expected) in ADDRESSES.items()}


@pytest.mark.parametrize("number", ["0", "999999", "99999999999999999999999", "-1", "x", "1%2F", "٣", "9" * 4400])
def test_numbers_nobody_has(clients, hint, number):
    for rest in ("change/", "history/", "delete/"):
        assert clients["chief"].get(f"/admin/memberships/hint/{number}/{rest}").status_code == 404
    assert clients["chief"].post(f"/admin/memberships/hint/{number}/decide/accept/").status_code == 404


def test_editors_see_no_applications(clients, hint):
    made = making.waiting(making.network("Mitmachnetz"), name="Anna Eigen")
    assert Application.objects.get() == made
    for role in ("reader", "curator", "chief"):
        paths = ("application/", f"application/{made.pk}/change/", "message/", "application/export/")
        answers = [clients[role].get(f"/admin/memberships/{path}") for path in paths]
        assert {answer.status_code for answer in answers} <= {403, 404}
        assert not [answer for answer in answers if "Anna Eigen" in answer.content.decode()]


def test_officers_of_a_body_see_no_hints_about_it(hint, asked, db):
    user = making.user("amt2", is_staff=True)
    permissions.appoint(user, [asked.body])
    client = enter(user)
    assert client.get("/admin/memberships/hint/").status_code == 403
    assert client.get(f"/admin/memberships/hint/{hint.pk}/change/").status_code == 404
    Message.objects.create(letter="inquiry", to="x@b.example", due_at="2026-11-22T12:00:00Z", failed_at=None)
    assert b"x@b.example" not in client.get("/admin/memberships/message/").content


# --- erasing on demand ------------------------------------------------------------------------


def test_erasing_asks_once_more_and_leaves_nothing(clients, hint):
    path = address("delete", hint, Correspondent(pk=1))
    clients["chief"].post(f"/admin/memberships/hint/{hint.pk}/decide/accept/", {"seen": ""})
    assert "Zwiebelkuchen" not in clients["chief"].get(path).content.decode()
    answer = clients["chief"].post(path, {"post": "yes"}, follow=True)
    assert (answer.status_code, Hint.objects.count(), Message.objects.count()) == (200, 0, 0)


def test_erasing_takes_the_letter_with_it(clients, hint):
    hinting.move(hint, hinting.Move.ACCEPT)
    clients["chief"].post(address("delete", hint, Correspondent(pk=1)), {"post": "yes"})
    assert (Hint.objects.count(), Message.objects.count()) == (0, 0)


# --- bodies and their addresses ---------------------------------------------------------------


@pytest.fixture
def desk(clients: dict[str, Client]) -> Client:
    return clients["curator"]


BODIES = "/admin/memberships/correspondent/"


def test_bodies_page_tells_how_it_stands(desk, asked):
    hinting.body("Ohne", "")
    catalogue.body("Ohne Netz")
    text = Seen(desk.get(BODIES)).text
    assert "Ohne Adresse keine bekannt; es wird nichts gesendet Zuletzt gefragt noch nie Adresse hinterlegen" in text
    assert f"Stelle Adresse {hinting.ADDRESS} Zuletzt gefragt noch nie" in text
    assert "Ohne Netz" not in text


def test_ask_and_be_told(desk, asked):
    path = address("ask", Hint(pk=1), asked)
    assert said(desk.post(path, follow=True)) == ["Stelle: Die Bitte um Bestätigung ist unterwegs."]
    inquiry = Inquiry.objects.get()
    assert inquiry.asked_by == making.user("curator")
    assert "gerade erst gefragt" in said(desk.post(path, follow=True))[0]
    inquiry.replies.create(network=inquiry.body.tenures.get().network, said="still")
    assert "(von Hand): 1 bestätigt, 0 stimmen nicht mehr" in Seen(desk.get(BODIES)).text


def test_store_an_address_and_respect_a_refusal(desk, asked):
    path = address("address", Hint(pk=1), asked)
    assert desk.post(path, {"email": "neu@b.example"}).status_code == 302
    assert Correspondent.objects.get().email == "neu@b.example"
    answer = desk.post(path, {"email": "neu@b.example", "declined": "on"})
    assert set(answer.context["adminform"].form.errors) == {"email"}
    desk.post(path, {"email": "", "declined": "on"})
    since = Correspondent.objects.get().declined_at
    desk.post(path, {"email": "", "declined": "on"})
    assert Correspondent.objects.get().declined_at == since is not None
    assert "will nicht gefragt werden, seit" in Seen(desk.get(BODIES)).text
    desk.post(path, {"email": ""})
    assert Correspondent.objects.get().declined_at is None


def test_bodies_are_named_where_one_chooses(desk, asked):
    page = desk.get(f"{BODIES}{asked.pk}/change/")
    assert "E-Mail-Adresse: Stelle" in Seen(page).text


def test_add_an_address(desk, hint):
    body = hinting.body("Ohne", "")
    assert desk.get(f"{BODIES}add/?body={body.pk}").context["adminform"].form["body"].value() == str(body.pk)
    assert desk.post(f"{BODIES}add/", {"body": body.pk, "email": "neu@b.example"}).status_code == 302
    assert Correspondent.objects.get().body == body


def test_bodies_page_costs_the_same_for_one_and_for_many(desk, asked, django_assert_max_num_queries):
    desk.get(BODIES)
    for number in range(4):
        body = hinting.body(f"Stelle {number}", f"s{number}@b.example")
        hinting.asked(body)
    with django_assert_max_num_queries(12):
        assert desk.get(BODIES).status_code == 200


def test_pages_of_body_and_network_lead_here(desk, asked):
    user = making.user("curator")
    user.user_permissions.add(*Permission.objects.filter(codename__in=["view_body", "view_network"]))
    network, body = asked.body.tenures.get().network, Body.objects.get()
    for path in (f"network/{network.pk}", f"body/{body.pk}"):
        assert BODIES in Seen(enter(user).get(f"/admin/directory/{path}/change/")).addresses
