"""Who reaches the admin's pages beside list, add, change and delete? Every address there is, tried by every role."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.contrib import admin
from django.db import transaction
from django.urls import reverse

from directory.models import Body, Citation, Fact, Link, Merger, Network, Pair, Source, Upload
from directory.models.history import RECORDS
from memberships.models import Correspondent
from tests import kept
from tests.directory.smallest import make
from tests.memberships import hinting
from tests.networks_site.registered import row_of
from tests.networks_site.test_roles import ROLES, clients  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.once]

COMMON = {
    "index", "login", "logout", "second_factor", "password_change_done", "autocomplete", "jsi18n",
    "view_on_site", "app_list",
}  # fmt: skip
ELSEWHERE = {
    "memberships_application_export", "memberships_application_unrouted", "memberships_application_assign",
    "memberships_application_decide", "memberships_message_retry", "memberships_accountchange_settle",
}  # fmt: skip
"""Tried in tests/memberships/admin/test_rights.py and test_accounts.py, with applications of one's own."""
USUAL = ("changelist", "add", "change", "delete", "history")
EDITORS, CHIEFS = ("curator", "chief", "superuser"), ("chief", "superuser")


def row(model: Any, **columns: Any) -> Any:
    return make(model, **columns)


# name → (methods, who may, what the address holds)
PAGES: dict[str, tuple[str, tuple[str, ...], Any]] = {
    "task": ("get", EDITORS, lambda: {"key": "zahlen"}),
    "directory_network_publish": ("get", EDITORS, lambda: [row(Network, visibility="draft").pk]),
    "directory_network_archive": ("get", EDITORS, lambda: [row(Network).pk]),
    "directory_network_draft": ("get", EDITORS, lambda: [row(Network, visibility="archived").pk]),
    "directory_network_submit": ("get", EDITORS, lambda: [row(Network, visibility="draft").pk]),
    "directory_network_return": ("get", EDITORS, lambda: [row(Network, visibility="draft").pk]),
    "directory_network_checked": ("post", EDITORS, lambda: [row(Network).pk]),
    "directory_body_checked": ("post", EDITORS, lambda: [row(Body).pk]),
    "directory_fact_checked": ("post", EDITORS, lambda: [row(Fact).pk]),
    "directory_network_export": ("get", EDITORS, lambda: ["csv"]),
    "directory_network_import": ("get post", CHIEFS, list),
    "directory_network_import_help": ("get", EDITORS, list),
    "directory_network_import_template": ("get", EDITORS, list),
    "directory_network_import_overview": ("get", EDITORS, list),
    "directory_network_import_file": ("get", CHIEFS, lambda: [uuid4()]),
    "directory_link_act": ("post", EDITORS, lambda: [row(Link).pk, "visit"]),
    "directory_source_coverage": ("get", EDITORS, lambda: [row(Source, lines=3).pk]),
    "directory_pair_judge": ("post", EDITORS, lambda: [row(Pair).pk, "two"]),
    "directory_merger_choose": ("get", CHIEFS, lambda: ["network", row(Network).pk]),
    "directory_merger_merge": ("get post", CHIEFS, lambda: ["network", row(Network).pk, row(Network).pk]),
    "directory_merger_part": ("get", CHIEFS, lambda: [row(Merger).pk]),
    "memberships_hint_decide": ("post", EDITORS, lambda: [hinting.hint().pk, "accept"]),
    "memberships_correspondent_ask": ("post", EDITORS, lambda: [asked().body_id]),
}


def asked() -> Correspondent:
    return Correspondent.objects.create(body=row(Body), email="stelle@example.org")


def names() -> Iterator[str]:
    """The names of all addresses below /admin/, apart from the usual five of each model."""
    for pattern in patterns(admin.site.urls[0]):
        name = pattern.name or ""
        if name and name.rpartition("_")[2] not in USUAL:
            yield name


def patterns(found: Any) -> Iterator[Any]:
    for pattern in found:
        if hasattr(pattern, "url_patterns"):
            yield from patterns(pattern.url_patterns)
        else:
            yield pattern


def of_history(name: str) -> bool:
    return name.startswith("directory_") and name.endswith(("_act", "_version")) and name != "directory_link_act"


def test_every_address_is_tried():
    found = set(names())
    assert {name for name in found if not of_history(name)} == COMMON | ELSEWHERE | set(PAGES)


def tried(client: Any, method: str, path: str) -> bool:
    """Whether a client gets there; what the try changes is taken back."""
    with transaction.atomic():
        answer = getattr(client, method)(path)
        transaction.set_rollback(True)
    return answer.status_code not in (403, 404) and answer.headers.get("Location", "") != "/admin/"


@pytest.mark.parametrize("name", PAGES)
def test_further_page(name, clients):  # noqa: F811
    methods, may, arguments = PAGES[name]
    given = arguments()
    path = reverse(f"admin:{name}", **({"kwargs": given} if isinstance(given, dict) else {"args": given}))
    for method in methods.split():
        assert [role for role in ROLES if tried(clients[role], method, path)] == list(may), method


TOLD = [model for model in admin.site._registry if model._meta.model_name in RECORDS]


@pytest.mark.parametrize("model", TOLD, ids=lambda model: model._meta.model_name)
def test_pages_of_the_history(versions, model, clients):  # noqa: F811
    """Whoever may see a record may see its acts and versions."""
    one = row_of(model)
    version = kept.versions(one)[-1]
    stem = f"admin:directory_{model._meta.model_name}"
    may = ("curator", "chief", "operator", "superuser") if model._meta.model_name == "page" else EDITORS
    for path in (
        reverse(f"{stem}_act", args=[one.pk, version.act_id]),
        reverse(f"{stem}_version", args=[one.pk, version.pk]),
    ):
        assert [role for role in ROLES if tried(clients[role], "get", path)] == list(may), path


STEPS = {"publish": ("draft", "published"), "archive": ("published", "archived"), "draft": ("archived", "draft")}


@pytest.mark.parametrize("step", STEPS)
def test_step_needs_the_right_to_publish(step, clients):  # noqa: F811
    before, after = STEPS[step]
    network = row(Network, visibility=before)
    for aspect in ("name", "kind", "status"):
        row(Citation, network=network, aspect=aspect)
    path = reverse(f"admin:directory_network_{step}", args=[network.pk])
    found = {}
    for role in sorted(ROLES, key="chief".__eq__):
        if role != "superuser":
            clients[role].post(path, {"reason": "Alles belegt."})
            network.refresh_from_db()
            found[role] = network.visibility
    assert found == {**dict.fromkeys(found, before), "chief": after}


def test_file_for_the_import_is_its_senders_alone(clients):  # noqa: F811
    assert Upload.objects.count() == 0
    path = reverse("admin:directory_network_import_file", args=[uuid4()])
    answer = clients["chief"].get(path)
    assert (answer.status_code, answer["Location"]) == (302, reverse("admin:directory_network_import"))
