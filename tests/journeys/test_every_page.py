"""Does every page hold for every reader: accessible, valid, fitting the screen, keeping to itself?"""

from itertools import pairwise

import pytest

from tests.checkers import axe, no_sideways_scroll, nu
from tests.journeys.addresses import MISSING, PAGES

pytestmark = [pytest.mark.journey, pytest.mark.looks]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_every_page(open_page, width, scheme):
    page = open_page(width=width, scheme=scheme, expected=[404], measured=True)
    found = []
    for address in (*PAGES, MISSING):
        page.goto(address)
        found += [f"{address} {violation}" for violation in axe(page)]
    assert found == []


def test_axe_filters_unfolded_on_a_phone(open_page):
    page = open_page(width=390, measured=True)
    page.goto("/netzwerke/")
    page.get_by_text("Suchen und filtern").click()
    closed = page.locator(".facet:not([open]) summary")
    while closed.count():
        closed.first.click()
    assert axe(page) == []
    assert no_sideways_scroll(page)


def test_html_every_page(open_page):
    page = open_page(expected=[404], java_script=False)
    documents = [(address, page.goto(address).text()) for address in (*PAGES, MISSING)]
    assert nu(documents) == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_sideways_every_page(open_page, width):
    page = open_page(width=width, expected=[404])
    wide = []
    for address in (*PAGES, MISSING):
        page.goto(address)
        if not no_sideways_scroll(page):
            wide.append(address)
    assert wide == []


def test_cookies_after_reading_everything(page):
    for address in PAGES:
        page.goto(address)
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_headings_every_page_has_one_first_level_and_skips_none(page):
    wrong = []
    for address in PAGES:
        page.goto(address)
        levels = page.eval_on_selector_all("h1,h2,h3,h4,h5,h6", "all => all.map(h => +h.tagName[1])")
        jumps = [(before, after) for before, after in pairwise(levels) if after > before + 1]
        if levels.count(1) != 1 or jumps:
            wrong.append((address, levels))
    assert wrong == []


def test_links_within_the_site_lead_somewhere(page, site):
    """Every address and every anchor that a page links to exists."""
    seen: dict[str, set[str]] = {}
    wanted: set[str] = set()
    for address in PAGES:
        page.goto(address)
        wanted |= set(page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)"))
    broken = []
    for link in sorted(link for link in wanted if link.startswith(site) and "?" not in link):
        address, _, anchor = link.removeprefix(site).partition("#")
        if address not in seen:
            answer = page.request.get(address)
            page.goto(address) if answer.ok else broken.append(address)
            seen[address] = set(page.eval_on_selector_all("[id]", "all => all.map(e => e.id)"))
        if anchor and anchor not in seen[address]:
            broken.append(link)
    assert broken == []
