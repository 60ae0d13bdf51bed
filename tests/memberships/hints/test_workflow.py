"""Is exactly what the table of hints says allowed, for every stage, move and decider, and drawn so?"""

import itertools

from memberships.enums import Decider, Letter, Move, Stage
from memberships.letters.workflow import HINT, NotAllowed

ALLOWED = {
    ("open", "accept", "curator"): ("accepted", "hint-accepted"),
    ("open", "decline", "curator"): ("declined", "hint-declined"),
    ("open", "match", "curator"): ("duplicate", "hint-duplicate"),
    ("open", "withdraw", "body"): ("withdrawn", None),
}
"""Written down once more by hand, so that a slip in the table is seen."""


def outcome(stage, move, who):
    """Where the move leads and which letter it sends, or the sentence that refuses it."""
    try:
        row = HINT.look_up(stage, move, who)
    except NotAllowed as refused:
        return str(refused)
    return row.to, row.letter


def test_look_up_every_combination():
    every = list(itertools.product(Stage, Move, Decider))
    assert {key: outcome(*key) for key in every} == {
        key: ALLOWED.get(key, f"Das geht nicht mehr: Der Hinweis ist im Stand „{key[0].label}“.") for key in every
    }
    assert set(ALLOWED) <= set(every)


def test_moves_every_stage_and_decider():
    every = list(itertools.product(Stage, Decider))
    assert {key: HINT.steps(*key) for key in every} == {
        key: [move for start, move, by in ALLOWED if (start, by) == key] for key in every
    }


def test_table_complete():
    assert {move for _, move in HINT.table} == set(Move)
    assert {Stage.OPEN} | {row.to for row in HINT.table.values()} == set(Stage)
    assert {row.letter for row in HINT.table.values()} - {None} == {
        Letter.HINT_ACCEPTED, Letter.HINT_DECLINED, Letter.HINT_DUPLICATE,
    }  # fmt: skip


def test_diagram_every_row():
    rows = [line.strip() for line in HINT.diagram().splitlines() if " --> " in line]
    assert rows == [
        "[*] --> open: Hinweis abgeschickt",
        *(f"{start} --> {to}: {Move(move).label}" for (start, move, _), (to, _) in ALLOWED.items()),
        *(f"{stage} --> [*]" for stage in ("accepted", "declined", "duplicate", "withdrawn")),
    ]
