"""Does the database refuse what must not be, even if the code forgot?"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from directory.models import Contact, Fact, Network
from memberships.applications import notices
from memberships.enums import RUNNING_STATES, DeclineReason, Letter, Purpose, State
from memberships.models import (
    AccountChange,
    Application,
    Attempt,
    Correspondent,
    DailyCount,
    Hint,
    Inquiry,
    LinkRequest,
    Message,
    Notice,
    Officer,
    Reply,
    Secret,
    StatusEvent,
)
from tests.directory import making as catalogue
from tests.memberships import hinting, making

pytestmark = pytest.mark.django_db


def changed(application: Application, **columns: Any) -> None:
    Application.objects.filter(pk=application.pk).update(**columns)


def secret(**columns: Any) -> Secret:
    return Secret.objects.create(**{"digest": "x", "purpose": Purpose.PAGE, **columns})


def message(**columns: Any) -> Message:
    usual = {"letter": Letter.CONFIRM, "to": "a@b.example", "subject": "x", "due_at": timezone.now()}
    return Message.objects.create(**{**usual, **columns})


def account(**columns: Any) -> AccountChange:
    return AccountChange.objects.create(**{"user": making.user(), "step": "device", **columns})


def noted() -> Notice:
    notices.wish(network=making.applied().network, email="a@b.example", consent="1")
    return Notice.objects.get()


def same_address() -> None:
    first, second = making.waiting(), making.waiting(email="bert@stadt.example")
    changed(second, email_key=first.email_key)


def same_words() -> None:
    first = making.applied()
    second = making.applied(first.network, name="Anders")
    changed(second, content_key=first.content_key)


def same_organisation() -> None:
    network = making.network(one_only=True)
    making.in_state(State.APPROVED, network)
    second = making.in_state(State.WAITING, network, email="bert@stadt.example")
    changed(second, state=State.APPROVED, decided_at=timezone.now(), organisation_slot=second.organisation_key)


def same_notice() -> None:
    row = noted()
    row.pk = None
    row.save()


def hint(**columns: Any) -> None:
    Hint.objects.filter(pk=hinting.hint().pk).update(**columns)


def reply(**columns: Any) -> None:
    """Replies of one inquiry, all about one network unless told otherwise."""
    asked = Inquiry.objects.first() or hinting.asked()
    Reply.objects.create(inquiry=asked, **{"network": the_network(), "said": "still", **columns})


def the_network() -> Network:
    return Network.objects.first() or catalogue.network("Netz")


def a_fact() -> Fact:
    return Fact.objects.first() or catalogue.fact(the_network())


def a_person() -> Contact:
    return Contact.objects.first() or hinting.person(the_network())


BROKEN: dict[str, Callable[[], object]] = {
    "accountchange_step_known": lambda: account(step="alien"),
    "accountchange_outcome_known": lambda: account(outcome="alien", settled_at=timezone.now()),
    "account_change_settled": lambda: account(settled_at=timezone.now()),
    "account_change_body": lambda: account(step="body"),
    "application_state_known": lambda: changed(making.applied(), state="alien"),
    "application_party_known": lambda: changed(making.applied(), party="alien"),
    "application_one_running": same_address,
    "application_once_unconfirmed": same_words,
    "application_one_per_organisation": same_organisation,
    "application_listing_consented": lambda: changed(making.applied(), list_publicly=True),
    "application_decision_dated": lambda: changed(making.in_state(State.APPROVED), decided_at=None),
    "application_decline_reasoned": lambda: changed(making.in_state(State.DECLINED), decline_reason=""),
    "daily_count_once": lambda: [DailyCount.objects.create(key="x", day=timezone.localdate()) for _ in range(2)],
    "message_letter_known": lambda: message(letter="alien"),
    "message_sent_or_failed": lambda: message(sent_at=timezone.now() + timedelta(1), failed_at=timezone.now()),
    "message_sent_after_written": lambda: message(sent_at=timezone.now() - timedelta(1)),
    "notice_once": same_notice,
    "secret_purpose_known": lambda: secret(purpose="alien", application=making.applied()),
    "secret_one_owner": secret,
    "hint_flaw_known": lambda: hint(flaw="alien"),
    "hint_stage_known": lambda: hint(stage="alien", decided_at=timezone.now()),
    "hint_one_entry": lambda: hint(network=None),
    "hint_decision_dated": lambda: hint(decided_at=timezone.now()),
    "hint_refusal_reasoned": lambda: hint(stage="declined", decided_at=timezone.now()),
    "hint_address_consented": lambda: hint(email="anna@stadt.example"),
    "hint_not_its_own_double": lambda: hint(same_as=models.F("pk")),
    "reply_said_known": lambda: reply(said="alien"),
    "reply_one_target": lambda: reply(network=None),
    "reply_once_network": lambda: [reply(), reply()],
    "reply_once_fact": lambda: [reply(network=None, fact=a_fact()) for _ in range(2)],
    "reply_once_contact": lambda: [reply(network=None, contact=a_person()) for _ in range(2)],
}
"""Per constraint an act that breaks it and no other."""


def test_every_constraint_is_tested():
    found = apps.get_app_config("memberships").get_models()
    assert {constraint.name for model in found for constraint in model._meta.constraints} == set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_constraint_refuses(name):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        BROKEN[name]()
    columns = {
        "application_one_running": "email_key",
        "application_once_unconfirmed": "content_key",
        "application_one_per_organisation": "organisation_slot",
    }
    columns |= {"notice_once": "email_key", "daily_count_once": "key"}
    columns |= {f"reply_once_{name}": f"{name}_id" for name in ("network", "fact", "contact")}
    assert name in str(refused.value) or columns[name] in str(refused.value)


@pytest.mark.parametrize("column", ["reference", "submission"])
def test_application_unique(column):
    first, second = making.applied(), making.applied(email="bert@stadt.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        changed(second, **{column: getattr(first, column)})


def test_secret_two_owners():
    row = noted()
    with pytest.raises(IntegrityError), transaction.atomic():
        secret(application=Application.objects.get(), notice=row)


def test_secret_digest_unique():
    application = making.applied()
    secret(application=application)
    with pytest.raises(IntegrityError), transaction.atomic():
        secret(application=application)


@pytest.mark.parametrize("state", State)
def test_one_running_allows_closed_ones(state):
    first = making.in_state(state)
    if state not in RUNNING_STATES:
        assert making.applied(first.network).state == State.UNCONFIRMED


def test_messages_in_german_for_every_constraint():
    found = [
        row
        for model in apps.get_app_config("memberships").get_models()
        for row in model._meta.constraints
        if row.violation_error_message == models.BaseConstraint.default_violation_error_message
    ]
    assert sorted(row.name for row in found) == ["daily_count_once", "notice_once"]  # nobody ever types one


# --- words ------------------------------------------------------------------------------------


def test_log_is_written_once():
    event = making.applied().events.get()
    event.note = "anders"
    with pytest.raises(TypeError):
        event.save()
    assert StatusEvent.objects.get().note == "Antrag abgeschickt"


def test_log_line_without_note_says_step():
    assert str(StatusEvent(step="ask")) == "Rückfrage gestellt"
    assert str(StatusEvent()) == "abgeschickt"


def test_rows_in_words():
    now = timezone.now()
    day = f"{now:%d.%m.%Y}"
    application = making.applied()
    assert str(application).endswith(" → Netz")
    assert str(Attempt(at=now)) == f"{now:%d.%m.%Y %H:%M}"
    assert str(Message(letter=Letter.CONFIRM, created_at=now)) == f"Bitte bestätigen ({day})"
    assert str(DailyCount(used=3, day=now)) == f"3 am {day}"
    assert str(LinkRequest(at=now)) == f"{now:%d.%m.%Y %H:%M}"
    assert str(Notice(network=application.network)) == "Vormerkung für Netz"
    assert str(Officer(user=making.user())) == "amt"
    assert str(Secret(purpose=Purpose.PAGE, created_at=now)) == f"Antragsseite {day}"


def test_rows_about_hints_in_words():
    made = hinting.hint(text="Geheim")
    asked = hinting.asked()
    assert str(made) == f"Hinweis vom {made.submitted_at:%d.%m.%Y} zu Netz"
    assert str(asked) == f"Stelle, {timezone.localtime():%d.%m.%Y}"
    assert (str(Correspondent.objects.get()), str(Reply(said="still"))) == ("E-Mail-Adresse: Stelle", "stimmt noch")


@pytest.mark.parametrize("reason", DeclineReason)
def test_decline_reason_says_sentence_or_name(reason):
    assert reason.label[0].isupper()
