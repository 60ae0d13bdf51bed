"""Do footnotes number the passages of a page, and do verdicts stand beside the claims they weigh?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import Citation, Contact, Fact, Gap, Network, Source, Terms, Verdict
from directory.provenance import Provenance
from tests.directory.smallest import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return make(Network)


@pytest.fixture
def early():
    return make(Source, slug="a-quelle", title="Erste")


@pytest.fixture
def late():
    return make(Source, slug="b-quelle", title="Zweite")


def cite(row, source, line=None, last=None, **columns):
    place = {"first_line": line, "last_line": last or line}
    return make(Citation, **{row._meta.model_name: row}, source=source, **place, **columns)


def told(notes):
    return [(note.number, note.source.slug, note.where) for note in notes]


# --- footnotes --------------------------------------------------------------------------------


def test_notes_order(network, early, late):
    one, other = make(Fact, network=network), make(Fact, network=network)
    cite(one, late, 3)
    cite(one, early, 19)
    cite(other, early, 5)
    cite(other, late, 2, 4)
    assert told(Provenance([one, other]).notes) == [
        (1, "a-quelle", "Zeile 5"),
        (2, "a-quelle", "Zeile 19"),
        (3, "b-quelle", "Zeilen 2–4"),
        (4, "b-quelle", "Zeile 3"),
    ]


def test_notes_order_without_lines(network, early):
    """On either database the passages without lines come first, as in the list of what a source shows."""
    fact = make(Fact, network=network)
    cite(fact, early, 5)
    cite(fact, early, locator="Anhang")
    assert told(Provenance([fact]).notes) == [(1, "a-quelle", "Anhang"), (2, "a-quelle", "Zeile 5")]


def test_notes_same_passage_once(network, early):
    one, other = make(Fact, network=network), make(Fact, network=network)
    for row in (one, other):
        cite(row, early, 5)
    provenance = Provenance([one, other])
    assert told(provenance.notes) == [(1, "a-quelle", "Zeile 5")]
    assert provenance.of(one) == provenance.of(other) == provenance.notes
    assert provenance.of(one)[0].anchor == "beleg-1"


def test_notes_same_lines_of_two_sources(network, early, late):
    fact = make(Fact, network=network)
    cite(fact, early, 5)
    cite(fact, late, 5)
    assert told(Provenance([fact]).notes) == [(1, "a-quelle", "Zeile 5"), (2, "b-quelle", "Zeile 5")]


def test_of_row_cited_twice_at_one_passage(network, early):
    fact = make(Fact, network=network)
    cite(fact, early, 5, claim="Sagt dies.")
    cite(fact, early, 5, claim="Sagt das.")
    assert told(Provenance([fact]).of(fact)) == [(1, "a-quelle", "Zeile 5")]


def test_of_aspects_apart(network, early):
    cite(network, early, 1, aspect="name")
    cite(network, early, 2, aspect="status")
    provenance = Provenance([network])
    assert told(provenance.of(network, "name")) == [(1, "a-quelle", "Zeile 1")]
    assert told(provenance.of(network, "status")) == [(2, "a-quelle", "Zeile 2")]
    assert provenance.of(network) == provenance.of(network, "kind") == []


def test_of_rows_of_different_kinds_with_the_same_number(network, early):
    terms = make(Terms, network=network, pk=network.pk)
    fact = make(Fact, network=network, pk=network.pk)
    cite(terms, early, 1, aspect="cost")
    cite(fact, early, 2)
    provenance = Provenance([network, terms, fact])
    assert provenance.of(network) == []
    assert told(provenance.of(terms, "cost")) == [(1, "a-quelle", "Zeile 1")]
    assert told(provenance.of(fact)) == [(2, "a-quelle", "Zeile 2")]


def test_notes_other_rows_left_out(network, early):
    mine, foreign = make(Fact, network=network), make(Fact)
    cite(foreign, early, 1)
    cite(mine, early, 2)
    provenance = Provenance([mine])
    assert told(provenance.notes) == [(1, "a-quelle", "Zeile 2")]
    assert provenance.of(foreign) == []


def test_by_source(network, early, late):
    fact = make(Fact, network=network)
    for source, line in ((late, 1), (early, 7), (early, 3)):
        cite(fact, source, line)
    grouped = [(source.slug, told(notes)) for source, notes in Provenance([fact]).by_source()]
    assert grouped == [
        ("a-quelle", [(1, "a-quelle", "Zeile 3"), (2, "a-quelle", "Zeile 7")]),
        ("b-quelle", [(3, "b-quelle", "Zeile 1")]),
    ]


# --- disputes ---------------------------------------------------------------------------------


def test_dispute(network, early, late):
    cite(network, early, 1, aspect="start", claim="Es begann 2015.")
    cite(network, late, 1, aspect="start", claim="Es begann 2016.", stance="differs")
    cite(network, late, 2, aspect="name", claim="Heißt anders.")
    verdict = make(Verdict, network=network, aspect="start", code="K1")
    dispute = Provenance([network]).dispute(network, "start")
    assert (dispute.verdict, dispute.anchor) == (verdict, "lesart-k1")
    assert [(claim.citation.claim, claim.note.number) for claim in dispute.claims] == [
        ("Es begann 2015.", 1),
        ("Es begann 2016.", 2),
    ]


def test_dispute_none(network, early):
    cite(network, early, 1, aspect="start")
    provenance = Provenance([network])
    assert provenance.dispute(network, "start") is None
    assert list(provenance) == []


def test_dispute_without_claims(network):
    make(Verdict, network=network, aspect="kind")
    assert Provenance([network]).dispute(network, "kind").claims == []


def test_disputes_of_the_page_in_order_of_decision(network):
    fact = make(Fact, network=network)
    second = make(Verdict, fact=fact, code="K2")
    first = make(Verdict, network=network, aspect="start", code="K1")
    make(Verdict)
    assert [dispute.verdict for dispute in Provenance([network, fact])] == [second, first]


# --- gaps -------------------------------------------------------------------------------------


def test_gaps_by_row_and_aspect(network):
    fact = make(Fact, network=network, text="Ein Angebot.")
    make(Gap, network=network, aspect="name", reason="Türschild.")
    make(Gap, fact=fact, reason="Am Telefon.")
    make(Gap)  # of another row
    provenance = Provenance([network, fact])
    told = [(gap.number, gap.what, gap.gap.reason) for gap in provenance.gaps.values()]
    assert told == [(1, "Name", "Türschild."), (2, "Angabe „Ein Angebot.“", "Am Telefon.")]
    assert [gap.anchor for gap in provenance.gaps_of(fact)] == ["ohne-quelle-2"]
    assert [gap.number for gap in provenance.gaps_of(network, "start", "name")] == [1]
    assert provenance.gaps_of(network) == []


def test_gaps_of_hidden_people_excuse_and_tell_nothing(network):
    hidden = make(Contact, network=network, name="", withheld=True)
    shown = make(Contact, network=network, name="Kim Beispiel")
    for contact in (hidden, shown):
        make(Gap, contact=contact, reason="Sagte sie selbst.")
    provenance = Provenance([hidden, shown])
    assert [gap.row for gap in provenance.gaps.values()] == [shown]
    assert provenance.excused == {("contact", hidden.pk, ""), ("contact", shown.pk, "")}


# --- cost -------------------------------------------------------------------------------------


def queries(rows):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        Provenance(rows)
    return len(captured)


@pytest.mark.parametrize("number", [1, 3, 30])
def test_provenance_three_queries(network, early, number):
    facts = [make(Fact, network=network) for _ in range(number)]
    contacts = [make(Contact, network=network, name=f"Person {index}") for index in range(number)]
    for row in [*facts, *contacts]:
        cite(row, early, row.pk)
        make(Verdict, **{row._meta.model_name: row})
        make(Gap, **{row._meta.model_name: row})
    assert queries([*facts, *contacts]) == 3


def test_provenance_of_nothing():
    provenance = Provenance([])
    assert (provenance.notes, provenance.by_source(), list(provenance)) == ([], [], [])


# --- the real entries -------------------------------------------------------------------------


@pytest.mark.parametrize("code", [f"K{number}" for number in range(1, 13)])
def test_real_verdict_has_claims_side_by_side(catalogue, code):
    verdict = Verdict.objects.get(code=code)
    row = getattr(verdict, verdict.target_name)
    claims = Provenance([row]).dispute(row, verdict.aspect).claims
    assert [claim.citation for claim in claims if not claim.citation.claim] == []
    assert len({claim.citation.claim for claim in claims}) == len(claims) >= 2


def test_real_verdicts_all(catalogue):
    codes = Verdict.objects.values_list("code", flat=True)
    assert sorted(codes, key=lambda code: int(code[1:])) == [f"K{number}" for number in range(1, 13)]
