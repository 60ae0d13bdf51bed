"""Does every change readers could see move the directory revision, and the day a network was last changed?"""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction

from directory.models import (
    Body,
    Citation,
    Contact,
    Criterion,
    Fact,
    Member,
    Network,
    Page,
    Relation,
    Revision,
    Scope,
    Silence,
    Source,
    Tenure,
    Terms,
    Topic,
    Treatment,
    Verdict,
)
from directory.models.base import Catalogue
from tests.directory.smallest import SMALLEST, fresh, make

pytestmark = pytest.mark.django_db

BEFORE = datetime(2026, 3, 1, 12, tzinfo=UTC)
AFTER = BEFORE + timedelta(days=1)


def heirs(model=Catalogue):
    """All kinds of rows readers can see."""
    for heir in model.__subclasses__():
        yield from [] if heir._meta.abstract else [heir]
        yield from heirs(heir)


# --- the revision -----------------------------------------------------------------------------


def test_revision_before_the_first_change():
    assert Revision.current() == 0


def test_revision_counts():
    for number in (1, 2, 3):
        Revision.move_on()
        assert Revision.current() == number
    assert str(Revision.objects.get()) == "3"


def test_revision_remembers_when():
    """Sitemaps tell search engines when anything last changed."""
    with time_machine.travel(BEFORE, tick=False):
        Revision.move_on()
    with time_machine.travel(AFTER, tick=False):
        Revision.move_on()
    assert Revision.objects.get().changed_at == AFTER


def test_every_kind_of_row_is_tried_here():
    assert {model for model in heirs() if model._meta.app_label == "directory"} == set(SMALLEST)


@pytest.mark.parametrize("model", SMALLEST)
def test_revision_moves_on_save_and_delete(model):
    row = fresh(model)
    numbers = [Revision.current()]
    for change in (row.save, row.save, row.delete):
        change()
        numbers.append(Revision.current())
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize("model", SMALLEST)
def test_revision_moves_on_bulk_changes(model):
    row = make(model)
    numbers = [Revision.current()]
    model.objects.filter(pk=row.pk).update(id=row.pk)
    numbers.append(Revision.current())
    model.objects.filter(pk=row.pk).delete()
    numbers.append(Revision.current())
    assert numbers == sorted(set(numbers))


def test_revision_moves_with_the_change_only():
    """A change that is taken back leaves no trace."""
    network = make(Network)
    before = Revision.current()
    with transaction.atomic():
        make(Fact, network=network)
        transaction.set_rollback(True)
    assert (Revision.current(), Fact.objects.count()) == (before, 0)


def test_save_refused_moves_nothing():
    row = make(Network)
    before = Revision.current()
    row.start = "gestern"
    with pytest.raises(ValidationError):
        row.save()
    assert Revision.current() == before


# --- when a network was last changed ----------------------------------------------------------


def last_changed(network):
    return Network.objects.values_list("updated_at", flat=True).get(pk=network.pk)


@pytest.fixture
def network():
    with time_machine.travel(BEFORE, tick=False):
        return make(Network)


ROWS = {
    "scope": lambda network: make(Scope, network=network),
    "tenure": lambda network: make(Tenure, network=network),
    "contact": lambda network: make(Contact, network=network),
    "terms": lambda network: make(Terms, network=network),
    "criterion": lambda network: make(Criterion, terms=make(Terms, network=network)),
    "fact": lambda network: make(Fact, network=network),
    "relation": lambda network: make(Relation, network=network),
    "relation from there": lambda network: make(Relation, other=network, other_name=""),
    "treatment": lambda network: make(Treatment, network=network),
    "member": lambda network: make(Member, network=network),
    "own citation": lambda network: make(Citation, network=network, aspect="name"),
    "citation of a fact": lambda network: make(Citation, fact=make(Fact, network=network)),
    "citation of a criterion": lambda network: make(
        Citation, criterion=make(Criterion, terms=make(Terms, network=network))
    ),
    "citation of terms": lambda network: make(Citation, terms=make(Terms, network=network), aspect="cost"),
    "citation of a relation": lambda network: make(Citation, relation=make(Relation, other=network, other_name="")),
    "own verdict": lambda network: make(Verdict, network=network, aspect="name"),
    "verdict on a tenure": lambda network: make(Verdict, tenure=make(Tenure, network=network)),
}


