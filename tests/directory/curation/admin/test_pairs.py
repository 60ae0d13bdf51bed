"""Does adding a record that is there already warn, without losing what was typed, and can the list be worked off?"""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directory.catalogue.redirects import RECORDS
from directory.curation.admin.similar_records import WARNING
from directory.curation.duplicates import detection
from directory.models import Contact, Fact, Member, Network, Pair, Source
from tests.directory.curation.admin.conftest import Desk, adding, cited, complaints
from tests.directory.smallest import make
from tests.reading import Seen

pytestmark = [pytest.mark.django_db, pytest.mark.once]
AT = "/admin/directory/pair/"
OTHER = {"is_other": "on"}

NEW: dict[str, dict[str, Any]] = {
    "network": {"name": "Runde Sachen", "slug": "neu", "summary": "Neu.", "kind": "network", "status": "active"},
    "body": {"name": "Runde Sachen", "slug": "neu"},
    "topic": {"name": "Runde Sachen", "slug": "neu"},
    "source": {"title": "Runde Sachen", "slug": "neu", "publisher": "Verlag", "read_on": "02.01.2026"},
    "member": {"name": "Runde Sachen", "party": "person"},
}


def there(kind: str, name: str = "Runde Sache") -> Any:
    return make(RECORDS[kind], **{"title" if kind == "source" else "name": name})


def gaps(kind: str) -> dict[str, str]:
    """A reason for having no source, where the form asks for one."""
    return {"cite_gap": "Zum Versuch."} if kind in ("network", "body") else {}


# --- while adding -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", NEW)
def test_a_second_record_is_asked_about_and_taken_when_it_is_another(desk: Desk, kind: str) -> None:
    old = there(kind)
    typed = {**NEW[kind], **gaps(kind), **({"network": old.network_id} if kind == "member" else {})}
    page = desk.shown(f"{kind}/add/", typed)
    assert complaints(page)["__all__"] == [WARNING]
    seen = Seen(page)
    assert f"/admin/directory/{kind}/{old.pk}/change/" in seen.addresses
    assert "Name fast gleich" in seen.text
    assert {"type": "checkbox", "name": "is_other", "value": "", "checked": ""} in seen.inputs
    name = "title" if kind == "source" else "name"
    assert page.context["adminform"].form[name].value() == "Runde Sachen"
    assert RECORDS[kind].objects.count() == 1
    answer = desk.shown(f"{kind}/add/", {**typed, **OTHER})
    assert answer.status_code == 302, complaints(answer)
    pair = Pair.objects.get()
    assert (pair.kind, pair.first, pair.distinct_at is not None) == (kind, old.pk, True)
    assert pair.distinct_reason == "beim Eintragen bestätigt"
    assert detection.find_pairs() == 0


@pytest.mark.parametrize("kind", NEW)
def test_an_unlike_record_is_not_asked_about(desk: Desk, kind: str) -> None:
    old = there(kind, "Ganz anders")
    typed = {**NEW[kind], **gaps(kind), **({"network": old.network_id} if kind == "member" else {})}
    answer = desk.shown(f"{kind}/add/", typed)
    assert answer.status_code == 302, complaints(answer)
    assert Pair.objects.count() == 0


def test_addresses_a_network_will_have_are_compared_once_they_are_entered(desk: Desk, source: Source) -> None:
    old, new = there("network", "Ganz anders"), there("network", "Etwas Neues")
    make(Fact, network=old, kind="website", text="", url="https://netz.example/")
    make(Fact, network=old, kind="address", text="Am Markt 1, 12345 Stadt")
    make(Contact, network=old, email="post@netz.example")
    for rows, told, why in (
        ("fact", {"kind": "website", "url": "http://www.netz.example"}, "gleiche Webadresse"),
        ("fact", {"kind": "address", "text": "Am Markt 1, 12345 Stadt"}, "gleiche Anschrift"),
        ("contact", {"name": "Kim", "email": "Post@netz.example"}, "gleiche E-Mail-Adresse"),
    ):
        answer = desk.send(adding(rows, new), cited(source, **told))
        assert answer.status_code == 302, complaints(answer)
        assert why in Pair.objects.get().because


def test_a_broken_address_is_no_error_of_ours(desk: Desk) -> None:
    page = desk.shown("source/add/", {**NEW["source"], "url": "https://[kaputt"})
    assert list(complaints(page)) == ["url"]


def test_other_mistakes_keep_the_box_ticked(desk: Desk) -> None:
    there("topic")
    page = desk.shown("topic/add/", {**NEW["topic"], **OTHER, "slug": ""})
    assert list(complaints(page)) == ["slug"]
    ticked = {"type": "checkbox", "name": "is_other", "value": "", "checked": "yes"}
    assert ticked in Seen(page).inputs


