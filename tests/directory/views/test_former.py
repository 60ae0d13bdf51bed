"""Does an address that a record once had lead to where it stands now, for good?"""

import pytest

from directory.catalogue import former_addresses, redirects
from directory.curation import duplicates
from directory.models import FormerAddress, Network
from tests.directory import making
from tests.directory.smallest import make

pytestmark = pytest.mark.django_db
PAGES = {"network": "netzwerke", "body": "stellen", "topic": "themen", "source": "quellen"}


def moved(kind: str = "network", **columns):
    """A record that has got another address."""
    record = make(redirects.RECORDS[kind], slug="neu", **columns)
    former_addresses.lead_on(kind, record.pk, "neu", before="alt")
    assert str(FormerAddress.objects.get()) == "alt"
    return record


@pytest.mark.parametrize("kind", PAGES)
def test_a_former_address_leads_to_the_present_one(client, kind):
    moved(kind)
    for query in ("", "?seite=2&q=%C3%BC"):
        answer = client.get(f"/{PAGES[kind]}/alt/{query}")
        assert (answer.status_code, answer["Location"]) == (301, f"/{PAGES[kind]}/neu/{query}")
    assert client.head(f"/{PAGES[kind]}/alt/").status_code == 301
    assert client.get(f"/{PAGES[kind]}/alt/")["Cache-Control"] == "no-cache"
    assert client.get(f"/{PAGES[kind]}/neu/").status_code == 200


@pytest.mark.parametrize("page", ["mitmachen", "aenderungen", "melden"])
def test_every_page_of_a_network_follows(client, page):
    moved()
    answer = client.get(f"/netzwerke/alt/{page}/?zu=fact:1")
    assert (answer.status_code, answer["Location"]) == (301, f"/netzwerke/neu/{page}/?zu=fact:1")


def test_a_form_that_was_open_is_sent_on_as_it_is(client):
    making.terms(moved(), path="apply")
    answer = client.post("/netzwerke/alt/mitmachen/", {"email": "a@b.example"})
    assert (answer.status_code, answer["Location"]) == (308, "/netzwerke/neu/mitmachen/")


@pytest.mark.parametrize("kind", PAGES)
def test_unknown_addresses_are_not_found_in_few_queries(cost, kind):
    assert cost(f"/{PAGES[kind]}/gibt-es-nicht/", 404) <= 3
    moved(kind)
    assert cost(f"/{PAGES[kind]}/alt/", 301) <= 3


@pytest.mark.parametrize("visibility", ["draft", "archived"])
def test_what_readers_do_not_see_is_not_found(client, visibility):
    moved(visibility=visibility)
    assert client.get("/netzwerke/alt/").status_code == 404


def test_addresses_of_another_kind_do_not_count(client):
    moved("topic")
    assert client.get("/netzwerke/alt/").status_code == 404


def test_a_record_that_was_deleted_is_not_found(client):
    moved().delete()
    assert client.get("/netzwerke/alt/").status_code == 404


def test_a_record_is_found_under_its_own_address_first(client):
    moved()
    mine = make(Network, slug="alt", name="Jetzt hier")
    assert "Jetzt hier" in client.get("/netzwerke/alt/").content.decode()
    former_addresses.lead_on("network", mine.pk, "alt")
    assert not FormerAddress.objects.exists()


def test_renamed_twice_and_back_again():
    record = moved()
    for before, slug, former in (
        ("neu", "neuer", {"alt", "neu"}),
        ("neuer", "alt", {"neu", "neuer"}),
    ):
        record.slug = slug
        record.save()
        former_addresses.lead_on("network", record.pk, slug, before)
        assert set(FormerAddress.objects.values_list("slug", flat=True)) == former
        assert {redirects.present("network", each).slug for each in former} == {slug}


def test_a_former_address_goes_over_to_who_had_it_last():
    moved()
    other = make(Network, slug="anders")
    former_addresses.lead_on("network", other.pk, "anders", before="alt")
    assert redirects.present("network", "alt") == other


@pytest.mark.parametrize("kind", PAGES)
def test_mergers_one_after_the_other_lead_to_the_last(client, kind):
    first, second, third = (make(redirects.RECORDS[kind], slug=slug) for slug in ("eins", "zwei", "drei"))
    duplicates.merge(kind, second.pk, third.pk, by=None, reason="Dasselbe.")
    merger = duplicates.merge(kind, first.pk, second.pk, by=None, reason="Dasselbe.")
    for slug in ("zwei", "drei"):
        answer = client.get(f"/{PAGES[kind]}/{slug}/")
        assert (answer.status_code, answer["Location"]) == (301, f"/{PAGES[kind]}/eins/")
    duplicates.part(merger.pk, by=None)
    assert client.get(f"/{PAGES[kind]}/zwei/").status_code == 200
    assert client.get(f"/{PAGES[kind]}/drei/")["Location"] == f"/{PAGES[kind]}/zwei/"


def test_a_page_read_before_is_not_kept_after_a_merger(client):
    kept, gone = make(Network, slug="eins"), make(Network, slug="zwei")
    tag = client.get("/netzwerke/zwei/")["ETag"]
    assert client.get("/netzwerke/zwei/", headers={"If-None-Match": tag}).status_code == 304
    duplicates.merge("network", kept.pk, gone.pk, by=None, reason="Dasselbe.")
    assert client.get("/netzwerke/zwei/", headers={"If-None-Match": tag}).status_code == 301
