"""Search words: the folded words of all that a network's document tells, by which readers find it.

Kept beside the network, so that search asks one column; ``acts`` brings it up to date.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from directory.catalogue.documents import BATCH, Document, Reader
from directory.catalogue.registry import NETWORK
from directory.models import Body, Network, Scope, Topic
from directory.rules import normalisation

LABELS = dict(Scope._meta.get_field("value").flatchoices)
OF_THE_NETWORK = ("short_name", "name", "summary", "easy_text")
OF_ROWS = {
    "facts": ("title", "text", "unit", "place"),
    "memberships": ("name", "who", "fee_text", "deadline_text", "steps"),
    "treatments": ("title", "text"),
    "tenures": ("text",),
    "scopes": ("text",),
    "relations": ("other_name", "text"),
}
OF_TERMS = ("membership", "who_text", "mode_text", "cost_text", "obligations_text")
NAMED = {"treatments": ("topic", Topic), "tenures": ("body", Body)}
"""The rows that name another record, by which a network is found as well."""


def refresh(*networks: Network) -> None:
    """Bring the words of these networks up to date."""
    for start in range(0, len(networks), BATCH):
        batch = networks[start : start + BATCH]
        reader = Reader(NETWORK, batch)
        store(((network.pk, reader.document(NETWORK, network)) for network in batch), reader)


def store(told: Iterable[tuple[int, Document]], reader: Reader) -> None:
    """Keep the words of networks' documents; ``reader`` knows what the records they name are called."""
    rows = [Network(pk=number, search_text=words(document, reader)) for number, document in told]
    if rows:
        quiet: Any = QuerySet(Network)
        quiet.bulk_update(rows, ["search_text"], batch_size=500)


def words(document: Document, reader: Reader) -> str:
    """The folded words of a document."""
    return normalisation.fold(" ".join(_texts(document, reader)))


def _texts(document: Document, reader: Reader) -> Iterator[str]:
    yield from _of(document, OF_THE_NETWORK)
    for name, columns in OF_ROWS.items():
        for row in document.get(name, ()):
            if name in NAMED:
                column, model = NAMED[name]
                yield reader.names.get((model, row[column]), "")
            if name == "scopes":
                yield str(LABELS.get(row["value"], ""))
            yield from _of(row, columns)
    terms: Any = document.get("terms", {})
    yield from _of(terms, OF_TERMS)
    for row in terms.get("criteria", ()):
        yield from _of(row, ("text",))


def _of(row: Document, columns: Iterable[str]) -> Iterator[str]:
    return (str(row[name]) for name in columns if row.get(name))
