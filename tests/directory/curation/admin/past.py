"""Where is the history of a record, who looks at it, and how does one agree to what it proposes?"""

from typing import Any

from django.contrib.auth.models import Permission, User
from django.test import Client

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
    """The numbers of a row's versions, oldest first."""
    return list(type(row).history.filter(id=row.pk).order_by("history_id").values_list("history_id", flat=True))


def address(record: Any, row: Any, back: int = 0) -> str:
    """The page of a version of a row, in the history of a record."""
    return f"{log(record)}{row._meta.model_name}/{versions(row)[-1 - back]}/"


def see(client: Client, path: str, status: int = 200) -> Seen:
    answer = client.get(path)
    assert answer.status_code == status, path
    return Seen(answer)


def send(client: Client, path: str) -> Any:
    """Agree to what a page proposes."""
    seen = next(field["value"] for field in see(client, path).inputs if field["name"] == "seen")
    return client.post(path, {"seen": seen})