def test_a_new_name_is_asked_about_and_an_old_one_is_not(desk: Desk) -> None:
    there("topic")
    double, path = there("topic"), "topic/{}/change/"
    assert desk.send(path.format(double.pk), {"summary": "Etwas."}).status_code == 302
    other = there("topic", "Ganz anders")
    assert WARNING in complaints(desk.send(path.format(other.pk), {"name": "Runde Sachen"}))["__all__"]
    answer = desk.shown(path.format(other.pk), {"name": "Runde Sachen", "because": "Anderes Thema.", **OTHER})
    assert answer.status_code == 302
    assert set(Pair.objects.filter(second=other.pk).values_list("distinct_reason", flat=True)) == {"Anderes Thema."}
    assert desk.send(path.format(other.pk), {"name": "Runde Sache"}).status_code == 302  # told apart already


def test_saving_brings_the_list_up_to_date(desk: Desk) -> None:
    one, two = there("topic"), there("topic", "Ganz anders")
    desk.send(f"topic/{two.pk}/change/", {"name": "Runde Sache", **OTHER})
    assert (Pair.objects.get().because, Pair.objects.get().first) == ("Name gleich", one.pk)


# --- the list ---------------------------------------------------------------------------------


def listed(client: Client, query: str = "") -> list[Any]:
    return list(client.get(f"{AT}{query}").context["cl"].result_list)


def test_the_list_names_both_and_leads_to_them(admin_client: Client) -> None:
    one, two = there("network"), there("network")
    detection.find_pairs()
    seen = Seen(admin_client.get(AT))
    for record in (one, two):
        assert f"/admin/directory/network/{record.pk}/change/" in seen.addresses
    assert "Name gleich" in seen.text
    pair = Pair.objects.get()
    page = Seen(admin_client.get(f"{AT}{pair.pk}/change/"))
    assert f"/admin/directory/merger/merge/network/{one.pk}/{two.pk}/" in page.addresses


def test_members_are_named_as_long_as_they_are_named_at_all(admin_client: Client) -> None:
    owner = make(Network)
    members = [make(Member, network=owner, name=name) for name in ("Stadt Köln", "Stadt Koeln")]
    detection.find_pairs()
    assert "Stadt Koeln" in Seen(admin_client.get(AT)).text
    Member.objects.update(name="")
    text = Seen(admin_client.get(AT)).text
    assert ("Köln" in text, f"Nummer {members[0].pk}" in text) == (False, True)


def test_pairs_are_sought_by_the_names_the_list_shows(admin_client: Client) -> None:
    topics = make(Pair, kind="topic", first=1, second=2, first_name="Grüne Straße", second_name="Runde Sache")
    owner = make(Network)
    one, two = (make(Member, network=owner, name=name) for name in ("Stadt Köln", "Stadt Koeln"))
    members = make(Pair, kind="member", first=one.pk, second=two.pk, first_name="", second_name="")
    for text, found in (
        ("gruene", [topics]),
        ("runde STRASSE", [topics]),
        ("köln", [members]),
        ("runde köln", []),
        ("–", [members, topics]),
    ):
        assert sorted(listed(admin_client, f"?q={text}"), key=lambda pair: pair.kind) == found, text
    assert listed(admin_client, "?q=runde&kind__exact=member") == []
    assert {"q"} <= {field["name"] for field in Seen(admin_client.get(AT)).inputs}


def test_two_are_told_apart_with_a_reason_and_again_compared(admin_client: Client) -> None:
    there("topic")
    there("topic")
    detection.find_pairs()
    pair = Pair.objects.get()
    judge = f"{AT}{pair.pk}/judge/"
    assert "Bitte sagen Sie, woran" in Seen(admin_client.post(f"{judge}two/", {"reason": " "})).text
    assert listed(admin_client) == [pair]
    answer = admin_client.post(f"{judge}two/", {"reason": "Das eine ist größer."})
    assert (answer.status_code, answer["Location"]) == (302, AT)
    assert listed(admin_client) == []
    assert listed(admin_client, "?judged=yes") == listed(admin_client, "?judged=all") == [pair]
    assert "Das eine ist größer." in Seen(admin_client.get(f"{AT}{pair.pk}/change/")).text
    assert admin_client.post(f"{judge}again/").status_code == 302
    assert listed(admin_client) == [pair]


def test_judging_is_not_for_everybody_and_never_by_a_link(client: Client, django_user_model: Any) -> None:
    pair = make(Pair)
    reader = django_user_model.objects.create_user("leserin", password="geheim", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename="view_pair"))
    client.force_login(reader)
    page = Seen(client.get(f"{AT}{pair.pk}/change/"))
    assert "Es sind zwei" not in page.text
    assert [address for address in page.addresses if "merger" in address] == []
    assert client.post(f"{AT}{pair.pk}/judge/two/", {"reason": "Zwei."}).status_code == 403
    assert client.get(f"{AT}{pair.pk}/judge/two/").status_code == 405
    reader.user_permissions.add(Permission.objects.get(codename="change_pair"))
    assert client.post(f"{AT}{pair.pk}/judge/two/", {"reason": "Zwei."}).status_code == 302
    assert client.post(f"{AT}{pair.pk}/judge/three/").status_code == 404
    assert client.post(f"{AT}987654/judge/two/").status_code == 404


def test_queries_of_the_list_do_not_grow(admin_client: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(AT)
        return len(queries)

    make(Pair)
    few = cost()
    for number in range(3, 30):
        make(Pair, kind="member", first=number, second=number + 1)
    assert cost() == few <= 25
