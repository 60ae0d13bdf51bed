"""Personal data: which columns are personal, whose, what for, how long? The privacy page and the register of processing
say this.
"""

from dataclasses import dataclass

from axes.models import AccessAttempt
from django.contrib.auth import get_user_model
from django.db import models

from directory.models import Act, Contact, Member, Version
from memberships.models import (
    AccountChange,
    Application,
    Attempt,
    Correspondent,
    DailyCount,
    Hint,
    LinkRequest,
    Message,
    Notice,
    Officer,
    Secret,
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
            list_publicly list_publicly_at consent_version consent_at content_key""".split()  # noqa: SIM905 - reads better
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
        Hint,
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
    Personal(
        Version,
        frozenset({"document"}),
        "zu zeigen, was sich an einem Eintrag geändert hat, und es zurücknehmen zu können",
        "ohne Frist; Namen nur, bis die Kontaktperson oder das Mitglied nicht mehr genannt wird",
        "Kontaktpersonen und Mitglieder von Netzwerken",
        "die Redaktion; Namen von Mitgliedern auch, wer die Website liest, soweit eingewilligt",
    ),
    Personal(
        Act,
        frozenset({"by", "reason"}),
        "festzuhalten, wer was warum geändert hat",
        "ohne Frist; von wem, bis das Konto gelöscht wird; ein Grund, der jemanden nennt, bis der Name zu löschen ist",
        "wer Einträge ändert; Kontaktpersonen und Mitglieder, die ein Grund nennt",
        "die Redaktion; den Grund auch, wer die Website liest, wenn es nicht um Personen geht",
    ),
)
