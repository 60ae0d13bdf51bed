"""How does somebody without a mouse get about? Tab by tab, always seeing where they are."""

import pytest
from playwright.sync_api import Locator, Page

LIMIT = 200
HAS_FOCUS = "all => all.includes(document.activeElement)"
SHOWS = """() => {
    const focused = document.activeElement;
    const style = getComputedStyle(focused);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const box = focused.getClientRects()[0];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    const there = document.elementFromPoint(box.x + box.width / 2, (top + bottom) / 2);
    return outlined && top < bottom && focused.contains(there);
}"""


def tab_to(page: Page, wanted: str | Locator) -> None:
    """Press Tab until the element has the focus, which must be outlined, on the screen and covered by nothing."""
    elements = page.locator(wanted) if isinstance(wanted, str) else wanted
    for _ in range(LIMIT):
        page.keyboard.press("Tab")
        if elements.evaluate_all(HAS_FOCUS):
            assert page.evaluate(SHOWS), f"{wanted} has the focus, but nobody sees it"
            return
    pytest.fail(f"{wanted} cannot be reached by keyboard")


def arrive(page: Page) -> None:
    """Press Enter where it leads on, and wait until the page it leads to is whole: a key press itself waits for
    nothing.
    """
    with page.expect_navigation():
        page.keyboard.press("Enter")


def follow(page: Page, text: str) -> None:
    """Get to a link by its words, and along it."""
    tab_to(page, page.get_by_role("link", name=text, exact=True))
    arrive(page)


def press(page: Page, text: str) -> None:
    """Get to a button by its words, and press it."""
    tab_to(page, page.get_by_role("button", name=text, exact=True))
    arrive(page)


def type_in(page: Page, fields: dict[str, str]) -> None:
    """Fill in fields in the order they come. A space ticks a box, the first letters choose from a list."""
    for field, keys in fields.items():
        tab_to(page, f"#id_{field}")
        page.keyboard.type(keys)
