"""The whole life of an application as one table: which step leads from where to where, who may take it, what follows.

Code only looks things up here; nothing else in the project knows which step is allowed when.
"""

from dataclasses import dataclass

from memberships.enums import Letter, Role, State, Step


class NotAllowed(Exception):
    """A step the table does not have, or not for this role; its message is a German sentence."""


@dataclass(frozen=True)
class Transition:
    """One row of the table: the new state, who may bring it about, and the letter that tells the applicant."""

    to: State
    roles: frozenset[Role]
    letter: Letter | None = None


APPLICANT = frozenset({Role.APPLICANT})
OFFICER = frozenset({Role.OFFICER})
CLOCK = frozenset({Role.CLOCK})

TABLE: dict[tuple[State, Step], Transition] = {
    (State.UNCONFIRMED, Step.CONFIRM): Transition(State.WAITING, APPLICANT, Letter.RECEIVED),
    (State.UNCONFIRMED, Step.WITHDRAW): Transition(State.WITHDRAWN, APPLICANT, Letter.WITHDRAWN),
    (State.UNCONFIRMED, Step.EXPIRE): Transition(State.EXPIRED, CLOCK),
    (State.WAITING, Step.ASK): Transition(State.ASKED, OFFICER, Letter.QUESTION),
    (State.WAITING, Step.CORRECT): Transition(State.WAITING, APPLICANT),
    (State.WAITING, Step.UNLIST): Transition(State.WAITING, APPLICANT),
    (State.WAITING, Step.APPROVE): Transition(State.APPROVED, OFFICER, Letter.APPROVED),
    (State.WAITING, Step.DECLINE): Transition(State.DECLINED, OFFICER, Letter.DECLINED),
    (State.WAITING, Step.WITHDRAW): Transition(State.WITHDRAWN, APPLICANT, Letter.WITHDRAWN),
    (State.ASKED, Step.ANSWER): Transition(State.WAITING, APPLICANT),
    (State.ASKED, Step.CORRECT): Transition(State.ASKED, APPLICANT),
    (State.ASKED, Step.UNLIST): Transition(State.ASKED, APPLICANT),
    (State.ASKED, Step.APPROVE): Transition(State.APPROVED, OFFICER, Letter.APPROVED),
    (State.ASKED, Step.DECLINE): Transition(State.DECLINED, OFFICER, Letter.DECLINED),
    (State.ASKED, Step.WITHDRAW): Transition(State.WITHDRAWN, APPLICANT, Letter.WITHDRAWN),
    (State.APPROVED, Step.CORRECT): Transition(State.APPROVED, APPLICANT),
    (State.APPROVED, Step.UNLIST): Transition(State.APPROVED, APPLICANT),
    (State.APPROVED, Step.LEAVE): Transition(State.WITHDRAWN, APPLICANT, Letter.WITHDRAWN),
}


def look_up(state: State, step: Step, role: Role) -> Transition:
    """The transition for a step taken by a role.

    Raises:
        NotAllowed: if the table has no such step from this state, or not for this role.
    """
    transition = TABLE.get((state, step))
    if transition is None or role not in transition.roles:
        raise NotAllowed(f"Das geht nicht mehr: Der Antrag ist im Stand „{state.label}“.")
    return transition


def steps(state: State, role: Role) -> list[Step]:
    """The steps a role can take from a state, in the table's order."""
    return [step for (start, step), row in TABLE.items() if start == state and role in row.roles]


def diagram() -> str:
    """The table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {State.UNCONFIRMED}: Antrag abgeschickt"]
    lines += [f"    {start} --> {row.to}: {step.label}" for (start, step), row in TABLE.items()]
    lines += [f"    {state}: {state.label}" for state in State]
    ends = [state for state in State if not any(start == state for start, _ in TABLE)]
    return "\n".join([*lines, *(f"    {state} --> [*]" for state in ends)])
