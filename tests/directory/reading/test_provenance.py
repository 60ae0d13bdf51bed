"""Do footnotes number the passages of a page, and do verdicts stand beside the claims they weigh?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.enums import Nature
from directory.models import Citation, Contact, Fact, Gap, Network, Source, Terms, Verdict
from directory.reading.provenance import Provenance
from tests.directory.smallest import make

pytestmark = [pytest.mark.django_db, pytest.mark.once]


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


def told(note):
    """A footnote's number, and the passages it lists."""
    return note.number, [(citation.source.slug, citation.where) for citation in note.citations]


# --- footnotes --------------------------------------------------------------------------------


def test_one_note_a_statement_with_all_its_passages(network, early, late):
    """Numbered as the page asks for them; passages in the order of sources and lines, those without lines first."""
    one, other = make(Fact, network=network), make(Fact, network=network)
    cite(one, late, 3)
    cite(one, early, 19)
    cite(one, early, locator="Anhang")
    cite(other, early, 19)
    cite(other, late, 2, 4)
    provenance = Provenance([one, other])
    assert told(provenance.note(other)) == (1, [("a-quelle", "Zeile 19"), ("b-quelle", "Zeilen 2–4")])
    note = provenance.note(one)
    passages = [("a-quelle", "Anhang"), ("a-quelle", "Zeile 19"), ("b-quelle", "Zeile 3")]
    assert told(note) == (2, passages)
    assert (note.anchor, note.origin) == ("beleg-2", "angabe-2")
    assert told(provenance.note(one)) == (3, passages)  # the same statement elsewhere on the page
    assert [note.number for note in provenance.notes] == [1, 2, 3]


def test_note_of_a_row_cited_twice_at_one_passage(network, early):
    fact = make(Fact, network=network)
    for claim in ("Sagt dies.", "Sagt das.", "Sagt das."):
        cite(fact, early, 5, claim=claim)
    note = Provenance([fact]).note(fact)
    assert [citation.claim for citation in note.citations] == ["Sagt dies.", "Sagt das."]


def test_note_of_aspects(network, early):
    cite(network, early, 1, aspect="name")
    cite(network, early, 2, aspect="status")
    provenance = Provenance([network])
    assert told(provenance.note(network, "name")) == (1, [("a-quelle", "Zeile 1")])
    assert told(provenance.note(network, "status")) == (2, [("a-quelle", "Zeile 2")])
    both = provenance.note(network, "start", "status")
    assert (both.number, both.what, both.text) == (3, "Beginn und Status", "aktiv")
    assert provenance.note(network) is provenance.note(network, "kind") is None


def test_note_repeats_its_statement(network, early):
    terms = make(Terms, network=network, cost="kostenlos")
    aim, figure = (
        make(Fact, network=network),
        make(Fact, network=network, kind="figure", number=3, bound="about", unit="Treffen"),
    )
    for row, aspect in ((network, "name"), (terms, "cost"), (aim, ""), (figure, "")):
        cite(row, early, 1, aspect=aspect)
    provenance = Provenance([network, terms, aim, figure])
    notes = [provenance.note(network, "name"), provenance.note(terms, "cost"), provenance.note(aim)]
    notes.append(provenance.note(figure))
    assert [(note.what, note.text) for note in notes] == [
        ("Name", "Netzwerk"), ("Kosten", "kostenlos"), ("Ziel", "Ein Ziel."), ("Zahl", "ca. 3 Treffen"),
    ]  # fmt: skip


def test_note_of_rows_of_different_kinds_with_the_same_number(network, early):
    terms = make(Terms, network=network, pk=network.pk)
    fact = make(Fact, network=network, pk=network.pk)
    cite(terms, early, 1, aspect="cost")
    cite(fact, early, 2)
    provenance = Provenance([network, terms, fact])
    assert provenance.note(network) is None
    assert told(provenance.note(terms, "cost")) == (1, [("a-quelle", "Zeile 1")])
    assert told(provenance.note(fact)) == (2, [("a-quelle", "Zeile 2")])


def test_note_other_rows_left_out(network, early):
    mine, foreign = make(Fact, network=network), make(Fact)
    cite(foreign, early, 1)
    cite(mine, early, 2)
    provenance = Provenance([mine])
    assert provenance.note(foreign) is None
    assert told(provenance.note(mine)) == (1, [("a-quelle", "Zeile 2")])


def test_sources_with_how_much_they_prove(network, early, late):
    one, other = make(Fact, network=network), make(Fact, network=network)
    for row, source, line in ((one, late, 1), (one, early, 7), (one, early, 3), (other, early, 3)):
        cite(row, source, line)
    assert Provenance([one, other]).sources == [(early, 2), (late, 1)]


