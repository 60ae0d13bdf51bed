"""Is every change of every kind of row said in a German sentence, and nothing said where no reader would notice?"""

from datetime import date
from typing import Any

import pytest

from directory.models import (
    Citation,
    Contact,
    Criterion,
    Fact,
    Gap,
    Member,
    Network,
    Relation,
    Scope,
    Tenure,
    Terms,
    Treatment,
    Verdict,
    history,
)
from tests.directory import making
from tests.directory.history import telling
from tests.directory.smallest import make

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("versions")]


@pytest.fixture
def network() -> Network:
    return making.network("Runde")


def told(record: Any, row: Any, **columns: Any) -> list[str]:
    """What the newest act says of a change, in the log of a record."""
    with history.act() as act:
        for name, value in columns.items():
            setattr(row, name, value)
        row.save()
    return _of(record, act)


def told_of_leaving(record: Any, row: Any) -> list[str]:
    with history.act() as act:
        row.delete()
    return _of(record, act)


def _of(record: Any, act: history.Unit) -> list[str]:
    log = telling.log_of(record)
    return [line.text for entry in log.entries([act.number]) for line in entry.lines] if act.number in log.acts else []


# --- the record itself: one sentence a column -------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"status": "ended"}, "Status: „aktiv“ → „beendet“"),
        ({"kind": "institute"}, "Art: „Netzwerk“ → „Institut“"),
        ({"name": "Tafel"}, "Name: „Runde“ → „Tafel“"),
        ({"start": "2013~"}, "Beginn ergänzt: „etwa 2013“"),
        ({"slug": "tafel"}, "Webadresse (letzter Teil): „runde“ → „tafel“"),
        ({"visibility": "archived"}, "Eintrag archiviert"),
        ({"visibility": "draft"}, "Eintrag zurückgezogen, wieder Entwurf"),
        ({"easy_text": "Wir reden.\nMit allen."}, "Text in Leichter Sprache ergänzt"),
        ({"easy_checked_on": date(2026, 5, 3)}, "Leichte Sprache geprüft am ergänzt: „3. Mai 2026“"),
        ({"verified_on": date(2026, 5, 3)}, "Geprüft am 3. Mai 2026, nichts geändert"),
    ],
)
def test_network_changed(network, columns, expected):
    assert told(network, network, **columns) == [expected]


def test_network_several_columns(network):
    said = told(network, network, status="ended", end="2024-10", verified_on=date(2026, 5, 3))
    assert said == ["Ende ergänzt: „Oktober 2024“", "Status: „aktiv“ → „beendet“", "Geprüft am 3. Mai 2026"]


def test_network_date_taken_out(network):
    told(network, network, start="2013")
    assert told(network, network, start="") == ["Beginn entfernt (war „2013“)"]


def test_network_long_text(network):
    told(network, network, easy_text="Wir reden.\nMit allen.")
    assert told(network, network, easy_text="Wir reden.\nMit jedem.") == ["Text in Leichter Sprache geändert"]
    assert told(network, network, easy_text="") == ["Text in Leichter Sprache entfernt"]


def test_saved_without_change(network):
    assert told(network, network) == []


# --- rows -------------------------------------------------------------------------------------

