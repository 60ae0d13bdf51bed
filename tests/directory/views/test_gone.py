"""What do readers learn who look for an entry that was taken out of the directory?"""

import pytest

from directory.curation import publishing
from directory.models import FormerAddress, Network, Relation, history
from tests.directory import making
from tests.memberships import making as accounts
from tests.reading import Seen

pytestmark = pytest.mark.django_db
WHY = "Ist kein Netzwerk, sondern ein Förderprogramm."


def archived(reason: str = WHY) -> Network:
    """An entry that readers saw until somebody archived it."""
    network = making.network("Runde")
    publishing.archive(network, by=accounts.user(is_superuser=True), reason=reason)
    return network


@pytest.mark.parametrize("page", ["", "mitmachen/", "aenderungen/", "melden/"])
def test_every_page_says_that_it_is_gone_and_why(client, page):
    archived()
    answer = client.get(f"/netzwerke/runde/{page}")
    seen = Seen(answer)
    assert (answer.status_code, answer["Cache-Control"].split(",")[0]) == (410, "no-cache")
    assert f"Grund: {WHY}" in seen.text
    assert {"/netzwerke/", "/stellen/", "/themen/", "/"} <= set(seen.addresses)


def test_the_kept_page_of_before_is_not_shown(client):
    network = making.network("Runde")
    tag = client.get("/netzwerke/runde/")["ETag"]
    publishing.archive(network, by=accounts.user(is_superuser=True), reason=WHY)
    assert client.get("/netzwerke/runde/", headers={"If-None-Match": tag}).status_code == 410


def test_it_leads_on_to_what_came_after(client):
    network = archived()
    Relation.objects.create(network=network, key="danach", kind="succeeded-by", other=making.network("Neue Runde"))
    Relation.objects.create(network=network, key="auch", kind="succeeded-by", other_name="Ein Bündnis")
    seen = Seen(client.get("/netzwerke/runde/"))
    assert seen.href("Neue Runde") == "/netzwerke/neue-runde/"
    assert "Ein Bündnis" in seen.text


def test_also_under_a_former_address(client):
    FormerAddress.objects.create(kind="network", slug="tafelrunde", number=archived().pk)
    assert client.get("/netzwerke/tafelrunde/").status_code == 410


def test_a_reason_about_people_is_not_told(client):
    network = making.network("Runde")
    with history.act(WHY):
        network.visibility = "archived"
        network.save()
        network.contacts.create(key="person", name="Ada Beispiel", purpose="Auskunft", phone="030 1234567")
    seen = Seen(client.get("/netzwerke/runde/"))
    assert "Entfernt am" in seen.text
    assert WHY not in seen.text


def test_the_reason_is_that_of_the_last_removal_and_what_came_back_is_there(client):
    network, chief = archived(), accounts.user("leitung", is_superuser=True)
    making.citation(network, aspect="name")
    for aspect in ("kind", "status"):
        making.citation(network, aspect=aspect)
    publishing.publish(network, by=chief, reason="Doch.")
    assert client.get("/netzwerke/runde/").status_code == 200
    publishing.archive(network, by=chief, reason="Wurde aufgelöst.")
    network.summary = "Nach dem Entfernen geändert."
    network.save()
    assert "Grund: Wurde aufgelöst." in Seen(client.get("/netzwerke/runde/")).text


def test_what_is_a_draft_again_or_was_never_seen_is_not_found(client):
    publishing.to_draft(archived(), by=accounts.user("leitung", is_superuser=True), reason="Neu beginnen.")
    making.network("Nie gezeigt", visibility="archived")
    assert client.get("/netzwerke/runde/").status_code == 404
    assert client.get("/netzwerke/nie-gezeigt/").status_code == 404
