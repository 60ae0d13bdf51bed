"""How does a test use the desk? It opens a page, changes fields and adds rows by name, and sends the page back."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from directory.models import Body, Citation, Fact, Network, Source
from tests.undrawn import blank

Values = dict[str, Any]


class Desk:
    """A browser without a browser: every field a page shows is sent back, unless the test changes it."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def open(self, path: str) -> Any:
        page = self.client.get(f"/admin/directory/{path}")
        assert page.status_code == 200, path
        return page

    def send(self, path: str, changes: Values | None = None, **rows: list[Values]) -> Any:
        """Open a page, change fields of it (by full name), add rows to its inlines (by prefix), and save. What comes
        back has forms, but is not drawn: see ``shown``.
        """
        return blank(self.post, path, self.typed(blank(self.open, path), changes, **rows))

    def shown(self, path: str, changes: Values | None = None, **rows: list[Values]) -> Any:
        """The same for whoever reads the page that comes back."""
        return self.post(path, self.typed(blank(self.open, path), changes, **rows))

    def post(self, path: str, values: Values) -> Any:
        """Send what was typed into a page, perhaps long after it was opened."""
        return self.client.post(f"/admin/directory/{path}", values)

    def typed(self, page: Any, changes: Values | None = None, **rows: list[Values]) -> Values:
        """What an open page sends after this was typed into it."""
        values = {**dict(shown(page)), "_seen": page.context.get("seen") or ""}
        blank = {inline.formset.prefix: inline.formset.empty_form for inline in page.context["inline_admin_formsets"]}
        for prefix, added in rows.items():
            # Rows the page offers empty are filled first, as a person would.
            number = int(values[f"{prefix}-INITIAL_FORMS"])
            for row in added:
                row = {**dict(filled(blank[prefix])), **row}
                values |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
                number += 1
            values[f"{prefix}-TOTAL_FORMS"] = max(number, int(values[f"{prefix}-TOTAL_FORMS"]))
        return values | (changes or {})


def shown(page: Any) -> Iterator[tuple[str, Any]]:
    """The fields of a page with their values."""
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        yield from ((form.add_prefix(name), value) for name, value in filled(form))


def filled(form: Any) -> Iterator[tuple[str, Any]]:
    """The fields of a form that a browser sends, by their short names."""
    for field in form:
        value = field.value()
        if value is not None and value is not False:
            yield field.name, value


def complaints(page: Any) -> dict[str, list[str]]:
    """All messages of a refused page, by the full name of their field; those of a whole row end in ``__all__``."""
    assert page.status_code == 200, "the page was not refused"
    forms = [page.context["adminform"].form]
    found: dict[str, list[str]] = {}
    for inline in page.context["inline_admin_formsets"]:
        forms += inline.formset.forms
        if inline.formset.non_form_errors():
            found[inline.formset.prefix] = list(inline.formset.non_form_errors())
    for form in forms:
        found |= {form.add_prefix(name): list(errors) for name, errors in form.errors.items()}
    return found


@pytest.fixture
def desk(admin_client: Client) -> Desk:
    return Desk(admin_client)


@pytest.fixture
def source(db: None) -> Source:
    return Source.objects.create(slug="satzung", title="Satzung", publisher="Verein", read_on="2026-01-02")


@pytest.fixture
def body(db: None) -> Body:
    return Body.objects.create(slug="stiftung", name="Stiftung Mitreden")


@pytest.fixture
def network(db: None) -> Network:
    return Network.objects.create(
        slug="runde", name="Runde", summary="Eine Runde.", kind="network", status="active", visibility="published"
    )


@pytest.fixture
def fact(network: Network, source: Source) -> Fact:
    return add_fact(network, source, "eins")


def add_fact(network: Network, source: Source, key: str) -> Fact:
    fact = Fact.objects.create(network=network, key=key, kind="aim", text=f"Ziel {key}", position=1)
    Citation.objects.create(fact=fact, source=source, first_line=3, last_line=3, fingerprint="0123456789ab")
    return fact
