"""Does any page of the admin need more than 25 queries, however much the catalogue holds?"""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import Fact, Network
from directory.reading import index
from tests.networks_site.registered import forms, path_of, row_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

MOST = 25
MANY = 300


@pytest.fixture
def many() -> None:
    networks = Network.objects.bulk_create(
        Network(
            slug=f"netz-{number}", name=f"Netz {number}", sort_key=f"netz {number:04}", summary="Ein Netz.",
            kind="network", status="active", visibility="published",
        )
        for number in range(MANY)
    )  # fmt: skip
    Fact.objects.bulk_create(
        Fact(network=network, key=f"ziel-{each}", kind="aim", text="Ein Ziel.")
        for network in networks
        for each in range(3)
    )


def queries(client, path) -> int:
    """How many queries a page takes, if it has been seen before."""
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200, path
    return len(caught)


@pytest.mark.usefixtures("many")
def test_admin_pages_with_hundreds_of_networks(admin_client, admin_user):
    admin_client.get("/admin/")
    paths = ["/admin/"]
    for model in admin.site._registry:
        row = row_of(model)
        path = path_of(model)
        one = f"{path}{row.pk}"
        pages = [path, f"{path}?q=netz&p=2", *forms(row), f"{one}/history/", f"{one}/delete/"]
        paths += [page for page in pages if admin_client.get(page).status_code == 200]
    with index.asked():  # the first question after an edit brings it up to date
        pass
    found = {path: queries(admin_client, path) for path in paths}
    assert {path: number for path, number in found.items() if number > MOST} == {}
    assert len(found) > 80
