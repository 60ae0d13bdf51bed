"""What do the sheet of an entry and its forms cost? As much as is shown and changed, however large the entry is."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from directory.curation.admin.said_lines import Answer
from directory.models import Fact, Network, Version
from tests.directory.curation.admin.conftest import Desk, adding, complaints, of, page_of

pytestmark = pytest.mark.once

WEIGHT = 100_000  # bytes of the sheet of the largest entry, and of one ten times as large
FIELDS = 25  # that an editor sees in one form
SHEET = 16  # queries of a sheet
SAVED = 44  # queries of saving one statement with one source


@pytest.fixture
def largest(catalogue: None) -> Network:
    return Network.objects.annotate(size=Count("facts")).latest("size")


def queries(ask: Any, *arguments: Any) -> tuple[int, Any]:
    with CaptureQueriesContext(connection) as asked:
        answer = ask(*arguments)
    return len(asked), answer


def test_the_sheet_of_the_largest_entry(desk: Desk, largest: Network) -> None:
    facts = list(largest.facts.all())
    assert len(desk.open(page_of(largest)).content) < WEIGHT
    cost, _ = queries(desk.open, page_of(largest))
    Fact.objects.bulk_create(
        Fact(network=largest, key=f"{each.key[:40]}-{number}", kind=each.kind, text=each.text, title=each.title,
             number=each.number, bound=each.bound, unit=each.unit, url=each.url)
        for number in range(9) for each in facts
    )  # fmt: skip
    again, page = queries(desk.open, page_of(largest))
    assert (again, len(page.content) < WEIGHT) == (cost, True)
    assert cost <= SHEET


def test_saving_a_statement_of_the_largest_entry(desk: Desk, largest: Network) -> None:
    fact = largest.facts.filter(citations__isnull=False).first()
    page = desk.open(page_of(fact))
    answers = {of(said): Answer.KEPT for said in fact.citations.all()}
    values = desk.typed(page, {"place": "Anderswo", **answers})
    cost, answer = queries(desk.post, page_of(fact), values)
    assert answer.status_code == 302, complaints(answer)
    assert cost <= SAVED
    own = desk.typed(desk.open(page_of(largest, "summary")), {"summary": "Neu."})
    cost, answer = queries(desk.post, page_of(largest, "summary"), own)
    assert answer.status_code == 302, complaints(answer)
    assert cost <= SAVED


def test_saving_what_nobody_has_changed_makes_no_version(desk: Desk, fact: Fact) -> None:
    for page in (page_of(fact), page_of(fact.citations.get()), page_of(fact.network, "name")):
        assert desk.send(page).status_code == 302
    assert Version.objects.count() == 0


def seen(page: Any) -> int:
    """How many fields of a form an editor sees."""
    return sum(not field.is_hidden for field in page.context["adminform"].form)


def test_no_form_has_many_fields(desk: Desk, largest: Network) -> None:
    kinds = ("scope", "fact", "treatment", "tenure", "contact", "relation")
    added = [adding(kind, largest) for kind in kinds]
    stored = [page_of(getattr(largest, f"{kind}s").first()) for kind in kinds if getattr(largest, f"{kind}s").exists()]
    terms = [page_of(largest.terms, name) for name in ("mode", "who", "cost", "obligations")]
    pages = ["network/add/", "body/add/", page_of(largest, "name"), *terms, *added, *stored]
    assert {page: count for page in pages if (count := seen(desk.open(page))) >= FIELDS} == {}
