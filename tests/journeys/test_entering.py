"""Is a network entered from a text statement by statement, with little work, and each with the line that says so?"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby

import pytest
from playwright.sync_api import Locator, Page, expect

from directory.curation import publishing
from directory.models import Citation, Network, Source
from directory.reading import source_coverage
from tests.journeys.editing import CURATOR, sign_in
from tests.journeys.invented import FEDERAL, OPEN, WORLD, New, Pick, Text

pytestmark = [pytest.mark.journey, pytest.mark.once]

CLICKS, FIELDS = 2, 3  # at most, for a statement on average
BEGUN = 4  # statements of the form that begins an entry: name, kind, status and since when
ADD = "/admin/directory/network/add/"
LIST, CHOICE = ".select2-container--open", ".select2-results__option:not(.loading-results)"


class Hand:
    """Whoever enters, and how much work it is."""

    def __init__(self, page: Page, work: Counter[str]) -> None:
        self.page, self.work = page, work

    def click(self, where: str | Locator, **options: bool) -> None:
        self.work["clicks"] += 1
        (self.page.locator(where) if isinstance(where, str) else where).first.click(**options)

    def fill(self, name: str, value: str) -> None:
        self.work["fields"] += 1
        field = self.page.locator(f"#id_{name}")
        if isinstance(value, Pick):
            self.click(f"#id_{name} + .select2-container")
            self.page.locator(f"{LIST} .select2-search__field").fill(value)
            self.click(self.page.locator(CHOICE, has_text=value))
        elif field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)

    @contextmanager
    def window(self, name: str) -> Iterator["Hand"]:
        """The window in which a record is entered that a field shall choose; it closes when the record is saved."""
        with self.page.expect_popup() as opened:
            self.click(f"#add_id_{name}")
        inner = Hand(opened.value, self.work)
        yield inner
        with opened.value.expect_event("close"):
            inner.click("[name=_save]", no_wait_after=True)

    def state(self, place: str, values: dict[str, str], button: str = "_save") -> None:
        """Fill in statements with their place, and save. Nothing is refused. A new body is a statement by itself."""
        for name, value in values.items():
            if isinstance(value, New):
                with self.window(name) as window:
                    window.fill("name", str(value))
                    window.fill("cite_place", place)
                self.work["statements"] += 1
            else:
                self.fill(name, value)
        self.fill("cite_place", place)
        self.click(f"[name={button}]")
        expect(self.page.locator(".messagelist .success")).to_be_visible()


def begin(hand: Hand, text: Text) -> Source:
    """The form of a new network, and on the way that of the text it is entered from."""
    hand.click(f"a.addlink[href='{ADD}']")
    with hand.window("cite_source") as window:
        for name, value in {"title": text.title, "publisher": text.publisher, "lines": str(len(text.lines))}.items():
            window.fill(name, value)
    hand.state("1", text.begun)
    hand.work["statements"] += BEGUN
    return Source.objects.get(title=text.title)


def enter(hand: Hand, text: Text) -> None:
    """All that the text states, section by section: the next one of a section at once, at the end back to the sheet."""
    told = [(where, str(line), values) for line, each in enumerate(text.lines, 1) for where, values in each.statements]
    for where, statements in groupby(told, key=lambda each: each[0]):
        *before, (_, last_place, last) = statements
        is_section = hand.page.locator(f"section#{where}").count() > 0
        hand.click(f"#{where} .addlink" if is_section else f"#{where} .sheet__acts a")
        for _, place, values in before:
            hand.state(place, values, "_addanother")
        hand.state(last_place, last)
        hand.work["statements"] += len(before) + 1


def test_three_networks_entered_from_their_texts(fresh_site: str, page: Page) -> None:
    sign_in(page, CURATOR)
    for text in (FEDERAL, OPEN, WORLD):
        page.goto("/admin/")
        hand = Hand(page, Counter())
        source = begin(hand, text)
        enter(hand, text)
        statements = hand.work["statements"]
        assert publishing.lacks(Network.objects.get(name=text.begun["name"])) == []
        assert Citation.objects.filter(source=source).count() == statements
        assert source_coverage.cover(source, [line.words for line in text.lines]).open == []
        assert hand.work["clicks"] <= CLICKS * statements, hand.work
        assert hand.work["fields"] <= FIELDS * statements, hand.work
