"""Audience: for whom is a network open? The groups of the start page, each a condition the list can filter by.

Read from status and joining terms only. A group never says more than its rows: where a source tells of the rule in
words alone, the group says that it does.
"""

from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, TextChoices, Value, When

from directory.enums import CriterionKind, Mode, Status, Who
from directory.models import Criterion
from directory.rules.membership_paths import INTEREST


class Audience(TextChoices):
    """Groups of networks by who may join, in the order in which readers need them."""

    ANYBODY = "alle", "Offen für alle Interessierten"
    SOME = "bestimmte", "Für bestimmte Menschen, zum Beispiel aus einem Beruf"
    BODIES = "organisationen", "Nur für Organisationen und Initiativen"
    IN_WORDS = "in-worten", "Ohne feste Regel oder ohne Auskunft"
    NOT_YET = "noch-nicht", "Noch nicht offen"
    OVER = "nicht-mehr", "Beendet"


OTHERS = ~Q(kind__in=[CriterionKind.WHO, CriterionKind.LAND]) & ~Q(
    kind=CriterionKind.PURPOSE, value__in=INTEREST[CriterionKind.PURPOSE]
)
"""Conditions that ask for more than interest; where somebody lives is told beside each network."""


def audience() -> Case:
    """The group of a network, as an expression."""
    return Case(
        When(Q(status=Status.ENDED) | Q(terms__mode=Mode.ENDED), then=Value(Audience.OVER)),
        When(Q(status=Status.PLANNED) | Q(terms__mode=Mode.NOT_YET), then=Value(Audience.NOT_YET)),
        When(Exists(_open_ways()), then=Value(Audience.ANYBODY)),
        When(Exists(_criteria(kind=CriterionKind.WHO, value=Who.PERSON)), then=Value(Audience.SOME)),
        When(Exists(_criteria(kind=CriterionKind.WHO)), then=Value(Audience.BODIES)),
        When(Exists(Criterion.objects.filter(OTHERS, terms__network=OuterRef("pk"))), then=Value(Audience.SOME)),
        default=Value(Audience.IN_WORDS),
        output_field=CharField(),
    )


def _criteria(**columns: str) -> QuerySet[Any]:
    return Criterion.objects.filter(terms__network=OuterRef("pk"), **columns)


def _open_ways() -> QuerySet[Any]:
    """Ways in that any interested person can take: nothing more is asked, and nobody but bodies is named."""
    same = Criterion.objects.filter(terms=OuterRef("terms"), way=OuterRef("way"))
    named = same.filter(kind=CriterionKind.WHO)
    interest = Q(kind=CriterionKind.PURPOSE, value__in=INTEREST[CriterionKind.PURPOSE])
    person = Q(kind=CriterionKind.WHO, value=Who.PERSON)
    return (
        Criterion.objects.filter(interest | person, terms__network=OuterRef("pk"))
        .exclude(Exists(same.filter(OTHERS)))
        .filter(Exists(named.filter(value=Who.PERSON)) | ~Exists(named))
    )
