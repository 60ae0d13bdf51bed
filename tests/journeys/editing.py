"""How does a journey edit? Signs in as a member of a group, picks records by typing, adds and changes statements."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from playwright.sync_api import Page, expect

PASSWORD = "ein langes Passwort 2026"
CURATOR, CHIEF = "Kuratorium", "Leitung des Kuratoriums"
NETWORKS = "/admin/directory/network/"


def sign_in(page: Page, *groups: str, name: str = "kim", everything: bool = False) -> Any:
    """As a member of these groups, or with all rights; ends at the desk."""
    user = get_user_model().objects.create_user(name, password=PASSWORD, is_staff=True, is_superuser=everything)
    user.groups.set(Group.objects.filter(name__in=groups))
    enter(page, name)
    return user


def enter(page: Page, name: str) -> None:
    page.goto("/admin/login/?next=/admin/")
    page.get_by_label("Benutzername").fill(name)
    page.get_by_label("Passwort:", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("heading", name="Was möchten Sie bearbeiten?")).to_be_visible()


def pick(page: Page, field: str, text: str) -> None:
    """Choose a record in a field that searches while one types."""
    box = page.locator(f"#id_{field} + .select2-container")
    box.scroll_into_view_if_needed()
    box.click()
    page.locator(".select2-container--open .select2-search__field").fill(text)
    page.locator(".select2-results__option:not(.loading-results)", has_text=text).first.click()
    expect(box).to_contain_text(text)


def add(page: Page, section: str) -> None:
    """From the sheet to the form of a new statement of a section."""
    page.locator(f"#{section} .addlink").click()


def change(page: Page, statement: str) -> None:
    """From the sheet to the form of a statement."""
    page.locator(f"#{statement} .sheet__acts a").first.click()


def fill(page: Page, **values: str) -> None:
    """Fill in fields by name; of a list, choose the value."""
    for name, value in values.items():
        field = page.locator(f"#id_{name}")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def answer(page: Page, *answers: str) -> None:
    """Say of what stands about a statement so far whether it holds for the new value, one after the other."""
    for box, value in zip(page.locator(".said select").all(), answers, strict=True):
        box.select_option(value)


def save(page: Page) -> None:
    """Save and see that it was saved."""
    page.locator("[name=_save]").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()
