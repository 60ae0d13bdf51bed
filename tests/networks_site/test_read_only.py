"""Do public pages go on where nothing can be written, and does a form then keep what was typed?"""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client

from memberships.models import Application
from tests.directory.real import SLUGS
from tests.memberships import making
from tests.reading import Seen

pytestmark = pytest.mark.django_db(transaction=True)

FORM = f"/netzwerke/{SLUGS['nbh']}/mitmachen/"
ONCE, AGAIN = ("PRAGMA query_only=ON", "PRAGMA query_only=OFF"), ("SET default_transaction_read_only = on", "RESET ALL")


@pytest.fixture
def nothing_written(catalogue: None) -> Iterator[None]:
    """As on a file system that has been mounted read-only."""
    begin, end = ONCE if connection.vendor == "sqlite" else AGAIN
    with connection.cursor() as cursor:
        cursor.execute(begin)
    yield
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute(end)


def test_public_pages_go_on(nothing_written: None, client: Client) -> None:
    home = Seen(client.get("/"))
    paths = {"/", FORM, "/netzwerke/?q=beteiligung", "/finden/?als=person", "/readyz", "/sitemap.xml", "/robots.txt"}
    paths |= {path for path in home.addresses if path.startswith("/") and not path.startswith("/admin")}
    paths |= {f"/netzwerke/{slug}/" for slug in SLUGS.values()}
    assert {path: status for path in paths if (status := client.get(path, follow=True).status_code) != 200} == {}
    assert client.get("/admin/login/").status_code == 200


def test_a_form_keeps_what_was_typed(nothing_written: None, client: Client) -> None:
    typed = making.filled(**making.ANSWERS["nbh"], name="Anna Beispiel")
    answer = client.post(FORM, typed)
    kept = {row["name"]: row["value"] for row in Seen(answer).inputs}
    assert (answer.status_code, answer["Retry-After"], kept["name"]) == (503, "30", "Anna Beispiel")
    assert Application.objects.count() == 0
