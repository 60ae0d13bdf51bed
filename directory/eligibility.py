"""Does this person fit these joining rules? Plain values in, reasons out; no database, no request, no guess.

A rule the sources do not state is never filled in: silence is an outcome of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Outcome(Enum):
    """What comparing one question gives."""

    FITS = "fits"
    FITS_NOT = "fits-not"
    NOT_STATED = "not-stated"  # the sources state no rule
    NOT_TOLD = "not-told"  # there is a rule, and the person has not said whether it is met


class Verdict(Enum):
    """What all questions together give."""

    FITS = "fits"
    FITS_NOT = "fits-not"
    OPEN = "open"


@dataclass(frozen=True)
class Rule:
    """One condition of a network. ``row`` is the caller's own handle (for its footnotes) and never looked into.

    ``binding`` tells a rule the source states plainly from one that only follows from a description.
    """

    kind: str
    value: str
    text: str
    binding: bool = True
    row: Any = None


@dataclass(frozen=True)
class Candidate:
    """What somebody says of themselves: per kind of rule the values that hold. A kind left out is not told."""

    told: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Reason:
    """The outcome for one kind of rule, with the rules it rests on."""

    kind: str
    outcome: Outcome
    rules: tuple[Rule, ...] = ()

    @property
    def blocks(self) -> bool:
        """Whether the miss is of a rule the source states plainly."""
        return self.outcome is Outcome.FITS_NOT and all(rule.binding for rule in self.rules)


def check(rules: Iterable[Rule], candidate: Candidate, asked: Iterable[str]) -> list[Reason]:
    """One reason for every kind of rule there is or was asked about, in the order of ``asked``, then of the rules.

    Values of one kind widen (one is enough), kinds narrow (each must hold).
    Source of the semantics: the texts' own "oder" within a criterion and "und" between them (facts 001-15 to 001-18).
    """
    by_kind: dict[str, list[Rule]] = {kind: [] for kind in asked}
    for rule in rules:
        by_kind.setdefault(rule.kind, []).append(rule)
    return [_compare(kind, tuple(found), candidate.told.get(kind)) for kind, found in by_kind.items()]


def _compare(kind: str, rules: tuple[Rule, ...], told: frozenset[str] | None) -> Reason:
    if not rules:
        return Reason(kind, Outcome.NOT_STATED)
    if told is None:
        return Reason(kind, Outcome.NOT_TOLD, rules)
    met = tuple(rule for rule in rules if rule.value in told)
    return Reason(kind, Outcome.FITS, met) if met else Reason(kind, Outcome.FITS_NOT, rules)


def judge(reasons: Iterable[Reason]) -> Verdict:
    """All reasons together: one miss is a miss; to fit, at least one rule must be stated and every one be met."""
    outcomes = {reason.outcome for reason in reasons}
    if Outcome.FITS_NOT in outcomes:
        return Verdict.FITS_NOT
    if Outcome.FITS in outcomes and Outcome.NOT_TOLD not in outcomes:
        return Verdict.FITS
    return Verdict.OPEN
