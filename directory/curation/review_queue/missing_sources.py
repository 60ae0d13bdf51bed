"""Missing sources: what is said without a source, and where do sources disagree without a verdict?"""

from collections import defaultdict
from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BigIntegerField, Exists, F, Model, OuterRef, Q, QuerySet, Value

from directory.curation.review_queue.task import Item, ReviewTask
from directory.enums import Aspect, Stance, Visibility
from directory.models import TARGET_MODELS, TARGETS, Body, Citation, Criterion, Gap, Network, Terms, Verdict
from directory.models.about import NOT_STATED, STATED_IN

ROWS: list[type[Model]] = [model for name, model in TARGET_MODELS.items() if name not in STATED_IN]
"""Each of these rows states one thing."""
OF_MANY_FIELDS: list[type[Model]] = [TARGET_MODELS[name] for name in STATED_IN]
"""These state several, each in a field of its own that needs a source once it is filled."""
TO_NETWORK: dict[type[Model], str] = {Network: "pk", Criterion: "terms__network"}


# --- without a source -----------------------------------------------------------------------------


def unsourced() -> QuerySet[Any, Any]:
    """What readers see without a citation and without a reason why there is none: network, kind, number, aspect."""
    parts = [lacking(model, "", Q()) for model in ROWS]
    silent = [value for value in NOT_STATED if value is not None]
    for model in OF_MANY_FIELDS:
        stated = STATED_IN[str(model._meta.model_name)].items()
        parts += [lacking(model, aspect, ~Q(**{f"{field}__in": silent})) for aspect, field in stated]
    first, *others = parts
    return first.union(*others, all=True).order_by("of_network", "target", "pk", "said")


def lacking(model: type[Model], aspect: str, stated: Q) -> QuerySet[Any, Any]:
    """The rows of one kind that lack a source for one aspect; whole rows are sourced by whatever is cited of them."""
    name = str(model._meta.model_name)
    about = {name: OuterRef("pk"), **({"aspect": aspect} if aspect else {})}
    path = TO_NETWORK.get(model, "network")
    network: Any = Value(None, output_field=BigIntegerField()) if model is Body else F(path)
    seen = (
        Q()
        if model is Body
        else Q(**{"visibility" if model is Network else f"{path}__visibility": Visibility.PUBLISHED})
    )
    rows = model._default_manager.filter(seen, stated, ~Exists(Citation.objects.filter(**about)))
    rows = rows.filter(~Exists(Gap.objects.filter(**about))).order_by()
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
        for row in TARGET_MODELS[target]
        ._default_manager.select_related(*FETCHED.get(target, ["network"]))
        .filter(pk__in=of)
    }
    return [item_of(found[target, number], aspect) for _, target, number, aspect in rows if (target, number) in found]


FETCHED = {
    "network": [],
    "body": [],
    "criterion": ["terms__network"],
    "tenure": ["network", "body"],
    "relation": ["network", "other"],
    "treatment": ["network", "topic"],
}
"""What the names of rows need."""


def item_of(row: Any, aspect: str, why: str = "") -> Item:
    """A statement as the desk names it."""
    kind = Aspect(aspect).label if aspect else str(row._meta.verbose_name)
    network = row.terms.network if isinstance(row, Criterion) else getattr(row, "network", None)
    whole = isinstance(row, Network | Body | Terms)
    return Item(row, kind if whole else f"{kind}: {row}", str(network or row), why)


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
