"""Can two records be merged and parted in the admin, by those who may, and does nothing happen before they say so?"""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directory.catalogue.redirects import RECORDS
from directory.models import Member, Merger, Network, Pair, Relation, Topic
from directory.reading import index
from tests.directory import twins
from tests.directory.curation.admin.conftest import Desk
from tests.directory.smallest import make
from tests.reading import Seen

pytestmark = [pytest.mark.django_db, pytest.mark.once]
AT = "/admin/directory/merger/"


def merge_page(kept: Any, gone: Any) -> str:
    return f"{AT}merge/{kept._meta.model_name}/{kept.pk}/{gone.pk}/"


def mark(page: Any) -> str:
    return page.context["mark"]


def send(client: Client, kept: Any, gone: Any, **typed: str) -> Any:
    """Open the page and send what it asks for."""
    page = client.get(merge_page(kept, gone))
    return client.post(merge_page(kept, gone), {"seen": mark(page), "reason": "Dasselbe.", "keep_name": "on", **typed})


@pytest.fixture
def curator(client: Client, django_user_model: Any) -> Client:
    """Sees everything of the catalogue, and may neither merge nor part."""
    user = django_user_model.objects.create_user("kuratorin", password="geheim", is_staff=True)
    rights = Permission.objects.filter(content_type__app_label="directory")
    user.user_permissions.set(rights.exclude(codename__in=["add_merger", "change_merger"]))
    client.force_login(user)
    return client


# --- choosing ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", twins.PAIRS)
def test_from_a_record_to_the_merged_one_and_back(admin_client: Client, kind: str) -> None:
    kept, gone = twins.PAIRS[kind]()
    record = Seen(admin_client.get(f"/admin/directory/{kind}/{kept.pk}/change/"))
    assert f"{AT}choose/{kind}/{kept.pk}/" in record.addresses
    choice = Seen(admin_client.get(f"{AT}choose/{kind}/{kept.pk}/?q={str(gone)[:5]}"))
    assert merge_page(kept, gone) in choice.addresses
    answer = send(admin_client, kept, gone)
    assert (answer.status_code, answer["Location"]) == (302, f"/admin/directory/{kind}/{kept.pk}/change/")
    merger = Merger.objects.get()
    assert merger.by.username == "admin"
    parting = f"{AT}{merger.pk}/part/"
    page = Seen(admin_client.get(f"{AT}{merger.pk}/change/"))
    assert {parting, f"/admin/directory/{kind}/{gone.pk}/history/"} <= set(page.addresses)
    assert admin_client.get(f"/admin/directory/{kind}/{gone.pk}/history/").status_code == 200
    assert admin_client.get(parting).status_code == 200
    assert RECORDS[kind].objects.filter(pk=gone.pk).count() == 0
    answer = admin_client.post(parting)
    assert (answer.status_code, answer["Location"]) == (302, f"/admin/directory/{kind}/{gone.pk}/change/")
    assert RECORDS[kind].objects.filter(pk=gone.pk).count() == 1
    assert parting not in Seen(admin_client.get(f"{AT}{merger.pk}/change/")).addresses


def test_choosing_offers_what_looks_alike_and_never_the_record_itself(admin_client: Client) -> None:
    one, two = make(Topic, name="Haushalt"), make(Topic, name="Haushalte")
    Pair.objects.create(kind="topic", first=one.pk, second=two.pk, likeness=94, because="Name fast gleich")
    page = Seen(admin_client.get(f"{AT}choose/topic/{two.pk}/"))
    links = [address for address in page.addresses if "/merge/" in address]
    assert links == [merge_page(two, one)]


def test_choosing_finds_in_any_spelling_and_says_when_there_is_more(admin_client: Client) -> None:
    first = make(Network, name="Runde")
    for number in range(26):
        make(Network, name=f"Öffentliche Tafel {number}", slug=f"t{number}")
    page = Seen(admin_client.get(f"{AT}choose/network/{first.pk}/?q=Tafel"))
    assert len([address for address in page.addresses if "/merge/" in address]) == 25
    assert "Das sind die ersten 25." in page.text
    assert "Nichts." in Seen(admin_client.get(f"{AT}choose/network/{first.pk}/?q=Gibtsnicht")).text


def test_members_are_chosen_within_their_network(admin_client: Client) -> None:
    one, _ = twins.members()
    make(Member, name="Stadt Köln")
    page = Seen(admin_client.get(f"{AT}choose/member/{one.pk}/?q=Stadt"))
    assert len([address for address in page.addresses if "/merge/" in address]) == 1


# --- the page before --------------------------------------------------------------------------


def test_the_page_shows_both_and_what_follows_and_changes_nothing(admin_client: Client) -> None:
    kept, gone = twins.networks()
    before = twins.everything()
    page = Seen(admin_client.get(merge_page(kept, gone)))
    for words in (
        "Runder Tisch",
        "Tisch der Runden",
        "Themen des Netzwerks: 1",
        "Was in beiden steht und eins wird",
        "online anmelden",
    ):
        assert words in page.text
    assert merge_page(gone, kept) in page.addresses
    assert (twins.everything(), Merger.objects.count()) == (before, 0)


@pytest.mark.parametrize(
    ("ours", "theirs", "warning"),
    [
        ("draft", "published", "finden dann keinen der beiden Einträge mehr"),
        ("published", "draft", "Was dort steht, sehen danach alle."),
        ("published", "published", None),
    ],
)
def test_the_page_warns_of_what_readers_will_see(admin_client: Client, ours: str, theirs: str, warning: str) -> None:
    kept, gone = make(Network, visibility=ours), make(Network, visibility=theirs)
    warnings = admin_client.get(merge_page(kept, gone)).context["warnings"]
    assert [warning in sentence for sentence in warnings] == ([True] if warning else [])


