"""Findings: what have machines found: addresses that are dead or have moved, records that look alike?"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from directory.curation.link_checks import schedule
from directory.curation.review_queue.task import Item, ReviewTask, day
from directory.enums import Visibility
from directory.models import Fact, Link, LinkState, Pair, Source, Terms


def named() -> Q:
    """Addresses that stand in what readers see."""
    sources = Source.objects.exclude(url="").order_by().values("url")
    shown = Q(network__visibility=Visibility.PUBLISHED)
    facts = Fact.objects.filter(shown).exclude(url="").order_by().values("url")
    terms = Terms.objects.filter(shown).exclude(path_url="").order_by().values("path_url")
    return Q(url__in=sources) | Q(url__in=facts) | Q(url__in=terms)


def dead() -> QuerySet[Link]:
    """Addresses that no longer answer, or that must not be visited, unless an editor leaves them as they are."""
    gone = Link.objects.filter(named(), state__in=(LinkState.DEAD, LinkState.REFUSED), accepted_on=None)
    return gone.order_by("url")


def moved() -> QuerySet[Link]:
    """Addresses that lead elsewhere for good, unless an editor leaves them as they are."""
    return Link.objects.filter(named(), state=LinkState.MOVED, accepted_on=None).order_by("url")


def tell_links(found: Sequence[Link]) -> list[Item]:
    uses = schedule.uses(found)
    return [Item(each, each.url, why=tell_state(each), others=uses[each.url]) for each in found]


def tell_state(link: Link) -> str:
    if link.state == LinkState.MOVED:
        return f"jetzt {link.moved_to}"
    return f"{link.error} Seit {day(link.failing_since)}." if link.failing_since else link.error


DEAD_LINKS = ReviewTask(
    key="tote-adressen",
    label="Webadressen, die nicht antworten",
    advice="Suchen Sie die neue Adresse und tragen Sie sie bei der Angabe oder Quelle ein; Quellen ändert die Leitung. "
    "Gibt es keine, öffnen Sie die Webadresse und wählen „So lassen“.",
    permission="directory.view_link",
    rows=dead,
    items=tell_links,
)
MOVED_LINKS = ReviewTask(
    key="umgezogene-adressen",
    label="Webadressen, die umgezogen sind",
    advice="Sehen Sie nach, ob am neuen Ort dasselbe steht. Öffnen Sie die Webadresse und wählen „Neue Adresse "
    "übernehmen“ oder „So lassen“.",
    permission="directory.view_link",
    rows=moved,
    items=tell_links,
)


def alike() -> QuerySet[Pair]:
    """Records that look like one, and of which nobody has said that they are two."""
    return Pair.objects.filter(distinct_at=None).order_by("-likeness", "pk")


def tell_pairs(pairs: Sequence[Any]) -> list[Item]:
    return [Item(each, str(each), each.get_kind_display(), each.because) for each in pairs]


PAIRS = ReviewTask(
    key="dubletten",
    label="Mögliche Dubletten",
    advice="Ist beides dasselbe, legen Sie es zusammen. Sind es zwei, sagen Sie, woran man sie unterscheidet.",
    permission="directory.view_pair",
    rows=alike,
    items=tell_pairs,
)
