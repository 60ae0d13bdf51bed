"""Do people find what they came for? With the mouse, and the same by keyboard alone."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.keyboard import arrive, follow, tab_to

pytestmark = [pytest.mark.journey, pytest.mark.once]

OPEN_TO_PEOPLE = [
    "Allianz Vielfältige Demokratie",
    "Berlin Institut für Partizipation (bipar)",
    "Netzwerk Bürgerhaushalt",
    "Netzwerk kommunale Partizipationsbeauftragte (NeKoPa)",
]


def found(page: Page) -> Locator:
    """The names of the networks on the page; to be expected, because the page may still be on its way."""
    return page.locator("article.card h2")


@pytest.mark.parametrize("java_script", [True, False])
def test_active_networks_open_to_people_found_by_filtering(open_page, java_script):
    page = open_page(java_script=java_script)
    page.goto("/")
    page.get_by_role("navigation", name="Hauptnavigation").get_by_role("link", name="Netzwerke").click()
    page.get_by_role("checkbox", name="aktiv").check()
    page.get_by_role("checkbox", name="Einzelpersonen").check()
    page.get_by_role("button", name="Filter anwenden").click()
    expect(page.get_by_role("heading", level=2).first).to_have_text("4 Netzwerke, aktiv, offen für: Einzelpersonen")
    expect(found(page)).to_have_text(OPEN_TO_PEOPLE)


def test_active_networks_open_to_people_found_by_keyboard(page):
    page.goto("/netzwerke/")
    tab_to(page, "input[name=status][value=active]")
    page.keyboard.press("Space")
    tab_to(page, "input[name=wer][value=person]")
    page.keyboard.press("Space")
    arrive(page)
    page.wait_for_url("**/netzwerke/?*")
    expect(found(page)).to_have_text(OPEN_TO_PEOPLE)


def test_active_networks_open_to_people_found_on_a_phone(open_page):
    page = open_page(width=390)
    page.goto("/")
    page.get_by_role("link", name="Als Einzelperson").click()
    expect(found(page)).to_have_text(OPEN_TO_PEOPLE)


def test_coordination_of_2017_and_since_with_both_sources(page):
    page.goto("/netzwerke/?q=vielfaeltige")
    page.get_by_role("link", name="Allianz Vielfältige Demokratie").click()
    rows = page.get_by_role("list", name="Koordination im Lauf der Zeit").get_by_role("listitem")
    expect(rows.filter(has_text="Oktober 2015 bis Juni 2018 Bertelsmann Stiftung koordiniert")).not_to_have_count(0)
    expect(rows.filter(has_text="seit 1. Juli 2018 Berlin Institut für Partizipation koordiniert")).not_to_have_count(0)
    dispute = page.locator("#lesart-k1")
    expect(dispute).to_contain_text("1. Juli 2018")
    dispute.locator("summary").click()
    expect(dispute).to_contain_text("Juni 2018")
    cited = [re.compile(f"^{body}") for body in ("Bertelsmann Stiftung,", "Berlin Institut für Partizipation,")]
    expect(dispute.locator("cite")).to_have_text(cited)
    dispute.get_by_role("link", name="Zeile 2").click()
    expect(page.locator("section:target")).to_be_in_viewport()


@pytest.mark.parametrize("java_script", [True, False])
def test_a_mark_leads_to_what_the_source_says_to_its_line_and_back(open_page, java_script):
    page = open_page(width=390, height=844, java_script=java_script)
    page.goto("/netzwerke/allianz-vielfaeltige-demokratie/")
    mark = page.locator("#mitmachen").get_by_role("link", name="Beleg").first
    mark.click()
    note = page.locator("li:target")
    expect(note).to_be_in_viewport()
    expect(mark).to_be_in_viewport()  # the reader stays where the statement is
    expect(note).to_contain_text("Wer Mitglied werden kann: Mitglied werden können Einzelpersonen")
    note.get_by_role("link", name="Berlin Institut für Partizipation, Zeile 21").click()
    page.wait_for_url("**/quellen/bipar-netzwerke/#zeile-21")
    expect(page.locator("section:target")).to_contain_text("Allianz Vielfältige Demokratie")
    page.go_back()
    page.get_by_role("link", name="Zurück zur Angabe").click()
    expect(note).to_be_hidden()
    expect(mark).to_be_in_viewport()
    page.get_by_role("link", name="Alle Belege zeigen").click()
    expect(page.locator("#belege > li:visible")).to_have_count(page.locator("#belege > li").count())


def test_coordination_found_by_keyboard(page):
    page.goto("/")
    tab_to(page, "#q")
    page.keyboard.type("Vielfaeltige Demokratie")
    arrive(page)
    page.wait_for_url("**/netzwerke/?q=*")
    follow(page, "Allianz Vielfältige Demokratie")
    page.wait_for_url("**/allianz-vielfaeltige-demokratie/")
    follow(page, "Wer koordiniert?")
    expect(page.locator("#koordination")).to_be_in_viewport()
    follow(page, "Berlin Institut für Partizipation")
    page.wait_for_url("**/stellen/berlin-institut-fuer-partizipation/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Berlin Institut für Partizipation")


def test_cost_of_nekopa_is_stated_by_nobody(page):
    page.goto("/netzwerke/?q=NeKoPa")
    page.get_by_role("link", name="Netzwerk kommunale Partizipationsbeauftragte").click()
    expect(page.locator("#auf-einen-blick")).to_contain_text(re.compile("Nicht genannt: .*Kosten"))
    expect(page.get_by_role("link", name="stock@netzwerk-buergerbeteiligung.de").first).to_be_visible()


def test_cost_of_nekopa_found_by_keyboard(page):
    page.goto("/netzwerke/")
    tab_to(page, "input[name=kosten][value=nicht-genannt]")
    page.keyboard.press("Space")
    arrive(page)
    page.wait_for_url("**kosten=nicht-genannt*")
    follow(page, "Netzwerk kommunale Partizipationsbeauftragte (NeKoPa)")
    page.wait_for_url("**/netzwerk-kommunale-partizipationsbeauftragte/")
    expect(page.locator("#auf-einen-blick")).to_contain_text(re.compile("Nicht genannt: .*Kosten"))


def test_nothing_found_leads_on(page):
    page.goto("/netzwerke/?status=active&wer=person&land=sachsen")
    expect(page.get_by_role("heading", level=2).first).to_have_text(
        "0 Netzwerke, aktiv, offen für: Einzelpersonen, in Sachsen"
    )
    page.get_by_role("link", name="Ohne den Filter „Wo?“").click()
    expect(found(page)).to_have_text(OPEN_TO_PEOPLE)


def test_tags_removed_one_by_one(page):
    page.goto("/netzwerke/?status=active&kosten=kostenlos")
    page.get_by_role("link", name="Entfernen: Was kostet es?").click()
    expect(found(page)).to_have_count(7)
    page.get_by_role("link", name="Entfernen: Status").click()
    expect(found(page)).to_have_count(10)


def test_skip_link_comes_first_and_leads_to_the_content(page):
    page.goto("/netzwerke/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    arrive(page)
    expect(page.locator("#inhalt")).to_be_focused()
