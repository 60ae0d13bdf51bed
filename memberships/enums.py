"""The closed lists of the counter. Slugs are stable English; labels are what applicants read."""

from django.db.models import TextChoices


class State(TextChoices):
    """Where an application stands."""

    UNCONFIRMED = "unconfirmed", "wartet auf Ihre Bestätigung"
    WAITING = "waiting", "wird geprüft"
    ASKED = "asked", "wartet auf Ihre Antwort"
    APPROVED = "approved", "angenommen"
    DECLINED = "declined", "abgelehnt"
    WITHDRAWN = "withdrawn", "zurückgezogen"
    EXPIRED = "expired", "verfallen"


OPEN_STATES = (State.UNCONFIRMED, State.WAITING, State.ASKED)
"""Nothing has been decided yet."""
RUNNING_STATES = (State.WAITING, State.ASKED)
"""Somebody has shown that the address is theirs; of these there is at most one per network and address. Before that,
an application counts for nothing, for anybody can type any address."""


class ApplicationStep(TextChoices):
    """What can happen to an application."""

    CONFIRM = "confirm", "E-Mail-Adresse bestätigt"
    ASK = "ask", "Rückfrage gestellt"
    ANSWER = "answer", "Rückfrage beantwortet"
    CORRECT = "correct", "Angaben berichtigt"
    UNLIST = "unlist", "öffentliche Nennung zurückgenommen"
    APPROVE = "approve", "angenommen"
    DECLINE = "decline", "abgelehnt"
    WITHDRAW = "withdraw", "zurückgezogen"
    LEAVE = "leave", "ausgetreten"
    EXPIRE = "expire", "verfallen"


class Actor(TextChoices):
    """Who takes a step."""

    APPLICANT = "applicant", "antragstellende Person"
    OFFICER = "officer", "Mitgliedschaftsstelle"
    CLOCK = "clock", "Zeitablauf"


class Purpose(TextChoices):
    """What a secret link is good for; a link for one purpose never works for another."""

    CONFIRM = "confirm", "Bestätigung"
    PAGE = "page", "Antragsseite"
    NOTICE = "notice", "Benachrichtigung bestätigen"
    INQUIRY = "inquiry", "Angaben bestätigen"
    ACCOUNT = "account", "Änderung am Konto bestätigen"


class Letter(TextChoices):
    """The messages that are sent."""

    CONFIRM = "confirm", "Bitte bestätigen"
    RECEIVED = "received", "Eingegangen"
    QUESTION = "question", "Rückfrage"
    APPROVED = "approved", "Angenommen"
    DECLINED = "declined", "Abgelehnt"
    WITHDRAWN = "withdrawn", "Zurückgezogen"
    REMINDER = "reminder", "Erinnerung an die Mitgliedschaftsstelle"
    NEWS = "news", "Neue Anträge"
    LOST_LINK = "lost-link", "Neuer Link"
    NOTICE = "notice", "Benachrichtigung bestätigen"
    OPENED = "opened", "Es ist so weit"
    HINT_ACCEPTED = "hint-accepted", "Hinweis übernommen"
    HINT_DECLINED = "hint-declined", "Hinweis nicht übernommen"
    HINT_DUPLICATE = "hint-duplicate", "Hinweis lag schon vor"
    INQUIRY = "inquiry", "Bitte um Bestätigung"
    ACCOUNT = "account", "Änderung am Konto bestätigen"
    ACCOUNT_SETTLED = "account-settled", "Änderung am Konto erledigt"


class DeclineReason(TextChoices):
    """Why an application is declined; own words come on top."""

    NOT_ELIGIBLE = "not-eligible", "Die Bedingungen des Netzwerks sind nicht erfüllt."
    ONE_PER_ORGANISATION = "one-per-organisation", "Ihre Organisation ist schon vertreten."
    NO_ANSWER = "no-answer", "Die Rückfrage blieb ohne Antwort."
    DUPLICATE = "duplicate", "Der Antrag liegt schon vor."
    OTHER = "other", "Anderer Grund"


# --- hints from the public ----------------------------------------------------------------


class Flaw(TextChoices):
    """What a reader thinks is the matter with a statement or an entry."""

    WRONG = "wrong", "Etwas ist falsch."
    OUTDATED = "outdated", "Etwas ist veraltet."
    MISSING = "missing", "Etwas fehlt."
    OTHER = "other", "Etwas anderes"


class Stage(TextChoices):
    """Where a hint stands."""

    OPEN = "open", "offen"
    ACCEPTED = "accepted", "übernommen"
    DECLINED = "declined", "nicht übernommen"
    DUPLICATE = "duplicate", "lag schon vor"
    WITHDRAWN = "withdrawn", "zurückgenommen"


class Move(TextChoices):
    """What can happen to a hint."""

    ACCEPT = "accept", "übernommen"
    DECLINE = "decline", "nicht übernommen"
    MATCH = "match", "als doppelt erkannt"
    WITHDRAW = "withdraw", "zurückgenommen"


class Decider(TextChoices):
    """Who moves a hint on."""

    CURATOR = "curator", "Kuratorium"
    BODY = "body", "koordinierende Stelle"


class Refusal(TextChoices):
    """Why a hint is not taken over; own words come on top."""

    NOT_CONFIRMED = "not-confirmed", "Wir konnten die Angabe nicht bestätigen."
    NO_SOURCE = "no-source", "Dazu fehlt uns eine Quelle, die alle nachlesen können."
    AS_STATED = "as-stated", "So steht es schon im Verzeichnis."
    ELSEWHERE = "elsewhere", "Das gehört nicht in dieses Verzeichnis."
    OTHER = "other", "Anderer Grund"
    NO_HINT = "no-hint", "Kein ernst gemeinter Hinweis (ohne Antwort)"


class Said(TextChoices):
    """What a coordinating body says about a statement."""

    STILL = "still", "stimmt noch"
    NO_LONGER = "no-longer", "stimmt nicht mehr"


# --- accounts of officers -----------------------------------------------------------------------


class AccountStep(TextChoices):
    """What can be asked for at the account of an officer."""

    PASSWORD = "password", "neues Passwort"
    EMAIL = "email", "andere E-Mail-Adresse"
    DEVICE = "device", "zweiten Faktor zurücksetzen"
    BODY = "body", "für eine Stelle entscheiden"


class Result(TextChoices):
    """What became of it."""

    OPEN = "open", "offen"
    DONE = "done", "ausgeführt"
    REFUSED = "refused", "abgelehnt"
    EXPIRED = "expired", "verfallen"
