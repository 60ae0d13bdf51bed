"""Taking a file over, or only saying what would happen: all of it is judged together, then all is stored or nothing."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from directory.catalogue import Refused
from directory.catalogue.storing import Outdated
from directory.curation.imports import documents, overview
from directory.curation.imports.files import Table
from directory.curation.imports.import_plan import ImportPlan
from directory.curation.imports.json_files import Documents
from directory.models import Revision, history

CLASH = "Nichts wurde übernommen: Jemand hat gleichzeitig gespeichert. Bitte sehen Sie den Bericht noch einmal an."


@dataclass
class ImportOutcome:
    """What became of a file. ``is_stored`` says whether the catalogue was changed, ``clash`` why not although it was
    to be; ``unit`` what its lines are, one and many.
    """

    lines: Sequence[Any]
    new_networks: int = 0
    is_stored: bool = False
    clash: str = ""
    unit: tuple[str, str] = ("Zeile", "Zeilen")

    @property
    def fingerprint(self) -> str:
        """Changes whenever a line says anything else, or anything else would become of it."""
        return hashlib.sha256(repr([line.told for line in self.lines]).encode()).hexdigest()

    @property
    def has_warnings(self) -> bool:
        return any(line.warnings for line in self.lines)

    @property
    def is_refused(self) -> bool:
        return any(line.complaints for line in self.lines)


Agreement = Callable[[ImportOutcome], bool]


def judge(file: Table | Documents) -> ImportOutcome:
    """What would become of a file. Changes nothing."""
    return _outcome(file, "", None, lambda outcome: False)


def plan_of(table: Table) -> ImportPlan:
    """The plan of a table in either form."""
    return ImportPlan(overview.expand(table) if overview.is_overview(table) else table)


def take_over(
    file: Table | Documents, *, name: str, by: Any = None, seen: str | None = None, in_spite_of_warnings: bool = False
) -> ImportOutcome:
    """Judge all of a file, and store all unless something is refused.

    ``name`` of the file becomes part of the reason in the history, ``by`` its author. ``seen`` is the fingerprint of
    the outcome that somebody has agreed to: with another one nothing is stored. Nor is it where there are warnings,
    unless ``in_spite_of_warnings``, or if the catalogue changes while the lines are judged.
    """

    def is_agreed(outcome: ImportOutcome) -> bool:
        is_known = seen in {None, outcome.fingerprint} and (in_spite_of_warnings or not outcome.has_warnings)
        return is_known and not outcome.is_refused

    return _outcome(file, f"Import aus {name}", by, is_agreed)


def _outcome(file: Table | Documents, reason: str, by: Any, is_agreed: Agreement) -> ImportOutcome:
    form: Any = _written if isinstance(file, Documents) else _stored
    outcome: ImportOutcome = form(file, reason, by, is_agreed)
    return outcome


def _stored(table: Table, reason: str, by: Any, is_agreed: Agreement) -> ImportOutcome:
    revision = Revision.current()
    plan = plan_of(table)
    outcome = ImportOutcome(plan.lines, plan.new_networks)
    if is_agreed(outcome):
        try:
            with history.act(reason, by=by):
                plan.writing.finish(revision)
            outcome.is_stored = True
        except (Outdated, Refused, IntegrityError):
            outcome.clash = CLASH
    return outcome


def _written(file: Documents, reason: str, by: Any, is_agreed: Agreement) -> ImportOutcome:
    outcome = ImportOutcome([], unit=("Netzwerk", "Netzwerke"))
    try:
        with documents.written(file, reason, by) as lines:
            outcome.lines, outcome.new_networks = lines, sum(line.fate == "new" for line in lines)
            outcome.is_stored = is_agreed(outcome)
            if not outcome.is_stored:
                transaction.set_rollback(True)
    except IntegrityError:
        outcome.is_stored, outcome.clash = False, CLASH
    return outcome
