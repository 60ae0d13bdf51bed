"""Does the database itself refuse every row that breaks a rule, and does a form say which rule in German?"""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from directory.catalogue.registry import RECORDS
from directory.enums import Aspect
from directory.models import (
    TARGET_MODELS,
    TARGETS,
    Act,
    Citation,
    Contact,
    Criterion,
    Fact,
    FormerAddress,
    Gap,
    Link,
    Member,
    Membership,
    Merger,
    Network,
    Pair,
    Relation,
    Revision,
    Scope,
    Silence,
    Source,
    Submission,
    Tenure,
    Terms,
    Treatment,
    Verdict,
    Version,
)
from tests.directory.smallest import SPOKEN_ABOUT, fresh, make

pytestmark = pytest.mark.django_db

CONSTRAINTS = {
    constraint.name: (model, constraint)
    for model in apps.get_app_config("directory").get_models()
    for constraint in model._meta.constraints
}
CHECKS = {name: found for name, found in CONSTRAINTS.items() if isinstance(found[1], models.CheckConstraint)}
UNIQUES = {name: found for name, found in CONSTRAINTS.items() if isinstance(found[1], models.UniqueConstraint)}

BACKWARDS = {
    "start": "2018", "start_earliest": date(2018, 1, 1), "end": "2017", "end_latest": date(2017, 12, 31),
}  # fmt: skip
FIGURE = {"kind": "figure", "text": "", "number": 3, "bound": "exactly", "unit": "Treffen"}
DATED = {"network": Network, "tenure": Tenure, "contact": Contact, "fact": Fact, "member": Member}
UNKNOWN = "unbekannt"
NOW = datetime(2026, 11, 21, tzinfo=UTC)
CLOSED_KINDS = {"criterion_who_known", "criterion_sector_known", "criterion_land_known", "criterion_level_known"}


def to_itself():
    network = make(Network)
    return fresh(Relation, network=network, other=network, other_name="")


def with_targets(model, number):
    def row():
        names = ("scope", "tenure", "contact")[:number]
        found = fresh(model, **{name: make(SPOKEN_ABOUT[name]) for name in names} or {"fact": make(Fact)})
        found.fact = None
        return found

    return row


def breach(model, **columns):
    return lambda: fresh(model, **columns)


