"""What has only become old: entries nobody has checked for long, plans whose day is over, figures, contact persons.

The periods are the editors' own; no source prescribes them.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import ExtractMonth, ExtractYear, Length, Replace

from directory.curation.review_queue.task import Item, ReviewTask, day
from directory.enums import FactKind, Visibility
from directory.models import Contact, Fact, Network
from directory.querysets import alphabetical, running, today

CHECK_AFTER = timedelta(days=365)
FIGURES_AGE_AFTER = timedelta(days=730)
CONTACTS_EXPIRE_AFTER = timedelta(days=365)

READERS_SEE = Q(network__visibility=Visibility.PUBLISHED)
YEAR, DAY = 4, 10  # characters of a partial date


def before(field: str, period: timedelta) -> Q:
    """Days that are missing, or longer ago than this period."""
    return Q(**{field: None}) | Q(**{f"{field}__lt": today() - period})


# --- entries --------------------------------------------------------------------------------------


def unchecked() -> QuerySet[Network]:
    """Published networks nobody has checked as a whole within the period."""
    networks = Network.objects.published().filter(before("verified_on", CHECK_AFTER))
    return networks.order_by(F("verified_on").asc(nulls_first=True), alphabetical(), "pk")


def tell_networks(networks: Sequence[Network]) -> list[Item]:
    return [
        Item(each, each.name, why=f"geprüft am {day(each.verified_on)}" if each.verified_on else "noch nie geprüft")
        for each in networks
    ]


CHECKS = ReviewTask(
    key="pruefung",
    label="Prüfung fällig",
    advice="Vergleichen Sie den Eintrag mit seinen Quellen. Stimmt noch alles, wählen Sie „Heute geprüft, nichts "
    "geändert“. Fällig ist, was seit einem Jahr oder noch nie geprüft wurde.",
    permission="directory.change_network",
    rows=unchecked,
    items=tell_networks,
    checks=True,
)


# --- plans ----------------------------------------------------------------------------------------


def months(field: str) -> CombinedExpression:
    """The months that had begun by a day, counted from the year 0."""
    return ExtractYear(field) * 12 + ExtractMonth(field)


def passed() -> QuerySet[Fact]:
    """Announced statements whose time is over and that nobody has looked at since. As ``Fact.has_passed``, in the
    database: without an end, what counts is the last day of the month, season or year in which they were to begin.
    """
    now = today()
    within_year, within_season = When(size=YEAR, then=Value(11)), When(start__contains="-2", then=Value(2))
    facts = Fact.objects.filter(READERS_SEE, planned=True).annotate(size=Length(Replace("start", Value("~"))))
    facts = facts.annotate(
        last_month=months("start_earliest") + Case(within_year, within_season, default=Value(0)),
        checked_month=months("verified_on"),
    )
    never = Q(verified_on=None)
    ended = Q(end_latest__lt=now) & (never | Q(verified_on__lte=F("end_latest")))
    on_a_day = Q(end="", size=DAY, start_earliest__lt=now) & (never | Q(verified_on__lte=F("start_earliest")))
    in_a_span = Q(end="", size__lt=DAY, last_month__lt=now.year * 12 + now.month)
    in_a_span &= never | Q(checked_month__lte=F("last_month"))
    return facts.filter(ended | on_a_day | in_a_span).select_related("network").order_by("start_earliest", "pk")


def tell_plans(facts: Sequence[Fact]) -> list[Item]:
    return [Item(each, str(each), str(each.network), each.lead) for each in facts]


PLANS = ReviewTask(
    key="geplantes",
    label="Geplantes, dessen Zeit vorbei ist",
    advice="Kam es zustande? Dann nehmen Sie das Häkchen „geplant“ weg und nennen die Quelle. Ist nichts zu erfahren, "
    "wählen Sie „Heute geprüft, nichts geändert“.",
    permission="directory.change_fact",
    rows=passed,
    items=tell_plans,
    checks=True,
)


# --- figures --------------------------------------------------------------------------------------


def aged() -> QuerySet[Fact]:
    """Figures that are old or undated, that nobody has checked within the period and no newer one has replaced."""
    old = before("as_of_latest", FIGURES_AGE_AFTER) & before("verified_on", FIGURES_AGE_AFTER)
    same = Fact.objects.filter(network=OuterRef("network"), kind=FactKind.FIGURE, unit=OuterRef("unit"))
    newer = same.filter(as_of_latest__gt=OuterRef("as_of_latest"))
    figures = Fact.objects.filter(READERS_SEE, old, ~Exists(newer), kind=FactKind.FIGURE)
    return figures.select_related("network").order_by(F("as_of_latest").asc(nulls_first=True), "pk")


def tell_figures(facts: Sequence[Fact]) -> list[Item]:
    return [Item(each, str(each), str(each.network), each.as_of_words) for each in facts]


FIGURES = ReviewTask(
    key="zahlen",
    label="Alte Zahlen",
    advice="Suchen Sie eine neuere Zahl und tragen Sie sie als eigene Angabe mit ihrem Stand ein; die alte bleibt "
    "stehen. Gibt es keine, wählen Sie „Heute geprüft, nichts geändert“. Alt ist, was älter als zwei Jahre ist oder "
    "keinen Stand nennt.",
    permission="directory.change_fact",
    rows=aged,
    items=tell_figures,
    checks=True,
)


# --- contact persons ------------------------------------------------------------------------------


def unconfirmed() -> QuerySet[Contact]:
    """Contact persons readers see, though nobody has confirmed within the period that they still are."""
    there = Q(withheld=False) & (Q(end="") | Q(end_latest__gte=today())) & (Q(tenure=None) | running("tenure__"))
    contacts = Contact.objects.filter(READERS_SEE, there, before("confirmed_on", CONTACTS_EXPIRE_AFTER))
    return contacts.select_related("network").order_by(F("confirmed_on").asc(nulls_first=True), "pk")


def tell_contacts(contacts: Sequence[Contact]) -> list[Item]:
    return [
        Item(
            each,
            each.name,
            str(each.network),
            f"bestätigt am {day(each.confirmed_on)}" if each.confirmed_on else "noch nie bestätigt",
        )
        for each in contacts
    ]


CONTACTS = ReviewTask(
    key="kontakte",
    label="Kontaktpersonen, lange nicht bestätigt",
    advice="Fragen Sie nach und tragen Sie den Tag der Antwort bei „zuletzt bestätigt am“ ein. Wer nicht mehr genannt "
    "werden will, bekommt das Häkchen „nicht zeigen“. Eine Bestätigung gilt ein Jahr.",
    permission="directory.change_contact",
    rows=unconfirmed,
    items=tell_contacts,
)
