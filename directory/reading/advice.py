"""Advice: what does somebody do next about a network that was compared with them? The next step, the cost, what to read
first.

Knows what ``finder`` found; says it in the order in which people need it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.http import QueryDict
from django.utils.text import capfirst

from directory.enums import CriterionKind, FactKind, Status
from directory.models import Fact
from directory.reading import costs, finder
from directory.reading.finder import Finding
from directory.rules.eligibility import Fit, Outcome, Reason
from directory.rules.membership_paths import MEETS, Path, Task, Way, called

SHOWN = 2  # reasons; the rest is folded away
FIRST_SAID = [
    (Outcome.FITS_NOT, True), (Outcome.DOUBTFUL, True), (Outcome.DOUBTFUL, False), (Outcome.NOT_TOLD, True),
    (Outcome.LEFT_OPEN, True), (Outcome.FITS, True),
]  # fmt: skip
"""Outcomes of rules and descriptions in the order of their weight; what else there is comes last."""
LAST = len(FIRST_SAID) + 1
REACHED_BY = Prefetch("facts", Fact.objects.filter(kind__in=[FactKind.PHONE, FactKind.ADDRESS]), to_attr="reached_by")
"""What has to be fetched of the networks beside what cards show."""


@dataclass(frozen=True)
class NextStep:
    """What to do next. ``joins`` leads to the page about joining."""

    text: str
    joins: bool = False
    hint: str = ""


@dataclass(frozen=True)
class AdviceLine:
    """One reason as the page says it, with the rows behind it; ``aspect`` names the part of a row that is meant."""

    label: str
    text: str
    rows: tuple[Any, ...] = ()
    aspect: str = ""


@dataclass(frozen=True)
class AnswerLink:
    """A way to answer the one question that is still open: its words and the address with this answer."""

    text: str
    address: str


class Advice:
    """One finding, said. ``data`` holds the answers given so far, as they stand in the address."""

    def __init__(self, finding: Finding, data: QueryDict) -> None:
        self.finding = finding
        self.network: Any = finding.network
        self.terms: Any = getattr(finding.network, "terms", None)
        self.data = data
        self.misses = finding.verdict is Fit.FITS_NOT
        self.lines = list(self._lines())

    # --- what to do -----------------------------------------------------------------------------

    @property
    def step(self) -> NextStep:
        """The honest next step."""
        if self.network.status == Status.ENDED:
            return NextStep("beendet – niemand kann mehr mitmachen")
        path = Path(self.terms.path) if self.terms else Path.NONE
        if path == Path.NOTICE:
            return NextStep("öffnet später – Bescheid geben lassen", joins=True)
        if self.network.status == Status.PLANNED:
            return NextStep("öffnet später")
        if self.finding.way:
            return NextStep(f"zur {Way(self.finding.way).label} melden", hint=self._reached)
        if path == Path.NONE:
            told = self.terms.mode_text if self.terms else ""
            return NextStep("beitreten, wie es die Quelle sagt" if told else "kein Weg genannt", hint=told)
        return NextStep(f"{self._doing(path)}, falls es doch passt" if self.misses else self._doing(path), joins=True)

    def _doing(self, path: Path) -> str:
        if path == Path.WRITE:
            people = " oder ".join(each.name for each in self.network.contacts.all() if each.is_shown)
            return f"schreiben an {people}" if people else "der Kontaktperson schreiben"
        if path == Path.ELSEWHERE:
            return "beim Netzwerk selbst beitreten"
        return called(self.terms.mode, self.terms.membership).heading if self.terms else ""

    @property
    def _reached(self) -> str:
        """Where the network can be reached, for ways of which no source says where to go."""
        found = ", ".join(f"{FactKind(fact.kind).label} {fact.title}" for fact in self.network.reached_by)
        return f"Kontakt: {found}" if found else ""

    @property
    def cost(self) -> str:
        """What it costs, as far as a source says; empty where none does. Sources tell it of the main way in only."""
        told = costs.in_short(self.network)
        if told and self.finding.way:
            return f"{told} als Mitglied; zur {Way(self.finding.way).label} nicht genannt"
        return told

    # --- why --------------------------------------------------------------------------------------

    @property
    def shown(self) -> list[AdviceLine]:
        return self.lines[:SHOWN]

    @property
    def folded(self) -> list[AdviceLine]:
        return self.lines[SHOWN:]

    def _lines(self) -> Iterator[AdviceLine]:
        """The reasons, weightiest first: what decides, other ways in, then what only describes."""
        if self.network.status == Status.ENDED:
            return
        said = sorted((each for each in self.finding.reasons if each.rules), key=self._weight)
        worth = [each for each in said if each is not self.question and not self._beside(each)]
        weighty = [each for each in worth if self._weight(each) < LAST]
        yield from (self._line(each) for each in weighty)
        yield from (self._of_way(other) for other in self.finding.further)
        if self.terms and self.terms.who_text and not any(each.binding for each in said):
            yield AdviceLine("Wer", self.terms.who_text, (self.terms,), "who")
        elif not said and not self.finding.further:
            yield AdviceLine("Wer", "Eine Regel, wer mitmachen kann, nennen die Quellen nicht.")
        yield from (self._line(each) for each in worth if each not in weighty)

    def _beside(self, reason: Reason) -> bool:
        """Whether a reason does not matter any more, because another one already says no."""
        return self.misses and reason.outcome is Outcome.NOT_TOLD

    def _weight(self, reason: Reason) -> int:
        """Its place among the reasons: another Land first, then what decides; what nobody spoke of is last."""
        if reason.kind == CriterionKind.LAND and reason.outcome in (Outcome.FITS, Outcome.DOUBTFUL):
            return -1 if reason.outcome is Outcome.DOUBTFUL else len(FIRST_SAID)
        found = (reason.outcome, reason.binding)
        return FIRST_SAID.index(found) if found in FIRST_SAID else LAST

    def _line(self, reason: Reason) -> AdviceLine:
        way = f"{Way(self.finding.way).label}, " if self.finding.way else ""
        return AdviceLine(way + finder.label(reason), finder.sentence(reason), marked(reason))

    def _of_way(self, other: Finding) -> AdviceLine:
        """Another way in, in one line."""
        own = [each for each in other.reasons if any(finder.belongs(rule, other.way) for rule in each.rules)]
        asked = [each for each in own if each.binding] or own
        rows = marked(*asked)
        name = str(Way(other.way).label) if other.way else capfirst(self.terms.membership or Way.MEMBERSHIP.label)
        if not any(each.binding for each in own):
            return AdviceLine(name, "; ".join(finder.sentence(each) for each in own), rows)
        wanted = "; ".join(" oder ".join(rule.text for rule in each.rules) for each in asked)
        lead = "passt auch" if other.verdict is Fit.FITS else "auch möglich, wenn das zutrifft"
        return AdviceLine(name, f"{lead}: {wanted}", rows)

    # --- what is left to ask ----------------------------------------------------------------------

    @property
    def question(self) -> Reason | None:
        """The one thing more that decides; None where nothing is left to ask, or not yet."""
        if self.finding.verdict is not Fit.OPEN or self.network.status == Status.PLANNED:
            return None
        untold = (each for each in self.finding.reasons if each.outcome is Outcome.NOT_TOLD and each.binding)
        return next(untold, None)

    @property
    def question_rows(self) -> tuple[Any, ...]:
        """The rows behind that question."""
        return marked(self.question) if self.question else ()

    @property
    def answers(self) -> list[AnswerLink]:
        """What one may say to that question, each with the address of the page that knows it."""
        rules = self.question.rules if self.question else ()
        return [AnswerLink(rule.text, self._with(*saying(rule.kind, rule.value))) for rule in rules]

    def _with(self, name: str, value: str) -> str:
        data = self.data.copy()
        kept = [each for each in data.getlist(name) if each not in (value, Task.INTERESTED)]
        data.setlist(name, [*kept, *([value] if value else [])])
        return f"?{data.urlencode()}#ergebnis"


def marked(*reasons: Reason) -> tuple[Any, ...]:
    """The rows behind reasons that need a mark of their own: no passage is pointed at twice."""
    rows: list[Any] = []
    seen: set[Any] = set()
    for row in (rule.row for reason in reasons for rule in reason.rules):
        places = {(said.source_id, said.first_line, said.locator) for said in row.citations.all()}
        if not places or places - seen:
            rows.append(row)
        seen |= places
    return tuple(dict.fromkeys(rows))


def saying(kind: str, value: str) -> tuple[str, str]:
    """The answer that meets a rule: question and value; an empty value where no question asks for it."""
    direct = {kind.value: name for name, kind in finder.DIRECT.items()}
    if kind in direct:
        return direct[kind], value
    tasks = [task.value for task in Task if value in MEETS[task].get(kind, ())]
    return "aufgabe", tasks[-1] if tasks else ""
