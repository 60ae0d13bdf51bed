"""How does a test merge? By the records themselves."""

from collections.abc import Callable
from typing import Any

import pytest

from directory.curation import duplicates
from directory.models import Merger


@pytest.fixture
def merge() -> Callable[..., Merger]:
    def merge(kept: Any, gone: Any, **options: Any) -> Merger:
        kind = kept._meta.model_name
        return duplicates.merge(kind, kept.pk, gone.pk, **{"by": None, "reason": "Dasselbe.", **options})

    return merge


@pytest.fixture
def plan() -> Callable[..., duplicates.Plan]:
    return lambda kept, gone: duplicates.plan(kept._meta.model_name, kept.pk, gone.pk)


@pytest.fixture
def lost(plan: Callable[..., duplicates.Plan]) -> Callable[..., dict[str, tuple[str, str]]]:
    """What cannot stay, with what stays and what goes."""
    return lambda kept, gone: {loss.what: (loss.stays, loss.goes) for loss in plan(kept, gone).losses}
