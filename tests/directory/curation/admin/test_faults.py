"""What is wrong with a form of the desk: is each fault listed at the top, with a link to its field?"""

import re

import pytest
from django.test import Client

from directory.models import Fact, Network, Source
from directory.rules import punctuation
from tests.directory.curation.admin.conftest import Desk, of, page_of
from tests.reading import Seen

SUMMARY = re.compile(r'<div class="errornote faults" role="alert" tabindex="-1" autofocus>.*?</div>', re.DOTALL)


def listed(page) -> dict[str, str]:
    """The faults at the top: where each link leads, by its words."""
    (summary,) = SUMMARY.findall(page.content.decode())
    return {words: target for target, words in re.findall(r'<a href="#([^"]+)">([^<]+)</a>', summary)}


def test_each_fault_is_a_link_to_its_field(desk: Desk, fact: Fact) -> None:
    said = fact.citations.get()
    dated = {"kind": "", "start": "neulich", "cite_place": "14-11", "position": "x"}
    wrong = {"Art": "id_kind", "Von": "id_start", "Reihenfolge": "id_position", "Textstelle": "id_cite_place"}
    untold = {f"Was sagt „{said}“?": f"id_claim_{said.pk}", "Quelle": "id_cite_source"}
    unanswered = {f"Beleg „{said}“": f"id_{of(said)}"}
    for typed, faults in (
        (dated, wrong),
        ({"text": "Neu", of(said): "differs"}, untold),
        ({"text": "Neu"}, unanswered),
    ):
        page = desk.shown(page_of(fact), typed)
        assert listed(page) == faults
        assert set(faults.values()) <= set(re.findall(r'id="([^"]+)"', page.content.decode()))
    words = Seen(desk.shown(page_of(fact), dated)).text
    assert "Von: „neulich“ ist keine Datumsangabe. Richtig wäre zum Beispiel 30.09.2026 oder Mai 2024." in words
    assert "Bitte prüfen Sie Ihre Angaben" in Seen(page).headed("h2")


def test_a_page_without_faults_lists_none(desk: Desk, network: Network) -> None:
    path = page_of(network, "slug")
    pages = [desk.open(page_of(network)), desk.open(path), desk.shown(path, {"slug": "tafel", "_edit": "1"})]
    assert [SUMMARY.findall(page.content.decode()) for page in pages] == [[], [], []]


@pytest.mark.parametrize("path", ["/admin/directory/topic/add/", "/admin/auth/user/add/", "/admin/auth/group/add/"])
def test_forms_of_all_apps(admin_client: Client, path: str) -> None:
    page = admin_client.post(path, {})
    assert set(listed(page).values()) & {"id_slug", "id_username", "id_name"}


def test_pages_that_are_no_forms_of_a_record(admin_client: Client, network: Network, source: Source) -> None:
    """Merging, the steps of publishing, importing, comparing a text."""
    other = Network.objects.create(slug="o", name="O", summary="O.", kind="network", status="active")
    paths = {
        f"merger/merge/network/{network.pk}/{other.pk}/": "id_reason",
        f"network/{network.pk}/archive/": "id_reason",
        "network/import/": "id_file",
    }
    for path, field in paths.items():
        page = admin_client.post(f"/admin/directory/{path}", {})
        assert list(listed(page).values()) == [field], path
        assert f'id="{field}"' in page.content.decode()
    compared = admin_client.post(f"/admin/directory/source/{source.pk}/coverage/", {})
    assert len(SUMMARY.findall(compared.content.decode())) == 1


@pytest.mark.parametrize(
    ("label", "mark"),
    [("Name", ":"), ("… verarbeitet werden.", ""), ("Warum ändern Sie das?", ""), ("Art:", ""), ("weiter …", "")],
)
def test_a_colon_where_none_closes_already(label: str, mark: str) -> None:
    assert punctuation.colon(label) == mark
