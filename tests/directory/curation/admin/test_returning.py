"""What does it take to go back: which rights, what of addresses, visibility and legal pages, and at what cost?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import Body, Fact, FormerAddress, Network, Page, Relation, Source, history
from tests.directory import asking, making
from tests.directory.curation.admin.past import address, as_user, latest, log, see, send
from tests.directory.smallest import make
from tests.reading import Seen

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("versions")]

NO_RIGHT = "Dazu fehlt Ihnen ein Recht."


@pytest.fixture
def entry() -> Network:
    """A draft, so that nothing of it needs a source."""
    return making.draft("Runde")


# --- rights ---------------------------------------------------------------------------------------


def test_looking_gives_no_right_to_go_back(entry):
    entry.status = "ended"
    entry.save()
    client = as_user("view_network")
    page = see(client, address(entry, entry, 1))
    assert NO_RIGHT in page.text
    assert [field for field in page.inputs if field["name"] == "seen"] == []
    assert client.post(address(entry, entry, 1), {"seen": "x"}).status_code == 403
    assert Network.objects.get().status == "ended"


@pytest.mark.parametrize(
    ("deed", "rights", "status"),
    [
        ("changed", ("change_fact",), 302),
        ("changed", ("add_fact", "delete_fact"), 403),
        ("added", ("delete_fact",), 302),
        ("added", ("add_fact", "change_fact"), 403),
        ("deleted", ("add_fact",), 302),
        ("deleted", ("change_fact", "delete_fact"), 403),
    ],
)
def test_act_undone_with_the_rights_it_takes(entry, deed, rights, status):
    row = making.fact(entry, "kept", text="Reden.")
    with history.act() as act:
        if deed == "changed":
            row.text = "Handeln."
            row.save()
        elif deed == "deleted":
            row.delete()
        else:
            making.fact(entry, "new")
    client = as_user("view_network", "view_fact", *rights)
    path = f"{log(entry)}act/{act.number}/"
    answer = send(client, path) if status == 302 else client.post(path, {"seen": "x"})
    assert answer.status_code == status
    keys = set(Fact.objects.values_list("key", "text"))
    assert (keys == {("kept", "Reden.")}) is (status == 302)


# --- whether readers see an entry -----------------------------------------------------------------


def archived(entry: Network) -> None:
    entry.visibility = "published"
    entry.save()
    entry.visibility, entry.status = "archived", "ended"
    entry.save()


def cited(entry: Network) -> None:
    for aspect in ("name", "kind", "status"):
        making.citation(entry, aspect=aspect)


@pytest.mark.parametrize(
    ("rights", "visibility", "words"),
    [((), "archived", True), (("publish_network",), "published", False)],
)
def test_version_brings_visibility_back_only_to_whoever_may_publish(entry, rights, visibility, words):
    cited(entry)
    archived(entry)
    client = as_user("view_network", "change_network", *rights)
    path = address(entry, entry, 1)
    assert ("Ob Leserinnen und Leser den Eintrag sehen, bleibt, wie es ist." in see(client, path).text) is words
    assert send(client, path).status_code == 302
    entry.refresh_from_db()
    assert (entry.visibility, entry.status) == (visibility, "active")


def test_version_published_again_needs_its_sources(entry, admin_client):
    archived(entry)
    answer = send(admin_client, address(entry, entry, 1))
    assert "dann würde ihm etwas fehlen: Art: ohne Quelle" in Seen(answer).text
    assert Network.objects.get().visibility == "archived"


def test_version_does_not_make_a_published_entry_a_draft(entry, admin_client):
    cited(entry)
    entry.visibility, entry.status = "published", "ended"
    entry.save()
    assert send(admin_client, address(entry, entry, 1)).status_code == 302
    entry.refresh_from_db()
    assert (entry.visibility, entry.status) == ("published", "active")


def test_act_of_publishing_not_undone_but_by_its_steps(entry, admin_client):
    cited(entry)
    with history.act() as act:
        entry.visibility = "published"
        entry.save()
    answer = send(admin_client, f"{log(entry)}act/{act.number}/")
    assert answer.status_code == 409
    assert "Von „veröffentlicht“ geht es nicht zurück zu „Entwurf“." in Seen(answer).text


def test_act_of_archiving_undone_only_by_whoever_may_publish(entry):
    archived(entry)
    cited(entry)
    path = f"{log(entry)}act/{latest().pk}/"
    client = as_user("view_network", "change_network")
    assert NO_RIGHT in see(client, path).text
    assert client.post(path, {"seen": "x"}).status_code == 403


# --- addresses ------------------------------------------------------------------------------------


def test_address_brought_back_leads_from_the_other_one_for_good(entry, admin_client):
    entry.slug = "tafel"
    entry.save()
    send(admin_client, address(entry, entry, 1))
    assert Network.objects.get().slug == "runde"
    assert list(FormerAddress.objects.values_list("slug", "number")) == [("tafel", entry.pk)]


def test_address_not_taken_from_another_entry(entry, admin_client):
    entry.slug = "tafel"
    entry.save()
    FormerAddress.objects.filter(slug="runde").update(number=entry.pk + 1)
    answer = send(admin_client, address(entry, entry, 1))
    assert (
        "Unter der Adresse „runde“ finden Leserinnen und Leser inzwischen einen anderen Eintrag." in Seen(answer).text
    )
    assert Network.objects.get().slug == "tafel"


# --- acts over several records --------------------------------------------------------------------


def test_act_shows_all_it_did_wherever(entry, admin_client):
    other = making.network("Tafel")
    with history.act("Umfrage") as act:
        source = make(Source, title="Bericht")
        for network in (entry, other):
            making.scope(network, "sachsen")
        make(Relation, network=entry, other=other, other_name="")
    page = see(admin_client, f"{log(entry)}act/{act.number}/")
    assert page.headed("h2") == ["Runde", "Tafel", "Ohne Netzwerk", "Den ganzen Vorgang zurücknehmen"]
    assert "Grund: Umfrage" in page.text
    assert "Quelle entfernt: Bericht" in page.text
    assert send(admin_client, f"{log(entry)}act/{act.number}/").status_code == 302
    assert not Source.objects.filter(pk=source.pk).exists()


def test_act_without_words(entry, admin_client):
    row = making.fact(entry, "eins", position=1)
    making.fact(entry, "zwei", position=2)
    with history.act() as act:
        row.position = 7
        row.save()
    page = see(admin_client, f"{log(entry)}act/{act.number}/")
    assert "Nichts, was Leserinnen und Leser sehen." in page.text
    assert "Nichts, was Leserinnen und Leser sehen: nur Reihenfolge oder Kennung." in page.text
    send(admin_client, f"{log(entry)}act/{act.number}/")
    assert list(Fact.objects.order_by("position").values_list("key", flat=True)) == ["eins", "zwei"]


def test_body_brought_back_found_by_its_name(entry, admin_client):
    body = making.body("Stiftung")
    making.tenure(entry, body)
    body.name = "Verein"
    body.save()
    send(admin_client, address(body, body, 1))
    found = [asking.known(word) for word in ("stiftung", "verein")]
    assert (Body.objects.get().name, found) == ("Stiftung", [[entry.name], []])


# --- legal pages ----------------------------------------------------------------------------------


def test_page_compared_line_by_line_and_brought_back(admin_client):
    page = make(Page, slug="hinweise", text="Eins\nZwei\nDrei")
    page.text = "Eins\nZwo\nDrei"
    page.save()
    answer = admin_client.get(address(page, page, 1)).content.decode()
    assert '<del><span class="visually-hidden">entfernt: </span>Zwo</del>' in answer
    assert '<ins><span class="visually-hidden">neu: </span>Zwei</ins>' in answer
    assert send(admin_client, address(page, page, 1)).status_code == 302
    assert Page.objects.get().text == "Eins\nZwei\nDrei"


def test_page_text_stays_text(admin_client):
    page = make(Page, text="Eins")
    page.text = "<script>alert(1)</script>\nZwei"
    page.save()
    for path in (log(page), address(page, page, 1), address(page, page)):
        assert b"<script>alert" not in admin_client.get(path).content


# --- cost -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["log", "version", "act"])
def test_history_costs_the_same_however_much_there_is(entry, admin_client, page):
    costs = []
    for number in range(3):
        for _ in range(2 * number + 1):
            with history.act() as act:
                row = making.fact(entry, f"{number}-{_}", text="Reden.")
                making.citation(row, of=making.source(f"Quelle {number}-{_}"))
                making.tenure(entry, making.body(f"Stelle {number}-{_}"), start="2013")
                making.treatment(entry, making.topic(f"Thema {number}-{_}"), f"{number}-{_}")
                make(Relation, network=entry, kind="similar", other_name=f"Netz {number}-{_}")
                row.text = "Handeln."
                row.save()
                entry.save()
        paths = {"log": log(entry), "version": address(entry, row), "act": f"{log(entry)}act/{act.number}/"}
        with CaptureQueriesContext(connection) as queries:
            see(admin_client, paths[page])
        costs.append(len(queries))
    assert costs == [costs[0]] * 3
    assert costs[0] <= 25, [query["sql"][:90] for query in queries]
