"""Taking a table over, or only saying what would happen: all lines are judged together, then all are stored or none."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError

from directory.curation.imports import overview
from directory.curation.imports.bulk_save import Outdated, store
from directory.curation.imports.files import Table
from directory.curation.imports.import_plan import ImportPlan
from directory.curation.imports.lines import TableLine
from directory.models import Revision

CLASH = "Nichts wurde übernommen: Jemand hat gleichzeitig gespeichert. Bitte sehen Sie den Bericht noch einmal an."


@dataclass
class ImportOutcome:
    """What became of a table. ``is_stored`` says whether the catalogue was changed, ``clash`` why not although it was
    to be.
    """

    lines: list[TableLine]
    new_networks: int = 0
    is_stored: bool = False
    clash: str = ""

    @property
    def fingerprint(self) -> str:
        """Changes whenever a line says anything else, or anything else would become of it."""
        told = [(line.asis, line.is_new, line.changes, line.warnings, line.complaints) for line in self.lines]
        return hashlib.sha256(repr(told).encode()).hexdigest()

    @property
    def has_warnings(self) -> bool:
        return any(line.warnings for line in self.lines)

    @property
    def is_refused(self) -> bool:
        return any(line.complaints for line in self.lines)


def judge(table: Table) -> ImportOutcome:
    """What would become of the lines of a table. Changes nothing."""
    plan = plan_of(table)
    return ImportOutcome(plan.lines, plan.new_networks)


def plan_of(table: Table) -> ImportPlan:
    """The plan of a table in either form."""
    return ImportPlan(overview.expand(table) if overview.is_overview(table) else table)


def take_over(
    table: Table, *, name: str, by: Any = None, seen: str | None = None, in_spite_of_warnings: bool = False
) -> ImportOutcome:
    """Judge all lines, and store all unless one is refused.

    ``name`` of the file becomes part of the reason in the history, ``by`` its author. ``seen`` is the fingerprint of
    the outcome that somebody has agreed to: with another one nothing is stored. Nor is it where there are warnings,
    unless ``in_spite_of_warnings``, or if the catalogue changes while the lines are judged.
    """
    revision = Revision.current()
    plan = plan_of(table)
    outcome = ImportOutcome(plan.lines, plan.new_networks)
    agreed = seen in {None, outcome.fingerprint} and (in_spite_of_warnings or not outcome.has_warnings)
    if agreed and not outcome.is_refused:
        try:
            store(plan, revision, f"Import aus {name}", by)
            outcome.is_stored = True
        except (Outdated, IntegrityError):
            outcome.clash = CLASH
    return outcome
