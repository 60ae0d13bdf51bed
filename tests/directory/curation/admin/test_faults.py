"""What is wrong with a form of the desk: is each fault listed at the top, with a link to its field?"""

import re

import pytest
from django.test import Client

from directory.models import Fact, Network
from directory.rules import punctuation
from tests.directory.curation.admin.conftest import Desk
from tests.reading import Seen

SUMMARY = re.compile(r'<div class="errornote faults" role="alert" tabindex="-1" autofocus>.*?</div>', re.DOTALL)


def listed(page) -> dict[str, str]:
    """The faults at the top: where each link leads, by its words."""
    (summary,) = SUMMARY.findall(page.content.decode())
    return {words: target for target, words in re.findall(r'<a href="#([^"]+)">([^<]+)</a>', summary)}


def test_each_fault_is_a_link_to_its_field(desk: Desk, network: Network, fact: Fact) -> None:
    changes = {"slug": "Runde!", "start": "neulich", "facts-0-start": "bald"}
    page = desk.shown(f"network/{network.pk}/change/", changes, facts=[{"text": "Ziel", "end": "nie"}])
    found = listed(page)
    assert found == {
        "Webadresse (letzter Teil)": "id_slug",
        "Von": "id_start",
        "Quelle (Beginn)": "id_cite_start_source",
        "Angabe „Ziel: Ziel eins“, Von": "id_facts-0-start",
        "Angabe „Ziel: Ziel eins“, Die Quelle sagt auch das Neue": "id_facts-0-cite_kept",
        "Angabe #2, Art": "id_facts-1-kind",
        "Angabe #2, Quelle": "id_facts-1-cite_source",
        "Angabe #2, Bis": "id_facts-1-end",
    }
    assert set(found.values()) <= set(re.findall(r'id="([^"]+)"', page.content.decode()))
    words = Seen(page).text
    assert "Von: „neulich“ ist keine Datumsangabe. Richtig wäre zum Beispiel 30.09.2026 oder Mai 2024." in words
    assert "Bitte prüfen Sie Ihre Angaben" in Seen(page).headed("h2")


def test_what_is_wrong_with_a_whole_row_leads_to_the_row(desk: Desk, network: Network) -> None:
    page = desk.shown(f"network/{network.pk}/change/", facts=[{"kind": "aim", "cite_gap": "Gesagt."}])
    assert listed(page) == {"Angabe #1": "facts-0"}
    assert "facts-0" in Seen(page).ids


def test_a_page_without_faults_lists_none(desk: Desk, network: Network) -> None:
    path = f"network/{network.pk}/change/"
    pages = [desk.open(path), desk.shown(path, {"slug": "tafel", "_edit": "1"})]
    assert [SUMMARY.findall(page.content.decode()) for page in pages] == [[], []]


@pytest.mark.parametrize("path", ["/admin/directory/topic/add/", "/admin/auth/user/add/", "/admin/auth/group/add/"])
def test_forms_of_all_apps(admin_client: Client, path: str) -> None:
    page = admin_client.post(path, {})
    assert set(listed(page).values()) & {"id_slug", "id_username", "id_name"}


@pytest.mark.parametrize(
    ("label", "mark"),
    [("Name", ":"), ("… verarbeitet werden.", ""), ("Warum ändern Sie das?", ""), ("Art:", ""), ("weiter …", "")],
)
def test_a_colon_where_none_closes_already(label: str, mark: str) -> None:
    assert punctuation.colon(label) == mark
