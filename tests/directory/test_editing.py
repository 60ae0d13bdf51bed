"""Does a page of the admin lead to where a record is edited and checked?"""

import pytest
from django.template import Context, Template

from directory.models import Citation, Fact, Network, Revision, Source
from tests.directory.smallest import make

pytestmark = pytest.mark.django_db


def render(text: str, **context: object) -> str:
    return Template("{% load editing %}" + text).render(Context(context))


@pytest.mark.parametrize("model", [Fact, Network, Source])
def test_where_a_record_is_edited(model: type) -> None:
    record = make(model)
    address = f"/admin/directory/{model.__name__.lower()}/{record.pk}/change/"
    assert render("{{ record|edit_address }}", record=record) == address


@pytest.mark.parametrize(("model", "checked"), [(Fact, True), (Network, True), (Source, False)])
def test_where_a_record_is_said_to_be_checked(model: type, checked: bool) -> None:
    record = make(model)
    address = f"/admin/directory/{model.__name__.lower()}/{record.pk}/checked/"
    assert render("{{ record|check_address }}", record=record) == (address if checked else "")


def test_record_without_a_page() -> None:
    assert render("{{ record|edit_address }}", record=Revision(pk=1)) == ""


def test_target_of_a_citation() -> None:
    citation = make(Citation)
    assert render("{{ citation|target }}", citation=citation) == str(citation.fact)
