"""Guide: what must people know to fill in the table? Made from the same declarations that read it."""

from collections.abc import Iterator
from dataclasses import dataclass

from directory.curation.imports.columns import COLUMNS, EXAMPLE, KIND, PLACE
from directory.curation.imports.export import Row
from directory.curation.imports.schema import BY_NAME, KINDS, SOURCE, LineKind
from directory.enums import CriterionKind
from directory.models.terms import CLOSED_VALUES

EXAMPLES: tuple[Row, ...] = (
    {
        PLACE: f"{EXAMPLE}-netzwerk-buergerrat",
        KIND: "netzwerk",
        "name": "Netzwerk Bürgerrat",
        "art": "Netzwerk",
        "status": "aktiv",
        "text": "Diese und die nächste Zeile zeigen, wie es geht. Bitte löschen Sie beide.",
        "von": "2019-03",
        "quelle": "satzung-2019",
        "fundstelle": "Seite 2",
    },
    {
        PLACE: f"{EXAMPLE}-netzwerk-buergerrat",
        KIND: "angabe",
        "kennung": "mitglieder-2024",
        "art": "Zahl",
        "zahl": "120",
        "genauigkeit": "genau",
        "einheit": "Mitglieder",
        "stand": "2024-05",
        "quelle": "jahresbericht-2024",
        "zeilen": "Zeilen 11–14",
        "aussage_der_quelle": "Nennt 120 Mitglieder.",
    },
)
"""What the template shows. No such line can be taken over."""


@dataclass(frozen=True)
class ColumnHelp:
    """One column, explained. ``allowed`` holds what may stand there, where that is limited, by kind of line."""

    name: str
    label: str
    help: str
    kinds: list[str]
    allowed: list[tuple[str, list[str]]]


def kinds() -> Iterator[tuple[LineKind, list[str]]]:
    """The kinds of lines with their columns."""
    return ((kind, [name for name in kind.cells if name not in kind.key]) for kind in KINDS)


def columns() -> Iterator[ColumnHelp]:
    """All columns in their order."""
    for column in COLUMNS:
        using = [kind for kind in KINDS if column.name in kind.cells]
        everywhere = column.name in SOURCE or column.name in {PLACE, KIND}
        names = ["jede Zeile"] if everywhere else [kind.name for kind in using]
        yield ColumnHelp(column.name, column.label, column.help, names, list(_allowed(column.name, using)))


def _allowed(name: str, using: list[LineKind]) -> Iterator[tuple[str, list[str]]]:
    if name == KIND:
        yield "", list(BY_NAME)
    if name == "belegt":
        yield from ((kind.name, [str(aspect.label) for aspect in kind.aspects]) for kind in KINDS if kind.aspects)
    elif name in SOURCE and SOURCE[name].allowed:
        yield "", SOURCE[name].allowed
    for kind in using:
        if kind.cells[name].allowed:
            yield (kind.name if len(using) > 1 else ""), kind.cells[name].allowed
        elif kind.name == "bedingung" and name == "wert":
            for question, values in CLOSED_VALUES.items():
                yield f"{kind.name}, {CriterionKind(question).label}", list(values.values)
