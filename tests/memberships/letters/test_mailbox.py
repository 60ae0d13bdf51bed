"""Is mail in a folder closed to others, and does erasing reach it?"""

import stat
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core import mail
from django.utils import timezone

from memberships.applications import retention
from memberships.enums import Stage
from memberships.hints import retention as hint_retention
from memberships.letters import mailbox, outbox
from memberships.management.commands import worker
from memberships.models import Message
from tests.memberships import hinting, making

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "memberships.letters.mailbox.Folder", str(tmp_path / "mail")
    return tmp_path / "mail"


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def sweep() -> None:
    """What the worker does now and then."""
    for task in worker.SWEEP:
        task()


def test_folder_keeps_one_closed_file_a_letter(folder):
    made = making.applied()
    assert outbox.send_due() == 1
    (path,) = files(folder)
    (letter,) = making.letters(application=made)
    assert path.stem == mailbox.number(letter)
    assert [stat.S_IMODE(each.stat().st_mode) for each in (folder, path)] == [0o700, 0o600]
    read = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert (read["To"], read["Message-ID"]) == (made.email, f"<{path.stem}@127.0.0.1>")
    assert "/bestaetigen/" in read.get_body().get_content()


def test_folder_takes_letters_of_others_too(folder):
    assert mail.send_mail("Betreff", "Text", None, ["anna@stadt.example"]) == 1
    assert len(files(folder)) == 1


def test_erasing_reaches_the_folder(folder):
    made, other = making.waiting(), making.waiting(email="ben@stadt.example")
    hint = hinting.in_stage(Stage.DECLINED, email="cem@stadt.example")
    outbox.send_due()
    assert len(files(folder)) == 5
    retention.erase(made)
    hint_retention.erase(hint)
    assert {path.stem for path in files(folder)} == {mailbox.number(each) for each in making.letters(application=other)}


def test_sweep_removes_letters_no_row_knows(folder):
    making.applied()
    outbox.send_due()
    (known,) = files(folder)
    strange = (folder / f"{known.stem.partition('.')[0]}.20200101000000000000.eml", folder / "999.2020.eml")
    for path in (*strange, folder / "note.txt", folder / "17.from-elsewhere.eml"):
        path.write_text("x")
    sweep()
    assert files(folder) == sorted([known, folder / "note.txt", folder / "17.from-elsewhere.eml"])


def test_doubled_letter_says_that_it_is_the_same():
    making.applied()
    outbox.send_due()
    Message.objects.update(sent_at=None, text="Text", html="<p>Text</p>")
    outbox.send_due()
    first, second = (letter.message()["Message-ID"] for letter in mail.outbox)
    assert first == second


def test_worker_forgets_sessions_and_failed_logins():
    now, hour = timezone.now(), timedelta(hours=1)
    for key, end in (("old", now - hour), ("new", now + hour)):
        Session.objects.create(session_key=key, session_data="", expire_date=end)
        AccessAttempt.objects.create(username=key, ip_address="192.0.2.0", failures_since_start=1)
    AccessAttempt.objects.filter(username="old").update(attempt_time=now - hour)
    sweep()
    assert [Session.objects.get().session_key, AccessAttempt.objects.get().username] == ["new", "new"]
