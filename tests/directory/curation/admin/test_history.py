"""Do editors read in words what has happened to a record, and do they get back, as far as they may?"""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry

from directory.models import Citation, Contact, Fact, Member, Network, Topic, Version, history
from directory.models.history import RECORDS
from tests import kept
from tests.directory import asking, making
from tests.directory.curation.admin.past import address, as_user, latest, log, see, send, versions
from tests.directory.smallest import make
from tests.reading import Seen

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("versions")]

HUGE = "9" * 30


@pytest.fixture
def runde() -> Network:
    """A published network that lacks nothing."""
    network = making.network("Runde")
    for aspect in ("name", "kind", "status"):
        making.citation(network, aspect=aspect)
    return network


# --- reading --------------------------------------------------------------------------------------


def test_log_tells_who_when_why_and_what(admin_client, runde, admin_user):
    row = making.fact(runde, text="Reden.")
    with history.act("Laut Satzung", by=admin_user):
        row.text = "Handeln."
        row.save()
    page = see(admin_client, log(runde))
    assert "admin" in page.text
    assert "Ziel: „Reden.“ → „Handeln.“" in page.text
    assert "Grund: Laut Satzung" in page.text
    assert address(runde, row) in page.addresses
    assert f"{log(runde)}act/{latest().pk}/" in page.addresses


REGISTERED = [model for model in admin.site._registry if model._meta.model_name in RECORDS]


@pytest.mark.parametrize("model", REGISTERED)
def test_log_of_every_kind_of_record_opens(admin_client, model):
    record = make(model, **({"is_public": True, "name": "Ada"} if model is Member else {}))
    text = see(admin_client, log(record)).text
    assert ("ergänzt" in text or "aufgenommen" in text) is True
    assert see(admin_client, address(record, record)).text.count("Das ist schon der Stand von heute.") == 1


def test_log_without_versions(admin_client, runde):
    Version.objects.all().delete()
    assert "Noch nichts." in see(admin_client, log(runde)).text


def test_log_of_a_record_that_is_gone(admin_client, runde):
    path = log(runde)
    number = runde.pk
    runde.delete()
    versions_of = list(
        Version.objects.filter(record=number, kind="network").order_by("pk").values_list("pk", flat=True)
    )
    page = see(admin_client, path)
    assert "Netzwerk entfernt: Runde" in page.text
    assert page.href("wiederherstellen").endswith(f"/history/{versions_of[-2]}/")


def test_log_page_by_page(admin_client, runde):
    for number in range(55):
        runde.status = ("ended", "active")[number % 2]
        runde.save()
    assert "Seite 2 von 2" in see(admin_client, f"{log(runde)}?p=2").text
    assert see(admin_client, f"{log(runde)}?p=x").text.count("Fassung") == 50


def test_log_of_a_big_act_shortened(admin_client, runde):
    with history.act():
        for number in range(32):
            making.fact(runde, key=f"a{number}")
    page = see(admin_client, log(runde))
    assert page.href("und 2 weitere") == f"{log(runde)}act/{latest().pk}/"


def test_log_shows_only_what_one_may_see(runde):
    make(Member, network=runde, name="Ada Offen", is_public=True)
    make(Contact, network=runde, name="Bert Kontakt")
    page = see(as_user("view_network", "view_contact"), log(runde))
    assert ("Bert Kontakt" in page.text, "Ada Offen" in page.text) == (True, False)


def test_log_closed_without_rights(runde):
    client = as_user("view_topic")
    paths = (log(runde), address(runde, runde), f"{log(runde)}act/{latest().pk}/")
    assert [client.get(path).status_code for path in paths] == [403, 403, 403]


def test_version_shows_all_it_said(admin_client, runde):
    row = making.fact(runde, text="Reden.", start="2013")
    page = see(admin_client, address(runde, row))
    assert "Aussage Reden." in page.text
    assert "Das ist schon der Stand von heute." in page.text


@pytest.mark.parametrize(
    "path",
    [
        "1000/",
        "{huge}/",
        "{own}/?stelle=facts/nix",
        "act/00000000-0000-4000-8000-000000000000/",
        "{other}/",
    ],
)
def test_nothing_found(admin_client, runde, path):
    other = versions(making.network("Tafel"))[0]
    see(admin_client, log(runde) + path.format(huge=HUGE, other=other, own=versions(runde)[-1]), status=404)


