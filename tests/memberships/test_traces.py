"""After erasing, is there any trace of the applicant left in any table, file or log?"""

import json
import logging
from pathlib import Path

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from directory.models import Member
from memberships.applications import actions, retention
from memberships.enums import DeclineReason, State
from memberships.letters import emails, outbox
from memberships.models import Application, StatusEvent
from tests.memberships import making

MARKER = "Zwiebelkuchen"
FIELDS = {
    "name": f"{MARKER} A", "email": f"{MARKER}@{MARKER}.example", "organisation": f"{MARKER} e.V.",
    "function": f"{MARKER} B", "place": f"{MARKER} C", "statement": f"{MARKER} D", "remark": f"{MARKER} E",
    "list_publicly": True,
}  # fmt: skip


def traces(word: str = MARKER) -> list[str]:
    """The tables in which a word stands, in any column and however it is written."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names of our own tables
            if any(word.casefold() in repr(row).casefold() for row in cursor.fetchall()):
                found.append(table)
    return found


def lived(state: State) -> Application:
    """An application with the marker in all that anybody can type, as far as its life has got."""
    made = making.applied(making.network(one_only=True), **FIELDS)
    if state is State.UNCONFIRMED:
        return made
    if state is State.EXPIRED:
        actions.expire(application=made)
        return made
    officer = making.user()
    actions.confirm(application=made)
    outbox.send_due()
    actions.ask(application=made, by=officer, question=f"{MARKER}?")
    emails.reminder(made, "amt@stelle.example")
    if state is not State.ASKED:
        actions.answer(application=made, answer=f"{MARKER}!")
        actions.correct(application=made, fields={"remark": f"{MARKER} F"})
    if state is State.APPROVED:
        actions.approve(application=made, by=officer, exception=MARKER)
    if state is State.DECLINED:
        actions.decline(application=made, by=officer, reason=DeclineReason.OTHER, text=MARKER)
    if state is State.WITHDRAWN:
        actions.withdraw(application=made)
    note(made)
    if made.member is not None:
        note(made.member)
    return made


def note(row: Application | Member) -> None:
    """What the admin keeps of a change."""
    LogEntry.objects.create(
        user=making.user(),
        content_type=ContentType.objects.get_for_model(row),
        object_id=str(row.pk),
        object_repr=f"{MARKER} G",
        action_flag=CHANGE,
        change_message=json.dumps([{"changed": {"object": MARKER}}]),
    )


@pytest.mark.django_db
@pytest.mark.parametrize("state", State)
def test_erase_leaves_no_trace_in_any_table(state, versions):
    made = lived(state)
    assert "memberships_application" in traces()
    retention.erase(made)
    assert traces() == []
    assert StatusEvent.objects.filter(reference=made.reference).exists()


@pytest.mark.django_db
def test_leaving_hides_name_at_once():
    made = lived(State.APPROVED)
    actions.withdraw(application=made)
    assert Member.objects.get().name == ""


@pytest.mark.django_db
@pytest.mark.parametrize("state", State)
def test_acts_log_no_trace(state, caplog):
    caplog.set_level(logging.INFO)
    retention.erase(lived(state))
    assert MARKER.casefold() not in caplog.text.casefold()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL frees space by VACUUM, in its own time")
def test_erase_leaves_no_trace_in_database_file():
    made = lived(State.DECLINED)
    file = Path(connection.settings_dict["NAME"])
    checkpoint()
    assert MARKER.encode() in file.read_bytes()
    retention.erase(made)
    checkpoint()
    assert MARKER.encode() not in file.read_bytes()


def checkpoint() -> None:
    """Have all that is in the journal written into the file itself."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert cursor.fetchone()[0] == 0
