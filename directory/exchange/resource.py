"""The table as django-import-export knows it: a resource that takes a dataset over, or only says what would happen.

Its own resources make one row of one line, look each up by itself and keep what they check in a transaction. Our lines
make rows of nine tables that hang together, so the lines are judged together first (``planning``) and stored together
afterwards (``storing``). Its results, datasets and formats are used as they are.
"""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from import_export.resources import Resource
from import_export.results import Error, Result, RowResult
from tablib import Dataset

from directory.exchange.lines import Line
from directory.exchange.planning import Plan
from directory.exchange.storing import Outdated, store
from directory.models import Revision

CLASH = "Nichts wurde übernommen: Jemand hat gleichzeitig gespeichert. Bitte sehen Sie den Bericht noch einmal an."


class LineResult(RowResult):
    """What became of one line."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self.line = line
        self.object_repr = line.title
        self.row_values = line.asis
        if line.complaints:
            self.import_type = RowResult.IMPORT_TYPE_INVALID
            self.validation_error = ValidationError([str(each) for each in line.complaints])
        elif line.is_new:
            self.import_type = RowResult.IMPORT_TYPE_NEW
        else:
            self.import_type = RowResult.IMPORT_TYPE_UPDATE if line.changes else RowResult.IMPORT_TYPE_SKIP


class Outcome(Result):
    """What became of a table. ``is_stored`` says whether the catalogue was changed."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.new_networks = plan.new_networks
        self.is_stored = False
        self.total_rows = len(plan.lines)
        for line in plan.lines:
            row = LineResult(line)
            self.append_row_result(row)
            self.increment_row_result_total(row)
            if row.validation_error:
                self.append_invalid_row(line.number, line.asis, row.validation_error)

    @property
    def fingerprint(self) -> str:
        """Changes whenever a line says anything else, or anything else would become of it."""
        lines = [row.line for row in self.rows]
        told = [(line.asis, line.is_new, line.changes, line.warnings, line.complaints) for line in lines]
        return hashlib.sha256(repr(told).encode()).hexdigest()

    @property
    def has_warnings(self) -> bool:
        return any(row.line.warnings for row in self.rows)


class Networks(Resource):
    """Networks with their statements and sources."""

    def import_data(self, dataset: Dataset, dry_run: bool = False, **options: Any) -> Outcome:
        """Judge all lines, and store all unless one is refused or it is a dry run.

        Options: ``file_name`` becomes part of the reason in the history, ``user`` its author. ``seen`` is the
        fingerprint of the outcome that somebody has agreed to: with another one nothing is stored. Nor is it where
        there are warnings, unless ``in_spite_of_warnings``, or if the catalogue changes while the lines are judged;
        ``base_errors`` then says so.
        """
        revision = Revision.current()
        plan = Plan(dataset)
        outcome = Outcome(plan)
        agreed = options.get("seen") in {None, outcome.fingerprint}
        agreed = agreed and (options.get("in_spite_of_warnings", False) or not outcome.has_warnings)
        if not dry_run and agreed and not outcome.has_validation_errors():
            reason = f"Import aus {options.get('file_name') or 'einer Datei'}"
            try:
                store(plan, revision, reason, options.get("user"))
                outcome.is_stored = True
            except (Outdated, IntegrityError) as error:
                outcome.append_base_error(Error(type(error)(CLASH)))
        return outcome
