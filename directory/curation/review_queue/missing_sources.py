"""Missing sources: what is said without a source, and where do sources disagree without a verdict?"""

from collections import defaultdict
from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.constants import LOOKUP_SEP

from directory.catalogue import sourcing
from directory.catalogue.registry import BODY, RECORDS, family
from directory.curation.review_queue.task import Item, ReviewTask
from directory.enums import Aspect, Stance, Visibility
from directory.models import TARGETS, Body, Citation, Criterion, Network, Terms, Verdict

CITED = {kind.name: (kind, path) for record in RECORDS.values() for kind, path in family(record) if kind.is_cited}
"""The kinds of record and row that need a source, each with the path to its record."""


# --- without a source -----------------------------------------------------------------------------


def unsourced() -> QuerySet[Any, Any]:
    """What readers see without a citation and without a reason why there is none: network, kind, number, aspect."""
    first, *others = [part(name, aspect) for name, (kind, _) in CITED.items() for aspect in sourcing.needed(kind)]
    return first.union(*others, all=True).order_by("of_network", "target", "pk", "said")


def part(name: str, aspect: str) -> QuerySet[Any, Any]:
    """The rows of one kind that lack a source for one aspect."""
    kind, path = CITED[name]
    rows = sourcing.unsourced_rows(kind, aspect)
    network: Any = Value(None, output_field=BigIntegerField())
    if kind is not BODY:
        rows = rows.filter(**{LOOKUP_SEP.join(filter(None, (path, "visibility"))): Visibility.PUBLISHED})
        network = F(path or "pk")
    rows = rows.annotate(of_network=network, target=Value(name), said=Value(aspect))
    return rows.values_list("of_network", "target", "pk", "said")


def tell_unsourced(rows: Sequence[tuple[int | None, str, int, str]]) -> list[Item]:
    """One query for each kind of row on the page."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for _, target, number, _ in rows:
        numbers[target].add(number)
    found = {
        (target, row.pk): row
        for target, of in numbers.items()
        for kind, path in [CITED[target]]
        for row in kind.model._default_manager.select_related(*kind.named_by(path)).filter(pk__in=of)
    }
    return [item_of(found[target, number], aspect) for _, target, number, aspect in rows if (target, number) in found]


def item_of(row: Any, aspect: str, why: str = "") -> Item:
    """A statement as the desk names it."""
    kind = Aspect(aspect).label if aspect else str(row._meta.verbose_name)
    network = row.terms.network if isinstance(row, Criterion) else getattr(row, "network", None)
    whole = isinstance(row, Network | Body | Terms)
    return Item(row, kind if whole else f"{kind}: {row}", str(network or row), why, aspect=aspect if whole else "")


UNSOURCED = ReviewTask(
    key="ohne-quelle",
    label="Angaben ohne Quelle",
    advice="Nennen Sie die Quelle. Gibt es keine, sagen Sie bei der Angabe, warum.",
    permission="directory.change_network",
    rows=unsourced,
    items=tell_unsourced,
)


# --- without a verdict ----------------------------------------------------------------------------


def disputed() -> QuerySet[Citation]:
    """Statements of which a source says something else, and no verdict says how we read that: of each the first
    citation that differs.
    """
    same: Q = reduce(or_, (Q(**{name: OuterRef(name)}) for name in TARGETS))
    dissent = Citation.objects.filter(stance=Stance.DIFFERS)
    earlier = dissent.filter(same, aspect=OuterRef("aspect"), pk__lt=OuterRef("pk"))
    weighed = Verdict.objects.filter(same, aspect=OuterRef("aspect"))
    return (
        dissent.of_published()
        .with_rows()
        .select_related("source")
        .filter(~Exists(earlier), ~Exists(weighed))
        .order_by("pk")
    )


def tell_disputed(citations: Sequence[Citation]) -> list[Item]:
    return [item_of(getattr(each, each.target_name), each.aspect, f"{each.source}: {each.claim}") for each in citations]


DISPUTES = ReviewTask(
    key="ohne-urteil",
    label="Widersprüche ohne Urteil",
    advice="Vergleichen Sie, was die Quellen sagen, und tragen Sie bei der Angabe ein Urteil ein: unsere Lesart und "
    "ihren Grund. Widerspricht die Quelle gar nicht, ändern Sie beim Beleg das Verhältnis zur Lesart.",
    permission="directory.change_network",
    rows=disputed,
    items=tell_disputed,
)