@pytest.mark.parametrize("kind", ROWS)
@pytest.mark.parametrize("change", ["create", "save", "delete"])
def test_updated_at_moves(network, kind, change):
    row = None
    if change != "create":
        with time_machine.travel(BEFORE, tick=False):
            row = ROWS[kind](network)
    with time_machine.travel(AFTER, tick=False):
        ROWS[kind](network) if change == "create" else getattr(row, change)()
    assert last_changed(network) == AFTER


@pytest.mark.parametrize(
    "other", [lambda: make(Fact), lambda: make(Citation), lambda: make(Topic), lambda: make(Body), lambda: make(Page)]
)
def test_updated_at_stays(network, other):
    with time_machine.travel(AFTER, tick=False):
        other()
    assert last_changed(network) == BEFORE


def test_updated_at_moves_on_own_save(network):
    with time_machine.travel(AFTER, tick=False):
        network.save()
    assert last_changed(network) == AFTER


@pytest.mark.parametrize(
    ("make_row", "number"),
    [
        (lambda: make(Network), 1),
        (lambda: make(Fact), 1),
        (lambda: make(Criterion), 1),
        (lambda: make(Relation), 1),
        (lambda: make(Relation, other=make(Network), other_name=""), 2),
        (lambda: make(Citation, body=make(Body), aspect="name"), 0),
        (lambda: make(Silence), 0),
        (lambda: make(Source), 0),
    ],
)
def test_belongs_to(make_row, number):
    assert len(set(make_row().belongs_to())) == number


# --- spans of time ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "earliest", "latest", "words"),
    [
        ("", "", None, None, ""),
        ("2015-10", "", date(2015, 10, 1), None, "seit Oktober 2015"),
        ("", "2013~", None, date(2013, 12, 31), "bis etwa 2013"),
        ("2015-10", "2018-06", date(2015, 10, 1), date(2018, 6, 30), "Oktober 2015 bis Juni 2018"),
        ("2018", "2018-01", date(2018, 1, 1), date(2018, 1, 31), "2018 bis Januar 2018"),
        ("2018-07-01", "2018-07-01", date(2018, 7, 1), date(2018, 7, 1), "1. Juli 2018"),
        ("2018-24", "2018-12-01", date(2018, 12, 1), date(2018, 12, 1), "Winter 2018 bis 1. Dezember 2018"),
    ],
)
def test_bounds(start, end, earliest, latest, words):
    tenure = make(Tenure, start=start, end=end)
    tenure.refresh_from_db()
    assert (tenure.start_earliest, tenure.end_latest, tenure.span) == (earliest, latest, words)


def test_bounds_follow_when_a_date_goes():
    tenure = make(Tenure, start="2015", end="2018")
    tenure.start = tenure.end = ""
    tenure.save()
    tenure.refresh_from_db()
    assert (tenure.start_earliest, tenure.end_latest) == (None, None)


@pytest.mark.parametrize("model", [Network, Tenure, Contact, Fact, Member])
@pytest.mark.parametrize(
    ("columns", "errors"),
    [
        ({"start": "2018-13"}, {"start": "„2018-13“ ist keine Datumsangabe."}),
        ({"end": "gestern"}, {"end": "„gestern“ ist keine Datumsangabe."}),
        ({"start": "2018", "end": "2017"}, {"end": "Das Ende liegt vor dem Anfang."}),
        ({"start": "2018-07-01", "end": "2018-06-30"}, {"end": "Das Ende liegt vor dem Anfang."}),
    ],
)
def test_dates_refused_at_their_field(model, columns, errors):
    ended = {"status": "ended"} if model is Network else {}
    with pytest.raises(ValidationError) as refusal:
        fresh(model, **columns, **ended).full_clean()
    said = refusal.value.message_dict
    assert {field: said[field][0].partition(" Richtig")[0] for field in errors} == errors


def test_end_before_start_said_once():
    with pytest.raises(ValidationError) as refusal:
        fresh(Tenure, start="2018", end="2017").full_clean()
    assert refusal.value.messages == ["Das Ende liegt vor dem Anfang."]
