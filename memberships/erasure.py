"""Which columns are personal, what for, how long, and how do they go? The privacy page is made from this list."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessAttempt
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.utils import timezone

from directory.models import Contact, Member
from memberships import actions, forgetting
from memberships.enums import Letter, Purpose, Role, State
from memberships.models import (
    AccountChange,
    Application,
    Attempt,
    Correspondent,
    DailyCount,
    LinkRequest,
    Message,
    Notice,
    Officer,
    Proposal,
    Secret,
    StatusEvent,
)


@dataclass(frozen=True)
class Personal:
    """The personal columns of one model, what they are for, and when they go. Both texts stand on the privacy page.

    Whose data they are and who sees them stands in the register of processing.
    """

    model: type[models.Model]
    columns: frozenset[str]
    purpose: str
    kept: str
    people: str = "Menschen, die eine Mitgliedschaft beantragen"
    seen_by: str = "die koordinierende Stelle, die über den Antrag entscheidet, und wer ihn zuordnet"


NOBODY = "niemand; nur die Anwendung selbst"
DESK = "Redaktion, Mitgliedschaftsstellen und Betrieb"
REGISTRY = (
    Personal(
        Application,
        frozenset(
            """name email email_key function organisation organisation_key domain_key organisation_slot party sector
            place land level tasks statement remark question answer decline_text decline_reason exception_text
            list_publicly list_publicly_at consent_version consent_at""".split()  # noqa: SIM905 - reads better
        ),
        "über Ihren Antrag zu entscheiden und Ihnen die Entscheidung mitzuteilen",
        "unbestätigt 14 Tage, abgelehnt oder zurückgezogen 6 Monate, als Mitglied bis 12 Monate nach dem Austritt",
    ),
    Personal(
        Message,
        frozenset({"to", "subject", "text", "html", "error"}),
        "Ihnen Nachrichten zu Ihrem Antrag oder Hinweis zu senden",
        "der Text bis zum Versand, die Adresse so lange wie der Antrag oder die Adresse beim Hinweis",
        "alle, denen die Website schreibt",
        "der Dienst, der E-Mails versendet; wer gescheiterte Nachrichten bearbeitet",
    ),
    Personal(
        Proposal,
        frozenset({"text", "source", "answer", "email", "consent_version", "consent_at"}),
        "Ihren Hinweis zu einem Eintrag zu prüfen und Ihnen zu antworten",
        "die Adresse bis zur Antwort, höchstens 12 Monate; alles andere bis 12 Monate nach der Entscheidung",
        "Menschen, die einen Fehler melden",
        "die Redaktion",
    ),
    Personal(
        Correspondent,
        frozenset({"email"}),
        "koordinierende Stellen zu fragen, ob die Angaben noch stimmen",
        "bis die Stelle nicht mehr gefragt werden will oder die Adresse sich ändert",
        "Ansprechpersonen koordinierender Stellen",
        "die Redaktion",
    ),
    Personal(
        Notice,
        frozenset({"email", "email_key", "consent_version", "consent_at"}),
        "Ihnen zu sagen, wenn ein geplantes Netzwerk öffnet",
        "unbestätigt 14 Tage, sonst bis zur Nachricht, höchstens zwei Jahre",
        "Menschen, die Bescheid bekommen möchten",
        NOBODY,
    ),
    Personal(
        Secret,
        frozenset({"digest"}),
        "Ihnen Ihre eigene Seite zu öffnen",
        "so lange wie der Antrag; bei einer Bitte um Bestätigung 60 Tage",
        "alle, denen die Website einen Link schickt",
        NOBODY,
    ),
    Personal(
        AccountChange,
        frozenset({"email"}),
        "die Konten derer zu schützen, die über Anträge entscheiden",
        "bis die Änderung ausgeführt, abgelehnt oder nach sieben Tagen verfallen ist",
        DESK,
        "wer ein Konto hat, das zustimmen darf",
    ),
    Personal(
        LinkRequest, frozenset({"email"}), "Ihnen einen neuen Link zu schicken", "bis er verschickt ist", seen_by=NOBODY
    ),
    Personal(
        DailyCount,
        frozenset({"key"}),
        "Ihr Postfach zu schützen",
        "bis zum Ende des Tages, nur als Prüfwert",
        "alle, denen die Website schreibt",
        NOBODY,
    ),
    Personal(
        Attempt,
        frozenset({"key"}),
        "Missbrauch der Formulare zu begrenzen",
        "eine Stunde, nur als Prüfwert",
        "alle, die ein Formular absenden",
        NOBODY,
    ),
    Personal(
        AccessAttempt,
        frozenset({"username", "ip_address", "user_agent"}),
        "zu verhindern, dass jemand Passwörter errät",
        "bis zum Ende der Wartezeit, von der Adresse nur das Netz",
        "alle, die sich vergeblich anmelden",
        NOBODY,
    ),
    Personal(
        get_user_model(),
        frozenset({"username", "first_name", "last_name", "email", "password", "last_login"}),
        "Redaktion und Mitgliedschaftsstellen anzumelden und festzuhalten, wer was geändert hat",
        "bis das Konto gelöscht wird",
        DESK,
        "wer Konten verwaltet; Namen an Änderungen auch die Redaktion",
    ),
    Personal(
        Officer,
        frozenset({"user"}),
        "zu wissen, wer entscheiden darf",
        "bis die Zuständigkeit endet",
        DESK,
        "wer Konten verwaltet",
    ),
    Personal(
        Contact,
        frozenset({"name", "email", "phone", "purpose"}),
        "zu zeigen, an wen man sich bei einem Netzwerk wenden kann",
        "bis die Aufgabe endet oder die Person es wünscht",
        "Menschen, die öffentliche Quellen als Ansprechpersonen nennen",
        "alle, die die Website lesen",
    ),
    Personal(
        Member,
        frozenset({"name", "is_public"}),
        "Mitglieder zu nennen, die eingewilligt haben",
        "bis zum Austritt oder Widerruf",
        "Mitglieder von Netzwerken",
        "wer die Website liest, soweit eingewilligt",
    ),
)

PERIODS: dict[str, timedelta] = {
    State.UNCONFIRMED: timedelta(days=14),
    State.EXPIRED: timedelta(days=14),
    State.DECLINED: timedelta(days=183),
    State.WITHDRAWN: timedelta(days=183),
}
AFTER_LEAVING = timedelta(days=365)


def due(application: Application) -> datetime | None:
    """When an application will be erased by itself; None while it is open or its member has not left."""
    if application.state in (State.UNCONFIRMED, State.EXPIRED):
        return application.submitted_at + PERIODS[application.state]
    if application.closed_at is None:
        return None
    was_member = application.member_id is not None
    return application.closed_at + (AFTER_LEAVING if was_member else PERIODS[application.state])


@transaction.atomic
def erase(application: Application, role: Role = Role.APPLICANT) -> None:
    """Remove everything personal; what stays is the log, which names nobody. Nothing happens to what is gone already.

    The row is locked and read anew, so that nobody decides, writes or erases at the same time. By the clock only what
    is still due goes.
    """
    locked = Application.objects.select_for_update().filter(pk=application.pk).first()
    if locked is None or (role == Role.CLOCK and not _is_due(locked, timezone.now())):
        return
    application = locked
    if application.state == State.APPROVED:
        actions.withdraw(application=application)
    StatusEvent.objects.create(
        reference=application.reference, network=application.network, role=role, note="Angaben gelöscht"
    )
    Message.objects.filter(application=application).delete()
    forgetting.forget_log(application)
    member = application.member
    application.delete()
    if member is not None:
        forgetting.forget_log(member)
        Member.objects.filter(pk=member.pk).update(name="", is_public=False)
        Member.forget(member.pk)


def run(now: datetime | None = None) -> int:
    """Erase all that is due, and expire what was never confirmed; the number of applications erased."""
    now = now or timezone.now()
    links = Secret.objects.filter(purpose=Purpose.CONFIRM, expires_at__gt=now, application__isnull=False)
    unconfirmed = Application.objects.filter(state=State.UNCONFIRMED)
    for application in unconfirmed.exclude(pk__in=links.values("application")):
        # It may have been confirmed, or expired by another worker, in this very moment.
        with suppress(actions.Conflict):
            actions.expire(application=application)
    erased = 0
    for application in list(_overdue(now)):
        erase(application, Role.CLOCK)
        erased += 1
    fortnight = now - timedelta(days=14)
    told = models.Q(messages__letter=Letter.OPENED, messages__sent_at__isnull=False)
    over = models.Q(confirmed_at=None, consent_at__lt=fortnight) | models.Q(expires_at__lt=now) | told
    with transaction.atomic():
        gone = list(Notice.objects.filter(over).values_list("pk", flat=True))
        Message.objects.filter(notice__in=gone).delete()
        Notice.objects.filter(pk__in=gone).delete()
    forgetting.run(now)
    return erased


def _overdue(now: datetime) -> Iterator[Application]:
    closed = Application.objects.exclude(state__in=(State.WAITING, State.ASKED, State.APPROVED))
    for application in closed.select_related("network", "member"):
        if _is_due(application, now):
            yield application


def _is_due(application: Application, now: datetime) -> bool:
    day = due(application)
    return day is not None and day <= now


def everything(application: Application) -> dict[str, Any]:
    """All that is stored about an applicant, with German names."""
    labels = {field.name: str(field.verbose_name) for field in Application._meta.concrete_fields}
    personal = next(entry.columns for entry in REGISTRY if entry.model is Application)
    hidden = {"email_key", "organisation_key", "domain_key", "organisation_slot"}
    data = {labels[name]: getattr(application, name) for name in sorted(personal - hidden)}
    return {
        "Netzwerk": application.network.name,
        "Kennung": str(application.reference),
        "Stand": application.get_state_display(),
        "Abgeschickt": application.submitted_at,
        "Bestätigt": application.confirmed_at,
        "Entschieden": application.decided_at,
        "Angaben": data,
        "Verlauf": [{"wann": event.at, "was": str(event)} for event in application.events.all()],
        "Briefe": [{"wann": row.sent_at, "was": row.get_letter_display()} for row in application.messages.all()],
        "Wird gelöscht am": due(application),
    }
