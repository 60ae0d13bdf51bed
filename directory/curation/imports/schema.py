"""Schema: what can a line of the table say? One entry a kind: which row it makes, and which column fills which field of
it.

Keys, parents and aspects are those of the fixtures (``catalogue/registry.py``, ``catalogue/sourcing.py``). People are
no part of the table: contact persons are personal data and stay in the admin. So do verdicts, which are the editors'
own reading.
"""

from dataclasses import dataclass, field
from typing import Any

from directory.catalogue import registry, sourcing
from directory.catalogue.documents import Document
from directory.curation.imports.codecs import (
    Aspects,
    Cell,
    Choice,
    Day,
    Flag,
    LineRange,
    Number,
    PartialDate,
    Position,
    Slug,
    tidy,
)
from directory.enums import (
    Answer,
    Area,
    Aspect,
    Bound,
    Cost,
    CriterionKind,
    FactKind,
    Level,
    Mode,
    NetworkKind,
    OnePerOrganisation,
    RelationKind,
    Role,
    Stance,
    Status,
)
from directory.models import Body, Network, Source, Topic
from directory.rules.membership_paths import Path, Way


@dataclass(frozen=True)
class LineKind:
    """One kind of line. ``below`` names the kind of its parent; ``given`` holds what the kind itself already says."""

    name: str
    label: str
    shape: registry.Kind
    cells: dict[str, Cell]
    below: str = "netzwerk"
    given: dict[str, Any] = field(default_factory=dict)

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
SPAN = {"von": PartialDate("start"), "bis": PartialDate("end")}
TEXT = Cell("text")
IN_ORDER = {"reihenfolge": Position("position")}

KINDS = (
    LineKind(
        "netzwerk",
        "Netzwerk",
        registry.NETWORK,
        {
            "name": Cell("name"),
            "kurzname": Cell("short_name"),
            "text": Cell("summary"),
            "art": Choice("kind", NetworkKind),
            "status": Choice("status", Status),
            **SPAN,
            "leichte_sprache": Cell("easy_text"),
            "leichte_sprache_geprueft_am": Day("easy_checked_on"),
            "geprueft_am": Day("verified_on"),
        },
        below="",
    ),
    LineKind(
        "ebene",
        "Ebene",
        CHILDREN["scopes"],
        {"wert": Choice("value", Level), "text": TEXT},
        given={"dimension": "level"},
    ),
    LineKind(
        "gebiet",
        "Gebiet",
        CHILDREN["scopes"],
        {"wert": Choice("value", Area), "text": TEXT},
        given={"dimension": "area"},
    ),
    LineKind(
        "sitz",
        "Sitz",
        CHILDREN["scopes"],
        {"wert": Choice("value", Area), "text": TEXT},
        given={"dimension": "seat"},
    ),
    LineKind(
        "koordination",
        "Koordination",
        CHILDREN["tenures"],
        {"stelle": Slug("body", Body), "rolle": Choice("role", Role), **SPAN, "text": TEXT},
    ),
    LineKind(
        "beitritt",
        "Beitrittsbedingungen",
        registry.TERMS,
        {
            "beitrittsweg": Choice("mode", Mode, Mode.NOT_STATED.value),
            "beitrittsweg_text": Cell("mode_text"),
            "weg_hier": Choice("path", Path, Path.NONE.value),
            "weg_selbst_adresse": Cell("path_url"),
            "weg_selbst_text": Cell("path_text"),
            "mitgliedschaft": Cell("membership"),
            "wer_kurz": Cell("who_short"),
            "wer_text": Cell("who_text"),
            "kosten": Choice("cost", Cost, Cost.NOT_STATED.value),
            "kosten_text": Cell("cost_text"),
            "je_organisation": Choice("one_per_organisation", OnePerOrganisation, OnePerOrganisation.NOT_STATED.value),
            "verpflichtungen": Choice("obligations", Answer, Answer.NOT_STATED.value),
            "verpflichtungen_text": Cell("obligations_text"),
        },
    ),
    LineKind(
        "bedingung",
        "Bedingung",
        registry.TERMS.rows["criteria"],
        {
            "weg": Choice("way", Way),
            "frage": Choice("kind", CriterionKind),
            "wert": Cell("value"),
            "text": TEXT,
            "feste_regel": Flag("binding", True),
            **IN_ORDER,
        },
        below="beitritt",
    ),
    LineKind(
        "angabe",
        "Angabe",
        CHILDREN["facts"],
        {
            "kennung": Cell("key"),
            "art": Choice("kind", FactKind),
            "titel": Cell("title"),
            "text": TEXT,
            **SPAN,
            "wort_vor_datum": Cell("qualifier"),
            "geplant": Flag("planned"),
            "ort": Cell("place"),
            "webadresse": Cell("url"),
            "zahl": Number("number"),
            "genauigkeit": Choice("bound", Bound),
            "einheit": Cell("unit"),
            "stand": PartialDate("as_of"),
            "geprueft_am": Day("verified_on"),
            **IN_ORDER,
        },
    ),
    LineKind(
        "thema",
        "Thema des Netzwerks",
        CHILDREN["treatments"],
        {"kennung": Cell("key"), "thema": Slug("topic", Topic), "titel": Cell("title"), "text": TEXT, **IN_ORDER},
    ),
    LineKind(
        "beziehung",
        "Beziehung",
        registry.NETWORK.rows["relations"],
        {
            "beziehung": Choice("kind", RelationKind),
            "anderes_netzwerk": Slug("other", Network, required=False),
            "nur_genannt": Cell("other_name"),
            "text": TEXT,
        },
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
    "verhaeltnis": Choice("stance", Stance, Stance.AGREES.value),
    "belegt": Aspects("aspect"),
    "ohne_quelle_weil": Cell("reason"),
}
"""The columns every line may have: where its statement is known from."""
