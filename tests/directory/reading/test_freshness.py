"""Says a status how old the knowledge about it is: from which texts, when they were read, which day they name last?"""

import time_machine

from directory.reading import freshness
from tests.directory import making


def told(network) -> str:
    network.refresh_from_db()
    for name in ("status_citations", "dated_facts", "dated_contacts"):
        vars(network).pop(name, None)
    return str(freshness.describe(network))


def test_texts_and_readings(db):
    """One undated text, several, dated ones, and a status that only follows from them."""
    network = making.network()
    assert told(network) == ""
    first = making.source("Erste", read_on="2026-03-01")
    cited = making.citation(network, of=first, aspect="status")
    assert told(network) == "laut einem Text ohne Datum, gelesen am 1. März 2026"
    making.citation(network, of=making.source("Zweite", read_on="2026-04-01"), aspect="status")
    assert told(network) == "laut zwei Texten ohne Datum, gelesen am 1. April 2026"
    for dated, words in (("2024-05", "vom Mai 2024"), ("2013", "von 2013"), ("2013-11-28", "vom 28. November 2013")):
        first.dated = dated
        first.save()
        assert told(network) == f"laut einem Text {words} und einem Text ohne Datum, gelesen am 1. April 2026"
    network.citations.exclude(pk=cited.pk).update(stance="implies", claim="Erzählt in der Gegenwart.")
    assert told(network) == "laut einem Text vom 28. November 2013, gelesen am 1. März 2026"
    network.citations.update(stance="implies", claim="Erzählt in der Gegenwart.")
    assert told(network).startswith("folgt aus einem Text vom 28. November 2013 und einem Text ohne Datum, gelesen")
    network.citations.update(stance="differs", claim="Es ist zu Ende.")
    assert told(network) == ""


@time_machine.travel("2026-11-21")
def test_newest_day_of_an_undated_text(db):
    """Every dated row counts, but nothing that is only planned or still to come."""
    network = making.network(start="2013")
    making.citation(network, aspect="status")
    making.fact(network, key="plan", kind="event", start="2025-21", planned=True)
    making.fact(network, key="spaeter", kind="event", start="2027-03")
    found = [told(network).partition("; ")[2]]
    making.fact(network, key="treffen", kind="event", start="2014-03", qualifier="Anfang")
    found.append(told(network).partition("; ")[2])
    making.tenure(network, making.body(), start="2018-07-01", end="2030")
    found.append(told(network).partition("; ")[2])
    making.fact(network, key="zahl", kind="figure", number=1, bound="about", unit="Leute", as_of="2024-05", text="")
    found.append(told(network).partition("; ")[2])
    network.contacts.create(name="Ada", start="2025-01")
    found.append(told(network).partition("; ")[2])
    days = ("2013", "Anfang März 2014", "1. Juli 2018", "Mai 2024", "Januar 2025")
    assert found == [f"jüngste Angabe: {day}" for day in days]
    assert freshness.describe(network).short == "jüngste Angabe: Januar 2025"


def test_short_words_for_a_card(db):
    network = making.network()
    assert freshness.describe(network).short == ""
    making.citation(network, aspect="status")
    vars(network).pop("status_citations")
    assert freshness.describe(network).short == "Text ohne Datum"
    network.status_citations[0].source.dated = "2024-05"
    assert freshness.describe(network).short == "Text vom Mai 2024"
