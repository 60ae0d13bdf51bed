"""Is the outcome told in whole sentences, with the lines that matter first?"""

import pytest

from directory.curation.imports import report
from directory.curation.imports.report import Report, spans
from tests.directory.curation.imports.tables import base, fact, judged, network, taken

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _base():
    base()


def test_summary_counts_lines_and_networks():
    taken(fact(key="alt"), fact(key="bleibt"))
    told = Report(
        judged(fact(key="alt", text="Anders."), fact(key="bleibt"), network(), network("b", "Forum"), fact("c"))
    )
    assert told.summary == "5 Zeilen: 2 neu, 1 geändert, 1 unverändert, 1 abgelehnt."
    assert told.networks == "2 neue Netzwerke"
    assert told.done == f"2 neue Netzwerke. {told.summary}"
    assert [(part.title, [line.number for line in part.lines]) for part in told.parts] == [
        ("Abgelehnt", [6]), ("Geändert", [2]), ("Neu", [4, 5]),
    ]  # fmt: skip
    assert (told.same_in_words, told.can_be_taken) == ("3", False)


def test_one_line_and_one_network():
    told = Report(judged(network()))
    assert (told.summary, told.networks, told.can_be_taken) == ("1 Zeile: 1 neu.", "1 neues Netzwerk", True)


def test_nothing_to_take():
    taken(fact())
    told = Report(judged(fact()))
    assert (told.summary, told.done, told.can_be_taken) == ("1 Zeile: 1 unverändert.", "1 Zeile: 1 unverändert.", False)


def test_warned_lines_have_a_part_of_their_own():
    assert [part.name for part in Report(judged(network(name="Die Runde"))).parts] == ["warned", "new"]


def test_long_parts_are_cut(monkeypatch):
    monkeypatch.setattr(report, "MOST", 2)
    part = Report(judged(*(fact(key=f"z{number}") for number in range(5)))).parts[0]
    assert (len(part.shown), part.more) == (2, 3)


def test_line_numbers_in_few_words():
    assert spans([2, 3, 4, 9, 12, 11]) == "2–4, 9, 11–12"


def test_fingerprint_changes_with_any_outcome():
    outcomes = [
        judged(fact()), judged(fact(text="Anders.")), judged(fact(art="Farbe")), judged(network()),
        judged(network(name="Die Runde")),
    ]  # fmt: skip
    taken(fact())
    outcomes += [judged(fact()), judged(fact(text="Anders.")), judged(fact(text="Noch anders."))]
    assert len({outcome.fingerprint for outcome in outcomes}) == len(outcomes)
