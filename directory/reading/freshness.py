"""Freshness: how old is what we know? Says which texts tell a network's status, when we read them, and the newest day
they name.

None of it is guessed: where a text has no date of its own, the newest dated statement tells how old it is at least.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.formats import date_format

from directory.enums import Stance
from directory.models import Citation, Contact, Fact, Network, Source
from directory.querysets import today
from directory.rules import partial_dates

ROWS = (
    Prefetch(
        "citations", Citation.objects.filter(aspect="status").select_related("source"), to_attr="status_citations"
    ),
    Prefetch("facts", Fact.objects.filter(planned=False).exclude(start="", end="", as_of=""), to_attr="dated_facts"),
    Prefetch("contacts", Contact.objects.exclude(start="", end="").select_related("tenure"), to_attr="dated_contacts"),
    "tenures__body",
)
"""What has to be fetched of networks that are shown together; for one alone it is fetched when it is asked for."""

COUNTED = ["keinem", "einem", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"]


@dataclass(frozen=True)
class Freshness:
    """The age of what is known about one network."""

    sources: tuple[Source, ...]
    inferred: bool
    newest: str

    def __str__(self) -> str:
        """``laut einem Text ohne Datum, gelesen am 21. November 2026; jüngste Angabe: Mai 2024``."""
        if not self.sources:
            return ""
        lead = "folgt aus" if self.inferred else "laut"
        read = date_format(max(source.read_on for source in self.sources), "j. F Y")
        return f"{lead} {self._texts()}, gelesen am {read}{'; ' if self._hint else ''}{self._hint}"

    @property
    def short(self) -> str:
        """The same for a card: ``jüngste Angabe: Mai 2024``, ``laut Text vom 3. Mai 2024`` or ``Text ohne Datum``."""
        if not self.sources:
            return ""
        dated = max((source.dated for source in self.sources), default="", key=_begin)
        return self._hint or (f"Text {_of(dated)}" if dated else "Text ohne Datum")

    @property
    def _hint(self) -> str:
        undated = any(not source.dated for source in self.sources)
        return f"jüngste Angabe: {self.newest}" if undated and self.newest else ""

    def _texts(self) -> str:
        dated = [f"einem Text {_of(source.dated)}" for source in self.sources if source.dated]
        others = len(self.sources) - len(dated)
        number = COUNTED[others] if others < len(COUNTED) else str(others)
        undated = [f"{number} {'Text' if others == 1 else 'Texten'} ohne Datum"] if others else []
        return " und ".join([*dated, *undated])


def describe(network: Network) -> Freshness:
    """The age of what is known about a network."""
    prefetch_related_objects([network], *ROWS)
    citations: list[Citation] = network.status_citations  # type: ignore[attr-defined]
    said = [citation for citation in citations if citation.stance != Stance.DIFFERS]
    plain = [citation for citation in said if citation.stance == Stance.AGREES]
    sources = {citation.source_id: citation.source for citation in plain or said}
    newest = max(_past(network), default=(date.min, 0, ""))
    return Freshness(tuple(sources.values()), inferred=not plain, newest=newest[2])


def _past(network: Network) -> Iterator[tuple[date, int, str]]:
    """Every day that is named and not to come: when it began at the earliest, how exact it is, in words."""
    rows = [(row.start, row.end, getattr(row, "qualifier", ""), getattr(row, "as_of", "")) for row in _rows(network)]
    for start, end, qualifier, as_of in rows:
        for text in filter(None, (start, end, as_of)):
            words = partial_dates.in_words(text)
            if _begin(text) <= today():
                yield _begin(text), len(text), f"{qualifier} {words}" if qualifier and text == start else words


def _rows(network: Network) -> Iterator[Network | Fact]:
    yield network
    yield from network.tenures.all()
    yield from (fact for fact in network.dated_facts if not fact.planned)  # type: ignore[attr-defined]
    yield from (contact for contact in network.dated_contacts if contact.is_shown)  # type: ignore[attr-defined]


def _begin(text: str) -> date:
    return partial_dates.parse(text).earliest if text else date.min


def _of(text: str) -> str:
    """``vom 3. Mai 2024``, ``vom Mai 2024``, ``von 2013``."""
    words = partial_dates.in_words(text)
    return f"{'von' if text[4:] in ('', '~') or text.endswith('~') else 'vom'} {words}"
