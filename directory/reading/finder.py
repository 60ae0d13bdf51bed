"""Finder: which networks fit somebody? Hands all networks' rules to ``eligibility`` and says the outcome in German."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import prefetch_related_objects

from directory.enums import WIDE, Area, CriterionKind, Stance, Status, Who
from directory.models import Criterion, Network, Scope
from directory.rules.eligibility import Candidate, Fit, Outcome, Reason, Rule, check, judge
from directory.rules.membership_paths import INTEREST, MEETS, TASK_KINDS, Task, Way

DIRECT = {
    "als": CriterionKind.WHO,
    "bereich": CriterionKind.SECTOR,
    "land": CriterionKind.LAND,
    "ebene": CriterionKind.LEVEL,
}
"""Questions whose answers are the values of one kind of criterion."""
EVIDENCE = ("terms__criteria__citations", "scopes__citations")
STATES = (Stance.AGREES, Stance.ADDS)
"""How a source stands to a rule that it states; what merely follows from a text is no rule of its own."""
BEST_FIRST = [Fit.FITS, Fit.OPEN, Fit.FITS_NOT]


@dataclass(frozen=True)
class Finding:
    """How one network fits by one way in, with its reasons; ``further`` tells of its other ways."""

    network: Network
    reasons: list[Reason]
    verdict: Fit
    way: str = ""
    further: "list[Finding]" = field(default_factory=list)

    @property
    def misses(self) -> list[Reason]:
        return [reason for reason in self.reasons if reason.outcome in (Outcome.FITS_NOT, Outcome.DOUBTFUL)]

    @property
    def blocked(self) -> bool:
        """Whether a rule that a source states is missed."""
        return any(reason.blocks for reason in self.reasons)

    @property
    def elsewhere(self) -> bool:
        """Whether the network works in other Länder than the person named."""
        return any(reason.kind == CriterionKind.LAND for reason in self.misses)


def candidate(answers: Mapping[str, Iterable[str]]) -> Candidate:
    """What the answers to the questions say of a person; a question left out stays open, and so does a box left empty.

    Only who ticks mere interest and nothing else says that the other tasks are not theirs.
    """
    told = {kind.value: frozenset(answers[name]) for name, kind in DIRECT.items() if answers.get(name)}
    tasks = [Task(value) for value in answers.get("aufgabe") or []]
    holds = {kind: frozenset(values) for kind, values in INTEREST.items()}
    for task in tasks:
        for kind, values in MEETS[task].items():
            holds[kind] = holds.get(kind, frozenset()) | values
    if tasks == [Task.INTERESTED]:
        told.update(dict.fromkeys(TASK_KINDS, frozenset()))
    return Candidate(told, holds)


# --- the rules of one network -----------------------------------------------------------------


def rules(network: Network, way: str = "") -> list[Rule]:
    """The joining rules for one way into a network (fetched ahead by ``for_cards``) as plain values."""
    prefetch_related_objects([network], *EVIDENCE)
    rows = [row for row in network.criteria if row.way == way]
    anybody = {Who.PERSON, Who.ORGANISATION} <= {row.value for row in rows if row.kind == CriterionKind.WHO}
    return [
        Rule(row.kind, row.value, str(row), row.binding, _excludes(row) and not (anybody and row.kind == "who"), row)
        for row in rows
    ]


def _stated(row: Any) -> bool:
    return any(citation.stance in STATES for citation in row.citations.all())


def _excludes(row: Criterion) -> bool:
    """Whether missing the condition is a reason to say no: it is a rule, and a source states it.

    Rules about a Land never are: they ask where somebody is active, and people tell where they are.
    """
    return row.binding and row.kind != CriterionKind.LAND and _stated(row)


def reach(network: Network, person: Candidate) -> list[Rule]:
    """In which Länder the network works, as far as somebody said in which they are. A seat is no reach."""
    told = person.told.get(CriterionKind.LAND, frozenset())
    scopes = network.areas if told else []
    return [
        Rule(CriterionKind.LAND, value, f"wirkt {where(scope.value)}", binding=False, excludes=False, row=scope)
        for scope in scopes
        for value in (sorted(told) if scope.value in WIDE else [scope.value])
    ]


def where(area: str) -> str:
    """``in Sachsen``, ``im Saarland``, ``europaweit``."""
    label = str(Area(area).label)
    return label if area in WIDE else f"{'im' if area == Area.SL else 'in'} {label}"


# --- one network, all networks ----------------------------------------------------------------


def compare(network: Network, person: Candidate, way: str = "") -> Finding:
    """How one network fits one person by one way in. An ended network fits nobody, a planned one not yet."""
    stated = rules(network, way)
    named = {rule.value for rule in stated if rule.kind == CriterionKind.WHO}
    if {Who.PERSON, Who.ORGANISATION} <= named and CriterionKind.WHO not in person.told:
        person = Candidate({**person.told, CriterionKind.WHO.value: frozenset({Who.PERSON.value})}, person.holds)
    asked = [kind.value for kind in DIRECT.values() if kind.value in person.told]
    reasons = [_told_by_scope(reason, network) for reason in check([*stated, *reach(network, person)], person, asked)]
    verdict = judge(reasons)
    if network.status == Status.ENDED:
        verdict = Fit.FITS_NOT
    elif network.status == Status.PLANNED and verdict is Fit.FITS:
        verdict = Fit.OPEN
    return Finding(network, reasons, verdict, way)


def _told_by_scope(reason: Reason, network: Network) -> Reason:
    """On which levels a network works is no rule, but worth saying where no rule asks for a level."""
    if reason.kind != CriterionKind.LEVEL or reason.rules:
        return reason
    scopes = tuple(Rule(reason.kind, scope.value, str(scope), False, False, scope) for scope in network.levels)
    return Reason(reason.kind, Outcome.NOT_STATED, scopes)


def weigh(network: Network, person: Candidate) -> Finding:
    """How one network fits one person by the way that suits best; the other ways that are open stand beside it."""
    ways = ["", *(way for way in Way.values if any(row.way == way for row in network.criteria))]
    found = sorted((compare(network, person, way) for way in ways), key=lambda each: BEST_FIRST.index(each.verdict))
    best, *others = found
    further = [other for other in others if other.verdict is not Fit.FITS_NOT and other.reasons]
    return Finding(network, best.reasons, best.verdict, best.way, further)


def find(networks: Iterable[Network], person: Candidate) -> dict[str, list[Finding]]:
    """All networks in groups: ``fits``, ``open``, ``planned``, ``fits_not``, ``ended``.

    Among the open ones those without any rule come late, those of other Länder last.
    """
    networks = list(networks)
    prefetch_related_objects(networks, *EVIDENCE)
    groups: dict[str, list[Finding]] = {"fits": [], "open": [], "planned": [], "fits_not": [], "ended": []}
    for network in networks:
        finding = weigh(network, person)
        apart = {Status.ENDED: "ended", Status.PLANNED: "planned" if finding.verdict is Fit.OPEN else ""}
        groups[apart.get(Status(network.status)) or finding.verdict.name.lower()].append(finding)
    for name in ("open", "planned"):
        groups[name].sort(key=lambda finding: (finding.elsewhere, not any(each.binding for each in finding.reasons)))
    return groups


# --- in words ---------------------------------------------------------------------------------


def sentence(reason: Reason) -> str:
    """A reason as the page says it."""
    places = ", ".join(dict.fromkeys(rule.text for rule in reason.rules if isinstance(rule.row, Scope)))
    wanted = " oder ".join(rule.text for rule in reason.rules if not isinstance(rule.row, Scope))
    if reason.kind == CriterionKind.LEVEL and places:
        return f"wirkt auf der Ebene {places}; eine Regel dazu nennen die Quellen nicht"
    told = _compared(reason, wanted) if wanted or not places else ""
    return "; ".join(part for part in (places, told) if part)


def _compared(reason: Reason, wanted: str) -> str:
    described = f"{wanted}. So beschreibt es die Quelle; eine Regel ist das nicht."
    if reason.outcome is Outcome.LEFT_OPEN and reason.binding:
        return f"{wanted} – bleibt offen: das prüft ein Mensch"
    unsourced = any(rule.row and not _stated(rule.row) for rule in reason.rules if rule.binding)
    doubtful = f"genannt ist: {wanted}; ausgeschlossen ist damit niemand"
    if unsourced or reason.kind == CriterionKind.LAND:
        doubtful = f"verlangt ist: {wanted}{'. Eine Quelle dafür fehlt.' if unsourced else ''}"
    return {
        Outcome.FITS: f"passt: {wanted}" if reason.binding else f"passt zur Beschreibung: {wanted}",
        Outcome.FITS_NOT: f"passt nicht; verlangt ist: {wanted}",
        Outcome.DOUBTFUL: doubtful if reason.binding else described,
        Outcome.NOT_STATED: "Eine Regel dazu nennen die Quellen nicht.",
        Outcome.LEFT_OPEN: described,
        Outcome.NOT_TOLD: f"verlangt ist: {wanted} – dazu haben Sie noch nichts gesagt"
        if reason.binding
        else described,
    }[reason.outcome]


def label(reason: Reason) -> str:
    """What a reason is about."""
    return str(CriterionKind(reason.kind).label)


def belongs(rule: Rule, way: str) -> bool:
    """Whether a rule is one of this way in, and not told by a network's scope."""
    return isinstance(rule.row, Criterion) and rule.row.way == way
