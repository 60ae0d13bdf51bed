"""Costs: what does joining cost, as far as sources say? The joining terms tell it, or the single kinds of membership.

Nothing is called free where a fee is known.
"""

from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When

from directory.enums import Cost
from directory.models import Membership, Network


def known() -> Case:
    """What is known of the cost of a network, as an expression."""
    fees = Membership.objects.filter(Q(fee__gt=0) | Q(graded=True), network=OuterRef("pk"))
    return Case(When(Exists(fees), then=Value(Cost.PAID)), default=F("terms__cost"), output_field=CharField())


def fees(network: Network) -> list[Any]:
    """The kinds of membership that tell the cost, where the joining terms do not, or too little."""
    terms, told = getattr(network, "terms", None), [each for each in network.memberships.all() if each.fee_words]
    is_told = terms is not None and (terms.cost != Cost.NOT_STATED or terms.cost_text)
    return told if not is_told or any(each.costs for each in told) else []


def in_short(network: Network) -> str:
    """What joining costs, in a word or in the source's; empty where nobody tells."""
    told, terms = fees(network), getattr(network, "terms", None)
    if told:
        return "; ".join(f"{each.name}: {each.fee_words}" for each in told)
    if terms is None:
        return ""
    return str(terms.get_cost_display() if terms.cost != Cost.NOT_STATED else terms.cost_text)
