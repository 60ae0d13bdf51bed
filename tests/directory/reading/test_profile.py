"""Does the page of one network gather all that is known about it, and admit what is not?"""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import (
    Body,
    Citation,
    Contact,
    Criterion,
    Fact,
    Member,
    Membership,
    Network,
    Relation,
    Scope,
    Tenure,
    Terms,
    Treatment,
)
from directory.reading.profile import Profile
from tests.directory.smallest import make

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def network():
    return make(Network)


def profile(network):
    return Profile(Network.objects.for_cards().get(pk=network.pk))


# --- rows -------------------------------------------------------------------------------------


def test_rows_all_that_can_be_cited(network):
    terms = make(Terms, network=network)
    rows = [network, terms, make(Criterion, terms=terms)]
    rows += [make(model, network=network) for model in (Scope, Tenure, Contact, Membership, Fact, Relation, Treatment)]
    found = list(profile(network).rows())
    assert sorted(map(repr, found)) == sorted(map(repr, rows))
    assert {row.pk for row in found if isinstance(row, Fact)} == {rows[7].pk}


def test_rows_bare_network(network):
    bare = profile(network)
    assert list(bare.rows()) == [network]
    assert (bare.terms, bare.scopes, bare.facts["aim"], bare.ties, bare.runs) == (None, [], [], [], [])


def test_provenance_of_the_whole_page(network):
    fact = make(Fact, network=network)
    make(Citation, fact=fact)
    make(Citation)
    note = profile(network).provenance.note(fact)
    assert [citation.where for citation in note.citations] == ["Zeile 1"]


def test_queries_constant(catalogue):
    """However much is known, the page asks the same number of times."""

    def number(owner):
        with CaptureQueriesContext(connection) as captured:
            page = profile(owner)
            str([page.ties, page.people, page.runs, page.unstated, page.provenance.unmarked, page.facts])
        return len(captured)

    sparse = make(Network)
    make(Terms, network=sparse)
    make(Tenure, network=sparse)
    full = Network.objects.get(slug="allianz-vielfaeltige-demokratie")
    assert number(full) == number(sparse) <= 16


# --- facts ------------------------------------------------------------------------------------


def test_facts_by_kind_in_their_order(network):
    second = make(Fact, network=network, kind="aim", position=2)
    first = make(Fact, network=network, kind="aim", position=1)
    group = make(Fact, network=network, kind="working-group")
    facts = profile(network).facts
    assert (facts["aim"], facts["working_group"], facts["event"]) == ([first, second], [group], [])


@pytest.mark.once
@pytest.mark.parametrize(
    ("kind", "content", "results"),
    [
        ("character", True, False), ("aim", True, False), ("offer", True, False), ("process", True, False),
        ("working-group", True, False), ("question", True, False), ("event", False, True),
        ("publication", False, True), ("product", False, True), ("name", False, False), ("members", False, False),
        ("subscription", False, False), ("phone", False, False), ("address", False, False),
    ],
)  # fmt: skip
def test_has_content_and_results(network, kind, content, results):
    make(Fact, network=network, kind=kind)
    page = profile(network)
    assert (page.has_content, page.has_results) == (content, results)


def test_has_content_by_topic(network):
    make(Treatment, network=network)
    assert profile(network).has_content is True


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("apply", "active", "Hier mitmachen"),
        ("write", "active", "So schreiben Sie dem Netzwerk"),
        ("notice", "planned", "Bescheid geben lassen"),
        ("none", "active", ""),
        ("apply", "ended", ""),
    ],
)
def test_path(path, status, words):
    network = make(Network, status=status)
    make(Terms, network=network, path=path)
    assert profile(network).path == words


def test_path_without_terms(network):
    assert profile(network).path == ""


