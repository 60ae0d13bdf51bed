"""Normalisation: when are two spellings the same word? Folds case, umlauts, accents and ß, for searching and sorting.
Pure.
"""

import re
import unicodedata

from directory.rules.unicode_cleaning import clean

UMLAUT_AS_PAIR = re.compile(r"([aou])e+")
GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"})
NOT_A_WORD = re.compile(r"[^a-z0-9]+")


def plain(text: str) -> str:
    """Lower case, without marks, ß as ss: ``Öffentliche Straße`` becomes ``offentliche strasse``."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", clean(text)).casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def in_ascii(text: str) -> str:
    """Umlauts and ß as one writes them in German without them: ``Grüner Tisch`` becomes ``Gruener Tisch``."""
    return clean(text).translate(GERMAN)


def sort_key(text: str) -> str:
    """Where a name stands in a German list (DIN 5007-1: ä as a, ß as ss, punctuation ignored)."""
    return NOT_A_WORD.sub(" ", plain(text)).strip()


def fold(text: str) -> str:
    """A text for searching: as ``sort_key``, and ``ue`` like ``ü`` like ``u``.

    Both the text and the words sought go through here, so that a true ``ue`` (neue) still finds itself.
    """
    return UMLAUT_AS_PAIR.sub(r"\1", sort_key(text))


def words(text: str, limit: int = 10) -> list[str]:
    """The folded words of a search text, each once, at most ``limit``."""
    return list(dict.fromkeys(fold(text).split()))[:limit]
