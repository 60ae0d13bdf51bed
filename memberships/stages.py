"""The whole life of a proposal as one table: which move leads where, who may make it, which letter tells the sender.

Like ``workflow`` for applications: nothing else in the project knows which move is allowed when.
"""

from dataclasses import dataclass

from memberships.enums import Decider, Letter, Move, Stage


class TooLate(Exception):
    """A move the table does not have from here, or not for this one; its message is a German sentence."""


@dataclass(frozen=True)
class Transition:
    """One row of the table."""

    to: Stage
    who: Decider
    letter: Letter | None = None


TABLE: dict[tuple[Stage, Move], Transition] = {
    (Stage.OPEN, Move.ACCEPT): Transition(Stage.ACCEPTED, Decider.CURATOR, Letter.HINT_ACCEPTED),
    (Stage.OPEN, Move.DECLINE): Transition(Stage.DECLINED, Decider.CURATOR, Letter.HINT_DECLINED),
    (Stage.OPEN, Move.MATCH): Transition(Stage.DUPLICATE, Decider.CURATOR, Letter.HINT_DUPLICATE),
    (Stage.OPEN, Move.WITHDRAW): Transition(Stage.WITHDRAWN, Decider.BODY),
}


def look_up(stage: Stage, move: Move, who: Decider) -> Transition:
    """The transition for a move.

    Raises:
        TooLate: if the table has no such move from this stage, or not for this one.
    """
    row = TABLE.get((stage, move))
    if row is None or row.who != who:
        raise TooLate(f"Das geht nicht mehr: Der Hinweis ist im Stand „{stage.label}“.")
    return row


def moves(stage: Stage, who: Decider) -> list[Move]:
    """The moves somebody can make from a stage, in the table's order."""
    return [move for (start, move), row in TABLE.items() if start == stage and row.who == who]


def diagram() -> str:
    """The table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {Stage.OPEN}: Hinweis abgeschickt"]
    lines += [f"    {start} --> {row.to}: {move.label}" for (start, move), row in TABLE.items()]
    lines += [f"    {stage}: {stage.label}" for stage in Stage]
    ends = [stage for stage in Stage if not any(start == stage for start, _ in TABLE)]
    return "\n".join([*lines, *(f"    {stage} --> [*]" for stage in ends)])
