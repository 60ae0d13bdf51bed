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
"""Nothing has been decided yet; of these there is at most one per network and address."""


class Step(TextChoices):
    """What can happen to an application."""

    CONFIRM = "confirm", "E-Mail-Adresse bestätigt"
    ASK = "ask", "Rückfrage gestellt"
    ANSWER = "answer", "Rückfrage beantwortet"
    CORRECT = "correct", "Angaben berichtigt"
    APPROVE = "approve", "angenommen"
    DECLINE = "decline", "abgelehnt"
    WITHDRAW = "withdraw", "zurückgezogen"
    LEAVE = "leave", "ausgetreten"
    EXPIRE = "expire", "verfallen"


class Role(TextChoices):
    """Who takes a step."""

    APPLICANT = "applicant", "antragstellende Person"
    OFFICER = "officer", "Mitgliedschaftsstelle"
    CLOCK = "clock", "Zeitablauf"


class Purpose(TextChoices):
    """What a secret link is good for; a link for one purpose never works for another."""

    CONFIRM = "confirm", "Bestätigung"
    PAGE = "page", "Antragsseite"
    NOTICE = "notice", "Benachrichtigung bestätigen"


class Letter(TextChoices):
    """The messages that are sent."""

    CONFIRM = "confirm", "Bitte bestätigen"
    RECEIVED = "received", "Eingegangen"
    QUESTION = "question", "Rückfrage"
    APPROVED = "approved", "Angenommen"
    DECLINED = "declined", "Abgelehnt"
    WITHDRAWN = "withdrawn", "Zurückgezogen"
    REMINDER = "reminder", "Erinnerung an die Mitgliedschaftsstelle"
    LOST_LINK = "lost-link", "Neuer Link"
    NOTICE = "notice", "Benachrichtigung bestätigen"
    OPENED = "opened", "Es ist so weit"


class DeclineReason(TextChoices):
    """Why an application is declined; own words come on top."""

    NOT_ELIGIBLE = "not-eligible", "Die Bedingungen des Netzwerks sind nicht erfüllt."
    ONE_PER_ORGANISATION = "one-per-organisation", "Ihre Organisation ist schon vertreten."
    NO_ANSWER = "no-answer", "Die Rückfrage blieb ohne Antwort."
    DUPLICATE = "duplicate", "Der Antrag liegt schon vor."
    OTHER = "other", "Anderer Grund"
