"""Descriptions: what does a row of the catalogue say, column by column, in German words? Knows rows, not their
past.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Field, Model
from django.utils.formats import date_format
from django.utils.text import Truncator, capfirst

from directory.models import (
    TARGETS,
    Citation,
    Contact,
    Criterion,
    Fact,
    Gap,
    Member,
    Membership,
    Relation,
    Scope,
    Silence,
    Tenure,
    Terms,
    Verdict,
)
from directory.rules import partial_dates

UNSAID = {"id", "network", "terms", "position", "key", "fingerprint", "verified_on", "visibility"}
"""Columns without words of their own: where a row stands, and what is said in sentences (see ``sentences``)."""
PARTIAL = {"start", "end", "as_of", "dated"}
SHORT = 90  # characters of a row's name inside a sentence about something else

LABELS = {
    ("network", "start"): "Beginn",
    ("network", "end"): "Ende",
    ("network", "easy_text"): "Text in Leichter Sprache",
    ("terms", "mode_text"): "Beitrittsweg in Worten",
    ("terms", "path_url"): "Weg beim Netzwerk selbst, Webadresse",
    ("terms", "path_text"): "Weg beim Netzwerk selbst, in Worten",
    ("terms", "cost_text"): "Kosten in Worten",
    ("terms", "obligations_text"): "Verpflichtungen in Worten",
    ("page", "text"): "Text",
}
"""Where a column's own label only makes sense beside its neighbour."""


@dataclass(frozen=True)
class Together:
    """Columns that say one thing."""

    label: str
    columns: tuple[str, ...]
    words: Callable[[Any], str]


def figure(fact: Fact) -> str:
    """``mehr als 350 Aktive (Stand: Mai 2024)``; empty where the fact is no figure."""
    return f"{fact.figure} ({fact.as_of_words})" if fact.figure else ""


def partner(relation: Relation) -> str:
    """What a relation leads to."""
    return str(relation.other or relation.other_name)


PLACE = Together("Textstelle", ("first_line", "last_line", "locator"), lambda row: row.where)
SPAN = Together("Zeitraum", ("start", "end"), lambda row: row.span)
ABOUT = Together("gehört zu", (*TARGETS, "aspect"), lambda row: subject(row))  # noqa: PLW0108 - stands below
TOGETHER: dict[type[Model], tuple[Together, ...]] = {
    Fact: (
        Together("Zahl", ("number", "bound", "unit", "as_of"), figure),
        Together("Datum", ("start", "end", "qualifier"), lambda fact: fact.when),
    ),
    Tenure: (SPAN,),
    Contact: (SPAN,),
    Member: (SPAN,),
    Relation: (Together("wozu", ("other", "other_name"), partner),),
    Membership: (
        Together("Beitrag", ("fee", "period", "graded", "fee_text"), lambda membership: membership.fee_words),
        Together("Frist", ("deadline", "deadline_text"), lambda membership: membership.deadline_words),
    ),
    Criterion: (Together("Wert", ("value",), lambda criterion: criterion.label),),
    Citation: (PLACE, ABOUT),
    Verdict: (ABOUT,),
    Gap: (ABOUT,),
    Silence: (Together("Textstelle", ("first_line", "last_line"), lambda silence: silence.lines),),
}


def said(row: Any) -> dict[str, str]:
    """What a row says, by the German labels of its columns; an empty text where it says nothing."""
    found: dict[str, str] = {}
    groups = {column: group for group in TOGETHER.get(type(row), ()) for column in group.columns}
    for column in row._meta.concrete_fields:
        group = groups.get(column.name)
        if group:
            found.setdefault(group.label, group.words(row))
        elif column.editable and column.name not in UNSAID:
            found[label(column)] = value(row, column)
    return found


def label(column: Any) -> str:
    """How a sentence calls a column."""
    return LABELS.get((column.model._meta.model_name, column.name)) or capfirst(str(column.verbose_name))


def value(row: Any, column: Field) -> str:
    """What one column of a row says."""
    stored = getattr(row, column.attname)
    if isinstance(stored, bool):
        return "ja" if stored else "nein"
    if stored in (None, ""):
        return ""
    if column.choices:
        return str(getattr(row, f"get_{column.name}_display")())
    if column.is_relation:
        return str(getattr(row, column.name))
    if isinstance(stored, date):
        return day(stored)
    if isinstance(stored, int):
        return f"{stored:,}".replace(",", ".")
    return partial_dates.in_words(stored) if column.name in PARTIAL else str(stored)


def day(when: date) -> str:
    """``21. November 2026``"""
    return date_format(when, "j. F Y")


# --- what a row is, and what it is called -----------------------------------------------------

KINDS: dict[type[Model], Callable[[Any], str]] = {
    Fact: lambda fact: fact.get_kind_display(),
    Scope: lambda scope: scope.get_dimension_display(),
    Verdict: lambda verdict: "Lesart",
}
NAMES: dict[type[Model], Callable[[Any], str]] = {
    Fact: lambda fact: figure(fact) or str(fact),
    Relation: lambda relation: f"{relation.get_kind_display()} „{partner(relation)}“",
    Terms: lambda terms: "",
    Citation: lambda citation: f"{citation} (zu {subject(citation)})",
    Verdict: lambda verdict: verdict.subject,
    Gap: lambda gap: f"{gap.reason} (zu {subject(gap)})",
}


def kind(row: Model) -> str:
    """``Ziel``, ``Koordination``, ``Beleg``: what sort of row it is."""
    return str(KINDS.get(type(row), lambda other: other._meta.verbose_name)(row))


def name(row: Model) -> str:
    """What tells a row from its siblings; empty where it has none."""
    return str(NAMES.get(type(row), str)(row))


def titled(row: Model) -> str:
    """``Ziel „Ein Verband“``: kind and name in the middle of a sentence."""
    called = Truncator(name(row)).chars(SHORT)
    return f"{kind(row)} „{called}“" if called else kind(row)


def subject(about: Any) -> str:
    """What a citation, a verdict or a gap speaks about."""
    aspect = about.get_aspect_display()
    if about.target_name in ("network", "terms"):
        return aspect
    row = titled(getattr(about, about.target_name))
    return f"{row}: {aspect}" if aspect else row
