"""Does every page hold for every reader: accessible, valid, fitting the screen, keeping to itself?"""

from itertools import pairwise

import pytest

from tests.checkers import axe, in_every_look, in_no_look, no_sideways_scroll, nu
from tests.journeys.addresses import MISSING, PAGES

pytestmark = [pytest.mark.journey, pytest.mark.looks]


def test_axe_every_page(open_page):
    page = open_page(expected=[404], measured=True)
    found = []
    for address in (*PAGES, MISSING):
        page.goto(address)
        found += [f"{address} {look} {violation}" for look in in_every_look(page) for violation in axe(page)]
    assert found == [], "\n".join(found)


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


def test_every_page_fits_has_its_headings_in_order_and_keeps_nothing(open_page):
    page = open_page(expected=[404])
    wide, headings = [], []
    for address in (*PAGES, MISSING):
        page.goto(address)
        for width in (320, 390, 768, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            wide += [] if no_sideways_scroll(page) else [(address, width)]
        levels = page.eval_on_selector_all("h1,h2,h3,h4,h5,h6", "all => all.map(h => +h.tagName[1])")
        jumps = [(before, after) for before, after in pairwise(levels) if after > before + 1]
        headings += [(address, levels)] if levels.count(1) != 1 or jumps else []
    assert (wide, headings) == ([], [])
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
