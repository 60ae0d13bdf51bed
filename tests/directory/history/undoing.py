"""How does a test go back, and how does it see that all is as before?"""

from typing import Any

from directory.catalogue import dump_all
from directory.catalogue.diff import path_of
from directory.catalogue.registry import RECORDS
from directory.curation import revert, revert_plan
from directory.models import Act, Version, history
from tests.memberships import making as accounts


def version(row: Any, back: int = 0) -> Version:
    """The newest version of the record to which a row belongs, or one further back."""
    kind, number = row.places()[0]
    return Version.objects.filter(kind=kind, record=number).order_by("-pk")[back]


def of_version(row: Any, back: int = 0) -> revert_plan.RevertPlan:
    """What it takes for a row to be what that version says."""
    return revert_plan.of_version(version(row, back), path_of(row))


def of_act(act: history.Unit) -> revert_plan.RevertPlan:
    """What it takes to undo an act."""
    return revert_plan.of_act(Act.objects.get(pk=act.number))


def go(plan: revert_plan.RevertPlan) -> None:
    revert.go_back(plan, plan.token, accounts.user(is_superuser=True))


def state() -> dict[str, Any]:
    """All that the catalogue says."""
    return {name: dump_all(list(kind.model._base_manager.order_by("slug"))) for name, kind in RECORDS.items()}
