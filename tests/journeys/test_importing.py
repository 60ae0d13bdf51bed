"""Does a chief curator import fifty networks, learn which three lines are wrong, mend them, and import them all?"""

import re

import pytest
from playwright.sync_api import expect

from directory.enums import Visibility
from directory.models import Network, Source
from tests.directory.curation.imports import tables
from tests.journeys.editing import CHIEF, NETWORKS, sign_in

pytestmark = pytest.mark.journey

FAULTS = {7: {"status": "munter"}, 23: {"quelle": "gibt-es-nicht"}, 50: {"von": "2018-13"}}
PLACES = (
    "Aue", "Bach", "Burg", "Dorf", "Eck", "Feld", "Furt", "Hain", "Heide", "Hof",
    "Insel", "Kamp", "Kirch", "Lauter", "Moor", "Nord", "Ost", "Park", "Quell", "Ried",
)  # fmt: skip


def fifty(faults):
    """Fifty invented networks, some of them spoilt."""
    source = Source.objects.order_by("slug").first().slug
    for number in range(1, 51):
        name = f"{PLACES[number % 20]}{PLACES[(number * 7) % 20].lower()}runde {'ABC'[number // 20]} (erfunden)"
        yield {**tables.network(f"erfunden-{number}", name), "quelle": source, **faults.get(number, {})}


def hand_in(page, rows):
    page.goto(f"{NETWORKS}import/")
    payload = {"name": "liste.csv", "mimeType": "text/csv", "buffer": tables.csv(*rows)}
    page.get_by_label("Datei").set_input_files(payload)
    page.get_by_role("button", name="Prüfen").click()


@pytest.mark.once
def test_fifty_networks_three_faulty_lines(fresh_site, open_page):
    page = open_page()
    sign_in(page, CHIEF)
    hand_in(page, fifty(FAULTS))
    for fault in ("munter", "gibt-es-nicht", "2018-13"):
        expect(page.locator("main")).to_contain_text(fault)
    expect(page.get_by_role("button", name="Alles übernehmen")).to_have_count(0)
    assert Network.objects.filter(slug__startswith="erfunden-").count() == 0
    hand_in(page, fifty({}))
    expect(page.locator("main")).to_contain_text(re.compile(r"\b50\b"))
    if page.locator("#id_confirmed").count():
        page.locator("#id_confirmed").check()
    page.get_by_role("button", name="Alles übernehmen").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    made = Network.objects.filter(slug__startswith="erfunden-")
    assert made.count() == 50
    assert set(made.values_list("visibility", flat=True)) == {Visibility.DRAFT}
