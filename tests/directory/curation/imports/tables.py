"""How does a test get a table? Lines as mappings, written and read again as a file, and what became of them."""

from typing import Any

from directory.curation.imports import files
from directory.curation.imports.columns import NAMES
from directory.curation.imports.lines import TableLine
from directory.curation.imports.outcome import ImportOutcome, judge, take_over
from directory.models import Body, Network, Source, Topic

Row = dict[str, str]
SOURCE = {"quelle": "satzung"}


def base() -> Network:
    """What lines may refer to: a source, a body, a topic; and a network that is there already."""
    Source.objects.create(slug="satzung", title="Satzung", publisher="Verein", read_on="2026-01-02")
    Source.objects.create(slug="bericht", title="Bericht", publisher="Verein", read_on="2026-01-02")
    Body.objects.create(slug="stiftung", name="Stiftung")
    Topic.objects.create(slug="qualitaet", name="Qualität")
    columns = {"summary": "Eine Runde.", "kind": "network", "status": "active", "visibility": "published"}
    return Network.objects.create(slug="runde", name="Runde", **columns)


def network(slug: str = "neu", name: str = "Ganz Neues", **cells: str) -> Row:
    """A line that makes a network."""
    usual = {"name": name, "art": "Netzwerk", "status": "aktiv", "text": "Ein Satz."}
    return {"netzwerk": slug, "zeilenart": "netzwerk", **usual, **SOURCE, **cells}


def fact(slug: str = "runde", key: str = "ziel", **cells: str) -> Row:
    """A line with a statement."""
    usual = {"kennung": key, "art": "Ziel", "text": "Ein Ziel."}
    return {"netzwerk": slug, "zeilenart": "angabe", **usual, **SOURCE, **cells}


def csv(*rows: Row, names: tuple[str, ...] = ()) -> bytes:
    """A file with the columns these lines need, or with those."""
    used = names or tuple(name for name in NAMES if any(name in row for row in rows))
    return "".join(files.Csv.stream(used, rows)).encode()


def judged(*rows: Row, **options: Any) -> ImportOutcome:
    """What would become of these lines."""
    return judge(files.read("liste.csv", csv(*rows, **options)))


def taken(*rows: Row, **options: Any) -> ImportOutcome:
    """These lines, taken over, warnings or not."""
    table = files.read("liste.csv", csv(*rows))
    return take_over(table, **{"name": "liste.csv", "in_spite_of_warnings": True, **options})


def lines(outcome: ImportOutcome) -> list[TableLine]:
    return outcome.lines


def refusals(outcome: ImportOutcome) -> dict[int, list[str]]:
    """Why lines were refused, by their number in the file."""
    return {line.number: [str(each) for each in line.complaints] for line in lines(outcome) if line.complaints}


def changes(outcome: ImportOutcome) -> dict[int, list[tuple[str, str, str]]]:
    """What lines change, by their number in the file."""
    return {line.number: [tuple(each) for each in line.changes] for line in lines(outcome) if line.changes}


def fates(outcome: ImportOutcome) -> list[str]:
    """What became of each line."""
    return [line.fate for line in outcome.lines]
