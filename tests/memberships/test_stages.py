"""Is exactly what the table of proposals says allowed, for every stage, move and decider, and drawn so?"""

import itertools

import pytest

from memberships import stages
from memberships.enums import Decider, Letter, Move, Stage

ALLOWED = {
    ("open", "accept", "curator"): ("accepted", "hint-accepted"),
    ("open", "decline", "curator"): ("declined", "hint-declined"),
    ("open", "match", "curator"): ("duplicate", "hint-duplicate"),
    ("open", "withdraw", "body"): ("withdrawn", None),
}
"""Written down once more by hand, so that a slip in the table is seen."""


@pytest.mark.parametrize(("stage", "move", "who"), list(itertools.product(Stage, Move, Decider)))
def test_look_up_every_combination(stage, move, who):
    expected = ALLOWED.get((stage.value, move.value, who.value))
    if expected is None:
        with pytest.raises(stages.TooLate) as refused:
            stages.look_up(stage, move, who)
        assert str(refused.value) == f"Das geht nicht mehr: Der Hinweis ist im Stand „{stage.label}“."
    else:
        row = stages.look_up(stage, move, who)
        assert (row.to, row.letter) == expected


@pytest.mark.parametrize(("stage", "who"), list(itertools.product(Stage, Decider)))
def test_moves_every_stage_and_decider(stage, who):
    assert stages.moves(stage, who) == [move for start, move, by in ALLOWED if (start, by) == (stage.value, who.value)]


def test_table_complete():
    assert {move for _, move in stages.TABLE} == set(Move)
    assert {Stage.OPEN} | {row.to for row in stages.TABLE.values()} == set(Stage)
    assert {row.letter for row in stages.TABLE.values()} - {None} == {
        Letter.HINT_ACCEPTED, Letter.HINT_DECLINED, Letter.HINT_DUPLICATE,
    }  # fmt: skip


def test_diagram_every_row():
    rows = [line.strip() for line in stages.diagram().splitlines() if " --> " in line]
    assert rows == [
        "[*] --> open: Hinweis abgeschickt",
        *(f"{start} --> {to}: {Move(move).label}" for (start, move, _), (to, _) in ALLOWED.items()),
        *(f"{stage} --> [*]" for stage in ("accepted", "declined", "duplicate", "withdrawn")),
    ]
