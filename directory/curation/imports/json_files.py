"""JSON files: networks as documents; no key stands twice, and no text that cannot be stored."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from directory.catalogue import Refused
from directory.catalogue.documents import Document
from directory.curation.imports.codecs import LARGEST, UNFIT
from directory.curation.imports.encoding import MAX_LINES, decoded

TOO_DEEP = "Die Datei ist zu tief verschachtelt; so tief ist kein Netzwerk beschrieben."
DEPTH = 12
"""How deep lists and objects stand in each other; those of a document are fewer."""


@dataclass(frozen=True)
class Documents:
    """Networks, each with all that is to be known of it."""

    documents: list[Document]


class Json:
    """Networks as documents, for programs."""

    content_type = "application/json"

    @staticmethod
    def read(content: bytes) -> Documents:
        """The documents in a file; a single one may stand without a list.

        Raises:
            Refused: with one German sentence.
        """
        found = _json(decoded(content))
        documents = found if isinstance(found, list) else [found]
        if not documents or not all(isinstance(document, dict) for document in documents):
            raise Refused("Die Datei muss eine Liste von Netzwerken sein: [{„slug“: …, „name“: …}, …].")
        if len(documents) > MAX_LINES:
            raise Refused(
                f"Die Datei hat mehr als {MAX_LINES:,} Netzwerke. Bitte teilen Sie sie auf.".replace(",", ".")
            )
        _require_fit(documents)
        return Documents(documents)

    @staticmethod
    def stream(documents: Iterable[Document]) -> Iterator[str]:
        """A file, piece by piece."""
        before = "[\n"
        for document in documents:
            yield before + json.dumps(document, ensure_ascii=False)
            before = ",\n"
        yield "[]\n" if before == "[\n" else "\n]\n"


def _json(text: str) -> Any:
    """Long and broken numbers stay the text that was written, so that none is too large or loses a digit."""
    try:
        return json.loads(text, parse_int=_whole, parse_float=str, parse_constant=str, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise Refused(f"Die Datei ist kein gültiges JSON: Zeile {error.lineno}, Zeichen {error.colno}.") from None
    except RecursionError:
        raise Refused(TOO_DEEP) from None


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) <= len(str(LARGEST)) else digits


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entry = dict(pairs)
    if len(entry) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Refused(f"Das Feld „{twice[:60]}“ steht in einem Objekt zweimal.")
    return entry


def _require_fit(documents: list[Any]) -> None:
    level = documents
    for _ in range(DEPTH):
        below: list[Any] = []
        for each in level:
            if isinstance(each, str) and UNFIT.search(each):
                raise Refused("Die Datei enthält ein Zeichen, das sich nicht speichern lässt.")
            below += [*each, *each.values()] if isinstance(each, dict) else each if isinstance(each, list) else ()
        level = below
    if level:
        raise Refused(TOO_DEEP)
