"""Descriptions: how does an application read? All that somebody said of themselves, in words, for them and for who
decides.
"""

from memberships.enums import State
from memberships.models import Application

HEADINGS = {
    State.UNCONFIRMED: "Ihr Antrag wartet auf Ihre Bestätigung",
    State.WAITING: "Ihr Antrag wird geprüft",
    State.ASKED: "Ihr Antrag wartet auf Ihre Antwort",
    State.APPROVED: "Ihr Antrag ist angenommen",
    State.DECLINED: "Ihr Antrag ist abgelehnt",
    State.WITHDRAWN: "Ihr Antrag ist zurückgezogen",
    State.EXPIRED: "Ihr Antrag ist verfallen",
}
LEFT = "Ihre Mitgliedschaft ist beendet"

TOLD = (
    "party", "name", "email", "organisation", "function", "sector", "place", "land", "level", "statement", "remark",
)  # fmt: skip
LABELS = {field.name: str(field.verbose_name) for field in Application._meta.concrete_fields}


def told(application: Application) -> list[tuple[str, str]]:
    """What the applicant said, each with its label; conditions in the words in which they were asked."""
    return [*values(application, TOLD), *(("Trifft zu", row["text"]) for row in application.tasks)]


def values(application: Application, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Labels and values of what is filled in."""
    pairs = []
    for name in names:
        shown = getattr(application, f"get_{name}_display", None)
        value = shown() if shown else getattr(application, name)
        if value:
            pairs.append((LABELS[name], str(value)))
    return pairs


def heading(application: Application) -> str:
    """Where it stands, in a sentence to the applicant."""
    left = application.state == State.WITHDRAWN and application.member_id is not None
    return LEFT if left else HEADINGS[State(application.state)]


def merged(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The same with each label once; what stands under one label several times is joined."""
    found: dict[str, list[str]] = {}
    for label, value in pairs:
        found.setdefault(label, []).append(value)
    return [(label, "; ".join(values)) for label, values in found.items()]
