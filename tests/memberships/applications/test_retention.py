"""Does everything personal go, at the applicant's wish and in time, and does a log without names stay?"""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.apps import apps
from django.db import models

from directory.models import Act, Contact, Member, Version
from memberships.applications import actions, retention
from memberships.enums import Actor, Letter, State
from memberships.letters import emails
from memberships.models import Application, Message, Secret, StatusEvent
from tests.memberships import making

pytestmark = pytest.mark.django_db

BEGIN = datetime.fromisoformat("2026-11-22T12:00:00+00:00")


# --- what is personal -------------------------------------------------------------------------

IMPERSONAL = {
    "DailyCount": set(),
    "AccountChange": {"step", "outcome"},
    "Application": {"state"},
    "StatusEvent": {"step", "before", "after", "role", "note"},
    "Message": {"letter"},
    "Secret": {"purpose"},
    "Hint": {"about", "stood", "flaw", "stage", "refusal"},
    "Reply": {"said"},
    "ConsentText": {"version", "text"},
    "Member": {"party", "start", "end"},
    # Not applicants: people whom sources name. Curators withhold them on demand.
    "Contact": {"key", "start", "end"},
    "Version": {"kind"},
}
"""Text columns that say nothing about an applicant. A new column belongs here or into the registry."""
KEPT = [*apps.get_app_config("memberships").get_models(), Member, Contact, Version, Act]


def text_columns(model: type[models.Model]) -> set[str]:
    kinds = (models.CharField, models.TextField, models.JSONField, models.GenericIPAddressField, models.FileField)
    return {field.name for field in model._meta.concrete_fields if isinstance(field, kinds)}


@pytest.mark.parametrize("model", KEPT)
def test_registry_every_text_column_known(model):
    personal = {name for entry in retention.REGISTRY if entry.model is model for name in entry.columns}
    assert text_columns(model) - personal == IMPERSONAL.get(model.__name__, set())
    assert personal <= {field.name for field in model._meta.get_fields()}


def test_registry_each_model_once_with_both_texts():
    named = [entry.model for entry in retention.REGISTRY]
    assert len(named) == len(set(named))
    assert all(entry.purpose and entry.kept for entry in retention.REGISTRY)


# --- in time ----------------------------------------------------------------------------------

KEEP = {
    State.UNCONFIRMED: 14,
    State.EXPIRED: 14,
    State.WAITING: None,
    State.ASKED: None,
    State.APPROVED: None,
    State.DECLINED: 183,
    State.WITHDRAWN: 183,
}


@pytest.mark.parametrize(("state", "days"), KEEP.items())
def test_run_keeps_period(state, days):
    with time_machine.travel(BEGIN, tick=False) as clock:
        made = making.in_state(state)
        assert retention.due(made) == (BEGIN + timedelta(days=days) if days else None)
        clock.move_to(BEGIN + timedelta(days=days or 3000) - timedelta(seconds=1))
        assert (retention.run(), Application.objects.count()) == (0, 1)
        clock.shift(timedelta(seconds=1))
        assert (retention.run(), Application.objects.count()) == ((1, 0) if days else (0, 1))


def test_run_keeps_member_twelve_months_after_leaving():
    with time_machine.travel(BEGIN, tick=False) as clock:
        made = making.in_state(State.APPROVED, list_publicly=True)
        clock.shift(timedelta(days=2000))
        actions.withdraw(application=made)
        clock.shift(timedelta(days=364))
        assert retention.run() == 0
        clock.shift(timedelta(days=1))
        assert retention.run() == 1
    assert Member.objects.values_list("name", "is_public").get() == ("", False)


def test_run_six_months_are_no_less():
    assert retention.PERIODS[State.DECLINED] >= timedelta(days=181)
    assert timedelta(days=365) <= retention.AFTER_LEAVING <= timedelta(days=366)


def test_run_expires_when_link_is_dead(client):
    with time_machine.travel(BEGIN, tick=False) as clock:
        made = making.applied()
        clock.shift(timedelta(days=7) - timedelta(seconds=1))
        retention.run()
        assert Application.objects.get().state == State.UNCONFIRMED
        assert client.get(making.link(made)).status_code == 200
        clock.shift(timedelta(seconds=2))
        retention.run()
        assert client.get(making.link(made)).status_code == 404
    event = StatusEvent.objects.latest("pk")
    assert (event.step, event.role, Application.objects.get().state) == ("expire", Actor.CLOCK, State.EXPIRED)


