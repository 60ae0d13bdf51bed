"""Which versions has the catalogue kept, of the record to which a row belongs?"""

from typing import Any

from directory.catalogue.diff import flat, path_of
from directory.catalogue.registry import DOCUMENTED
from directory.models import Act, Version


def versions(row: Any) -> list[Version]:
    """Those that acts have left, oldest first; not the one from before versions were kept."""
    kind, number = row.places()[0]
    kept = Version.objects.filter(kind=kind, record=number, act__isnull=False)
    return list(kept.select_related("act__by", "before").order_by("pk"))


def act_of(row: Any) -> Act:
    """The newest act that has changed the record."""
    act = versions(row)[-1].act
    assert act is not None
    return act


def why(row: Any) -> str:
    """The reason of that act."""
    return act_of(row).reason


def told(row: Any) -> dict[str, Any]:
    """What the newest version says of a row."""
    version = versions(row)[-1]
    return flat(DOCUMENTED[version.kind], version.document)[path_of(row)][1]
