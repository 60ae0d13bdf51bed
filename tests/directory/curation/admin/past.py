"""Where is the history of a record, who looks at it, and how does one agree to what it proposes?"""

from typing import Any

from django.contrib.auth.models import Permission, User
from django.test import Client

from directory.catalogue.diff import path_of
from directory.models import Act, Version
from tests.reading import Seen


def as_user(*permissions: str) -> Client:
    """Somebody with these rights only."""
    user = User.objects.create_user("kuratorin", is_staff=True, first_name="Kim", last_name="Kurat")
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


def log(record: Any) -> str:
    return f"/admin/directory/{record._meta.model_name}/{record.pk}/history/"


def versions(row: Any) -> list[int]:
    """The numbers of the versions of the record to which a row belongs, oldest first."""
    kind, number = row.places()[0]
    return list(Version.objects.filter(kind=kind, record=number).order_by("pk").values_list("pk", flat=True))


def address(record: Any, row: Any, back: int = 0) -> str:
    """The page of a version of a row, in the history of a record."""
    at = "/".join(path_of(row))
    return f"{log(record)}{versions(row)[-1 - back]}/" + (f"?stelle={at}" if at else "")


def latest() -> Act:
    """The newest act."""
    act = Version.objects.filter(act__isnull=False).latest("pk").act
    assert act is not None
    return act


def see(client: Client, path: str, status: int = 200) -> Seen:
    answer = client.get(path)
    assert answer.status_code == status, path
    return Seen(answer)


def send(client: Client, path: str) -> Any:
    """Agree to what a page proposes."""
    seen = next(field["value"] for field in see(client, path).inputs if field["name"] == "seen")
    return client.post(path, {"seen": seen})
