"""What does an editor see of the visits to web addresses, and what can be done there by whom?"""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from directory.models import Fact, Link, Source
from directory.querysets import today
from tests import kept
from tests.directory.smallest import make
from tests.reading import Seen

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LIST = "/admin/directory/link/"
URL, NEW = "https://alt.example.org/", "https://neu.example.org/"
ACTS = ["visit", "leave", "follow"]


@pytest.fixture
def link() -> Link:
    return make(Link, url=URL, state="moved", moved_to=NEW, status=200, due_at=timezone.now())


def reader(*codes: str) -> Client:
    """Somebody with just these rights."""
    client, user = Client(), get_user_model().objects.create_user("leserin", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="directory", codename__in=codes))
    client.force_login(user)
    return client


def page(client: Client, link: Link) -> str:
    answer = client.get(f"{LIST}{link.pk}/change/")
    assert answer.status_code == 200
    return answer.content.decode()


def act(client: Client, link: Link, name: str) -> Any:
    answer = client.post(f"{LIST}{link.pk}/act/{name}/", follow=True)
    link.refresh_from_db()
    return answer


def said(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


# --- looking ----------------------------------------------------------------------------------


def test_list_says_what_was_found(admin_client: Client, link: Link) -> None:
    make(Link, url="https://tot.example.org/", state="dead", error="Gibt es nicht.")
    text = Seen(admin_client.get(LIST)).text
    assert [word for word in (URL, "umgezogen", NEW, "antwortet nicht", "Gibt es nicht.") if word not in text] == []


@pytest.mark.parametrize(
    ("query", "number"),
    [("", 3), ("?state=dead", 1), ("?accepted=no", 2), ("?accepted=yes", 1), ("?accepted=nix", 3), ("?q=alt", 1)],
)
def test_list_filtered(admin_client: Client, link: Link, query: str, number: int) -> None:
    make(Link, state="dead")
    make(Link, state="alive", accepted_on=today())
    assert admin_client.get(f"{LIST}{query}").context["cl"].result_count == number


def test_page_says_where_the_address_stands(admin_client: Client, link: Link) -> None:
    source, fact = make(Source, url=URL, title="Satzung"), make(Fact, url=URL)
    shown = page(admin_client, link)
    for address in (f"/admin/directory/source/{source.pk}/change/", f"/admin/directory/fact/{fact.pk}/change/"):
        assert f'href="{address}"' in shown


def test_page_of_an_address_nobody_names(admin_client: Client, link: Link) -> None:
    assert "Nirgends mehr." in page(admin_client, link)


def test_page_is_for_reading(admin_client: Client, link: Link) -> None:
    assert admin_client.post(f"{LIST}{link.pk}/change/", {"url": NEW}).status_code == 403
    assert admin_client.get(f"{LIST}add/").status_code == 403
    assert admin_client.get(f"{LIST}{link.pk}/delete/").status_code == 403
    assert admin_client.get(f"{LIST}999999/change/").status_code == 302


# --- acting -----------------------------------------------------------------------------------


def test_visit_again(admin_client: Client, link: Link) -> None:
    Link.objects.update(due_at=None, accepted_on=None)
    assert said(act(admin_client, link, "visit")) == ["1 Webadresse(n) kommen als Nächstes an die Reihe."]
    assert link.due_at is not None
    assert link.due_at <= timezone.now()


def test_leave_as_it_is(admin_client: Client, link: Link) -> None:
    act(admin_client, link, "leave")
    assert link.accepted_on == today()
    assert "/act/leave/" not in page(admin_client, link)


def test_many_at_once(admin_client: Client, link: Link) -> None:
    chosen = {"_selected_action": [link.pk, make(Link).pk]}
    make(Link)
    admin_client.post(LIST, {**chosen, "action": "leave"})
    admin_client.post(LIST, {**chosen, "action": "visit_again"})
    assert Link.objects.filter(accepted_on=today(), due_at__lte=timezone.now()).count() == 2


def test_new_address_taken_over(admin_client: Client, link: Link) -> None:
    source, fact = make(Source, url=URL), make(Fact, url=URL)
    assert said(act(admin_client, link, "follow")) == ["An 2 Stelle(n) steht jetzt die neue Adresse."]
    source.refresh_from_db()
    fact.refresh_from_db()
    assert (source.url, fact.url) == (NEW, NEW)
    assert kept.act_of(source) == kept.act_of(fact)
    assert kept.why(fact) == "Webadresse ist umgezogen"


def test_new_address_that_does_not_fit(admin_client: Client, link: Link) -> None:
    fact = make(Fact, url=URL)
    Link.objects.update(moved_to=f"{NEW}{'x' * 320}")
    assert said(act(admin_client, link, "follow")) == [
        "Die neue Adresse passt nicht in das Feld. Bitte tragen Sie sie von Hand ein."
    ]
    fact.refresh_from_db()
    assert fact.url == URL


def test_address_that_has_not_moved(admin_client: Client, link: Link) -> None:
    Link.objects.update(state="dead")
    assert "/act/follow/" not in page(admin_client, link)
    assert said(act(admin_client, link, "follow")) == ["Diese Adresse ist nicht umgezogen."]


# --- rights -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ACTS)
def test_who_may_only_look_gets_no_buttons(link: Link, name: str) -> None:
    client = reader("view_link")
    assert "/act/" not in page(client, link)
    assert client.post(f"{LIST}{link.pk}/act/{name}/").status_code == 403
    chosen = {"_selected_action": [link.pk], "action": "leave"}
    client.post(LIST, chosen)
    link.refresh_from_db()
    assert link.accepted_on is None


@pytest.mark.parametrize(("right", "done"), [("change_source", False), ("change_fact", True)])
def test_new_address_only_where_one_may_edit(link: Link, right: str, done: bool) -> None:
    fact = make(Fact, url=URL)
    answer = act(reader("view_link", "change_link", right), link, "follow")
    fact.refresh_from_db()
    assert fact.url == (NEW if done else URL)
    refusal = "Die Quelle oder Angabe, in der die Adresse steht, dürfen Sie nicht ändern."
    assert (refusal in said(answer)) is not done


@pytest.mark.parametrize("name", ["delete", "xyz"])
def test_unknown_act(admin_client: Client, link: Link, name: str) -> None:
    assert admin_client.post(f"{LIST}{link.pk}/act/{name}/").status_code == 404


@pytest.mark.parametrize("name", ACTS)
def test_acts_need_post_and_an_address(admin_client: Client, link: Link, name: str) -> None:
    assert admin_client.get(f"{LIST}{link.pk}/act/{name}/").status_code == 405
    assert admin_client.post(f"{LIST}999999/act/{name}/").status_code == 404
