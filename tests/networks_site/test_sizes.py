"""Is what no page of ours sends refused before anything is made of it: large bodies, countless forms?"""

import time

import pytest
from django.test import RequestFactory

from directory.models import Fact, Network
from networks_site import sizes
from tests.directory.smallest import make

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def page(admin_client) -> str:
    return f"/admin/directory/network/{make(Fact).network_id}/change/"


@pytest.mark.parametrize("length", ["1000001", "100000000", "9" * 30])
@pytest.mark.parametrize("path", ["/", "/netzwerke/x/mitmachen/", "/antrag/link-verloren/"])
def test_large_bodies_refused_by_what_they_say(client, path, length):
    answer = client.post(path, b"x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=length)
    assert answer.status_code == 413
    assert "Das ist zu viel auf einmal" in answer.content.decode()


def test_only_the_admin_takes_files_and_no_large_ones(admin_client, settings):
    for length, status in ((settings.FILE_UPLOAD_MAX_MEMORY_SIZE, 400), (6_000_000, 413), (100_000_000, 413)):
        answer = admin_client.post(
            "/admin/directory/network/import/", b"x", content_type="multipart/form-data", CONTENT_LENGTH=str(length)
        )
        assert answer.status_code == status, length


def test_long_fields_in_the_admin_are_too_large_as_well(admin_client, page):
    assert admin_client.post(page, {"name": "x" * 1_100_000}).status_code == 413


@pytest.mark.parametrize("length", ["", "x", "-1", "٣", "²"])
def test_lengths_that_are_none_are_left_to_the_server(client, length):
    assert client.post("/netzwerke/", CONTENT_LENGTH=length).status_code in (400, 405)


@pytest.mark.parametrize("count", [1, 2000, 10**9])
def test_more_forms_announced_than_sent_refused_at_once(admin_client, page, count):
    begun = time.perf_counter()
    sent = {"fact_set-TOTAL_FORMS": count, "fact_set-INITIAL_FORMS": 0, "name": "Neu", "_save": "Sichern"}
    assert admin_client.post(page, sent).status_code == 400
    assert time.perf_counter() - begun < 2
    assert Network.objects.get().name != "Neu"


@pytest.mark.parametrize(
    ("sent", "refused"),
    [
        ({"a-TOTAL_FORMS": "0"}, False),
        ({"a-TOTAL_FORMS": "2", "a-0-id": "", "a-1-id": ""}, False),
        ({"a-TOTAL_FORMS": "2", "a-1-id": ""}, False),
        ({"a-TOTAL_FORMS": "2", "a-0-id": ""}, True),
        ({"a-TOTAL_FORMS": "1", "b-0-id": ""}, True),
        ({"a-TOTAL_FORMS": "1", "a-0-b-0-id": ""}, True),
        ({"a-0-b-TOTAL_FORMS": "1", "a-0-b-0-id": ""}, False),
        ({"a-TOTAL_FORMS": "x"}, False),
        ({"a-TOTAL_FORMS": "9" * 5000}, False),
        ({"a-TOTAL_FORMS": "-1"}, False),
        ({"a-TOTAL_FORMS": "601", "a-600-id": ""}, True),
        ({"a-TOTAL_FORMS": "600", "a-599-id": ""}, False),
        ({"a-TOTAL_FORMS": "301", "a-300-id": "", "b-TOTAL_FORMS": "300", "b-299-id": ""}, True),
    ],
)
def test_too_many(sent, refused):
    assert sizes.too_many(RequestFactory().post("/", sent).POST) is refused
