"""Does every page hold for every reader: accessible, valid, fitting the screen, keeping to itself?"""

from itertools import pairwise

import pytest

from tests.checkers import in_no_look, no_sideways_scroll, nu
from tests.journeys.addresses import MISSING, PAGES

pytestmark = [pytest.mark.journey, pytest.mark.looks]


def test_every_page_is_accessible_fits_has_its_headings_in_order_and_keeps_nothing(open_page):
    page = open_page(expected=[404])
    found = []
    for address in (*PAGES, MISSING):
        page.goto(address)
        found += in_no_look(page)
        for width in (320, 768):
            page.set_viewport_size({"width": width, "height": 900})
            found += [] if no_sideways_scroll(page) else [f"{address} {width} scrolls sideways"]
        levels = page.eval_on_selector_all("h1,h2,h3,h4,h5,h6", "all => all.map(h => +h.tagName[1])")
        jumps = [(before, after) for before, after in pairwise(levels) if after > before + 1]
        found += [f"{address} has headings {levels}"] if levels.count(1) != 1 or jumps else []
    assert found == [], "\n".join(found)
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_axe_filters_unfolded_on_a_phone(open_page):
    page = open_page(width=390, measured=True)
    page.goto("/netzwerke/")
    page.locator(".filters > summary").click()
    closed = page.locator(".facet:not([open]) summary")
    while closed.count():
        closed.first.click()
    assert in_no_look(page) == []


def test_html_every_page(open_page):
    page = open_page(java_script=False)
    assert nu([(address, page.request.get(address).text()) for address in (*PAGES, MISSING)]) == []