def test_the_page_warns_of_people_officers_and_status(admin_client: Client) -> None:
    kept, gone = make(Network), make(Network, status="ended")
    make(twins.Contact, network=gone, name="", withheld=True)
    warnings = " ".join(admin_client.get(merge_page(kept, gone)).context["warnings"])
    assert "auf ihren Wunsch nicht gezeigt" in warnings
    assert "hat den Status „beendet“. Danach gilt „aktiv“." in warnings
    one, two = twins.bodies()
    assert "entscheidet danach für „Stiftung“" in str(admin_client.get(merge_page(one, two)).context["warnings"])


def test_queries_stay_few_with_many_rows(admin_client: Client) -> None:
    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert admin_client.get(path).status_code == 200
        return len(queries)

    kept, gone = twins.networks()
    few = cost(merge_page(kept, gone))
    for number in range(30):
        for owner in (kept, gone):
            twins.cite(make(twins.Fact, network=owner, key=f"f{number}", text=f"Satz {number}."), make(twins.Source))
        make(Relation, network=kept, kind="part-of", other=make(Network), other_name="")
    assert cost(merge_page(kept, gone)) == few <= 30
    with index.asked():  # the first question after an edit brings it up to date
        pass
    assert cost(f"{AT}choose/network/{kept.pk}/?q=Tisch") <= 25


# --- what is refused --------------------------------------------------------------------------


def test_no_reason_keeps_everything(admin_client: Client) -> None:
    kept, gone = twins.networks()
    before = twins.everything()
    answer = send(admin_client, kept, gone, reason="  ")
    assert "Bitte nennen Sie den Grund." in Seen(answer).text
    assert twins.everything() == before


def test_somebody_was_faster(admin_client: Client) -> None:
    kept, gone = make(Network, name="Eins"), make(Network, name="Zwei")
    page = admin_client.get(merge_page(kept, gone))
    send(admin_client, kept, gone)
    late = admin_client.post(merge_page(kept, gone), {"seen": mark(page), "reason": "Dasselbe."})
    assert late.status_code == 409
    assert "„Zwei“ ist schon in „Eins“ aufgegangen." in Seen(late).text
    assert Merger.objects.count() == 1


def test_somebody_changed_one_of_them_meanwhile(admin_client: Client) -> None:
    kept, gone = make(Network), make(Network)
    page = admin_client.get(merge_page(kept, gone))
    make(twins.Fact, network=gone)
    late = admin_client.post(merge_page(kept, gone), {"seen": mark(page), "reason": "Dasselbe."})
    assert late.status_code == 409
    assert "Inzwischen hat sich an einem der beiden Einträge etwas geändert." in Seen(late).text
    assert late.context["form"]["reason"].value() == "Dasselbe."
    again = admin_client.post(merge_page(kept, gone), {"seen": mark(late), "reason": "Dasselbe."})
    assert again.status_code == 302


def test_with_itself_with_a_part_and_with_what_is_not_there(admin_client: Client) -> None:
    whole, part = make(Network), make(Network)
    make(Relation, network=part, kind="part-of", other=whole, other_name="")
    for kept, gone, why in (
        (whole, whole, "mit sich selbst"),
        (whole, part, "in einem Teil von sich"),
        (whole, Network(pk=987654), "nicht oder nicht mehr"),
    ):
        for answer in (
            admin_client.get(merge_page(kept, gone)),
            admin_client.post(merge_page(kept, gone), {"reason": "Dasselbe."}),
        ):
            assert (answer.status_code, why in Seen(answer).text) == (409, True)
    assert Network.objects.count() == 2
    assert admin_client.get(f"{AT}merge/fact/1/2/").status_code == 404
    assert admin_client.get(f"{AT}choose/network/987654/").status_code == 404
    assert admin_client.get(f"{AT}987654/part/").status_code == 404


def test_what_cannot_be_parted_is_told(admin_client: Client) -> None:
    kept, gone = make(Network), make(Network, slug="tafel")
    send(admin_client, kept, gone)
    make(Network, slug="tafel")
    answer = admin_client.post(f"{AT}{Merger.objects.get().pk}/part/")
    assert (answer.status_code, "Die Adresse „tafel“" in Seen(answer).text) == (409, True)


def test_what_could_not_go_back_is_told(admin_client: Client) -> None:
    kept, gone = twins.networks()
    send(admin_client, kept, gone)
    kept.facts.get(key="angebot-2").delete()
    answer = admin_client.post(f"{AT}{Merger.objects.get().pk}/part/", follow=True)
    assert "Nicht wie vorher – Angabe (1): wurde inzwischen gelöscht." in Seen(answer).text


def test_only_those_who_may(curator: Client, desk: Desk) -> None:
    kept, gone = make(Network), make(Network)
    record = Seen(curator.get(f"/admin/directory/network/{kept.pk}/change/"))
    assert [address for address in record.addresses if "/merger/" in address] == []
    for path in (merge_page(kept, gone), f"{AT}choose/network/{kept.pk}/"):
        assert (curator.get(path).status_code, curator.post(path).status_code) in {(403, 403), (403, 405)}
    merger = make(Merger, kept=kept.pk, gone=gone.pk)
    assert curator.get(f"{AT}{merger.pk}/change/").status_code == 200
    assert curator.get(f"{AT}{merger.pk}/part/").status_code == 403
    assert curator.post(f"{AT}{merger.pk}/part/").status_code == 403
    assert Merger.objects.get().undone_at is None
