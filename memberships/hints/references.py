"""References: which statement of an entry does a link mean, and how does it stand now?

A statement is named ``<kind>:<key>``, by the key it has among its siblings; rows without one by their number. What a
name does not find, or what readers must not see, is nothing: the link then speaks about the whole entry.
"""

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from directory.enums import Aspect, Dimension, Visibility
from directory.models import (
    Body,
    Citation,
    Contact,
    Criterion,
    Fact,
    Membership,
    Network,
    Relation,
    Scope,
    Tenure,
    Terms,
)
from directory.models.about import STATED_IN
from directory.rules.membership_paths import Way

Entry = Network | Body
NAME_LENGTH = 140
ASPECTS: dict[type[Model], tuple[Aspect, ...]] = {
    Network: (Aspect.NAME, Aspect.KIND, Aspect.STATUS, Aspect.START),
    Body: (Aspect.NAME, Aspect.LEGAL_FORM, Aspect.OFFICE, Aspect.URL),
    Terms: (Aspect.MODE, Aspect.WHO, Aspect.COST, Aspect.ONE_PER_ORGANISATION, Aspect.OBLIGATIONS),
}
"""Rows that say so much that a name must tell which part is meant."""
CONTACT = "Die Kontaktperson"


@dataclass(frozen=True)
class Statement:
    """One statement as readers find it: what it is about, what it says, and the passages behind it.

    ``kept`` is what may be kept of it beside the entry: nothing that names a person.
    """

    name: str
    label: str
    text: str
    row: Model
    kept: str
    citations: list[Citation] = field(default_factory=list)
    aspect: str = ""


def name_of(row: Model, aspect: str = "") -> str:
    """The name by which links mean a row, or one aspect of it."""
    kind = str(row._meta.model_name)
    if type(row) in ASPECTS:
        return f"{kind}:{aspect}"
    if isinstance(row, Criterion):
        return f"{kind}:{row.way and f'{row.way}-'}{row.kind}-{row.value}"
    if isinstance(row, Scope):
        return f"{kind}:{f'{Dimension.SEAT}-' if row.dimension == Dimension.SEAT else ''}{row.value}"
    return f"{kind}:{getattr(row, KEYS.get(kind, 'pk'))}"


KEYS = {"fact": "key", "treatment": "key", "membership": "key"}


def kind_in_words(name: str) -> str:
    """What sort of statement a name means, in a word; asks the database nothing."""
    kind, _, key = name.partition(":")
    aspected = {str(model._meta.model_name): model for model in ASPECTS}
    if kind in aspected:
        return str(Aspect(key).label) if key in Aspect.values else str(aspected[kind]._meta.verbose_name)
    return str(apps.get_model("directory", kind)._meta.verbose_name)


def find(entry: Entry, name: str) -> Statement | None:
    """The statement of this entry that has the name; None if there is none, or none that readers see."""
    kind, _, key = name[:NAME_LENGTH].partition(":")
    row = _row(entry, kind, key)
    if row is None:
        return None
    aspect = key if type(row) in ASPECTS else ""
    said = Citation.objects.filter(**{kind: row}, **({"aspect": aspect} if aspect else {})).select_related("source")
    label = str(Aspect(aspect).label if aspect else _label(row))
    text = words(row, aspect)
    kept = CONTACT if isinstance(row, Contact) else text
    return Statement(name_of(row, aspect), label, text, row, kept, list(said), aspect)


def _label(row: Model) -> str:
    if isinstance(row, (Fact, Criterion)):
        return row.get_kind_display()
    return str(row._meta.verbose_name)


def _row(entry: Entry, kind: str, key: str) -> Model | None:
    """The row a name means."""
    if kind == entry._meta.model_name:
        return entry if key in ASPECTS[type(entry)] else None
    if isinstance(entry, Body):
        return None
    if kind == "terms":
        return getattr(entry, "terms", None) if key in ASPECTS[Terms] else None
    found = _rows(entry, kind, key)
    row = found.first() if found is not None else None
    return None if isinstance(row, Contact) and not row.is_shown else row


def _rows(network: Network, kind: str, key: str) -> QuerySet[Any] | None:
    """All rows that could be meant, at most one of them."""
    if kind in KEYS:
        return getattr(network, f"{kind}s").filter(**{KEYS[kind]: key})
    if kind == "criterion":
        way, _, rest = key.partition("-") if key.partition("-")[0] in Way.values else ("", "", key)
        question, _, value = rest.partition("-")
        return Criterion.objects.filter(terms__network=network, way=way, kind=question, value=value)
    if kind == "scope":
        seat = key.startswith(f"{Dimension.SEAT}-")
        scopes = network.scopes.filter(value=key.removeprefix(f"{Dimension.SEAT}-"))
        return scopes.filter(dimension=Dimension.SEAT) if seat else scopes.exclude(dimension=Dimension.SEAT)
    number = int(key) if key.isascii() and key.isdecimal() and len(key) < 18 else 0
    if kind == "tenure":
        return network.tenures.filter(pk=number).select_related("body")
    if kind == "contact":
        return network.contacts.filter(pk=number).select_related("tenure")
    if kind == "relation":
        here = Q(network=network) & (Q(other=None) | Q(other__visibility=Visibility.PUBLISHED))
        there = Q(other=network, network__visibility=Visibility.PUBLISHED)
        return Relation.objects.filter(here | there, pk=number).select_related("network", "other")
    return None


def words(row: Model, aspect: str = "") -> str:
    """What a statement says, in one line; empty where no source says anything."""
    if isinstance(row, Fact):
        return fact_in_words(row)
    if isinstance(row, Contact):
        return ", ".join(part for part in (row.name, row.purpose, row.email, row.phone) if part)
    if isinstance(row, Tenure):
        return ", ".join(part for part in (f"{row.body}: {row.get_role_display()}", row.span, row.text) if part)
    if isinstance(row, Network):
        return _of_network(row, aspect)
    if isinstance(row, Terms):
        return _of_terms(row, aspect)
    if isinstance(row, Body):
        return str(getattr(row, STATED_IN["body"][aspect]))
    if isinstance(row, Membership):
        return ". ".join(filter(None, (row.name, row.who, row.fee_words, row.deadline_words, row.steps)))
    text = getattr(row, "text", "")
    return str(row) if text in ("", str(row)) else f"{row}: {text}"


def fact_in_words(fact: Fact) -> str:
    """A fact with its number, date and place, as short as the profile says it."""
    figure = f"{fact.figure} ({fact.as_of_words})" if fact.figure else ""
    title = f"„{fact.title}“" if fact.title else ""
    lead = fact.lead
    rest = " – ".join(part for part in (figure, title, fact.text, fact.url) if part)
    return ": ".join(part for part in (lead, rest) if part)


def _of_network(network: Network, aspect: str) -> str:
    told = {
        Aspect.NAME: network.name,
        Aspect.KIND: network.get_kind_display(),
        Aspect.STATUS: network.get_status_display(),
        Aspect.START: network.span,
    }
    return told[Aspect(aspect)]


def _of_terms(terms: Terms, aspect: str) -> str:
    told = {
        Aspect.MODE: (terms.get_mode_display(), terms.mode_text),
        Aspect.WHO: ("", terms.who_text),
        Aspect.COST: (terms.get_cost_display(), terms.cost_text),
        Aspect.ONE_PER_ORGANISATION: (terms.get_one_per_organisation_display(), ""),
        Aspect.OBLIGATIONS: (terms.get_obligations_display(), terms.obligations_text),
    }
    return ": ".join(part for part in told[Aspect(aspect)] if part)
