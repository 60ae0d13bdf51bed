"""Does a file wait for its sender only, and not for long?"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from directory.models import Upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(django_user_model):
    return [django_user_model.objects.create_user(name) for name in ("eine", "andere")]


def test_sender_finds_the_file(people):
    kept = Upload.keep(people[0], "liste.csv", b"a;b")
    found = Upload.of(people[0], kept.token)
    assert (found, bytes(found.content), str(found)) == (kept, b"a;b", "liste.csv")


def test_nobody_else_finds_it(people):
    kept = Upload.keep(people[0], "liste.csv", b"a;b")
    assert (Upload.of(people[1], kept.token), Upload.of(people[0], uuid4())) == (None, None)


def test_next_file_takes_its_place(people):
    for person in people:
        Upload.keep(person, "erste.csv", b"a")
    kept = Upload.keep(people[0], "zweite.csv", b"b")
    assert set(Upload.objects.values_list("by__username", "name")) == {("eine", "zweite.csv"), ("andere", "erste.csv")}
    assert Upload.of(people[0], kept.token)


def test_old_file_is_forgotten(people):
    kept = Upload.keep(people[0], "liste.csv", b"a")
    Upload.objects.update(at=timezone.now() - timedelta(hours=23))
    assert Upload.of(people[0], kept.token) == kept
    Upload.objects.update(at=timezone.now() - timedelta(hours=25))
    assert Upload.of(people[0], kept.token) is None
    assert Upload.objects.count() == 0


def test_file_goes_with_its_sender(people):
    Upload.keep(people[0], "liste.csv", b"a")
    people[0].delete()
    assert Upload.objects.count() == 0
