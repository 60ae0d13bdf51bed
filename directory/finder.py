"""Which networks fit somebody? Hands all networks' rules to ``eligibility`` and says the outcome in German."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from directory.eligibility import Candidate, Outcome, Reason, Rule, Verdict, check, judge
from directory.enums import CriterionKind, Status
from directory.joining import INTEREST, MEETS, TASK_KINDS, Task
from directory.models import Network

DIRECT = {
    "als": CriterionKind.WHO,
    "bereich": CriterionKind.SECTOR,
    "land": CriterionKind.LAND,
    "ebene": CriterionKind.LEVEL,
}
"""Questions whose answers are the values of one kind of criterion."""


@dataclass(frozen=True)
class Finding:
    """How one network fits, with its reasons."""

    network: Network
    reasons: list[Reason]
    verdict: Verdict

    @property
    def misses(self) -> list[Reason]:
        return [reason for reason in self.reasons if reason.outcome is Outcome.FITS_NOT]

    @property
    def blocked(self) -> bool:
        """Whether a rule that the source states plainly is missed."""
        return any(reason.blocks for reason in self.reasons)


def candidate(answers: Mapping[str, Iterable[str]]) -> Candidate:
    """What the answers to the four questions say of a person; a question left out stays open."""
    told = {kind.value: frozenset(answers[name]) for name, kind in DIRECT.items() if answers.get(name)}
    tasks = [Task(value) for value in answers.get("aufgabe") or []]
    if tasks:
        for kind in TASK_KINDS:
            met = set().union(*(MEETS[task].get(kind, set()) for task in tasks), INTEREST.get(kind, set()))
            told[kind] = frozenset(met)
    return Candidate(told)


def rules(network: Network) -> list[Rule]:
    """The joining rules of a network (fetched ahead by ``for_cards``) as plain values."""
    return [Rule(row.kind, row.value, str(row), row.binding, row) for row in network.rules]


def compare(network: Network, person: Candidate) -> Finding:
    """How one network fits one person. An ended network fits nobody, whatever its rules were."""
    asked = [kind.value for kind in DIRECT.values() if kind.value in person.told]
    reasons = check(rules(network), person, asked)
    verdict = Verdict.FITS_NOT if network.status == Status.ENDED else judge(reasons)
    return Finding(network, reasons, verdict)


def find(networks: Iterable[Network], person: Candidate) -> dict[str, list[Finding]]:
    """All networks in three groups: ``fits``, ``open`` and ``fits_not``."""
    groups: dict[str, list[Finding]] = {"fits": [], "open": [], "fits_not": []}
    for network in networks:
        finding = compare(network, person)
        groups[finding.verdict.name.lower()].append(finding)
    return groups


def sentence(reason: Reason) -> str:
    """A reason as the page says it."""
    wanted = " oder ".join(rule.text for rule in reason.rules)
    return {
        Outcome.FITS: f"passt: {wanted}",
        Outcome.FITS_NOT: f"passt nicht; verlangt ist: {wanted}",
        Outcome.NOT_STATED: "dazu sagen die Quellen nichts",
        Outcome.NOT_TOLD: f"verlangt ist: {wanted} – dazu haben Sie noch nichts gesagt",
    }[reason.outcome]


def label(reason: Reason) -> str:
    """What a reason is about."""
    return str(CriterionKind(reason.kind).label)


def rows(findings: Iterable[Finding]) -> list[Any]:
    """The criteria behind all reasons, for their footnotes."""
    return [rule.row for finding in findings for reason in finding.reasons for rule in reason.rules]
