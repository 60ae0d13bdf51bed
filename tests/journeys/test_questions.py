"""Are the questions people bring answered from the start page in three clicks, near the top of the page reached?

Each journey is a phone's: 390 by 844 pixels. What is typed counts as a click when it is sent.
"""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.journey, pytest.mark.once]

SCREEN = 844
TOP = 2 * SCREEN  # the first two screens
SHOWN = """(words) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const tidy = text => text.replace(/[\\u2060\\u00ad]/g, "").replace(/\\[\\d+\\]/g, "").replace(/\\s+/g, " ");
    let text = "", node;
    while ((node = walker.nextNode())) {
        const range = document.createRange();
        range.selectNodeContents(node);
        const boxes = [...range.getClientRects()].filter(box => box.width > 1 && box.height > 1);
        if (boxes.length && boxes.at(-1).bottom + scrollY <= LIMIT) text += " " + node.data;
    }
    text = tidy(text);
    return words.filter(word => !text.includes(word));
}"""


@pytest.fixture
def page(open_page) -> Page:
    """A reader on a phone, at the start page."""
    page = open_page(width=390, height=SCREEN)
    page.goto("/")
    return page


def expect_at_the_top(page: Page, *answers: str) -> None:
    """All these words stand within the first two screens of the page as it opens."""
    assert page.evaluate(SHOWN.replace("LIMIT", str(TOP)), list(answers)) == []


def test_is_there_a_network_in_sachsen(page):
    page.get_by_role("link", name="Sachsen", exact=True).click()
    page.wait_for_url("**land=sachsen")
    expect_at_the_top(
        page, "1 Netzwerk, in Sachsen", "Erfahrungs- und Beratungsnetzwerk Bürgerbeteiligung Sachsen", "geplant"
    )


def test_i_work_for_a_city_what_does_exchange_cost(page):
    for network, answers in {
        "Netzwerk kommunale Partizipationsbeauftragte (NeKoPa)": [
            "Beschäftigte der Verwaltung",
            "Nicht genannt:",
            "Kosten",
        ],
        "Allianz Vielfältige Demokratie": ["Was kostet es?", "Kostenlos", "Bund"],
    }.items():
        page.goto("/")
        page.get_by_role("link", name=network).click()
        page.wait_for_url("**/netzwerke/*/")
        expect_at_the_top(page, *answers)


def test_who_coordinated_the_alliance_in_2017(page):
    page.get_by_role("link", name="Allianz Vielfältige Demokratie").click()
    page.wait_for_url("**/allianz-vielfaeltige-demokratie/")
    expect_at_the_top(page, "Oktober 2015 bis Juni 2018", "Bertelsmann Stiftung koordiniert")


def test_where_can_a_private_person_take_part(page):
    expect_at_the_top(
        page, "Offen für alle Interessierten", "Netzwerk Bürgerhaushalt", "Berlin Institut für Partizipation"
    )
    page.get_by_role("link", name="Netzwerk Bürgerhaushalt").click()
    page.wait_for_url("**/netzwerk-buergerhaushalt/")
    expect_at_the_top(page, "Alle Interessierten", "Kostenlos")
    expect(page.locator(".join .button")).to_be_in_viewport()


def test_what_became_of_the_innovationsdialog(page):
    page.get_by_role("link", name="Innovationsdialog Bürgerbeteiligung").click()
    page.wait_for_url("**/innovationsdialog-buergerbeteiligung/")
    expect_at_the_top(page, "beendet", "Niemand mehr", "Was ist daraus entstanden?")


def test_is_the_alliance_the_same_as_the_network_of_its_land(page):
    for network in ("Allianz für Beteiligung", "Beteiligungsnetzwerk Baden-Württemberg"):
        page.goto("/")
        page.get_by_role("link", name=network, exact=True).click()
        page.wait_for_url("**/netzwerke/*/")
        expect_at_the_top(page, "Ob beide dasselbe Netzwerk sind, bleibt offen.")


def test_whom_do_i_write_to_at_nekopa(page):
    page.get_by_role("searchbox", name="Wonach suchen Sie?").fill("NeKoPa")
    page.get_by_role("button", name="Suchen").click()
    page.get_by_role("link", name="Netzwerk kommunale Partizipationsbeauftragte (NeKoPa)").click()
    page.wait_for_url("**/netzwerk-kommunale-partizipationsbeauftragte/")
    expect_at_the_top(page, "Marion Stock", "stock@netzwerk-buergerbeteiligung.de")
