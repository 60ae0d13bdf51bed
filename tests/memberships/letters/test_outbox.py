"""Do letters leave exactly once, again and again if they must, and without leaving their text behind?"""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from memberships.enums import Letter
from memberships.letters import outbox
from memberships.models import Message
from tests.memberships import making
from tests.memberships.racing import race

pytestmark = pytest.mark.django_db

BEGIN = datetime.fromisoformat("2026-11-22T12:00:00+00:00")


class Killed(BaseException):
    """The worker's process ends here."""


def letter(**columns: Any) -> Message:
    usual = {"letter": Letter.RECEIVED, "to": "anna@stadt.example", "subject": "Betreff", "text": "Text"}
    return Message.objects.create(**{**usual, "html": "<p>Text</p>", "due_at": timezone.now(), **columns})


@pytest.fixture
def broken(monkeypatch) -> None:
    """A mail server that does not answer."""

    def refuse(*_: object) -> None:
        raise ConnectionRefusedError("anna@stadt.example was refused")

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)


# --- sending ----------------------------------------------------------------------------------


def test_send_due_sends_text_and_html():
    letter()
    assert outbox.send_due() == 1
    (sent,) = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (["anna@stadt.example"], "Betreff", "Text")
    assert [(part.content, part.mimetype) for part in sent.alternatives] == [("<p>Text</p>", "text/html")]
    assert sent.cc == sent.bcc == sent.reply_to == []


def test_send_due_marks_mail_as_automatic():
    letter()
    outbox.send_due()
    headers = mail.outbox[0].message()
    assert (headers["Auto-Submitted"], headers["X-Auto-Response-Suppress"]) == ("auto-generated", "All")


def test_send_due_blanks_what_left():
    row = letter()
    outbox.send_due()
    row.refresh_from_db()
    assert (row.text, row.html, row.error, row.claimed_at, row.failed_at) == ("", "", "", None, None)
    assert row.sent_at is not None


def test_send_due_once():
    letter()
    assert [outbox.send_due(), outbox.send_due(), len(mail.outbox)] == [1, 0, 1]


def test_send_due_oldest_first_up_to_limit():
    now = timezone.now()
    for minutes in (1, 3, 2):
        letter(subject=str(minutes), due_at=now - timedelta(minutes=minutes))
    assert outbox.send_due(limit=2) == 2
    assert [sent.subject for sent in mail.outbox] == ["3", "2"]


@pytest.mark.parametrize(
    "columns",
    [
        {"due_at": timezone.now() + timedelta(days=3650)},
        {"failed_at": timezone.now()},
        {"claimed_at": timezone.now() + timedelta(days=3650)},
    ],
)
def test_send_due_leaves_others(columns):
    letter(**columns)
    assert (outbox.send_due(), mail.outbox) == (0, [])


def test_send_due_header_cannot_be_injected():
    letter(subject="Betreff\nBcc: x@y.example")
    assert (outbox.send_due(), mail.outbox) == (0, [])
    assert Message.objects.get().error == "BadHeaderError"


def test_send_due_one_bad_letter_stops_no_other(monkeypatch):
    deliver = outbox._deliver
    bad, _ = letter(), letter()

    def fail(message: Message) -> None:
        if message == bad:
            raise OSError
        deliver(message)

    monkeypatch.setattr(outbox, "_deliver", fail)
    assert outbox.send_due() == 1


# --- trying again -----------------------------------------------------------------------------


def test_broken_server_postpones_and_says_no_address(broken, caplog):
    row = letter()
    with time_machine.travel(BEGIN, tick=False):
        Message.objects.update(due_at=BEGIN)
        assert outbox.send_due() == 0
    row.refresh_from_db()
    assert (row.attempts, row.error, row.claimed_at, row.text) == (1, "ConnectionRefusedError", None, "Text")
    assert row.due_at == BEGIN + timedelta(minutes=1)
    assert caplog.messages == [f"letter {row.pk}: try 1 failed: ConnectionRefusedError"]
    assert "anna" not in caplog.text


def test_broken_server_growing_pauses_then_failed(broken):
    with time_machine.travel(BEGIN, tick=False) as clock:
        row = letter()
        tries = []
        while row.failed_at is None:
            clock.move_to(row.due_at)
            tries.append(row.due_at)
            assert outbox.send_due() == 0
            row.refresh_from_db()
        clock.move_to(BEGIN + timedelta(days=30))
        assert outbox.send_due() == 0
    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert pauses == sorted(set(pauses))
    assert tries[-1] - tries[0] >= timedelta(days=3)
    assert (row.attempts, row.failed_at, row.sent_at) == (len(tries), tries[-1], None)


def test_server_back_sends_once(monkeypatch):
    with time_machine.travel(BEGIN, tick=False) as clock:
        row = letter()
        with monkeypatch.context() as patch:
            patch.setattr(outbox, "_deliver", lambda _: 1 / 0)
            outbox.send_due()
        assert outbox.send_due() == 0
        clock.shift(timedelta(minutes=1))
        assert [outbox.send_due(), outbox.send_due()] == [1, 0]
    row.refresh_from_db()
    assert (len(mail.outbox), row.error, row.text) == (1, "", "")


@pytest.mark.parametrize("failed", [True, False])
def test_try_again_failed_letters_only(failed):
    row = letter(failed_at=timezone.now() if failed else None, attempts=9, due_at=BEGIN + timedelta(days=3650))
    assert outbox.try_again(row) is failed
    assert outbox.send_due() == int(failed)


# --- killed anywhere --------------------------------------------------------------------------


def test_killed_between_claim_and_send_sent_once_later(monkeypatch):
    def die(_: Message) -> None:
        raise Killed

    with time_machine.travel(BEGIN, tick=False) as clock:
        letter()
        with monkeypatch.context() as patch:
            patch.setattr(outbox, "_deliver", die)
            with pytest.raises(Killed):
                outbox.send_due()
        clock.shift(outbox.LEASE)
        assert outbox.send_due() == 0
        clock.shift(timedelta(seconds=1))
        assert [outbox.send_due(), outbox.send_due()] == [1, 0]
    assert len(mail.outbox) == 1


def test_killed_between_send_and_noting_one_duplicate_at_most(monkeypatch):
    deliver = outbox._deliver

    def send_and_die(message: Message) -> None:
        deliver(message)
        raise Killed

    with time_machine.travel(BEGIN, tick=False) as clock:
        letter()
        with monkeypatch.context() as patch:
            patch.setattr(outbox, "_deliver", send_and_die)
            with pytest.raises(Killed):
                outbox.send_due()
        for _ in range(5):
            clock.shift(outbox.LEASE + timedelta(seconds=1))
            outbox.send_due()
    assert len(mail.outbox) == 2
    assert Message.objects.get().text == ""


def test_claim_of_another_worker_is_respected(monkeypatch):
    row = letter()
    Message.objects.filter(pk=row.pk).update(claimed_at=timezone.now())
    assert (outbox._send(row.pk), mail.outbox) == (False, [])


@pytest.mark.django_db(transaction=True)
def test_several_workers_at_once_send_each_letter_once():
    for number in range(12):
        letter(subject=str(number))
    sent = race([outbox.send_due] * 4)
    assert sum(sent) == 12
    assert sorted(int(row.subject) for row in mail.outbox) == list(range(12))


def test_letter_of_rolled_back_act_never_leaves():
    with pytest.raises(Exception, match="party"):
        making.applied(party="alien")
    assert (outbox.send_due(), mail.outbox) == (0, [])