def test_unmarked_is_what_the_page_has_not_asked_for(network, early):
    """So that no evidence is lost. What a disagreement shows is not missing; nothing of hidden people is told."""
    fact, hidden = make(Fact, network=network), make(Contact, network=network, name="", withheld=True)
    for line, (row, aspect) in enumerate(((network, "end"), (network, "start"), (fact, ""), (hidden, "")), start=1):
        cite(row, early, line, aspect=aspect)
    make(Verdict, network=network, aspect="start")
    make(Gap, network=network, aspect="kind")
    provenance = Provenance([network, fact, hidden])
    provenance.note(fact)
    provenance.dispute(network, "start")
    assert [(note.number, note.what) for note in provenance.unmarked] == [(2, "Ende"), (3, "Art")]
    assert provenance.unmarked == []


# --- disputes ---------------------------------------------------------------------------------


def test_dispute(network, early, late):
    cite(network, early, 1, aspect="start", claim="Es begann 2015.")
    cite(network, late, 1, aspect="start", claim="Es begann 2016.", stance="differs")
    cite(network, late, 2, aspect="name", claim="Heißt anders.")
    verdict = make(Verdict, network=network, aspect="start", code="K1")
    dispute = Provenance([network]).dispute(network, "start")
    assert (dispute.verdict, dispute.anchor) == (verdict, "lesart-k1")
    assert [claim.claim for claim in dispute.claims] == ["Es begann 2015.", "Es begann 2016."]


@pytest.mark.parametrize(
    ("reading", "short"),
    [
        ("Es wirkte ab dem 1. Juli 2018. Wir zeigen beides.", "Es wirkte ab dem 1. Juli 2018"),
        ("Ein e. V. Zweiter Teil. Dritter.", "Ein e. V. Zweiter Teil"),
        ("Kurz.", "Kurz"),
        (" ".join(["Wort"] * 40) + ".", " ".join(["Wort"] * 15) + " …"),
    ],
)
def test_dispute_in_one_line(network, reading, short):
    make(Verdict, network=network, aspect="start", reading=reading)
    assert Provenance([network]).dispute(network, "start").reading_in_short == short


def test_disputes_that_open_by_themselves(network):
    aspects = dict(zip(Nature, ("name", "kind", "status", "start", "end", "members"), strict=True))
    for nature, aspect in aspects.items():
        make(Verdict, network=network, aspect=aspect, nature=nature)
    provenance = Provenance([network])
    opening = [nature for nature, aspect in aspects.items() if provenance.dispute(network, aspect).opens]
    assert opening == [Nature.CONFLICT, Nature.OPEN]


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
    told = [(gap.what, gap.gap.reason) for gap in provenance.gaps.values()]
    assert told == [("Name", "Türschild."), ("Angabe „Ein Angebot.“", "Am Telefon.")]
    assert [gap.row for gap in provenance.gaps_of(fact)] == [fact]
    assert [gap.what for gap in provenance.gaps_of(network, "start", "name")] == ["Name"]
    assert provenance.note(fact).gaps == provenance.gaps_of(fact)
    assert provenance.gaps_of(network) == []


def test_gaps_of_hidden_people_tell_nothing(network):
    hidden = make(Contact, network=network, name="", withheld=True)
    shown = make(Contact, network=network, name="Kim Beispiel")
    for contact in (hidden, shown):
        make(Gap, contact=contact, reason="Sagte sie selbst.")
    provenance = Provenance([hidden, shown])
    assert [gap.row for gap in provenance.gaps.values()] == [shown]


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
    assert (provenance.notes, provenance.sources, provenance.unmarked, list(provenance)) == ([], [], [], [])


# --- the real entries -------------------------------------------------------------------------


@pytest.mark.parametrize("code", [f"K{number}" for number in range(1, 13)])
def test_real_verdict_has_claims_side_by_side(catalogue, code):
    verdict = Verdict.objects.get(code=code)
    row = getattr(verdict, verdict.target_name)
    claims = Provenance([row]).dispute(row, verdict.aspect).claims
    assert [claim for claim in claims if not claim.claim] == []
    assert len({claim.claim for claim in claims}) == len(claims) >= 2


def test_real_verdicts_all(catalogue):
    codes = Verdict.objects.values_list("code", flat=True)
    assert sorted(codes, key=lambda code: int(code[1:])) == [f"K{number}" for number in range(1, 13)]