ROWS: list[tuple[type, dict[str, Any], str, dict[str, Any], str, str]] = [
    (
        Scope, {"dimension": "area", "value": "sachsen"}, "Gebiet ergänzt: Sachsen",
        {"value": "bayern"}, "Gebiet: „Sachsen“ → „Bayern“", "Gebiet entfernt: Bayern",
    ),
    (
        Fact, {"text": "Reden."}, "Ziel ergänzt: Reden.",
        {"text": "Handeln.", "place": "Ulm"}, "Ziel: „Reden.“ → „Handeln.“; Ort ergänzt: „Ulm“",
        "Ziel entfernt: Handeln.",
    ),
    (
        Fact, {"kind": "figure", "text": "", "number": 1350, "bound": "about", "unit": "Aktive"},
        "Neue Zahl: ca. 1.350 Aktive (ohne Datum)",
        {"number": 1400, "as_of": "2024-05"},
        "Zahl: „ca. 1.350 Aktive (ohne Datum)“ → „ca. 1.400 Aktive (Stand: Mai 2024)“",
        "Zahl entfernt: ca. 1.400 Aktive (Stand: Mai 2024)",
    ),
    (
        Fact, {"kind": "event", "title": "Fachtag", "text": "", "start": "2025-21", "planned": True},
        "Veranstaltung oder Ereignis ergänzt: Fachtag",
        {"start": "2025-05-03", "end": "2025-05-04", "planned": False},
        "Veranstaltung oder Ereignis „Fachtag“ – Datum: „Frühjahr 2025“ → „3. bis 4. Mai 2025“; "
        "Geplant: „ja“ → „nein“",
        "Veranstaltung oder Ereignis entfernt: Fachtag",
    ),
    (
        Tenure, {"start": "2018-07-01"}, "Koordination ergänzt: Stelle: koordiniert seit 1. Juli 2018",
        {"end": "2020"}, "Koordination beendet: Stelle: koordiniert 1. Juli 2018 bis 2020",
        "Koordination entfernt: Stelle: koordiniert 1. Juli 2018 bis 2020",
    ),
    (
        Tenure, {}, "Koordination ergänzt: Stelle: koordiniert",
        {"role": "hosts"}, "Koordination „Stelle: koordiniert“ – Rolle: „koordiniert“ → „beherbergt“",
        "Koordination entfernt: Stelle: beherbergt",
    ),
    (
        Relation, {"kind": "part-of", "other_name": "Bund der Netze"},
        "Beziehung ergänzt: ist Teil von „Bund der Netze“",
        {"kind": "similar"},
        "Beziehung ist Teil von „Bund der Netze“ – Beziehung: „ist Teil von“ → „ist ähnlich wie“",
        "Beziehung entfernt: ist ähnlich wie „Bund der Netze“",
    ),
    (
        Terms, {"mode": "antrag"}, "Beitrittsbedingungen ergänzt",
        {"cost": "kostenlos", "cost_text": "Nichts."},
        "Beitrittsbedingungen – Kosten: „nicht genannt“ → „kostenlos“; Kosten in Worten ergänzt: „Nichts.“",
        "Beitrittsbedingungen entfernt",
    ),
    (
        Treatment, {"text": "Sammelt."}, "Thema des Netzwerks ergänzt: Thema",
        {"title": "Losen"}, "Thema des Netzwerks „Thema“ – Titel bei diesem Netzwerk ergänzt: „Losen“",
        "Thema des Netzwerks entfernt: Losen",
    ),
    (
        Contact, {"name": "Ada Beispiel"}, "Kontaktperson ergänzt: Ada Beispiel",
        {"phone": "030 1"}, "Kontaktperson „Ada Beispiel“ – Telefon ergänzt: „030 1“",
        "Kontaktperson entfernt: nicht gezeigte Person",
    ),
    (
        Member, {"name": "Stadt Ulm", "party": "organisation", "is_public": True}, "Mitglied ergänzt: Stadt Ulm",
        {"start": "2024"}, "Mitglied „Stadt Ulm“ – Zeitraum ergänzt: „seit 2024“", "",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("model", "columns", "added", "changes", "changed", "removed"), ROWS)
def test_row(network, model, columns, added, changes, changed, removed):
    with history.act() as act:
        row = make(model, network=network, **columns)
    assert _of(network, act) == [added]
    assert told(network, row, **changes) == [changed]
    if removed:
        assert told_of_leaving(network, row) == [removed]


def test_criterion(network):
    terms = make(Terms, network=network)
    row = make(Criterion, terms=terms, kind="who", value="person")
    assert told(network, row, value="initiative") == ["Bedingung: „Einzelpersonen“ → „Initiativen“"]
    assert told(network, row, binding=False) == ["Bedingung „Initiativen“ – Feste Regel: „ja“ → „nein“"]
    assert told_of_leaving(network, row) == ["Bedingung entfernt: Initiativen"]


def test_row_checked(network):
    row = making.fact(network, text="Reden.")
    assert told(network, row, verified_on=date(2026, 5, 3)) == ["Ziel „Reden.“ geprüft am 3. Mai 2026, nichts geändert"]


def test_row_moved_in_its_list(network):
    assert told(network, making.fact(network), position=7) == []


def test_row_of_a_long_name_shortened(network):
    row = making.fact(network, text="a" * 300)
    assert told(network, row, place="Ulm") == [f"Ziel „{'a' * 199}…“ – Ort ergänzt: „Ulm“"]


# --- what is said about rows --------------------------------------------------------------------


def test_citation(network):
    row = make(Citation, fact=making.fact(network, text="Reden."), source=making.source(), first_line=11, last_line=14)
    assert telling.to_editors(network)[0] == ["Beleg ergänzt: Quelle, Zeilen 11–14 (zu Ziel „Reden.“)"]
    said = told(network, row, first_line=12)
    assert said == ["Beleg „Quelle, Zeilen 11–14 (zu Ziel „Reden.“)“ – Textstelle: „Zeilen 11–14“ → „Zeilen 12–14“"]
    assert told_of_leaving(network, row) == ["Beleg entfernt: Quelle, Zeilen 12–14 (zu Ziel „Reden.“)"]


@pytest.mark.parametrize(
    ("about", "aspect", "expected"),
    [
        (Network, "status", "Status"),
        (Terms, "cost", "Kosten"),
        (Tenure, "start", "Koordination „Stelle: koordiniert“: Beginn"),
        (Scope, "", "Ebene „Bund“"),
    ],
)
def test_citation_says_what_it_proves(network, about, aspect, expected):
    row = network if about is Network else make(about, network=network)
    making.citation(row, aspect=aspect)
    assert telling.to_editors(network)[0] == [f"Beleg ergänzt: Quelle, Zeile 1 (zu {expected})"]


def test_citation_of_a_dissenting_source(network):
    making.citation(network, aspect="status", stance="differs", claim="Es ruht.")
    said = "Beleg ergänzt: Quelle, Zeile 1 (zu Status) – sagt etwas anderes: „Es ruht.“"
    assert telling.to_editors(network)[0] == [said]


def test_citation_goes_without_saying_with_its_row(network):
    row = making.fact(network, text="Reden.")
    making.citation(row)
    assert told_of_leaving(network, row) == ["Ziel entfernt: Reden."]


def test_verdict(network):
    row = make(Verdict, network=network, aspect="status", subject="Arbeitet es noch?", reading="Ja.")
    assert telling.to_editors(network)[0] == ["Lesart ergänzt: Arbeitet es noch? – unsere Lesart: Ja."]
    assert told(network, row, reading="Nein.") == [
        "Lesart „Arbeitet es noch?“ – Unsere Lesart: „Ja.“ → „Nein.“"
    ]  # fmt: skip
    assert told_of_leaving(network, row) == ["Lesart entfernt: Arbeitet es noch?"]


def test_gap(network):
    row = make(Gap, network=network, aspect="status", reason="Steht am Tor.")
    said = "Angabe ohne Quelle ergänzt: Steht am Tor. (zu Status)"
    assert telling.to_editors(network)[0] == [said]
    assert told_of_leaving(network, row) == ["Angabe ohne Quelle entfernt: Steht am Tor. (zu Status)"]
