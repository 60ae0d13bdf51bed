"""Schema: what can a line of the table say? One entry a kind: which row it makes, and which column fills which field of
it.

Keys, parents and aspects are those of the fixtures (``catalogue/registry.py``, ``catalogue/sourcing.py``). People are
no part of the table: contact persons are personal data and stay in the admin. So do verdicts, which are the editors'
own reading.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from directory.catalogue import registry, sourcing
from directory.catalogue.documents import Document
from directory.curation.imports.codecs import Aspects, Cell, Choice, LineRange, Slug, cell_of, tidy
from directory.enums import LAENDER, REACHES, Area, Aspect, Level
from directory.models import Citation, Source


@dataclass(frozen=True)
class LineKind:
    """One kind of line. ``fields``: which column of the table fills which of the row; ``below`` names the kind of its
    parent; ``given`` holds what the kind itself already says.
    """

    name: str
    label: str
    shape: registry.Kind
    fields: dict[str, str]
    below: str = "netzwerk"
    given: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """How each column is read and written."""
        return {name: cell_of(self.shape.model._meta.get_field(field)) for name, field in self.fields.items()}

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        """What of the row a source can prove by itself; none where it proves the whole row."""
        return sourcing.citable(self.shape)

    @property
    def key(self) -> list[str]:
        """The columns that tell lines of this kind apart within a network."""
        return [name for name, cell in self.cells.items() if cell.field in self.shape.key]

    def column(self, field: str) -> str:
        """The column that fills a field; empty where none does."""
        return next((name for name, cell in self.cells.items() if cell.field == field), "")

    # --- rows of this kind in the document of a network -------------------------------------

    @property
    def place(self) -> str:
        """Under which name its rows stand in what is around them."""
        around = registry.NETWORK.rows | registry.TERMS.rows
        return next((name for name, shape in around.items() if shape is self.shape), "")

    def rows(self, document: Document) -> list[Document]:
        """The rows of this kind."""
        around = document.get("terms", {}) if self.below == "beitritt" else document
        found = around.get(self.place, []) if self.place else document
        return [row for row in (found if isinstance(found, list) else [found]) if self.given.items() <= row.items()]

    def add(self, document: Document) -> Document:
        """A new row of this kind, behind its siblings."""
        around = document.setdefault("terms", {}) if self.below == "beitritt" else document
        row: Document = dict(self.given)
        if self.shape.key:
            around.setdefault(self.place, []).append(row)
        else:
            around[self.place] = row
        return row

    def identity(self, row: Document) -> tuple[str, ...]:
        """What tells a row from its siblings, as the cells say it."""
        return tuple(tidy(self.cells[name].write(row.get(self.cells[name].field))) for name in self.key)


CHILDREN = registry.NETWORK.rows
SPAN = {"von": "start", "bis": "end"}
TEXT = {"text": "text"}
IN_ORDER = {"reihenfolge": "position"}


def scope(name: str, label: str, dimension: str, values: Iterable[tuple[str, str]]) -> LineKind:
    """A kind of line for the scopes of one dimension, each with values of its own."""
    given = {"dimension": dimension}
    kind = LineKind(name, label, CHILDREN["scopes"], {"wert": "value", **TEXT}, given=given)
    kind.cells["wert"] = Choice("value", dict(values))
    return kind


KINDS = (
    LineKind(
        "netzwerk", "Netzwerk", registry.NETWORK, below="",
        fields={
            "name": "name", "kurzname": "short_name", "text": "summary", "art": "kind", "status": "status", **SPAN,
            "leichte_sprache": "easy_text", "leichte_sprache_geprueft_am": "easy_checked_on",
            "geprueft_am": "verified_on",
        },
    ),
    scope("ebene", "Ebene", "level", Level.choices),
    scope("gebiet", "Gebiet", "area", REACHES),
    scope("sitz", "Sitz", "seat", [*LAENDER, (Area.ABROAD.value, Area.ABROAD.label)]),
    LineKind(
        "koordination", "Koordination", CHILDREN["tenures"], {"stelle": "body", "rolle": "role", **SPAN, **TEXT},
    ),
    LineKind(
        "beitritt", "Beitrittsbedingungen", registry.TERMS,
        {
            "beitrittsweg": "mode", "beitrittsweg_text": "mode_text", "weg_hier": "path",
            "weg_selbst_adresse": "path_url", "weg_selbst_text": "path_text", "mitgliedschaft": "membership",
            "wer_kurz": "who_short", "wer_text": "who_text", "kosten": "cost", "kosten_text": "cost_text",
            "je_organisation": "one_per_organisation", "verpflichtungen": "obligations",
            "verpflichtungen_text": "obligations_text",
        },
    ),
    LineKind(
        "bedingung", "Bedingung", registry.TERMS.rows["criteria"], below="beitritt",
        fields={"weg": "way", "frage": "kind", "wert": "value", **TEXT, "feste_regel": "binding", **IN_ORDER},
    ),
    LineKind(
        "mitgliedschaft", "Art der Mitgliedschaft", CHILDREN["memberships"],
        {
            "name": "name", "wer_text": "who", "beitrag": "fee", "zeitraum": "period", "beitrag_haengt_ab": "graded",
            "beitrag_text": "fee_text", "frist": "deadline", "frist_text": "deadline_text", "entscheidung": "steps",
            **IN_ORDER,
        },
    ),
    LineKind(
        "angabe", "Angabe", CHILDREN["facts"],
        {
            "kennung": "key", "art": "kind", "titel": "title", **TEXT, **SPAN, "wort_vor_datum": "qualifier",
            "geplant": "planned", "ort": "place", "webadresse": "url", "zahl": "number", "genauigkeit": "bound",
            "einheit": "unit", "stand": "as_of", "sprache": "language", "geprueft_am": "verified_on", **IN_ORDER,
        },
    ),
    LineKind(
        "thema", "Thema des Netzwerks", CHILDREN["treatments"],
        {"kennung": "key", "thema": "topic", "titel": "title", **TEXT, **IN_ORDER},
    ),
    LineKind(
        "beziehung", "Beziehung", registry.NETWORK.rows["relations"],
        {"beziehung": "kind", "anderes_netzwerk": "other", "nur_genannt": "other_name", **TEXT},
    ),
)  # fmt: skip
BY_NAME = {kind.name: kind for kind in KINDS}
NETWORK, TERMS = BY_NAME["netzwerk"], BY_NAME["beitritt"]

SOURCE: dict[str, Cell] = {
    "quelle": Slug("source", Source, required=False),
    "zeilen": LineRange("lines"),
    "fundstelle": Cell("locator"),
    "fingerabdruck": Cell("fingerprint"),
    "aussage_der_quelle": Cell("claim"),
    "verhaeltnis": cell_of(Citation._meta.get_field("stance")),
    "belegt": Aspects("aspect"),
    "ohne_quelle_weil": Cell("reason"),
}
"""The columns every line may have: where its statement is known from."""
