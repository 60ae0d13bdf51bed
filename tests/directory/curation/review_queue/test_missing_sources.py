"""Is exactly that on the desk which is said without a source, or disputed without a verdict?"""

import pytest

from directory.curation import publishing
from directory.curation.review_queue.missing_sources import CITED, DISPUTES, UNSOURCED
from directory.enums import Aspect, Visibility
from directory.models import (
    Body,
    Citation,
    Criterion,
    Fact,
    Gap,
    Network,
    Tenure,
    Terms,
    Verdict,
)
from directory.models.about import STATED_IN
from tests.directory.smallest import fresh, make

pytestmark = pytest.mark.django_db

ROWS = [kind.model for kind, _ in CITED.values() if not kind.aspects]
OF_MANY_FIELDS = [kind.model for kind, _ in CITED.values() if kind.aspects]
HIDDEN = [Visibility.DRAFT, Visibility.ARCHIVED]
ALWAYS = [Aspect.NAME, Aspect.KIND, Aspect.STATUS]


def name(model):
    return model._meta.model_name


def sourced(visibility="published", **columns):
    """A network whose own fields have their sources."""
    network = make(Network, visibility=visibility, **columns)
    for aspect, field in STATED_IN["network"].items():
        if getattr(network, field):
            make(Citation, network=network, aspect=aspect)
    return network


def sourced_body():
    body = make(Body)
    make(Citation, body=body, aspect=Aspect.NAME)
    return body


def row_of(model, network):
    """A row of a network, and nothing else that needs a source."""
    more = {Tenure: lambda: {"body": sourced_body()}, Criterion: lambda: {"terms": make(Terms, network=network)}}
    columns = more.get(model, dict)()
    return make(model, **columns, **({} if model is Criterion else {"network": network}))


def said(task):
    """What the list says; it is as long as the number on the desk."""
    found = task[0:100]
    assert len(found) == task.count()
    return [(item.record, item.what) for item in found]


# --- without a source: rows -------------------------------------------------------------------


def test_row_without_source():
    rows = [row_of(model, sourced(name="Netz")) for model in ROWS]
    found = {item.record: (item.what, item.where) for item in UNSOURCED[0:100]}
    assert found == {row: (f"{row._meta.verbose_name}: {row}", "Netz") for row in rows}
    assert UNSOURCED.count() == len(rows)


@pytest.mark.parametrize("said_of_it", [Citation, Gap])
def test_row_with_source_or_with_a_reason_why_there_is_none(said_of_it):
    for model in ROWS:
        make(said_of_it, **{name(model): row_of(model, sourced())})
    assert said(UNSOURCED) == []


def test_row_cited_for_one_of_its_aspects_is_not_without_source():
    make(Citation, tenure=row_of(Tenure, sourced()), aspect=Aspect.START)
    assert said(UNSOURCED) == []


def test_row_nobody_sees():
    for visibility in HIDDEN:
        for model in ROWS:
            row_of(model, sourced(visibility))
    assert said(UNSOURCED) == []


def test_source_of_another_row_does_not_count():
    network = sourced()
    first, second = make(Fact, network=network), make(Fact, network=network)
    make(Citation, fact=second)
    make(Verdict, fact=first)
    assert [record for record, _ in said(UNSOURCED)] == [first]


# --- without a source: fields -----------------------------------------------------------------


def test_network_states_name_kind_and_status():
    network = make(Network)
    assert sorted(said(UNSOURCED), key=str) == sorted(((network, each.label) for each in ALWAYS), key=str)


@pytest.mark.parametrize("said_of_it", [Citation, Gap])
def test_each_stated_field_needs_a_source_of_its_own(said_of_it):
    rows = [
        make(Network, start="2013", end="2018", status="ended"),
        make(Body, legal_form="e. V.", office="Berlin", url="https://example.org/"),
        make(
            Terms, network=sourced(), mode="antrag", who_text="Alle", cost="kostenlos", one_per_organisation="no",
            obligations="no",
        ),
    ]  # fmt: skip
    left = {row: [Aspect(aspect) for aspect in STATED_IN[name(type(row))]] for row in rows}
    while any(left.values()):
        expected = [(row, aspect.label) for row, aspects in left.items() for aspect in aspects]
        assert sorted(said(UNSOURCED), key=str) == sorted(expected, key=str)
        for row, aspects in left.items():
            if aspects:
                make(said_of_it, **{name(type(row)): row}, aspect=aspects.pop(0))
    assert said(UNSOURCED) == []


def test_what_is_not_stated_needs_no_source():
    make(Terms, network=sourced())
    sourced_body()
    assert said(UNSOURCED) == []


