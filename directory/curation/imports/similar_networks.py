"""Similar networks: which new networks of a table look like one that is there already, or like each other? A warning,
no refusal.
"""

from collections.abc import Iterable, Iterator

from directory.curation.duplicates import detection
from directory.curation.imports.schema import NETWORK
from directory.curation.imports.statements import PlannedStatement
from directory.enums import FactKind
from directory.models import Fact, RecordKind, Relation
from directory.rules.similarity import Likeness, Signs, candidates, compare, spellings

TELLING = {FactKind.NAME: "name", FactKind.WEBSITE: "web", FactKind.ADDRESS: "place"}

WARNING = "Sieht aus wie „{}“{}: {}."


def warn(statements: Iterable[PlannedStatement]) -> None:
    """Warn at the line of each new network that looks like another."""
    statements = list(statements)
    new = {each.network: each for each in statements if each.kind is NETWORK and each.is_new}
    if not new:
        return
    mine: dict[str, Signs] = {}
    for number, (slug, each) in enumerate(new.items(), start=1):
        mine[slug] = Signs(-number, each.row.name, spellings(each.row.name))  # numbers no stored record has
    for each in statements:
        if each.network in mine and isinstance(each.row, Fact) and each.row.kind in TELLING:
            fact, what = each.row, TELLING[FactKind(each.row.kind)]
            mine[each.network].learn(**{what: fact.url if what == "web" else fact.title or fact.text})
        if isinstance(each.row, Relation) and each.row.other:
            _relate(mine, each.network, each.row)
    _compare(mine, new)


def _relate(mine: dict[str, Signs], slug: str, relation: Relation) -> None:
    other = relation.other.slug if relation.other else ""
    if slug in mine:
        mine[slug].kin.add(mine[other].number if other in mine else relation.other_id or 0)
    elif other in mine:
        mine[other].kin.add(relation.network_id)


def _compare(mine: dict[str, Signs], new: dict[str, PlannedStatement]) -> None:
    lines = {signs.number: new[slug].lines[0] for slug, signs in mine.items()}
    for number, like in likenesses(set(lines), {each.number: each for each in mine.values()}):
        where = f" in Zeile {lines[like.number].number}" if like.number in lines else ""
        lines[number].warnings.append(WARNING.format(like.name, where, like.because))


def likenesses(fresh: set[int], besides: dict[int, Signs] | None = None) -> Iterator[tuple[int, Likeness]]:
    """The fresh ones among all stored networks, and what is told ``besides``, with all others they look like."""
    signs = detection.signs(RecordKind.NETWORK) | (besides or {})
    for pair in sorted(candidates(signs.values())):
        for one, other in (pair, pair[::-1]):
            like = compare(signs[one], signs[other])
            if one in fresh and like:
                yield one, like
