"""Does somebody who says one thing about themselves learn what fits, and what to do next?"""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.once]


@pytest.mark.parametrize("java_script", [True, False])
def test_a_person_finds_what_fits_and_answers_one_thing_more(open_page, java_script):
    page = open_page(width=390, java_script=java_script)
    page.goto("/")
    page.get_by_role("link", name="Welches Netzwerk passt zu mir?").first.click()
    page.get_by_role("checkbox", name="als Einzelperson").check()
    page.get_by_role("button", name="Netzwerke vergleichen").click()
    page.wait_for_url("**/finden/?*#ergebnis")
    fits = page.get_by_role("region", name="Das passt", exact=True)
    expect(fits.get_by_role("heading", level=2)).to_have_text("Das passt (3)")
    expect(fits.get_by_role("heading", level=2)).to_be_in_viewport()
    page.get_by_role("link", name="beschäftigt in einer Verwaltung").click()
    expect(fits.get_by_role("heading", level=2)).to_have_text("Das passt (4)")
    fits.get_by_role("link", name="Schreiben an Marion Stock").click()
    page.wait_for_url("**/mitmachen/")
