"""Workflows: which step leads from which state where, who may take it, which letter follows; one table a thing.

Code only looks things up here; nothing else in the project knows which step is allowed when.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import TextChoices

from memberships.enums import Actor, ApplicationStep, Decider, Letter, Move, Stage, State

S = TypeVar("S", bound=TextChoices)
T = TypeVar("T", bound=TextChoices)
R = TypeVar("R", bound=TextChoices)


class NotAllowed(Exception):
    """What is not, or no longer, possible for this role; its message is a German sentence."""


class Overtaken(Exception):
    """Somebody else was faster; its message is a German sentence."""


@dataclass(frozen=True)
class Transition(Generic[S, R]):
    """One row of a table: the new state, who may bring it about, and the letter that tells the person."""

    to: S
    role: R
    letter: Letter | None = None


@dataclass(frozen=True)
class Workflow(Generic[S, T, R]):
    """The whole life of one kind of thing; ``field`` is where a row keeps its state."""

    thing: str
    field: str
    start: S
    table: Mapping[tuple[S, T], Transition[S, R]]

    def state(self, record: Any) -> S:
        """Where a record stands."""
        return type(self.start)(getattr(record, self.field))

    def look_up(self, state: S, step: T, role: R) -> Transition[S, R]:
        """The transition for a step taken by a role.

        Raises:
            NotAllowed: if the table has no such step from this state, or not for this role.
        """
        row = self.table.get((state, step))
        if row is None or row.role != role:
            raise NotAllowed(f"Das geht nicht mehr: Der {self.thing} ist im Stand „{state.label}“.")
        return row

    def steps(self, state: S, role: R) -> list[T]:
        """The steps a role can take from a state, in the table's order."""
        return [step for (start, step), row in self.table.items() if start == state and row.role == role]

    def take(self, record: Any, step: T, role: R, **changes: Any) -> Transition[S, R]:
        """Change the record with its state, where that is still the expected one.

        Raises:
            NotAllowed: as ``look_up``.
            Overtaken: if its state is another by now.
        """
        before = self.state(record)
        row = self.look_up(before, step, role)
        same = type(record)._default_manager.filter(pk=record.pk, **{self.field: before})
        if not same.update(**changes, **{self.field: row.to}):
            raise Overtaken(
                f"Inzwischen hat sich an diesem {self.thing} etwas geändert. Bitte laden Sie die Seite neu."
            )
        record.refresh_from_db()
        return row

    def diagram(self) -> str:
        """The table as a Mermaid state diagram."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.start}: {self.thing} abgeschickt"]
        lines += [f"    {start} --> {row.to}: {step.label}" for (start, step), row in self.table.items()]
        states = list(type(self.start))
        lines += [f"    {state}: {state.label}" for state in states]
        ends = [state for state in states if not any(start == state for start, _ in self.table)]
        return "\n".join([*lines, *(f"    {state} --> [*]" for state in ends)])


APPLICATION = Workflow[State, ApplicationStep, Actor](
    "Antrag",
    "state",
    State.UNCONFIRMED,
    {
        (State.UNCONFIRMED, ApplicationStep.CONFIRM): Transition(State.WAITING, Actor.APPLICANT, Letter.RECEIVED),
        (State.UNCONFIRMED, ApplicationStep.WITHDRAW): Transition(State.WITHDRAWN, Actor.APPLICANT, Letter.WITHDRAWN),
        (State.UNCONFIRMED, ApplicationStep.EXPIRE): Transition(State.EXPIRED, Actor.CLOCK),
        (State.WAITING, ApplicationStep.ASK): Transition(State.ASKED, Actor.OFFICER, Letter.QUESTION),
        (State.WAITING, ApplicationStep.CORRECT): Transition(State.WAITING, Actor.APPLICANT),
        (State.WAITING, ApplicationStep.UNLIST): Transition(State.WAITING, Actor.APPLICANT),
        (State.WAITING, ApplicationStep.APPROVE): Transition(State.APPROVED, Actor.OFFICER, Letter.APPROVED),
        (State.WAITING, ApplicationStep.DECLINE): Transition(State.DECLINED, Actor.OFFICER, Letter.DECLINED),
        (State.WAITING, ApplicationStep.WITHDRAW): Transition(State.WITHDRAWN, Actor.APPLICANT, Letter.WITHDRAWN),
        (State.ASKED, ApplicationStep.ANSWER): Transition(State.WAITING, Actor.APPLICANT),
        (State.ASKED, ApplicationStep.CORRECT): Transition(State.ASKED, Actor.APPLICANT),
        (State.ASKED, ApplicationStep.UNLIST): Transition(State.ASKED, Actor.APPLICANT),
        (State.ASKED, ApplicationStep.APPROVE): Transition(State.APPROVED, Actor.OFFICER, Letter.APPROVED),
        (State.ASKED, ApplicationStep.DECLINE): Transition(State.DECLINED, Actor.OFFICER, Letter.DECLINED),
        (State.ASKED, ApplicationStep.WITHDRAW): Transition(State.WITHDRAWN, Actor.APPLICANT, Letter.WITHDRAWN),
        (State.APPROVED, ApplicationStep.CORRECT): Transition(State.APPROVED, Actor.APPLICANT),
        (State.APPROVED, ApplicationStep.UNLIST): Transition(State.APPROVED, Actor.APPLICANT),
        (State.APPROVED, ApplicationStep.LEAVE): Transition(State.WITHDRAWN, Actor.APPLICANT, Letter.WITHDRAWN),
    },
)

HINT = Workflow[Stage, Move, Decider](
    "Hinweis",
    "stage",
    Stage.OPEN,
    {
        (Stage.OPEN, Move.ACCEPT): Transition(Stage.ACCEPTED, Decider.CURATOR, Letter.HINT_ACCEPTED),
        (Stage.OPEN, Move.DECLINE): Transition(Stage.DECLINED, Decider.CURATOR, Letter.HINT_DECLINED),
        (Stage.OPEN, Move.MATCH): Transition(Stage.DUPLICATE, Decider.CURATOR, Letter.HINT_DUPLICATE),
        (Stage.OPEN, Move.WITHDRAW): Transition(Stage.WITHDRAWN, Decider.BODY),
    },
)
