"""Does anything that can be sent to any address of the admin make it fail, whoever sends it?

There are some twenty thousand attempts. Each role makes a part of them, everybody another one; HOSTILE=1 in the
environment makes all of them.
"""

import os

import pytest

from directory import models
from tests.directory.smallest import make
from tests.networks_site import attacking
from tests.networks_site.test_roles import ROLES, clients  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db

SHARE = int(os.environ.get("HOSTILE", "113"))


@pytest.mark.parametrize(
    "role", [role if role == "superuser" else pytest.param(role, marks=pytest.mark.once) for role in ROLES]
)
def test_hostile_input_never_fails(clients, role):  # noqa: F811
    clients[role].raise_request_exception = False
    assert attacking.failures(clients[role], first=[*ROLES].index(role) % SHARE, step=SHARE) == []


ONCE = [
    ("post", "topic/", {"action": "delete_selected", "_selected_action": "abc"}),
    ("post", "topic/", {"action": "delete_selected", "_selected_action": "\0"}),
    ("post", "topic/", {"action": "delete_selected", "_selected_action": "9" * 25}),
    ("get", f"topic/?id__in={'9' * 25}", None),
    ("get", "topic/?id__regex=((", None),
    ("get", "topic/?id__range=1", None),
    ("get", "network/{}/change/?_to_field=", None),
    ("get", "../autocomplete/?app_label=directory&model_name=network&field_name=hints&term=a", None),
    ("post", f"network/{'9' * 1000}/checked/", None),
    ("post", f"network/{'9' * 25}/checked/", None),
    ("post", "tenure/{}/checked/", None),
    ("post", f"fact/{'9' * 25}/change/", {"_owner": "9" * 25}),
    ("get", "silence/?q=wort", None),
    ("get", "verdict/?q=wort", None),
    ("get", "gap/{}/history/", None),
    ("get", "silence/{}/history/", None),
    ("post", "page/{}/change/", {"slug": "2027", "title": "Seite", "text": "Text", "_save": "1"}),
]


@pytest.mark.parametrize(("method", "path", "data"), ONCE, ids=range(len(ONCE)))
def test_what_once_failed(admin_client, method, path, data):
    model = getattr(models, path.partition("/")[0].capitalize(), models.Network)
    address = f"/admin/directory/{path.format(make(model).pk)}".replace("directory/../", "")
    assert attacking.sent(admin_client, method, address, data).status_code in (200, 302, 400, 403, 404)


def test_failures_of_ours_stay_failures(admin_client, monkeypatch, caplog):
    """Input is to blame only where an error speaks of it."""

    def fail(*_, **__):
        raise ValueError("geheim")

    admin_client.raise_request_exception = False
    monkeypatch.setattr("directory.curation.admin.topic.TopicAdmin.get_queryset", fail)
    assert admin_client.get("/admin/directory/topic/?q=wort").status_code == 500
    assert admin_client.get("/admin/directory/topic/?q=geheim").status_code == 500
    monkeypatch.undo()
    ticked = {"action": "delete_selected", "_selected_action": "abc"}
    assert admin_client.post("/admin/directory/topic/", ticked).status_code == 400
    assert "input no field can hold" in caplog.text
