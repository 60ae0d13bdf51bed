"""Membership paths: how does somebody get in from here, and what do people do that a joining rule may ask for? Closed
lists.

``Path`` is what this site offers for a network; what the sources say about joining is ``enums.Mode``.
"""

from dataclasses import dataclass

from django.db.models import TextChoices

from directory.enums import Mode, Who


class Path(TextChoices):
    """The honest way into a network from its page."""

    APPLY = "apply", "hier beantragen"
    WRITE = "write", "der Kontaktperson schreiben"
    ELSEWHERE = "elsewhere", "beim Netzwerk selbst"
    NOTICE = "notice", "noch nicht möglich; Bescheid geben lassen"
    ENDED = "ended", "nicht mehr möglich"
    NONE = "none", "kein Weg bekannt"


class Way(TextChoices):
    """What a condition is a condition of, where a network takes people in more than one way.

    A condition that names none belongs to the way the joining terms themselves tell of.
    """

    MEMBERSHIP = "mitgliedschaft", "Mitgliedschaft"
    PARTNERSHIP = "partnerschaft", "Partnerschaft"
    TAKING_PART = "mitwirkung", "Mitwirkung"


AS_WHOM = [
    (Who.PERSON.value, "als Einzelperson"),
    (Who.ORGANISATION.value, "für eine Organisation"),
    (Who.INITIATIVE.value, "für eine Initiative"),
]
"""How somebody says as whom they want to join."""


class Task(TextChoices):
    """What somebody does, in their own words; each stands for the rules it meets (see ``MEETS``)."""

    CHARGED = "auftrag", "Ich bin in einer Verwaltung beauftragt, die Bürgerbeteiligung in der Kommune voranzubringen."
    RESPONSIBLE = "verantwortung", "Ich treibe Bürgerbeteiligung in meiner Organisation voran oder verantworte sie."
    PROFESSION = "beruf", "Ich arbeite beruflich in der Bürgerbeteiligung."
    WORKING = "taetigkeit", "Ich bin in der Bürgerbeteiligung tätig."
    DEMOCRACY = "demokratiefoerderung", "Ich bin in der Demokratieförderung tätig."
    RESEARCH = "partizipationsforschung", "Ich forsche zu Partizipation."
    PROJECTS = "projekte", "Ich habe schon Beteiligungsprojekte durchgeführt."
    ENGAGED = (
        "einsatz",
        "Ich setze mich oder wir setzen uns für mehr Bürgerbeteiligung und eine starke Zivilgesellschaft ein.",
    )
    INTERESTED = "interesse", "Ich möchte mich austauschen und mitwirken."


INTEREST = {"purpose": {"interesse-am-austausch", "interesse-an-mitwirkung"}}

MEETS: dict[Task, dict[str, set[str]]] = {
    Task.CHARGED: {
        "function": {"beteiligung-voranbringen", "treibt-voran-oder-verantwortet"},
        "activity": {"buergerbeteiligung", "beruf-buergerbeteiligung"},
        "sector": {"verwaltung"},
        "level": {"kommune"},
    },
    Task.RESPONSIBLE: {"function": {"treibt-voran-oder-verantwortet"}, "activity": {"buergerbeteiligung"}},
    Task.PROFESSION: {"activity": {"buergerbeteiligung", "beruf-buergerbeteiligung"}},
    Task.WORKING: {"activity": {"buergerbeteiligung"}},
    Task.DEMOCRACY: {"activity": {"demokratiefoerderung"}},
    Task.RESEARCH: {"activity": {"partizipationsforschung"}},
    Task.PROJECTS: {"experience": {"beteiligungsprojekte"}},
    Task.ENGAGED: {"purpose": {"mehr-beteiligung-und-starke-zivilgesellschaft"}},
    Task.INTERESTED: {},
}
"""Which values of which criteria a task meets. Whoever asks at all is taken to be interested."""

IN_WORDS = {
    "beteiligung-voranbringen": "bringt Beteiligung voran",
    "treibt-voran-oder-verantwortet": "treibt Beteiligung voran oder verantwortet sie",
    "buergerbeteiligung": "tätig in der Bürgerbeteiligung",
    "beruf-buergerbeteiligung": "beruflich tätig in der Bürgerbeteiligung",
    "demokratiefoerderung": "tätig in der Demokratieförderung",
    "partizipationsforschung": "tätig in der Partizipationsforschung",
    "beteiligungsprojekte": "hat Beteiligungsprojekte durchgeführt",
    "mehr-beteiligung-und-starke-zivilgesellschaft": "Einsatz für mehr Beteiligung und eine starke Zivilgesellschaft",
    "interesse-am-austausch": "Interesse am Austausch",
    "interesse-an-mitwirkung": "Interesse an Mitwirkung",
}
"""What the values of criteria mean that are no closed list of their own."""

TASK_KINDS = ("function", "activity", "experience", "purpose")
"""The kinds of criteria that only the question about tasks answers."""

NOTHING_ELSE = "Nichts davon; ich möchte mich austauschen und mitwirken."
"""What mere interest is called beside the other tasks. Ticked alone it denies them; a box left empty denies nothing."""


@dataclass(frozen=True)
class Wording:
    """What joining is called at one network: as a heading, and what one sends."""

    heading: str
    sent: str


MEMBER = Wording("Mitglied werden", "Antrag")
CALLED = {
    Mode.APPLY: Wording("Mitgliedschaft beantragen", "Antrag"),
    Mode.REGISTER: Wording("Anmelden", "Anmeldung"),
    Mode.TAKE_PART: Wording("Zur Mitwirkung melden", "Meldung"),
}


def called(mode: str, membership: str = "") -> Wording:
    """How joining is spoken of; ``membership`` is the name a network gives to it."""
    words = CALLED.get(Mode(mode), MEMBER)
    if membership and words is CALLED[Mode.APPLY]:
        return Wording(f"{membership[:1].upper()}{membership[1:]} beantragen", words.sent)
    return words
