"""Who visits in these tests? Somebody in a hurry, who may speak to this machine and to no other."""

from collections.abc import Iterator

import pytest

from directory.curation.link_checks import Limits, Pace, Visitor
from tests.directory.curation.link_checks.serving import HERE, Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as made:
        yield made


@pytest.fixture
def visitor() -> Visitor:
    return Visitor(
        agent="Pruefung (+https://netze.example.org)",
        allows=lambda address: address == HERE,
        limits=Limits(step=0.3, total=1.0),
        pace=Pace(pause=0),
    )
