"""Is nothing lost at the desk: does it lead to what is wrong, and ask before unsaved input goes?"""

import pytest
from playwright.sync_api import Dialog, Page, expect

from directory.models import Fact, Topic
from tests.checkers import in_no_look
from tests.journeys.editing import CURATOR, fill, pick, save, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.looks]

NETWORK, TOPIC, TOPICS = "/admin/directory/network/add/", "/admin/directory/topic/add/", "/admin/directory/topic/"


@pytest.fixture
def asked(page: Page) -> list[str]:
    """What the browser asks before it leaves a page; the answer is to stay."""
    heard: list[str] = []

    def stay(dialog: Dialog) -> None:
        heard.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return heard


def leave(page: Page) -> None:
    page.locator(".breadcrumbs a").first.click(no_wait_after=True)
    page.wait_for_timeout(500)


def test_unsaved_input_is_asked_about(fresh_site: str, page: Page, asked: list[str]) -> None:
    sign_in(page, CURATOR)
    page.goto(TOPIC)
    leave(page)
    assert (asked, page.url.endswith("/admin/")) == ([], True)
    page.goto(TOPIC)
    page.locator("#id_name").press_sequentially("Größe übt Öffnung")
    expect(page.locator("#id_slug")).to_have_value("groesse-uebt-oeffnung")
    leave(page)
    assert (asked, page.url.endswith(TOPIC)) == (["beforeunload"], True)
    page.locator("#id_slug").fill("")
    page.locator("[name=_save]").first.click()
    summary = page.locator(".faults")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Webadresse (letzter Teil)").click()
    expect(page.locator("#id_slug")).to_be_focused()
    leave(page)
    assert asked == ["beforeunload"] * 2
    page.locator("#id_slug").fill("groesse")
    save(page)
    assert (len(asked), Topic.objects.get(slug="groesse").name) == (2, "Größe übt Öffnung")


def test_a_chosen_source_is_input_and_the_list_leads_to_its_box(fresh_site: str, page: Page, asked: list[str]) -> None:
    sign_in(page, CURATOR)
    page.goto(NETWORK)
    pick(page, "cite_source", "Netzwerke der Bürgerbeteiligung")
    leave(page)
    assert asked == ["beforeunload"]
    fill(page, name="Ein Netz", summary="Ein Netz.", kind="network", status="active")
    page.locator("[name=_save]").first.click()
    page.locator(".faults").get_by_role("link", name="Textstelle").click()
    expect(page.locator("#id_cite_place")).to_be_focused()
    page.locator("#id_cite_source").evaluate("field => { field.value = ''; }")
    page.locator("[name=_save]").first.click()
    page.locator(".faults").get_by_role("link", name="Quelle").click()
    expect(page.locator("#id_cite_source + .select2-container [role=combobox]")).to_be_focused()


def test_axe_page_with_faults(fresh_site: str, open_page) -> None:
    page = open_page(measured=True)
    sign_in(page, CURATOR)
    page.goto(NETWORK)
    page.locator("#id_start").fill("neulich")
    page.locator("[name=_save]").first.click()
    expect(page.locator(".faults")).to_be_focused()
    assert in_no_look(page) == []
    fact = Fact.objects.filter(kind="aim").first()
    page.goto(f"/admin/directory/fact/{fact.pk}/change/")
    page.locator("#id_text").fill("Ganz anders.")
    page.locator("[name=_save]").first.click()
    page.locator(".faults a").first.click()
    expect(page.locator(".said select").first).to_be_focused()
    assert in_no_look(page) == []


def test_links_of_the_list_work_without_java_script(fresh_site: str, open_page) -> None:
    page = open_page(java_script=False)
    sign_in(page, CURATOR)
    page.goto(TOPIC)
    page.locator("[name=_save]").first.click()
    expect(page.locator(".faults")).to_be_focused()
    page.locator(".faults").get_by_role("link", name="Webadresse (letzter Teil)").click()
    expect(page.locator("#id_slug")).to_be_focused()
