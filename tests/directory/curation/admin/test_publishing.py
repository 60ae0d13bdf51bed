"""Can only those who may publish do it, for a reason, and do the others see what is lacking?"""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from directory.models import Fact, Network
from tests import kept
from tests.directory import making
from tests.directory.curation.admin.conftest import Desk, page_of, shown
from tests.directory.curation.admin.test_statements import GAP, NEW
from tests.reading import Seen

pytestmark = pytest.mark.once

LACKING = "ohne Quelle und ohne Grund dafür"
WHY = {"reason": "Ist vollständig."}


@pytest.fixture
def draft(db: None) -> Network:
    """A draft with all it needs."""
    network = making.draft("Runde")
    for aspect in ("name", "kind", "status"):
        making.citation(network, aspect=aspect)
    return network


@pytest.fixture
def curator(django_user_model: Any) -> Desk:
    """Somebody who may edit everything and publish nothing."""
    user = django_user_model.objects.create_user("kuratorin", is_staff=True)
    own = Permission.objects.filter(content_type__app_label="directory").exclude(codename="publish_network")
    user.user_permissions.set(own)
    client = Client()
    client.force_login(user)
    return Desk(client)


def step(network: Network, name: str) -> str:
    return f"/admin/directory/network/{network.pk}/{name}/"


def offered(desk: Desk, network: Network) -> list[str]:
    """The steps the page of an entry leads to, by their words."""
    page = Seen(desk.open(f"network/{network.pk}/change/"))
    ends = ("/submit/", "/publish/", "/return/", "/archive/", "/draft/")
    return [link.text.strip() for link in page.links if link.href.endswith(ends)]


# --- the chief curator --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("visibility", "words"),
    [
        ("draft", ["Zur Veröffentlichung vorlegen", "Veröffentlichen"]),
        ("published", ["Archivieren"]),
        ("archived", ["Veröffentlichen", "Zurück zum Entwurf"]),
    ],
)
def test_the_steps_that_are_possible_are_offered(desk: Desk, draft: Network, visibility: str, words: list[str]) -> None:
    Network.objects.update(visibility=visibility)
    assert offered(desk, draft) == words


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        ("draft", "publish", "published"),
        ("published", "archive", "archived"),
        ("archived", "draft", "draft"),
        ("archived", "publish", "published"),
    ],
)
def test_a_step_is_shown_and_taken(desk: Desk, draft: Network, before: str, name: str, after: str) -> None:
    Network.objects.update(visibility=before)
    page = desk.client.get(step(draft, name))
    assert page.context["can_act"]
    assert Network.objects.get().visibility == before
    answer = desk.client.post(step(draft, name), WHY)
    assert answer.url == f"/admin/directory/network/{draft.pk}/change/"
    assert Network.objects.get().visibility == after
    assert kept.why(draft) == "Ist vollständig."
    readers_see = {"published": 200, "archived": 410}.get(after, 404)
    assert Client().get(draft.get_absolute_url()).status_code == readers_see


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_no_step_without_its_reason(desk: Desk, draft: Network, reason: str) -> None:
    page = desk.client.post(step(draft, "publish"), {"reason": reason})
    assert page.status_code == 200
    assert list(page.context["form"].errors) == ["reason"]
    assert Network.objects.get().visibility == "draft"


def test_what_is_lacking_is_named(desk: Desk, draft: Network) -> None:
    fact = making.fact(draft, text="Ein Ziel.")
    making.terms(draft, cost="kostenlos")
    page = desk.client.get(step(draft, "publish"))
    text = Seen(page).text
    assert f"Kosten : {LACKING}" in text or f"Kosten: {LACKING}" in text
    assert f"/admin/directory/fact/{fact.pk}/change/" in Seen(page).addresses
    assert not page.context["can_act"]
    refused = desk.client.post(step(draft, "publish"), WHY)
    assert "Nicht veröffentlicht" in refused.content.decode()
    assert Network.objects.get().visibility == "draft"


def test_somebody_was_faster(desk: Desk, draft: Network) -> None:
    Network.objects.update(visibility="published")
    page = desk.client.post(step(draft, "publish"), WHY)
    assert "Das geht von hier aus nicht" in page.content.decode()
    assert not page.context["can_act"]


def test_steps_of_no_network(desk: Desk, db: None) -> None:
    for name in ("publish", "archive", "draft"):
        assert desk.client.get(f"/admin/directory/network/4711/{name}/").status_code == 404
        assert desk.client.post(f"/admin/directory/network/abc/{name}/", WHY).status_code == 404
    assert desk.client.delete("/admin/directory/network/4711/publish/").status_code == 405


# --- the curator --------------------------------------------------------------------------------


def test_a_curator_sees_what_is_lacking_and_cannot_publish(curator: Desk, draft: Network) -> None:
    assert offered(curator, draft) == ["Zur Veröffentlichung vorlegen"]
    pages = [curator.client.get(step(draft, name)) for name in ("submit", "publish")]
    assert [page.context["can_act"] for page in pages] == [True, False]
    making.fact(draft, text="Ein Ziel.")
    page = curator.client.get(step(draft, "submit"))
    assert "Angabe „Ein Ziel.“" in Seen(page).text
    assert not page.context["can_act"]
    for name in ("publish", "archive", "draft"):
        assert curator.client.post(step(draft, name), WHY).status_code == 403
    assert Network.objects.get().visibility == "draft"
    Network.objects.update(visibility="published")
    assert offered(curator, draft) == []


def test_a_curators_new_entry_is_a_draft(curator: Desk, db: None) -> None:
    answer = curator.send("network/add/", {**NEW, "cite_gap": GAP, "visibility": "published"})
    assert answer.status_code == 302
    network = Network.objects.get()
    assert network.visibility == "draft"
    curator.send(page_of(network, "summary"), {"visibility": "published", "summary": "Anders."})
    assert (Network.objects.get().visibility, Network.objects.get().summary) == ("draft", "Anders.")


def test_the_form_does_not_offer_visibility(desk: Desk, draft: Network) -> None:
    assert "visibility" not in {*shown(desk.open(page_of(draft))), *shown(desk.open(page_of(draft, "status")))}


def test_who_sees_no_networks_sees_no_steps(draft: Network, django_user_model: Any) -> None:
    user = django_user_model.objects.create_user("fremd", is_staff=True)
    client = Client()
    client.force_login(user)
    assert client.get(step(draft, "publish")).status_code == 403
    assert client.post(step(draft, "publish"), WHY).status_code == 403


# --- what follows -------------------------------------------------------------------------------


def test_an_archived_entry_takes_no_applications(desk: Desk, draft: Network, client: Client) -> None:
    making.terms(draft, path="apply")
    making.citation(draft.terms, aspect="mode")
    desk.client.post(step(draft, "publish"), WHY)
    apply = f"{draft.get_absolute_url()}mitmachen/"
    assert client.get(apply).status_code == 200
    desk.client.post(step(draft, "archive"), WHY)
    assert client.get(apply).status_code == 410
    assert client.post(apply, {}).status_code == 410


def test_lacking_of_many_rows_is_one_page(desk: Desk, draft: Network, django_assert_max_num_queries: Any) -> None:
    Fact.objects.bulk_create(Fact(network=draft, key=f"a{each}", kind="aim", text=f"Ziel {each}") for each in range(40))
    with django_assert_max_num_queries(25):
        assert len(desk.client.get(step(draft, "publish")).context["lacks"]) == 40