def test_run_new_link_keeps_its_word():
    """The letter says that the link is good for seven days, so the application waits for them."""
    with time_machine.travel(BEGIN, tick=False) as clock:
        made = making.applied()
        clock.shift(timedelta(days=6))
        emails.lost_link(made)
        clock.shift(timedelta(days=6))
        retention.run()
        assert Application.objects.get().state == State.UNCONFIRMED
        actions.confirm(application=made)
        clock.shift(timedelta(days=30))
        assert retention.run() == 0


def test_run_confirmed_in_this_moment(monkeypatch):
    with time_machine.travel(BEGIN, tick=False) as clock:
        making.applied()
        clock.shift(timedelta(days=8))
        expire = actions.expire

        def late(*, application: Application) -> None:
            actions.confirm(application=Application.objects.get(pk=application.pk))
            expire(application=application)

        monkeypatch.setattr(actions, "expire", late)
        assert (retention.run(), Application.objects.get().state) == (0, State.WAITING)


def test_erase_by_clock_no_longer_due():
    with time_machine.travel(BEGIN, tick=False) as clock:
        made = making.applied()
        clock.shift(timedelta(days=15))
        old = Application.objects.get(pk=made.pk)
        actions.confirm(application=made)
        retention.erase(old, Actor.CLOCK)
    assert Application.objects.get().state == State.WAITING


# --- what erasing does ------------------------------------------------------------------------


@pytest.mark.parametrize("state", State)
def test_erase_removes_all_but_log(state):
    made = making.in_state(state, list_publicly=True)
    reference = made.reference
    lines = StatusEvent.objects.count()
    retention.erase(made)
    assert (Application.objects.count(), Message.objects.count(), Secret.objects.count()) == (0, 0, 0)
    log = StatusEvent.objects.filter(reference=reference, application=None).order_by("pk")
    assert len(log) == lines + (2 if state is State.APPROVED else 1)
    assert (log.last().note, log.last().role, log.last().by) == ("Angaben gelöscht", Actor.APPLICANT, None)


def test_erase_member_stays_counted_until_today():
    made = making.in_state(State.APPROVED, list_publicly=True)
    retention.erase(made)
    assert Member.objects.values_list("name", "is_public", "end").get() == ("", False, made.member.start)


def test_erase_twice_logs_once():
    made = making.waiting()
    again = Application.objects.get(pk=made.pk)
    retention.erase(made)
    retention.erase(again)
    assert StatusEvent.objects.filter(note="Angaben gelöscht").count() == 1


def test_erase_sees_what_happened_meanwhile():
    """Approved since the page was opened: the member's name goes as well."""
    made = making.waiting(list_publicly=True)
    opened_before = Application.objects.get(pk=made.pk)
    actions.approve(application=made, by=making.user())
    retention.erase(opened_before)
    assert Member.objects.values_list("name", "is_public").get() == ("", False)


def test_erase_leaves_others():
    made, other = making.waiting(), making.waiting(email="bert@stadt.example")
    retention.erase(made)
    assert Application.objects.get() == other
    assert making.kinds() == making.kinds(application=other) == [Letter.CONFIRM, Letter.RECEIVED]


# --- what the applicant can download ----------------------------------------------------------


def test_everything_says_all_that_is_stored():
    made = making.in_state(State.ASKED, statement="Ich leite Verfahren.", tasks=["auftrag"])
    data = retention.everything(made)
    told = data["Angaben"]
    assert (data["Netzwerk"], data["Stand"], data["Kennung"]) == (
        "Netz",
        "wartet auf Ihre Antwort",
        str(made.reference),
    )
    assert (told["Name"], told["E-Mail-Adresse"], told["Tätigkeit"]) == (
        "Anna Beispiel",
        made.email,
        "Ich leite Verfahren.",
    )
    assert (told["Aufgaben"], told["Rückfrage"]) == (["auftrag"], "Was tun Sie?")
    assert [row["was"] for row in data["Verlauf"]] == [
        "Antrag abgeschickt",
        "E-Mail-Adresse bestätigt",
        "Rückfrage gestellt",
    ]
    assert sorted(row["was"] for row in data["Briefe"]) == ["Bitte bestätigen", "Eingegangen", "Rückfrage"]


def test_everything_each_personal_column_under_its_own_name():
    personal = next(entry.columns for entry in retention.REGISTRY if entry.model is Application)
    keys = {"content_key", "email_key", "organisation_key", "domain_key", "organisation_slot"}
    assert len(retention.everything(making.applied())["Angaben"]) == len(personal - keys)
