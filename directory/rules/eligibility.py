"""Eligibility: does this person fit these joining rules? Plain values in, reasons out; no database, no request, no
guess.

Only a rule that a source states can turn somebody away. What merely describes the members, or what no source bears
out, leaves the answer open; silence is an outcome of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from directory.enums import CriterionKind


class Outcome(Enum):
    """What comparing one question gives."""

    FITS = "fits"
    FITS_NOT = "fits-not"  # a rule that a source states is missed
    DOUBTFUL = "doubtful"  # only a description is missed, or a rule that no source states
    NOT_STATED = "not-stated"  # the sources state no rule
    NOT_TOLD = "not-told"  # there is a rule, and the person has not said whether it is met
    LEFT_OPEN = "left-open"  # there is a rule that people check; whatever a person says leaves it open


class Fit(Enum):
    """What all questions together give."""

    FITS = "fits"
    FITS_NOT = "fits-not"
    OPEN = "open"


@dataclass(frozen=True)
class Rule:
    """One condition of a network. ``row`` is the caller's own handle (for its footnotes) and never looked into.

    ``binding`` tells a rule from what only follows from a description; ``excludes`` whether missing it is a reason to
    say no, which takes a source that states it.
    """

    kind: str
    value: str
    text: str
    binding: bool = True
    excludes: bool = True
    row: Any = None


@dataclass(frozen=True)
class Candidate:
    """What somebody says of themselves. ``told``: per kind of rule all values that hold, so that others do not.

    ``holds``: values that hold as well, without saying anything about others of their kind.
    """

    told: Mapping[str, frozenset[str]] = field(default_factory=dict)
    holds: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Reason:
    """The outcome for one kind of rule, with the rules it rests on."""

    kind: str
    outcome: Outcome
    rules: tuple[Rule, ...] = ()

    @property
    def blocks(self) -> bool:
        """Whether a rule is missed that a source states."""
        return self.outcome is Outcome.FITS_NOT

    @property
    def binding(self) -> bool:
        """Whether it rests on a rule, not on a description alone."""
        return any(rule.binding for rule in self.rules)


def check(rules: Iterable[Rule], candidate: Candidate, asked: Iterable[str]) -> list[Reason]:
    """One reason for every kind of rule there is or was asked about, in the order of ``asked``, then of the rules.

    Values of one kind widen (one is enough), kinds narrow (each must hold); what people check stands for itself.
    Source of the semantics: the texts' own "oder" within a criterion and "und" between them (facts 001-15 to 001-18).
    """
    alike: dict[tuple[str, str], list[Rule]] = {(kind, ""): [] for kind in asked}
    for rule in rules:
        alike.setdefault((rule.kind, rule.value if rule.kind == CriterionKind.WORDS else ""), []).append(rule)
    return [_compare(kind, tuple(found), candidate) for (kind, _), found in alike.items()]


def _compare(kind: str, rules: tuple[Rule, ...], candidate: Candidate) -> Reason:
    if not rules:
        return Reason(kind, Outcome.NOT_STATED)
    if kind == CriterionKind.WORDS:
        return Reason(kind, Outcome.LEFT_OPEN, rules)
    told = candidate.told.get(kind)
    holds = (told or frozenset()) | candidate.holds.get(kind, frozenset())
    met = tuple(rule for rule in rules if rule.value in holds)
    if met:
        return Reason(kind, Outcome.FITS, met)
    if told is None:
        return Reason(kind, Outcome.NOT_TOLD, rules)
    return Reason(kind, Outcome.FITS_NOT if all(rule.excludes for rule in rules) else Outcome.DOUBTFUL, rules)


def judge(reasons: Iterable[Reason]) -> Fit:
    """All reasons together: one missed rule is a miss; to fit, a rule must be met, none be untold or left open, nothing
    doubtful.

    A description that nobody was asked about keeps nobody from fitting.
    """
    reasons = list(reasons)
    if any(reason.outcome is Outcome.FITS_NOT for reason in reasons):
        return Fit.FITS_NOT
    rules = {reason.outcome for reason in reasons if reason.binding}
    doubtful = any(reason.outcome is Outcome.DOUBTFUL for reason in reasons)
    is_open = doubtful or not rules.isdisjoint({Outcome.NOT_TOLD, Outcome.LEFT_OPEN})
    return Fit.FITS if Outcome.FITS in rules and not is_open else Fit.OPEN