# --- people -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("contact", "tenure", "shown"),
    [
        ({}, None, True),
        ({"withheld": True}, None, False),
        ({"withheld": True, "name": ""}, None, False),
        ({"end": "2026-06-14"}, None, False),
        ({"end": "2026-06"}, None, True),
        ({}, {}, True),
        ({}, {"end": "2026-06"}, True),
        ({}, {"end": "2026-06-14"}, False),
        ({}, {"start": "2026-07"}, False),
        ({"withheld": True}, {}, False),
    ],
)
@time_machine.travel("2026-06-15 12:00+02:00", tick=False)
def test_people(network, contact, tenure, shown):
    during = None if tenure is None else make(Tenure, network=network, **tenure)
    person = make(Contact, network=network, tenure=during, **contact)
    page = profile(network)
    assert (page.people, page.withheld_people) == (([person], 0) if shown else ([], 1))


@pytest.mark.parametrize(
    ("columns", "counted"),
    [
        ({}, True),
        ({"start": "2020"}, True),
        ({"end": "2025"}, False),
        ({"end": "2026-06-14"}, False),
        ({"end": "2027"}, True),
    ],
)
@time_machine.travel("2026-06-15 12:00+02:00", tick=False)
def test_members(network, columns, counted):
    """Somebody whose time ends in the future still belongs."""
    member = make(Member, network=network, **columns)
    make(Member)
    assert profile(network).members == ([member] if counted else [])


def test_named_members_only_with_consent(network):
    make(Member, network=network, name="Kim Beispiel")
    public = make(Member, network=network, name="Gemeinde Musterau", party="organisation", is_public=True)
    assert profile(network).named_members == [public]


# --- what it runs -----------------------------------------------------------------------------


def test_runs(network):
    body = make(Body, entry=network)
    tenure = make(Tenure, body=body)
    make(Tenure, body=body, network=network)
    make(Tenure, body=body, network=make(Network, visibility="draft"))
    make(Tenure)
    assert profile(network).runs == [tenure]


def test_runs_real(catalogue):
    institute = profile(Network.objects.get(slug="berlin-institut-fuer-partizipation"))
    assert [str(tenure.network) for tenure in institute.runs] == ["Allianz Vielfältige Demokratie"]
    alliance = profile(Network.objects.get(slug="allianz-fuer-beteiligung"))
    assert [str(tenure.network) for tenure in alliance.runs] == ["Beteiligungsnetzwerk Baden-Württemberg"]


# --- relations --------------------------------------------------------------------------------


def test_the_newest_figure_stands_first(network):
    figure = {"kind": "figure", "bound": "exactly", "unit": "Kommunen", "text": ""}
    for number, as_of in enumerate(("2020", "", "2024-05", "2024", "2024")):
        make(Fact, network=network, key=f"zahl-{number}", number=number, as_of=as_of, position=number, **figure)
    assert [fact.number for fact in profile(network).facts["figure"]] == [3, 4, 2, 0, 1]


@pytest.mark.parametrize(
    ("kind", "outward", "inward"),
    [
        ("part-of", "ist Teil von", "umfasst"),
        ("grew-out-of", "ist hervorgegangen aus", "hat hervorgebracht"),
        ("succeeded-by", "wurde abgelöst von", "hat abgelöst"),
        ("same-organiser", "wird organisiert von", "organisiert"),
        ("similar", "ist ähnlich wie", "ist ähnlich wie"),
        ("listed-in", "wird aufgeführt in", "führt auf"),
    ],
)
def test_ties_read_from_both_ends(network, kind, outward, inward):
    other = make(Network)
    row = make(Relation, network=network, other=other, other_name="", kind=kind)
    assert profile(network).ties == [{"row": row, "label": outward, "other": other, "name": ""}]
    assert profile(other).ties == [{"row": row, "label": inward, "other": network, "name": ""}]


def test_ties_only_named(network):
    row = make(Relation, network=network, kind="similar", other_name="Anderswo")
    assert profile(network).ties == [{"row": row, "label": "ist ähnlich wie", "other": None, "name": "Anderswo"}]


@pytest.mark.parametrize(("visibility", "number"), [("published", 1), ("draft", 0), ("archived", 0)])
def test_ties_to_what_readers_see(network, visibility, number):
    other = make(Network, visibility=visibility)
    make(Relation, network=network, other=other, other_name="")
    make(Relation, network=other, other=network, other_name="")
    assert len(profile(network).ties) == 2 * number