@pytest.mark.parametrize("visibility", HIDDEN)
def test_fields_nobody_sees(visibility):
    make(Terms, network=make(Network, visibility=visibility), mode="antrag")
    assert said(UNSOURCED) == []


# --- without a source: the list ---------------------------------------------------------------


def everything_unsourced(network):
    for model in ROWS:
        row = {Criterion: {"terms": lambda: Terms.objects.get(network=network)}}.get(model, {})
        if model is Criterion:
            make(Terms, network=network, mode="antrag", cost="kostenlos")
        columns = {key: value() for key, value in row.items()} or {"network": network}
        make(model, **columns, **({"body": sourced_body()} if model is Tenure else {}))


def test_desk_and_publication_ask_for_the_same_sources():
    network = make(Network, start="2013")
    everything_unsourced(network)
    asked = {(name(type(lack.row)), lack.row.pk, lack.what) for lack in publishing.lacks(network)}
    on_the_desk = {(name(type(row)), row.pk) for row, _ in said(UNSOURCED)}
    assert {(kind, number) for kind, number, _ in asked} == on_the_desk
    assert len(asked) == UNSOURCED.count() == 14


def test_list_network_by_network_in_few_queries(django_assert_max_num_queries):
    first, second = make(Network, name="B"), make(Network, name="A")
    for network in (second, first, second):
        make(Fact, network=network)
    make(Body)
    for network in (first, second):
        Terms.objects.get_or_create(network=network, defaults={"mode": "antrag"})
    with django_assert_max_num_queries(5):
        items = UNSOURCED[0:100]
    places = [item.where for item in items if item.where != "Stelle"]
    assert places == ["B"] * 5 + ["A"] * 6
    assert UNSOURCED[3:5] == items[3:5]


def test_sources_worked_down_to_zero():
    network = make(Network, start="2013")
    everything_unsourced(network)
    for record, what in said(UNSOURCED):
        aspect = next((each for each in Aspect if each.label == what), "")
        make(Gap if what == "Name" else Citation, **{name(type(record)): record}, aspect=aspect)
    assert said(UNSOURCED) == []


def test_real_catalogue_lacks_no_source(catalogue):
    assert (said(UNSOURCED), said(DISPUTES)) == ([], [])


# --- without a verdict ------------------------------------------------------------------------

CLAIM = {"stance": "differs", "claim": "Es waren 130."}


def statement(model):
    """A row of a kind in a network of its own, and which of its fields is meant."""
    network = sourced(name="Netz")
    row = {Network: lambda: network, Body: sourced_body, Terms: lambda: make(Terms, network=network)}.get(
        model, lambda: row_of(model, network)
    )()
    return {name(model): row, "aspect": Aspect.NAME if model in OF_MANY_FIELDS else ""}


def test_dispute_without_verdict():
    disputed = [statement(model) for model in (*ROWS, *OF_MANY_FIELDS)]
    citations = [make(Citation, **about, **CLAIM) for about in disputed]
    whys = {getattr(citation, citation.target_name): f"{citation.source}: Es waren 130." for citation in citations}
    assert {item.record: item.why for item in DISPUTES[0:100]} == whys
    assert DISPUTES.count() == len(disputed)
    for about in disputed:
        make(Verdict, **about)
    assert said(DISPUTES) == []


@pytest.mark.parametrize("stance", ["agrees", "adds"])
def test_sources_that_agree_or_add_need_no_verdict(stance):
    make(Citation, stance=stance, claim="Mehr davon.")
    assert said(DISPUTES) == []


def test_statement_disputed_by_many_counts_once():
    fact = make(Fact)
    for _ in range(3):
        make(Citation, fact=fact, **CLAIM)
    make(Citation, fact=make(Fact), **CLAIM)
    assert DISPUTES.count() == 2


def test_verdict_on_one_aspect_settles_no_other():
    network = make(Network)
    for aspect in (Aspect.NAME, Aspect.STATUS):
        make(Citation, network=network, aspect=aspect, **CLAIM)
    make(Verdict, network=network, aspect=Aspect.NAME)
    assert said(DISPUTES) == [(network, "Status")]


def test_verdict_on_another_row_settles_nothing():
    make(Citation, **CLAIM)
    make(Verdict)
    assert DISPUTES.count() == 1


@pytest.mark.parametrize("visibility", HIDDEN)
def test_dispute_nobody_sees(visibility):
    make(Citation, fact=make(Fact, network=make(Network, visibility=visibility)), **CLAIM)
    assert said(DISPUTES) == []


def test_disputes_worked_down_to_zero():
    weighed, mistaken = (make(Citation, **CLAIM) for _ in range(2))
    verdict = fresh(Verdict, fact=weighed.fact)
    verdict.full_clean()
    verdict.save()
    mistaken.stance = "agrees"
    mistaken.save()
    assert said(DISPUTES) == []
