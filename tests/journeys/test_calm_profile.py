"""Does a profile stay calm: short on a phone, the way in at once, one mark a statement, few pages on paper?"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.keyboard import tab_to

pytestmark = [pytest.mark.journey, pytest.mark.looks]

AVD = "/netzwerke/allianz-vielfaeltige-demokratie/"
NEKOPA = "/netzwerke/netzwerk-kommunale-partizipationsbeauftragte/"
WITH_A_WAY = (
    AVD,
    NEKOPA,
    "/netzwerke/berlin-institut-fuer-partizipation/",
    "/netzwerke/fachverband-buergerbeteiligung/",
)
HEIGHT = 844
MARKS = "all => all.filter(mark => mark.checkVisibility({contentVisibilityAuto: true})).length"


@pytest.fixture
def phone(open_page) -> Page:
    return open_page(width=390, height=HEIGHT)


def test_profile_on_a_phone(phone):
    phone.goto(AVD)
    assert phone.evaluate("document.documentElement.scrollHeight") <= 8 * HEIGHT
    assert phone.eval_on_selector_all("a[href^='#beleg-']", MARKS) <= 50
    assert phone.get_by_role("link", name="melden", exact=True).count() == 0
    phone.get_by_text("Auf dieser Seite").click()
    phone.get_by_role("navigation", name="Auf dieser Seite").get_by_role("link", name="Wer ist dabei?").click()
    expect(phone.get_by_role("heading", name="Wer ist dabei?")).to_be_in_viewport()


def test_the_way_in_is_on_the_first_screen_of_every_profile_that_has_one(phone):
    for address in WITH_A_WAY:
        phone.goto(address)
        box = phone.locator(".join .button").bounding_box()
        assert box["y"] + box["height"] <= HEIGHT, address


def test_search_stands_before_the_folded_filters(phone):
    phone.goto("/netzwerke/")
    expect(phone.get_by_role("searchbox", name="Suchwort")).to_be_in_viewport()
    expect(phone.get_by_role("checkbox", name="aktiv", exact=False).first).to_be_hidden()


def test_hints_are_offered_once_and_then_at_every_statement(page):
    page.goto(AVD)
    page.get_by_role("link", name="Fehler melden").click()
    page.wait_for_url("**?melden=1")
    assert page.get_by_role("link", name=re.compile("^melden:")).count() >= 45
    page.get_by_role("link", name=re.compile("^melden: Kosten")).first.click()
    expect(page.get_by_role("heading", name="So steht es jetzt da: Kosten")).to_be_visible()


def test_a_folded_disagreement_can_be_linked_to_and_opened_by_keyboard(open_page):
    for java_script in (True, False):
        page = open_page(java_script=java_script)
        page.goto("/quellen/")
        page.get_by_role("link", name=re.compile("Tag der Übergabe")).click()
        dispute = page.locator("#lesart-k1")
        expect(dispute).to_be_in_viewport()
        expect(dispute.get_by_text("Unsere Lesart (")).to_be_hidden()
        if java_script:
            tab_to(page, "#lesart-k1 > summary")
            page.keyboard.press("Enter")
        else:
            dispute.locator("summary").click()
        expect(dispute.get_by_text("Unsere Lesart (")).to_be_visible()


@pytest.mark.parametrize(("address", "most"), [(NEKOPA, 2), (AVD, 4)])
def test_pages_on_paper(page, address, most):
    page.goto(address)
    paper = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) <= most
    page.emulate_media(media="print")
    for folded in page.locator("details:not(.screen-only) :is(li, p)").all():
        assert folded.is_visible()  # nothing is lost on paper
    expect(page.locator("#belege > li").last).to_be_visible()
    expect(page.locator(".button")).to_be_hidden()
