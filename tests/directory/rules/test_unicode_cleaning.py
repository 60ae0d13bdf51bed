"""Does text arrive composed and without the signs that copied web pages bring along, by every way in?"""

import unicodedata
from contextlib import suppress
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from hypothesis import example, given, strategies as st

from directory.catalogue import write
from directory.curation.imports.codecs import Choice, NotAValue
from directory.enums import Status
from directory.models import Network, Page, Topic
from directory.rules import normalisation
from directory.rules.unicode_cleaning import CleanField, clean
from memberships.letters.field_checks import LineField, TextField
from tests.directory.smallest import SMALLEST, fresh, make

GONE = "\u00ad\u200b\u2060\ufeff"
SPACES = "\u00a0\u202f\u2007"
TEXT = st.text(st.one_of(st.sampled_from(f"{GONE}{SPACES} aäu\u0308\u0301ﬁ"), st.characters()), max_size=40)
NAME = "Bu\u0308rger\u00adbeteiligung\u00a0in\u202fGru\u0308ndung\u200b\u2060\ufeff"
CLEAN_NAME = "Bürgerbeteiligung in Gründung"


@given(TEXT)
@example(f"u{GONE}\u0308")
def test_clean_is_composed_and_done_once(text):
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not set(cleaned) & set(GONE + SPACES)


@given(TEXT)
def test_clean_changes_nothing_else(text):
    for sign in GONE:
        text = text.replace(sign, "")
    for sign in SPACES:
        text = text.replace(sign, " ")
    assert clean(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("text", ["👩‍👩‍👧", "نامه‌ای", "क्‍ष", "a\u200fb", "Zeile\n\tzwei", "Köln–Bonn", "z.\u2009B."])
def test_clean_leaves_what_scripts_need(text):
    assert clean(text) == unicodedata.normalize("NFC", text)


# --- ways in ----------------------------------------------------------------------------------


@pytest.mark.parametrize("field", [CleanField(), LineField(), TextField()])
def test_forms(field):
    assert field.clean(NAME) == CLEAN_NAME


@pytest.mark.parametrize("field", [CleanField(), LineField(), TextField()])
def test_forms_take_signs_nobody_sees_for_nothing(field):
    with pytest.raises(ValidationError) as refused:
        field.clean(f" {GONE} ")
    assert refused.value.messages == ["Dieses Feld ist zwingend erforderlich."]


def texts(model: type[models.Model]) -> list[Any]:
    return [column for column in model._meta.concrete_fields if type(column) in (models.CharField, models.TextField)]


@pytest.mark.django_db
@pytest.mark.parametrize("model", SMALLEST)
def test_every_column_of_the_catalogue(model):
    row = fresh(model, **{column.name: NAME for column in texts(model)})
    with suppress(ValidationError):  # closed lists and dates take no such name
        row.clean_fields()
    assert {column.name: getattr(row, column.name) for column in texts(model)} == {
        column.name: CLEAN_NAME for column in texts(model)
    }


@pytest.mark.parametrize("cell", ["in Gründung", "in Gru\u0308ndung", "in\u00a0Gründung", "in Grün\u00addung"])
def test_import_knows_the_choice(cell):
    assert Choice("status", dict(Status.choices)).read(cell) == Status.FOUNDING


def test_import_refuses_another_choice():
    with pytest.raises(NotAValue):
        Choice("status", dict(Status.choices)).read("in Grundung")


@pytest.mark.django_db
def test_documents_written_twice_are_one_record():
    page = {"slug": "seite", "title": NAME, "text": NAME}
    assert [write("page", page).title, write("page", page).text] == [CLEAN_NAME, CLEAN_NAME]
    assert Page.objects.count() == 1


# --- ways out ---------------------------------------------------------------------------------


@given(TEXT)
def test_search_does_not_see_the_difference(text):
    assert (normalisation.fold(text), normalisation.sort_key(text)) == (
        normalisation.fold(clean(text)),
        normalisation.sort_key(clean(text)),
    )


@pytest.mark.django_db
def test_readers_find_the_name_however_it_is_typed(client):
    make(Network, name=CLEAN_NAME, slug="netz")
    answer = client.get("/netzwerke/", {"q": NAME})
    assert answer.context["page"].paginator.count == 1


@pytest.mark.django_db
def test_editors_find_the_name_however_it_is_typed(admin_client):
    make(Topic, name=CLEAN_NAME)
    assert admin_client.get("/admin/directory/topic/", {"q": NAME}).context["cl"].result_count == 1