@pytest.mark.parametrize("number", ["x", "0", HUGE, "1_0", "-1"])
def test_no_such_record(admin_client, number):
    answer = admin_client.get(f"/admin/directory/network/{number}/history/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")


def test_history_of_a_row_is_part_of_its_networks(admin_client, runde):
    row, _ = making.fact(runde, "eins", text="Reden."), making.fact(runde, "zwei", text="Handeln.")
    answer = admin_client.get(log(row))
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{log(runde)}?stelle=facts/eins")
    page = see(admin_client, answer.headers["Location"])
    assert ("Ziel ergänzt: Reden." in page.text, "Handeln" in page.text) == (True, False)
    see(admin_client, f"{log(runde)}act/{latest().pk}/")


def test_version_of_a_kind_one_may_not_see(runde):
    member = make(Member, network=runde, name="Ada Offen", is_public=True)
    see(as_user("view_network"), address(runde, member), status=404)


# --- one version ----------------------------------------------------------------------------------


def test_version_brought_back_with_reason_and_name(admin_client, runde, admin_user):
    row = making.fact(runde, text="Reden.")
    making.citation(row)
    row.text = "Handeln."
    row.save()
    path = address(runde, row, 1)
    page = see(admin_client, path)
    assert "Ziel: „Handeln.“ → „Reden.“" in page.text
    assert Fact.objects.get().text == "Handeln."
    answer = send(admin_client, path)
    assert (answer.status_code, answer.headers["Location"]) == (302, log(runde))
    assert Fact.objects.get().text == "Reden."
    assert (latest().by, latest().reason[:25]) == (admin_user, "Zurück auf den Stand vom ")
    assert (asking.known("reden"), asking.known("handeln")) == (["Runde"], [])


def test_version_that_somebody_else_has_changed_meanwhile(admin_client, runde):
    runde.status = "ended"
    runde.save()
    path = address(runde, runde, 1)
    seen = next(field["value"] for field in see(admin_client, path).inputs if field["name"] == "seen")
    runde.name = "Tafel"
    runde.save()
    answer = admin_client.post(path, {"seen": seen})
    assert answer.status_code == 409
    assert "Inzwischen hat sich hier etwas geändert" in Seen(answer).text
    assert "Name: „Tafel“ → „Runde“" in Seen(answer).text
    assert Network.objects.get().name == "Tafel"


@pytest.mark.parametrize("seen", [None, "", "0" * 32])
def test_version_not_brought_back_unseen(admin_client, runde, seen):
    runde.status = "ended"
    runde.save()
    answer = admin_client.post(address(runde, runde, 1), {} if seen is None else {"seen": seen})
    assert (answer.status_code, Network.objects.get().status) == (409, "ended")


def test_deleted_row_restored_with_its_sources(admin_client, runde):
    row = making.fact(runde, text="Reden.")
    making.citation(row)
    before = kept.told(row)
    row.delete()
    page = see(admin_client, log(runde))
    answer = send(admin_client, page.href("wiederherstellen"))
    assert answer.status_code == 302
    assert kept.told(row) == before


def test_act_that_would_leave_a_published_entry_without_source_refused(admin_client, runde):
    row = making.fact(runde, text="Reden.")
    with history.act() as act:
        making.citation(row)
    answer = send(admin_client, f"{log(runde)}act/{act.number}/")
    assert answer.status_code == 409
    assert "ist veröffentlicht, und dann würde ihm etwas fehlen: Angabe „Reden.“" in Seen(answer).text
    assert Citation.objects.filter(fact=row).count() == 1


def test_draft_may_lose_its_source(admin_client):
    network = making.draft("Runde")
    row = making.fact(network, text="Reden.")
    with history.act() as act:
        making.citation(row)
    assert send(admin_client, f"{log(network)}act/{act.number}/").status_code == 302
    assert Citation.objects.count() == 0


def test_topic_brought_back_found_by_its_name(admin_client, runde):
    topic = making.topic("Losen")
    making.citation(making.treatment(runde, topic))
    topic.name = "Planen"
    topic.save()
    send(admin_client, address(topic, topic, 1))
    assert (Topic.objects.get().name, asking.known("losen"), asking.known("planen")) == ("Losen", ["Runde"], [])


def test_nothing_noted_in_the_log_of_django(admin_client, runde):
    runde.status = "ended"
    runde.save()
    send(admin_client, address(runde, runde, 1))
    admin_client.post(f"/admin/directory/network/{runde.pk}/delete/", {"post": "yes"})
    assert (LogEntry.objects.count(), Network.objects.count()) == (0, 0)
