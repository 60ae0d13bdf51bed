"""Can the whole real catalogue be edited: does every page open, and does saving it unchanged change nothing?"""

from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client

from directory.catalogue.values import stored
from directory.curation.admin.sheet import Aspected
from directory.models import Citation, Network
from tests.directory.curation.admin.conftest import Desk, complaints, page_of

pytestmark = pytest.mark.once

MODELS = [model for model in admin.site._registry if model._meta.app_label == "directory"]
NAMES = [model._meta.model_name for model in MODELS]
STATEMENTS = {name: admin.site._registry[model].statements for model, name in zip(MODELS, NAMES, strict=True)
              if isinstance(admin.site._registry[model], Aspected)}  # fmt: skip
ABOUT = {"citation", "gap"}
"""Nobody lists these: they come and go with their statement."""
ROWS = {
    "fact", "tenure", "relation", "treatment", "scope", "contact", "membership", "criterion", "terms", "silence",
    "verdict",
}  # fmt: skip
"""Nobody adds these without saying to what."""
FOUND = {"link", "merger", "pair", *ABOUT}
"""Nobody adds these: machines find them, or an act of its own makes them."""


def everything() -> dict[Any, Any]:
    models = apps.get_app_config("directory").get_models()
    return {(model, row.pk): stored(row) for model in models for row in model.objects.all() if hasattr(model, "moved")}


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("name", NAMES)
def test_statements_saved_unchanged_stay_as_they_are(desk: Desk, name: str) -> None:
    before = everything()
    for row in apps.get_model("directory", name).objects.all()[:5]:
        for statement in STATEMENTS.get(name, [""]):
            answer = desk.send(page_of(row, statement))
            assert answer.status_code == 302, (row, statement, complaints(answer))
    assert everything() == before


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("name", NAMES)
def test_lists_and_sheets_open(desk: Desk, name: str) -> None:
    if name in ABOUT:
        assert desk.client.get(f"/admin/directory/{name}/").status_code == 404
        return
    desk.open(f"{name}/")
    desk.open(f"{name}/?q=Bürger")
    for row in apps.get_model("directory", name).objects.all()[:5] if name in ("network", "body") else ():
        assert b'class="module sheet"' in desk.open(page_of(row)).content


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_added_to_what_they_belong_to(admin_client: Client, name: str) -> None:
    answer = admin_client.get(f"/admin/directory/{name}/add/")
    assert answer.status_code == (403 if name in FOUND else 404 if name in ROWS else 200)


def test_a_reader_of_the_desk_changes_nothing(client: Client, network: Network, django_user_model: Any) -> None:
    reader = django_user_model.objects.create_user("leserin", password="geheim", is_staff=True)
    permission = apps.get_model("auth", "Permission")
    reader.user_permissions.set(permission.objects.filter(codename__startswith="view_"))
    client.force_login(reader)
    page = f"/admin/directory/network/{network.pk}/change/"
    assert client.get(page).status_code == 200
    assert client.post(page, {"name": "Anders"}).status_code == 403
    assert not Citation.objects.exists()
