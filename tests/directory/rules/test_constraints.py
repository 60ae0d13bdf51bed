"""Do conditions read without the database agree with the database?"""

from itertools import product

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, F, Q

from directory.models import Citation, Fact, Gap, Network, Relation, Scope
from directory.models.base import Catalogue
from directory.rules.constraints import broken, holds
from tests.directory.smallest import fresh, make

MODELS = [model for model in apps.get_app_config("directory").get_models() if issubclass(model, Catalogue)]


def objections(row):
    """What the database says, one question a constraint."""
    found = []
    for constraint in row._meta.constraints:
        if isinstance(constraint, CheckConstraint):
            try:
                constraint.validate(type(row), row)
            except ValidationError as error:
                found += error.messages
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS)
def test_smallest_row_breaks_nothing(model):
    """Also: every condition of every table can be read at all."""
    assert list(broken(fresh(model))) == objections(fresh(model)) == []


def figures():
    for kind, number, bound, unit, text in product(
        ("figure", "aim"), (None, 0, 5), ("", "about"), ("", "x"), ("", "t")
    ):
        yield Fact, {"kind": kind, "number": number, "bound": bound, "unit": unit, "text": text}


CASES = [
    *figures(),
    (Fact, {"kind": "website", "text": "", "title": "Seite"}),
    (Fact, {"kind": "farbe"}),
    (Fact, {"start": "2020"}),
    (Network, {"end": "2020", "end_latest": "2020-12-31"}),
    (Network, {"status": "ended", "end": "2020", "end_latest": "2020-12-31"}),
    (Network, {"start": "2021", "start_earliest": "2021-01-01", "status": "ended", "end": "2020",
               "end_latest": "2020-12-31"}),
    (Network, {"kind": "verein", "visibility": "geheim"}),
    (Scope, {"dimension": "area", "value": "bund"}),
    (Scope, {"dimension": "area", "value": "sachsen"}),
    (Relation, {"other_name": ""}),
    (Citation, {"first_line": 3, "last_line": 2}),
    (Citation, {"first_line": 3, "last_line": None}),
    (Citation, {"first_line": None, "last_line": None}),
    (Citation, {"stance": "differs"}),
    (Citation, {"fingerprint": "5,88284E+11"}),
    (Citation, {"fingerprint": "1,23457E+103"}),
    (Citation, {"fingerprint": "588284326561"}),
    (Citation, {"stance": "differs", "claim": "Anders."}),
    (Gap, {"reason": ""}),
]  # fmt: skip


@pytest.mark.django_db
def test_agrees_with_the_database():
    both = [(model, columns, list(broken(fresh(model, **columns))), objections(fresh(model, **columns)))
            for model, columns in CASES]  # fmt: skip
    assert [case for case in both if case[2] != case[3]] == []
    assert any(case[2] for case in both)


@pytest.mark.django_db
def test_unstored_records_stand_for_themselves():
    network = fresh(Network)
    itself = Relation(network=network, kind="similar", other=network)
    another = Relation(network=network, kind="similar", other=fresh(Network))
    assert list(broken(itself)) == ["Ein Netzwerk hat keine Beziehung zu sich selbst."]
    assert list(broken(another)) == []


@pytest.mark.django_db
def test_citation_speaks_about_one_row():
    two = Citation(source=make(Fact).network and None, fact=make(Fact), network=make(Network), aspect="name")
    assert list(broken(two)) == ["Ein Beleg gehört zu genau einer Angabe."]


@pytest.mark.parametrize(
    ("condition", "answer"),
    [
        (Q(number__gt=4) & Q(number__lt=6), True),
        (Q(number__lte=4) | Q(number__gte=6), False),
        (~Q(number__in=[5]), False),
        (Q(number=F("position")), False),
        (Q(as_of_latest__gte=F("end_latest")), None),
        (~Q(as_of_latest__gte=F("end_latest")), None),
        (Q(as_of_latest__gte=F("end_latest")) | Q(number=5), True),
        (Q(as_of_latest__gte=F("end_latest")) & Q(number=6), False),
        (Q(as_of_latest__gte=F("end_latest")) | Q(number=6), None),
        (Q(as_of_latest__isnull=True), True),
    ],
)
def test_unknown_is_neither_true_nor_false(condition, answer):
    assert holds(condition, Fact(number=5, position=1)) is answer


def test_comparison_not_known_here_raises():
    with pytest.raises(KeyError, match="startswith"):
        holds(Q(text__startswith="A"), Fact(text="A"))
