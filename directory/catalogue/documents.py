"""Documents: a record of the catalogue with all its rows, citations, verdicts and reasons, as plain values.

The form is that of the files in ``fixtures/``. What says nothing is left out. Dumping the same content gives the same
document, whatever numbers the database gave its rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q

from directory.catalogue.registry import DOCUMENTED, VERDICT_FIELDS, Kind
from directory.models import TARGETS, Citation, Gap, Tenure, Verdict
from directory.rules import line_ranges

Document = dict[str, Any]
SAID: tuple[tuple[type[Any], str, str], ...] = (
    (Citation, "cite", "cite"),
    (Verdict, "verdict", "verdicts"),
    (Gap, "gap", "gaps"),
)
"""What is said about a row: under which name if about all of it, and under which by aspect."""
SAID_IN = ("fingerprint", "claim", "stance")
"""What a citation tells of its place in the source."""
NAMES = ("name", "short_name")
BATCH = 200  # records that are read at once; a statement holds only so many numbers


def dump(record: Model) -> Document:
    """The document of a record, as it is stored now."""
    return dump_all([record])[0]


def dump_all(records: Sequence[Any]) -> list[Document]:
    """The documents of records of one kind; a constant number of queries for each ``BATCH``."""
    found: list[Document] = []
    for start in range(0, len(records), BATCH):
        batch = records[start : start + BATCH]
        kind = DOCUMENTED[batch[0]._meta.model_name]
        reader = Reader(kind, batch)
        found += [reader.document(kind, record) for record in batch]
    return found


class Reader:
    """All rows of some records, read at once; of networks, if wanted, with the relations others have to them.
    ``names``: what the records are called that rows name, by slug.
    """

    def __init__(self, kind: Kind, records: Iterable[Any], incoming: Iterable[Any] = ()) -> None:
        self.children: dict[tuple[type[Model], int], list[Any]] = defaultdict(list)
        self.rows: dict[str, set[int]] = defaultdict(set)
        self.said: dict[tuple[type[Model], str, int], list[Any]] = defaultdict(list)
        self.links: dict[tuple[type[Model], int], str] = {}
        self.names: dict[tuple[type[Model], str], str] = {}
        self._read(kind, list(records))
        self.incoming: list[Any] = list(incoming)
        if self.incoming:
            self._read(kind.rows["relations"], self.incoming)
        self._read_said()

    def _read(self, kind: Kind, rows: list[Any]) -> None:
        """Note rows, and read those below them."""
        self.rows[kind.name] |= {row.pk for row in rows}
        if not kind.parent:
            self.links |= {(kind.model, row.pk): row.slug for row in rows if hasattr(row, "slug")}
        for name, model in kind.links.items():
            self._link(model, [(getattr(row, f"{name}_id"), row._state.fields_cache.get(name)) for row in rows])
        for below in kind.rows.values():
            parents = {f"{below.parent}__in": [row.pk for row in rows]}
            found_rows = list(below.model._base_manager.filter(**parents).select_related(*below.links))
            self._read(below, found_rows)
            for row in found_rows:
                self.children[below.model, getattr(row, f"{below.parent}_id")].append(row)

    def _link(self, model: type[Model], linked: list[tuple[int | None, Any]]) -> None:
        """Note the records that rows point to, by number; those nobody has read are read now."""
        found: dict[int, Any] = {number: record for number, record in linked if number and record is not None}
        unknown = {number for number, record in linked if number and record is None} - found.keys()
        unknown -= {number for known, number in self.links if known is model}
        found |= model._base_manager.in_bulk(unknown) if unknown else {}
        for number, record in found.items():
            self.links[model, number] = text = record.key if model is Tenure else record.slug
            self.names[model, text] = " ".join(getattr(record, each) for each in NAMES if hasattr(record, each))

    def _read_said(self) -> None:
        cited = {name: numbers for name, numbers in self.rows.items() if numbers and name in TARGETS}
        if not cited:
            return
        about = reduce(or_, (Q(**{f"{name}__in": numbers}) for name, numbers in cited.items()))
        for model, *_ in SAID:
            found = model._base_manager.filter(about).order_by()
            for each in found.select_related("source") if model is Citation else found:
                name = each.target_name
                self.said[model, name, getattr(each, f"{name}_id")].append(each)

    def about(self, model: type[Model], kind: Kind, row: Any) -> Iterator[Any]:
        """What of one model is said about a row and all rows below it."""
        yield from self.said.get((model, kind.name, row.pk), ())
        for below in kind.rows.values():
            for each in self.children.get((below.model, row.pk), ()):
                yield from self.about(model, below, each)

    # --- writing down ---------------------------------------------------------------------------

    def document(self, kind: Kind, row: Any) -> Document:
        """One record or row with what belongs to it."""
        found: Document = {"key": row.key} if kind.has_key else {}
        for column in kind.columns:
            value = plain(getattr(row, column.attname))
            if column.is_relation:
                value = self.links.get((column.related_model, value))
            if value not in ("", None) and value != plain(column.get_default()):
                found[column.name] = value
        if kind.has_lines:
            found["lines"] = lines(row)
        for model, whole, by_aspect in SAID:
            found |= told(model, self.said[model, kind.name, row.pk], whole, by_aspect)
        for name, below in kind.rows.items():
            rows = [(each, self.document(below, each)) for each in self.children[below.model, row.pk]]
            ordered = [document for _, document in sorted(rows, key=lambda pair: place(below, *pair))]
            if ordered:
                found[name] = ordered if below.key else ordered[0]
        return found


def place(kind: Kind, row: Any, document: Document) -> tuple[Any, ...]:
    """Where a row stands among its siblings."""
    position = (row.position,) if kind.has_position else ()
    return (*position, row.first_line or 0) if kind.has_lines else (*position, *natural(kind, document))


def natural(kind: Kind, document: Document) -> tuple[str, ...]:
    """What tells a row from its siblings, as text."""
    return tuple(str(document.get(name, "")) for name in (*kind.key, "key"))


def told(model: type[Model], rows: list[Any], whole: str, by_aspect: str) -> Document:
    """What is said about one row: in one place if it is about all of it, else by aspect."""
    if not rows:
        return {}
    aspects: dict[str, Any] = {}
    if model is Citation:
        for each in sorted(rows, key=lambda row: (row.aspect, citation_order(row))):
            aspects.setdefault(each.aspect, []).append(cited(each))
    else:
        write = verdict if model is Verdict else reason
        aspects = {each.aspect: write(each) for each in sorted(rows, key=lambda row: row.aspect)}
    return {whole: aspects[""]} if set(aspects) == {""} else {by_aspect: aspects}


def citation_order(row: Citation) -> tuple[Any, ...]:
    return row.source.slug, row.first_line or 0, row.last_line or 0, row.locator, row.claim, row.stance


def cited(row: Citation) -> Any:
    """A citation as it is written."""
    values = {name: getattr(row, name) for name in ("first_line", "last_line", "locator", *SAID_IN)}
    return citation_item({**values, "source": row.source.slug})


def citation_item(values: dict[str, Any]) -> Any:
    """A citation: ``quelle:19#1f2e3d4c5b6a``, or a mapping where there is more to say; see ``values.citation``."""
    at = values["source"]
    at += f":{line_ranges.written([(values['first_line'], values['last_line'])])}" if values["first_line"] else ""
    at += f"#{values['fingerprint']}" if values["fingerprint"] else ""
    more = {"says": values["claim"], "stance": values["stance"], "locator": values["locator"]}
    default = {"stance": Citation._meta.get_field("stance").get_default()}
    more = {name: value for name, value in more.items() if value and value != default.get(name)}
    return {"at": at, **more} if more else at


def verdict(row: Verdict) -> Document:
    return {name: plain(getattr(row, name)) for name in VERDICT_FIELDS if getattr(row, name)}


def reason(row: Gap) -> str:
    return row.reason


def lines(row: Any) -> str:
    return line_ranges.written([(row.first_line, row.last_line)]) if row.first_line else ""


def plain(value: Any) -> Any:
    """A value of a column as JSON holds it."""
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