BREACHES = {
    **{f"{name}_dates_bounded": [
        breach(model, start="2018"), breach(model, start_earliest=date(2018, 1, 1)),
        breach(model, end_latest=date(2018, 1, 1)),
        breach(model, end="2018", **({"status": "ended"} if model is Network else {})),
    ] for name, model in DATED.items()},
    **{f"{name}_ends_after_start": [breach(model, **BACKWARDS, **({"status": "ended"} if model is Network else {}))]
       for name, model in DATED.items()},
    **{name: [breach(model, **{name.removeprefix(f"{model._meta.model_name}_").removesuffix("_known"): UNKNOWN},
                     **({"claim": "Sagt etwas."} if model is Citation else {}))]
       for name, (model, _) in CHECKS.items() if name.endswith("_known") and name not in CLOSED_KINDS},
    **{f"criterion_{kind}_known": [breach(Criterion, kind=kind, value=UNKNOWN)]
       for kind in ("who", "sector", "land", "level")},
    "network_end_means_ended": [breach(Network, end="2018", end_latest=date(2018, 12, 31))],
    "scope_value_fits": [
        breach(Scope, dimension="level", value="sachsen"), breach(Scope, dimension="area", value="bund"),
        breach(Scope, dimension="level", value="bundesweit"), breach(Scope, dimension="area", value=UNKNOWN),
        breach(Scope, dimension=UNKNOWN, value="bund"), breach(Scope, dimension="seat", value="bund"),
        breach(Scope, dimension="seat", value="weltweit"), breach(Scope, dimension="area", value="ausland", text="x"),
    ],
    "scope_abroad_told": [breach(Scope, dimension="seat", value="ausland")],
    "criterion_words_told": [breach(Criterion, kind="words", value="x")],
    "membership_fee_has_period": [breach(Membership, fee=1)],
    "membership_fee_not_negative": [breach(Membership, fee=-1)],
    "membership_period_of_fee": [breach(Membership, period=period, fee=fee)
                                 for period, fee in (("einmalig", None), ("einmalig", 0), (UNKNOWN, 1))],
    "membership_graded_told": [breach(Membership, graded=True)],
    "terms_who_short_of_text": [breach(Terms, who_short="alle")],
    "relation_one_other": [
        breach(Relation, other_name=""), lambda: fresh(Relation, other=make(Network), other_name="Anderswo"),
    ],
    "relation_not_to_itself": [to_itself],
    "contact_named_or_withheld": [breach(Contact, name="")],
    "fact_figure_complete": [
        breach(Fact, **{**FIGURE, "number": None}), breach(Fact, **{**FIGURE, "bound": ""}),
        breach(Fact, **{**FIGURE, "bound": UNKNOWN}), breach(Fact, **{**FIGURE, "unit": ""}),
    ],
    "fact_only_figures_count": [
        breach(Fact, number=0), breach(Fact, bound="about"), breach(Fact, unit="Treffen"), breach(Fact, as_of="2024"),
    ],
    "fact_says_something": [breach(Fact, text=""), breach(Fact, text="", place="Berlin")],
    "fact_language_fits": [
        breach(Fact, language="en"), breach(Fact, kind="language"), breach(Fact, kind="name", language=UNKNOWN),
    ],
    "fact_website_address": [breach(Fact, kind="website", text="", title="Website")],
    "member_public_named": [breach(Member, is_public=True)],
    "silence_lines_in_order": [
        breach(Silence, first_line=2, last_line=1), breach(Silence, first_line=0, last_line=1),
        breach(Silence, first_line=1, last_line=None), breach(Silence, first_line=None, last_line=1),
    ],
    "citation_lines_in_order": [
        breach(Citation, first_line=2, last_line=1), breach(Citation, first_line=0, last_line=0),
        breach(Citation, first_line=1, last_line=None), breach(Citation, first_line=None, last_line=1),
    ],
    "citation_one_target": [with_targets(Citation, number) for number in (0, 2, 3)],
    "verdict_one_target": [with_targets(Verdict, number) for number in (0, 2, 3)],
    "gap_one_target": [with_targets(Gap, number) for number in (0, 2, 3)],
    "gap_reason_given": [breach(Gap, reason="")],
    "merger_not_with_itself": [breach(Merger, gone=1)],
    "link_failing_since": [breach(Link, failures=1), breach(Link, failing_since=NOW)],
    "submission_decided_or_waits": [
        lambda: fresh(Submission, network=make(Network), decided_at=NOW),
        lambda: fresh(Submission, network=make(Network), is_accepted=True),
    ],
    "pair_in_order": [breach(Pair, second=1), breach(Pair, first=3)],
    **{f"{model._meta.model_name}_aspect_named": [
        lambda model=model, name=name: fresh(model, **{name: make(SPOKEN_ABOUT[name])})
        for name in ("network", "body", "terms")
    ] for model in (Citation, Verdict, Gap)},
    "terms_elsewhere_told": [breach(Terms, path="elsewhere")],
    "citation_fingerprint_formed": [breach(Citation, fingerprint="5,88284E+11")],
    "citation_dissent_said": [breach(Citation, stance="differs"), breach(Citation, stance="adds")],
    "revision_one_row": [lambda: Revision(pk=2)],
}  # fmt: skip

COMPUTED = {name for name in CHECKS if name.endswith("_dates_bounded")}
"""Rules no form can break, for saving computes what they ask for."""

CASES = [pytest.param(name, row, id=f"{name}-{n}") for name, rows in BREACHES.items() for n, row in enumerate(rows)]


def stored_raw(row):
    """Store a row as it is, past the model's own ``save``, and give back what the database objects to."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        models.Model.save_base(row)
    return str(refusal.value)


# --- checks -----------------------------------------------------------------------------------


def test_every_check_is_broken_here():
    assert sorted(BREACHES) == sorted(CHECKS)


@pytest.mark.parametrize(("name", "row"), CASES)
def test_check_refused_by_the_database_and_in_german(name, row):
    model, constraint = CHECKS[name]
    broken = row()
    assert name in stored_raw(broken)
    if name == "revision_one_row":  # which no form makes
        return
    with pytest.raises(ValidationError) as refusal:
        constraint.validate(model, broken)
    assert refusal.value.messages == [constraint.violation_error_message]
    if name in COMPUTED:
        bounds_follow_the_dates(broken)
    else:
        refused_by_a_form(broken, constraint.violation_error_message)


def refused_by_a_form(broken, own):
    """With the rule's own sentence; values outside a closed list are already refused by their field."""
    with pytest.raises(ValidationError) as refusal:
        broken.full_clean()
    assert {own, f"Wert '{UNKNOWN}' ist keine gültige Option."} & set(refusal.value.messages)


