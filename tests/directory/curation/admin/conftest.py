"""How does a test use the desk? It opens a form, changes fields by name, and sends it back."""

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

    def send(self, path: str, changes: Values | None = None) -> Any:
        """Open a page, change fields of it, and save. What comes back has forms, but is not drawn: see ``shown``."""
        return blank(self.post, path, self.typed(blank(self.open, path), changes))

    def shown(self, path: str, changes: Values | None = None) -> Any:
        """The same for whoever reads the page that comes back."""
        return self.post(path, self.typed(blank(self.open, path), changes))

    def post(self, path: str, values: Values) -> Any:
        """Send what was typed into a page, perhaps long after it was opened."""
        return self.client.post(f"/admin/directory/{path}", values)

    def typed(self, page: Any, changes: Values | None = None) -> Values:
        """What an open page sends after this was typed into it."""
        carried = {"_shown": page.context["adminform"].form.shown, "_owner": page.context.get("owner") or ""}
        return {**dict(filled(page.context["adminform"].form)), **carried, **(changes or {})}


def filled(form: Any) -> Iterator[tuple[str, Any]]:
    """The fields of a form that a browser sends."""
    for field in form:
        value = field.value()
        if value is not None and value is not False:
            yield field.name, value


def shown(page: Any) -> Values:
    """What stands in the fields of a page."""
    return dict(filled(page.context["adminform"].form))


def complaints(page: Any) -> dict[str, list[str]]:
    """All messages of a refused page, by their field; those of a whole form under ``__all__``."""
    assert page.status_code == 200, "the page was not refused"
    return {name: list(errors) for name, errors in page.context["adminform"].form.errors.items()}


def cited(source: Source, **values: Any) -> Values:
    """What names a new source in a statement's form, beside other values."""
    return {"cite_source": source.pk, "cite_place": "3", **values}


def page_of(row: Any, statement: str = "") -> str:
    """The form of a row, or of one of its statements."""
    return f"{row._meta.model_name}/{row.pk}/change/{f'?angabe={statement}' if statement else ''}"


def adding(rows: str, owner: Any, **more: Any) -> str:
    """The form of a new row of an entry, or of another row."""
    column = {"criterion": "terms", "silence": "source"}.get(rows, "network")
    return f"{rows}/add/?{column}={owner.pk}" + "".join(f"&{name}={value}" for name, value in more.items())


def of(said: Any) -> str:
    """The field in which a form asks about something said so far."""
    return f"answer_{said._meta.model_name}_{said.pk}"


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
