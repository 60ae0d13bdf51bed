"""Is exactly what the table says allowed, for every state, step and role, and does the diagram show it?"""

import itertools

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from memberships.enums import OPEN_STATES, Actor, ApplicationStep, Letter, State
from memberships.letters import emails
from memberships.letters.workflow import APPLICATION, NotAllowed
from memberships.management.commands import workflow_diagram

ALLOWED = {
    ("unconfirmed", "confirm", "applicant"): ("waiting", "received"),
    ("unconfirmed", "withdraw", "applicant"): ("withdrawn", "withdrawn"),
    ("unconfirmed", "expire", "clock"): ("expired", None),
    ("waiting", "ask", "officer"): ("asked", "question"),
    ("waiting", "correct", "applicant"): ("waiting", None),
    ("waiting", "unlist", "applicant"): ("waiting", None),
    ("waiting", "approve", "officer"): ("approved", "approved"),
    ("waiting", "decline", "officer"): ("declined", "declined"),
    ("waiting", "withdraw", "applicant"): ("withdrawn", "withdrawn"),
    ("asked", "answer", "applicant"): ("waiting", None),
    ("asked", "correct", "applicant"): ("asked", None),
    ("asked", "unlist", "applicant"): ("asked", None),
    ("asked", "approve", "officer"): ("approved", "approved"),
    ("asked", "decline", "officer"): ("declined", "declined"),
    ("asked", "withdraw", "applicant"): ("withdrawn", "withdrawn"),
    ("approved", "correct", "applicant"): ("approved", None),
    ("approved", "unlist", "applicant"): ("approved", None),
    ("approved", "leave", "applicant"): ("withdrawn", "withdrawn"),
}
"""Written down once more by hand, so that a slip in the table is seen."""


def outcome(state, step, role):
    """Where the step leads and which letter it sends, or the sentence that refuses it."""
    try:
        row = APPLICATION.look_up(state, step, role)
    except NotAllowed as refused:
        return str(refused)
    return row.to, row.letter


def test_look_up_every_combination():
    every = list(itertools.product(State, ApplicationStep, Actor))
    assert {key: outcome(*key) for key in every} == {
        key: ALLOWED.get(key, f"Das geht nicht mehr: Der Antrag ist im Stand „{key[0].label}“.") for key in every
    }
    assert set(ALLOWED) <= set(every)


def test_steps_every_state_and_role():
    every = list(itertools.product(State, Actor))
    assert {key: APPLICATION.steps(*key) for key in every} == {
        key: [step for start, step, who in ALLOWED if (start, who) == key] for key in every
    }


def test_table_every_step_used():
    assert {step for _, step in APPLICATION.table} == set(ApplicationStep)


def test_table_every_state_reachable():
    reached = {State.UNCONFIRMED} | {row.to for row in APPLICATION.table.values()}
    assert reached == set(State)


def test_table_open_states_can_be_left_by_applicant():
    left = {state for state in State if ApplicationStep.WITHDRAW in APPLICATION.steps(state, Actor.APPLICANT)}
    assert left == set(OPEN_STATES)


def test_table_letters_can_be_written():
    letters = {row.letter for row in APPLICATION.table.values() if row.letter is not None}
    assert letters == set(emails.BY_LETTER)
    assert letters <= set(Letter)


# --- the diagram ------------------------------------------------------------------------------


def test_diagram_every_row():
    rows = [line.strip() for line in APPLICATION.diagram().splitlines() if " --> " in line]
    expected = [f"{start} --> {to}: {ApplicationStep(step).label}" for (start, step, _), (to, _) in ALLOWED.items()]
    assert rows == [
        "[*] --> unconfirmed: Antrag abgeschickt",
        *expected,
        *("declined --> [*]", "withdrawn --> [*]", "expired --> [*]"),
    ]


def test_diagram_file_up_to_date():
    assert workflow_diagram.TARGET.read_text(encoding="utf-8") == workflow_diagram.document()
    call_command("workflow_diagram", "--check")


def test_diagram_command_draws_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(workflow_diagram, "TARGET", tmp_path / "workflow.md")
    call_command("workflow_diagram")
    assert (tmp_path / "workflow.md").read_text(encoding="utf-8") == workflow_diagram.document()


def test_diagram_command_check_old_file(tmp_path, monkeypatch):
    old = tmp_path / "workflow.md"
    old.write_text("alt")
    monkeypatch.setattr(workflow_diagram, "TARGET", old)
    with pytest.raises(CommandError):
        call_command("workflow_diagram", "--check")
    assert old.read_text() == "alt"
