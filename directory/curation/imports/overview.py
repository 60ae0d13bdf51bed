"""One row per network: the table practitioners keep. Rows become lines of the full form, which are judged as ever.

A cell adds or changes; an empty one says nothing, so it never deletes. What a network says already makes no line.
Contact persons stand in no table; "kontakt" holds telephone numbers.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

from django.db.models import QuerySet
from django.utils.text import slugify

from directory.curation.imports.codecs import tidy
from directory.curation.imports.columns import COMPLAINTS, KIND, NUMBER, PLACE, RENAMED, SOURCE_DATE
from directory.curation.imports.export import chunks
from directory.enums import Aspect, Cost, FactKind, NetworkKind, Role
from directory.models import Body, Network, Source, Topic
from directory.rules import normalisation
from directory.rules.partial_dates import NotADate, from_words

Row = dict[str, Any]
AND = "; "
NEW = {"art": NetworkKind.NETWORK.label}
"""What a new network is where its row does not say it."""
DATES = {"beginn", SOURCE_DATE}
AHEAD = ("scopes", "terms", "tenures__body", "facts", "treatments__topic", "citations__source")
OTHER_DATE = "Die Quelle hat im Verzeichnis ein anderes Datum: {}."


def facts(kind: FactKind, field: str) -> Callable[[Network], list[str]]:
    return lambda network: [getattr(fact, field) for fact in network.facts.all() if fact.kind == kind]


CELLS: dict[str, tuple[str, str, Callable[[Network], str], Aspect | None]] = {
    "name": ("netzwerk", "name", lambda network: network.name, Aspect.NAME),
    "kurzname": ("netzwerk", "kurzname", lambda network: network.short_name, None),
    "art": ("netzwerk", "art", lambda network: network.get_kind_display(), Aspect.KIND),
    "status": ("netzwerk", "status", lambda network: network.get_status_display(), Aspect.STATUS),
    "beginn": ("netzwerk", "von", lambda network: network.start, Aspect.START),
    "zusammenfassung": ("netzwerk", "text", lambda network: network.summary, None),
    "wer": ("beitritt", "wer_text", lambda network: terms(network, "who_text"), Aspect.WHO),
    "kosten": ("beitritt", "kosten", lambda network: cost(network), Aspect.COST),  # noqa: PLW0108 - stands below
}
"""Cells with one value: the kind of line and the column it fills, its value today, the aspect it needs a source for."""

LISTS: dict[str, tuple[str, str, Row, Callable[[Network], list[str]]]] = {
    "land": ("gebiet", "wert", {}, lambda network: [str(each) for each in network.areas]),
    "ebene": ("ebene", "wert", {}, lambda network: [str(each) for each in network.levels]),
    "koordination": (
        "koordination", "stelle", {"rolle": Role.COORDINATES.label},
        lambda network: [str(tenure.body) for tenure in network.leaders],
    ),
    "webseite": ("angabe", "webadresse", {"art": FactKind.WEBSITE.label}, facts(FactKind.WEBSITE, "url")),
    "anschrift": ("angabe", "titel", {"art": FactKind.ADDRESS.label}, facts(FactKind.ADDRESS, "title")),
    "kontakt": ("angabe", "titel", {"art": FactKind.PHONE.label}, facts(FactKind.PHONE, "title")),
    "themen": ("thema", "thema", {}, lambda network: list(dict.fromkeys(
        str(each.topic) for each in network.treatments.all()))),
}  # fmt: skip
"""Cells with several values, parted by semicolons: the kind of line each makes, its column, and what else it says."""


def terms(network: Network, field: str) -> str:
    return getattr(getattr(network, "terms", None), field, "")


def cost(network: Network) -> str:
    value = terms(network, "cost")
    return str(Cost(value).label) if value and value != Cost.NOT_STATED else ""


# --- out ----------------------------------------------------------------------------------------


def rows(networks: QuerySet[Any]) -> Iterator[dict[str, str]]:
    """One row for each network, in the order they come."""
    for found in chunks(networks, *AHEAD):
        for network in found:
            yield {PLACE: network.slug, **stated(network), **source_of(network)}


def stated(network: Network) -> dict[str, str]:
    """What a network says in each cell today."""
    one = {name: read(network) for name, (_, _, read, _) in CELLS.items()}
    return one | {name: AND.join(filter(None, read(network))) for name, (*_, read) in LISTS.items()}


def source_of(network: Network) -> dict[str, str]:
    """The source of its name, else of whatever it states first."""
    cited = sorted(network.citations.all(), key=lambda each: each.aspect != Aspect.NAME)
    source = cited[0].source if cited else None
    return {"quelle": source.slug, SOURCE_DATE: source.dated} if source else {}


# --- in -----------------------------------------------------------------------------------------


def is_overview(table: list[Row]) -> bool:
    """Whether a table has one row per network."""
    return bool(table) and KIND not in table[0]


def expand(table: list[Row]) -> list[Row]:
    """The lines that rows mean, each with the number of its row."""
    slugs = {slug for row in table if (slug := tidy(row.get(PLACE) or ""))}
    names = {name for row in table if (name := tidy(row.get("name") or ""))}
    asked = Network.objects.filter(slug__in=slugs) | Network.objects.filter(name__in=names)
    known = [network for found in chunks(asked, *AHEAD) for network in found]
    records = {model: Names(model.objects.all()) for model in (Body, Topic, Source)}
    return [line for row in table for line in Expansion(row, known, records).lines()]


class Names:
    """Records of one kind by slug, name, title or address, in any spelling."""

    def __init__(self, records: Iterable[Any]) -> None:
        self.found: dict[str, Any] = {}
        for record in records:
            words = (str(record), getattr(record, "url", ""), getattr(record, "short_name", ""))
            self.found |= {normalisation.fold(word): record for word in words if word}
            self.found[record.slug] = record

    def get(self, text: str) -> Any:
        return self.found.get(text) or self.found.get(normalisation.fold(text))

    def slug(self, text: str) -> str:
        """The slug of the record that is meant; the text itself where there is none."""
        record = self.get(text)
        return str(record.slug) if record else text


class Expansion:
    """One row and the lines it means."""

    def __init__(self, row: Row, known: list[Network], records: dict[Any, Names]) -> None:
        self.row = {name: tidy(cell or "") for name, cell in row.items() if name != NUMBER}
        for name in DATES & self.row.keys():
            with suppress(NotADate):  # what is none is refused where its line is read
                self.row[name] = from_words(self.row[name])
        self.number = row[NUMBER]
        self.records = records
        slug, name = self.row.get(PLACE, ""), self.row.get("name", "")
        self.network = next((each for each in known if each.slug == slug or (not slug and each.name == name)), None)
        self.slug = self.network.slug if self.network else slug or slugify(normalisation.in_ascii(name))[:80]
        self.now = stated(self.network) if self.network else NEW
        self.source = {"quelle": records[Source].slug(self.row.get("quelle", ""))}

    def lines(self) -> Iterator[Row]:
        """The lines, the network's own first; one that says nothing where there is no news."""
        yield from list(self._news()) or [self._line("netzwerk", {}, {})]

    def _news(self) -> Iterator[Row]:
        cells = {**({} if self.network else NEW), **{name: cell for name, cell in self.row.items() if cell}}
        for kind in ("netzwerk", "beitritt"):
            yield from self._line_of_one(kind, cells)
        for name in LISTS:
            if cells.get(name) and cells[name] != self.now.get(name):
                yield from self._lines_of_many(name, cells[name])

    def _line_of_one(self, kind: str, cells: Row) -> Iterator[Row]:
        """What the cells with one value say otherwise than the network does today."""
        filled, aspects = {}, []
        renamed = {column: name for name, (own, column, *_) in CELLS.items() if own == kind}
        for name, (own, column, _, aspect) in CELLS.items():
            is_news = not self.network or cells.get(name) != self.now[name]
            if own == kind and cells.get(name) and is_news:
                filled[column] = cells[name]
                aspects += [str(aspect.label)] if aspect else []
        if filled:
            proof = {**self.source, "belegt": AND.join(aspects)} if aspects else {}
            yield self._line(kind, {**filled, **proof}, renamed)

    def _lines_of_many(self, name: str, cell: str) -> Iterator[Row]:
        kind, column, besides, read = LISTS[name]
        today = {normalisation.fold(text) for text in (read(self.network) if self.network else ())}
        for number, part in enumerate(filter(None, map(tidy, cell.split(";"))), start=1):
            record = self.records.get({"stelle": Body, "thema": Topic}.get(column, Network))
            found = record.get(part) if record else None
            if normalisation.fold(str(found or part)) in today:
                continue
            said = {column: found.slug if found else part, **besides}
            if kind in ("angabe", "thema"):
                said["kennung"] = self._key(slugify(name if kind == "angabe" else said[column]), number)
            if kind == "thema":
                said["text"] = f"Arbeitet zum Thema {found or part}."
            yield self._line(kind, {**said, **self.source}, dict.fromkeys(said, name))

    def _key(self, key: str, number: int) -> str:
        """A key no row of the network has."""
        rows: list[Any] = [*self.network.facts.all(), *self.network.treatments.all()] if self.network else []
        taken = {row.key for row in rows}
        numbered = key if number == 1 else f"{key}-{number}"
        while numbered in taken:
            number += 1
            numbered = f"{key}-{number}"
        return numbered

    def _line(self, kind: str, cells: Row, renamed: dict[str, str]) -> Row:
        line = {NUMBER: self.number, PLACE: self.slug, KIND: kind, **cells, RENAMED: renamed}
        source = self.records[Source].get(self.row.get("quelle", ""))
        wanted = self.row.get(SOURCE_DATE, "")
        if wanted and source and wanted != source.dated:
            line[COMPLAINTS] = [(SOURCE_DATE, OTHER_DATE.format(source.dated or "keines"))]
        return line
