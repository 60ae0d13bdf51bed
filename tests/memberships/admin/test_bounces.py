"""Does somebody who can help learn that a letter came back, whether the server says so at once or later by mail?"""

import io
import mailbox as mailboxes
import smtplib
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone

from memberships.letters import bounces, outbox
from memberships.models import Message
from tests.memberships import hinting, making
from tests.memberships.admin.conftest import page
from tests.reading import Seen

pytestmark = pytest.mark.django_db

REPORT = """From: MAILER-DAEMON@mail.example
To: verzeichnis@netz.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Ihr Brief kam nicht an.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; anna@stadt.example
Action: {action}
Status: 5.1.1

--b
Content-Type: {kind}

{original}
--b--
"""


def reported(action: str = "failed", kind: str = "message/rfc822", number: str = "") -> bytes:
    """What a mail server sends about the newest letter."""
    original = mail.outbox[-1].message()
    headers = "\n".join(f"{name}: {value}" for name, value in original.items())
    headers = headers.replace(str(original["Message-ID"]), number or str(original["Message-ID"]))
    return REPORT.format(action=action, kind=kind, original=f"{headers}\n\nText").encode()


def sent() -> Message:
    outbox.send_due()
    return Message.objects.latest("pk")


def test_report_marks_the_letter_once(application):
    for kind in ("message/rfc822", "text/rfc822-headers"):
        row = sent()
        assert [bounces.read(reported(kind=kind)), bounces.read(reported(kind=kind))] == [[row], []]
        row.refresh_from_db()
        assert (row.sent_at, row.error, row.is_returned, row.text) == (None, "kam zurück (5.1.1)", True, "")
        assert outbox.try_again(row) is False  # its text is gone
        making.waiting(email=f"{len(kind)}@stadt.example")


def test_what_is_no_report_about_our_letter_changes_nothing(application):
    row = sent()
    strange = [
        b"", b"\xff\0", b"Subject: Hallo\n\nText", reported("delayed"), reported("delivered"),
        reported(number=f"<{row.pk}.1@netz.example>"), reported(number=f"<{'9' * 40}.1@netz.example>"),
        REPORT.encode(),
    ]  # fmt: skip
    assert [bounces.read(raw) for raw in strange] == [[]] * len(strange)
    row.refresh_from_db()
    assert (row.failed_at, row.error) == (None, "")


def refusing(monkeypatch: Any, code: int, text: bytes) -> None:
    def refuse(*_: object) -> None:
        raise smtplib.SMTPRecipientsRefused({"anna@stadt.example": (code, text)})

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)


def test_address_refused_for_good_is_not_tried_for_days(application, monkeypatch):
    answers = {
        (550, b"5.1.1 no such user"): "kam zurück (550)", (553, b"mailbox name not allowed"): "kam zurück (553)",
        (550, b"5.7.1 relaying denied"): "SMTPRecipientsRefused", (450, b"4.2.0 greylisted"): "SMTPRecipientsRefused",
    }  # fmt: skip
    found = {}
    for answer in answers:
        refusing(monkeypatch, *answer)
        Message.objects.update(sent_at=None, failed_at=None, attempts=0, due_at="2026-01-01T00:00Z", text="x")
        row = sent()
        found[answer] = row.error
        assert (row.failed_at is not None) is row.is_returned
    assert found == answers


def test_failed_letter_to_a_body_leads_to_the_addresses(admin_client):
    hinting.asked()
    (letter,) = making.letters()
    Message.objects.update(failed_at=timezone.now())
    answer = admin_client.post(f"/admin/memberships/message/{letter.pk}/retry/")
    letter.refresh_from_db()
    assert (letter.failed_at, answer.headers["Location"]) == (None, "/admin/memberships/correspondent/")


def test_unreachable_address_fails_at_once(application):
    Message.objects.update(to="büro@stadt.example")
    assert (sent().error, mail.outbox) == ("kam zurück (unzustellbar)", [])


def test_officer_sees_what_came_back(desk, application):
    sent()
    bounces.read(reported())
    text = Seen(page(desk, application)).text
    assert "zurück: Diese E-Mail-Adresse nimmt keine Post an, vielleicht ist sie vertippt." in text
    assert "Noch einmal versuchen" not in page(desk, application).content.decode()
    row = Message.objects.get(error__startswith="kam zurück")
    listed = Seen(desk.get("/admin/memberships/message/")).text
    assert (row.to in listed, "kam zurück (5.1.1)" in listed) == (True, True)


def test_command_reads_one_report_or_a_folder(application, monkeypatch, tmp_path, capsys):
    row = sent()
    folder = mailboxes.Maildir(tmp_path / "post")
    for raw in (reported(), b"Subject: Werbung\n\nText"):
        folder.add(raw)
    call_command("read_bounces", maildir=str(tmp_path / "post"))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(reported())))
    call_command("read_bounces")
    assert capsys.readouterr().out == "Ein Brief kam zurück.\n0 Briefe kamen zurück.\n"
    row.refresh_from_db()
    assert row.is_returned
    with pytest.raises(CommandError, match="kein Maildir"):
        call_command("read_bounces", maildir=str(tmp_path))
