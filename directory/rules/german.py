"""German words: tokens, stems and the parts of compounds, alike for what is stored and what is sought. Pure.

A word is known by its stem: case, umlauts, ß, soft hyphens, gender signs, plural and genitive make no other word of it.
"""

import re
from collections.abc import Container
from functools import cache, lru_cache

import Stemmer

from directory.rules import normalisation

TOKEN = re.compile(r"\w[\w:*/'’‐‑-]*\w|\w")
GENDER = re.compile(r"[:*_/](?=(?:in|innen|r|n|s)\b)", re.IGNORECASE)
PARTS = re.compile(r"[-‐‑/:*'’_]+")
UNG = re.compile(r"(.{2,}ung)(?:en|s)?$")
LINKING = ("", "s", "es", "n", "en", "er", "e", "ns", "ens")
"""Letters that join the parts of a compound."""
SHORTEST_PART = 3
SURE_LENGTH = 5
"""From this length on a part is one, whatever stands before it; a shorter one needs a neighbour that is known."""
CACHED = 200_000

_SAYING_NOTHING = """
ab aber alle als also am an auch auf aus bei beim bin bis bitte da dann das dass dem den der des die dies diese
dieser dieses dir doch du durch ein eine einem einen einer eines er es etwas euch für gegen gibt geben hab habe
haben hat ich ihr im in ins ist ja jede jeder jedes kann kein keine können man mein meine mich mir mit muss nach
nicht noch nur ob oder ohne sein seine sich sie sind so soll sollte über um und uns unser unter vom von vor war was
welche welcher welches wenn wer werden wie wieder will wird wir wo worum wurde zu zum zur zwischen finde finden
suche suchen wann warum wieso weshalb woher wohin wofür wem wen mache machen macht viel viele heute dort hier bisher
"""


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("german")


@lru_cache(CACHED)
def stem(word: str) -> str:
    """The stem of one folded word: ``haushalte`` and ``haushalts`` become ``haushalt``.

    What ends in -ung keeps it; the stemmer takes it off long words only, so that compounds would lose their heads.
    """
    if found := UNG.match(word):
        return found[1]
    return word if word.isdecimal() else normalisation.fold(_stemmer().stemWord(word)) or word


@lru_cache(CACHED)
def stems_of(token: str) -> tuple[str, ...]:
    """All stems by which one token is found: of the whole, and of what hyphens join."""
    bare = GENDER.sub("", token)
    whole = normalisation.fold(PARTS.sub("", bare)).replace(" ", "")
    parts = [each for part in PARTS.split(bare) for each in normalisation.fold(part).split()]
    return tuple(dict.fromkeys(stem(each) for each in (whole, *parts) if each))


def tokens(text: str) -> list[str]:
    """The words of a text as they stand there, hyphens inside."""
    found: list[str] = TOKEN.findall(text if text.isascii() else normalisation.clean(text))
    return found


def sought(text: str) -> dict[str, str]:
    """The stems a search text asks for, each with the word as it was typed: of a token that hyphens join its parts."""
    found: dict[str, str] = {}
    for token in tokens(text):
        for part in PARTS.split(GENDER.sub("", token)):
            for each in normalisation.fold(part).split():
                found.setdefault(stem(each), part)
    return found


FUNCTION_WORDS = frozenset(stem(normalisation.fold(word)) for word in _SAYING_NOTHING.split())
"""The stems of words of a question that say nothing of what is sought."""


def has_part(compound: str, part: str, known: Container[str]) -> bool:
    """Whether a compound's head or first word is this part, by its stem: ``burgerhaushalt`` has ``haushalt``.

    What stands beside a short part must be a known word, so that ``Rat`` finds ``Stadtrat`` and not ``Beratung``.
    """
    rest_length = len(compound) - len(part)
    if rest_length < SHORTEST_PART or len(part) < SHORTEST_PART:
        return False
    if compound.endswith(part):
        rest = compound[: -len(part)]
        if len(part) >= SURE_LENGTH and rest_length >= SHORTEST_PART:
            return True
        return any(rest.endswith(link) and rest[: len(rest) - len(link)] in known for link in LINKING)
    if compound.startswith(part):
        rest = compound[len(part) :]
        return any(rest.startswith(link) and rest[len(link) :] in known for link in LINKING)
    return False
