"""How does a test go back, and how does it see that all is as before?"""

from typing import Any

from directory.history import revert_plan
from directory.history.undo import carry_out
from directory.models import history


def version(row: Any, back: int = 0) -> Any:
    """The newest version of a row, or one further back."""
    return type(row).history.filter(id=row.pk).order_by("-history_id")[back]


def go(plan: revert_plan.Plan) -> None:
    carry_out(plan, plan.token)


def state(*models: type) -> list[list[tuple[Any, ...]]]:
    """All that these tables hold, but for the times of saving."""
    columns = [
        [each.name for each in model._meta.concrete_fields if each.name not in history.COMPUTED] for model in models
    ]
    return [
        list(model.objects.order_by("pk").values_list(*names)) for model, names in zip(models, columns, strict=True)
    ]