def bounds_follow_the_dates(repaired):
    repaired.full_clean()
    repaired.save()
    assert bool(repaired.start_earliest) == bool(repaired.start)
    assert bool(repaired.end_latest) == bool(repaired.end)


def test_every_constraint_speaks_german():
    """Django's own sentence names the constraint; only plain uniqueness has a good one, which names the fields."""
    silent = []
    for name in CONSTRAINTS.keys() - {"revision_one_row"}:
        constraint = CONSTRAINTS[name][1]
        plain = isinstance(constraint, models.UniqueConstraint) and constraint.fields and not constraint.condition
        sentence = str(constraint.violation_error_message)
        if not plain and (sentence == str(constraint.default_violation_error_message) or not sentence.endswith(".")):
            silent.append(name)
    assert silent == []


# --- uniqueness -------------------------------------------------------------------------------

KEYED: dict[type, tuple[str, type, dict]] = {
    Scope: ("network", Network, {"value": "kommune"}),
    Tenure: ("network", Network, {}),
    Contact: ("network", Network, {"name": "Uli Beispiel"}),
    Relation: ("network", Network, {"other_name": "Andernorts"}),
    Criterion: ("terms", Terms, {"value": "organisation"}),
    Membership: ("network", Network, {}),
    Silence: ("source", Source, {"first_line": 2, "last_line": 2}),
}
"""Rows with a made key: what they belong to, and how a second one is another one all the same."""
TWICE = {
    "version_once": (Version, {"act": Act}, {}),
    "scope_once": (Scope, {"network": Network}, {}),
    "tenure_once": (Tenure, {"network": Network, "body": SPOKEN_ABOUT["body"]}, {}),
    "contact_once": (Contact, {"network": Network}, {}),
    "criterion_once": (Criterion, {"terms": Terms}, {}),
    "membership_once": (Membership, {"network": Network}, {"name": "Förderer"}),
    "fact_once": (Fact, {"network": Network}, {"key": "angabe"}),
    "relation_once_other": (Relation, {"network": Network, "other": Network}, {"other_name": ""}),
    "relation_once_other_name": (Relation, {"network": Network}, {"other": None, "other_name": "Dach"}),
    "treatment_once": (Treatment, {"network": Network}, {"key": "thema"}),
    "silence_once": (Silence, {"source": Source}, {}),
    **{f"{model._meta.model_name}_once_{name}": (
        model, {name: TARGET_MODELS[name]}, {"aspect": "name"}
    ) for model in (Verdict, Gap) for name in TARGETS},
    **{f"{model._meta.model_name}_key_once": (model, {parent: made}, {"key": "kennung"})
       for model, (parent, made, _) in KEYED.items()},
    "formeraddress_once": (FormerAddress, {}, {"slug": "frueher"}),
    "pair_once": (Pair, {}, {}),
    "submission_waits_once": (Submission, {"network": Network}, {}),
}  # fmt: skip


def test_every_uniqueness_is_broken_here():
    assert sorted(TWICE) == sorted(UNIQUES)


@pytest.mark.parametrize("name", TWICE)
def test_unique_refused(name):
    model, parents, columns = TWICE[name]
    shared = {field: make(parent) for field, parent in parents.items()}
    make(model, **shared, **columns)
    others = KEYED[model][2] if name.endswith("_key_once") else {}
    twin = fresh(model, **shared, **columns, **others)
    assert "unique" in stored_raw(twin).lower()
    with pytest.raises(ValidationError) as refusal:
        twin.full_clean()
    assert len(refusal.value.messages) == 1
    own = UNIQUES[name][1].violation_error_message
    assert refusal.value.messages == [own] or refusal.value.messages[0].endswith("existiert bereits.")


@pytest.mark.parametrize(
    ("model", "columns"),
    [
        *((record.model, {"slug": "einmal"}) for record in RECORDS.values()),
        (Verdict, {"code": "K1"}),
    ],
)  # fmt: skip
def test_unique_name_refused(model, columns):
    make(model, **columns)
    twin = fresh(model, **columns)
    assert "unique" in stored_raw(twin).lower()
    with pytest.raises(ValidationError, match="existiert bereits"):
        twin.full_clean()


def test_relation_to_something_only_named_once():
    first = make(Relation)
    twin = fresh(Relation, network=first.network)
    with pytest.raises(ValidationError):
        twin.full_clean()
    assert "unique" in stored_raw(twin).lower()


def test_verdict_once_each_aspect():
    network = make(Network)
    for aspect in Aspect.values:
        make(Verdict, network=network, aspect=aspect)
    assert network.verdicts.count() == len(Aspect)
