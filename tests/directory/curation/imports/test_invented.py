"""Do the three networks that a journey enters statement by statement begin as rows of one table as well?"""

from typing import Any

import pytest

from directory.curation import publishing
from directory.curation.imports import overview
from directory.curation.imports.outcome import judge, take_over
from directory.enums import Area, Level
from directory.models import Network
from tests.directory import making
from tests.directory.curation.imports.tables import fates, refusals
from tests.directory.curation.imports.test_overview import ROW, table
from tests.journeys.invented import FEDERAL, OPEN, WORLD, Text

pytestmark = pytest.mark.django_db


def row_of(text: Text) -> dict[str, str]:
    """What the text says in the columns a practitioner has."""
    told: list[dict[str, Any]] = [
        values for line in text.lines for section, values in line.statements if section == "scopes"
    ]
    words = {dimension: [v["value"] for v in told if v["dimension"] == dimension] for dimension in ("area", "level")}
    return {
        **dict.fromkeys(ROW, ""),
        "name": text.begun["name"], "zusammenfassung": text.begun["summary"], "status": "aktiv", "art": "Netzwerk",
        "beginn": text.begun.get("start", ""), "quelle": text.title,
        "land": "; ".join(Area(value).label for value in words["area"]),
        "ebene": "; ".join(Level(value).label for value in words["level"]),
    }  # fmt: skip


def test_three_networks_from_one_table() -> None:
    rows = [row_of(text) for text in (FEDERAL, OPEN, WORLD)]
    for text in (FEDERAL, OPEN, WORLD):
        making.source(text.title, publisher=text.publisher)
    outcome = take_over(table(*rows), name="liste.csv")
    assert (refusals(outcome), outcome.new_networks) == ({}, 3)
    networks = list(Network.objects.order_by("slug"))
    assert {network.name: publishing.lacks(network) for network in networks} == {row["name"]: [] for row in rows}
    exported = list(overview.rows(Network.objects.order_by("slug")))
    told = {row["name"]: (row["land"], row["ebene"], row["status"]) for row in exported}
    assert told == {row["name"]: (row["land"], row["ebene"], row["status"]) for row in rows}
    assert fates(judge(table(*exported))) == ["same"] * 3
