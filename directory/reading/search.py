"""Search: which networks does a search text mean, which first, and why? Asks the index; knows German.

Words that say nothing are dropped, a Land is understood as a place, one typing error is forgiven, and where no network
has all words, those with most of them are found. What was understood is told.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pyroaring import BitMap
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from directory.enums import Area
from directory.reading import entries
from directory.reading.index import NONE, Index
from directory.rules import german, normalisation

MAX_LENGTH = 200  # characters of a search text that count
MAX_WORDS = 10
TRIED = 10  # words that are one error away
MISTYPED_FROM = 4  # letters a word has at least, so that an error in it is forgiven
SOFT = frozenset(
    map(
        german.stem,
        ("netzwerk", "kontakt", "adresse", "mitglied", "mitgliedschaft", "mitmachen", "koordiniert", "kostet"),
    )
)
"""What questions ask about every network; such a word narrows nothing beside others."""
PLACES = {tuple(german.sought(label)): str(value) for value, label in Area.choices} | {
    ("nrw",): Area.NW.value, ("bw",): Area.BW.value, ("mv",): Area.MV.value, ("rlp",): Area.RP.value,
}  # fmt: skip
"""Areas by the stems of their names, and of the letters that stand for them."""
LONGEST_PLACE = max(map(len, PLACES))
WHY = ("heißt genau so", "im Namen", "bei Themen, Stellen oder Personen", "im Text, zum Teil im Namen", "im Text")


@dataclass
class Found:
    """``groups``: the hits in the order of their weight, each with why; no network stands in two of them."""

    groups: list[tuple[str, BitMap]] = field(default_factory=list)
    meant: list[tuple[str, str]] = field(default_factory=list)
    """Words not known, and what was sought instead."""
    places: list[str] = field(default_factory=list)
    """Areas that were understood as filters."""
    only_most: bool = False
    """Whether no network has all of the words."""

    @property
    def all(self) -> BitMap:
        """All hits."""
        return BitMap.union(*(found for _, found in self.groups)) if self.groups else BitMap()


def normalised_query(text: str) -> str:
    """The part of a search text that is sought; empty if it has no letters or digits we know."""
    text = text[:MAX_LENGTH].strip()
    return text if german.sought(text) else ""


def ignored_parts(text: str) -> list[str]:
    """What of a search text is not sought, in the reader's words."""
    if text.strip() and not normalised_query(text):
        return [f"der Suchtext „{text.strip()[:30]}“"]
    if len(text.strip()) > MAX_LENGTH:
        over = len(text.strip()) - MAX_LENGTH
        return [f"der Suchtext ab dem {MAX_LENGTH + 1}. Zeichen ({over} zu viel)"]
    return [f"der Suchtext ab dem {MAX_WORDS + 1}. Wort"] if len(german.sought(text)) > MAX_WORDS else []


def find(index: Index, text: str, scope: BitMap | None = None) -> Found:
    """The networks a search text means: of the published ones, or of these."""
    found, scope = Found(), index.published if scope is None else scope
    typed = german.sought(text)
    words = list(typed)[:MAX_WORDS]
    telling = [word for word in words if word not in german.FUNCTION_WORDS] or words
    rest, found.places = _places(telling, index)
    hard = [word for word in rest if word not in SOFT] or ([] if found.places else rest)
    sets = [_Word(index, word, typed[word], found, scope) for word in hard]
    within = BitMap.union(*(index.facets["land"][place] for place in found.places)) if found.places else None
    named = BitMap.intersection(*(index.having(word, entries.NAME) for word in telling if word not in SOFT), scope)
    ranked = [index.called.get(normalisation.fold(text), NONE), named if found.places else NONE]
    ranked[1] = ranked[1] | _all(sets, entries.NAME, within)
    ranked += [_all(sets, weight, within) for weight in (entries.TOPIC, entries.TEXT)]
    if not any(hits.intersect(scope) for hits in ranked) and (len(sets) > 1 or found.places):
        found.only_most = True
        ranked[-1] = _most(sets, within)
    partly = BitMap.union(*(word.hits(entries.NAME) for word in sets)) if sets else BitMap()
    ranked[-1:] = [ranked[-1] & partly, ranked[-1]]
    seen = BitMap()
    for why, hits in zip(WHY, ranked, strict=True):
        fresh = (hits & scope) - seen
        seen |= fresh
        if fresh:
            found.groups.append((why, fresh))
    return found


def _places(words: list[str], index: Index) -> tuple[list[str], list[str]]:
    """The words that are no areas, and the areas in which there are networks. One of several words is never another
    one of which it has a word.
    """
    rest: list[str] = []
    places: list[str] = []
    at = 0
    while at < len(words):
        length = next((n for n in range(LONGEST_PLACE, 0, -1) if tuple(words[at : at + n]) in PLACES), 0)
        area = PLACES.get(tuple(words[at : at + length]), "")
        if area and index.facets["land"].get(area, NONE).intersect(index.alive):
            places.append(area)
        else:
            rest += words[at : at + max(length, 1)]
        at += max(length, 1)
    return rest, places


class _Word:
    """One word sought: the stems that count as it."""

    def __init__(self, index: Index, word: str, typed: str, found: Found, scope: BitMap) -> None:
        self.index = index
        self.stems = _known(index, word, scope)
        if not self.stems:
            likely = _likely(index, word, scope)
            if likely:
                found.meant.append((typed, index.forms.get(likely, likely)))
                self.stems = _known(index, likely, scope)

    def hits(self, weight: int) -> BitMap:
        return BitMap.union(*(self.index.having(stem, weight) for stem in self.stems)) if self.stems else NONE


def _known(index: Index, word: str, scope: BitMap) -> list[str]:
    """The stem itself, compounds of it, or else the parts of which it is made."""
    own = [stem for stem in (word, *index.compounds(word)) if index.tells(stem, scope)]
    return own or list(_parts(index, word, scope))[:1]


def _parts(index: Index, word: str, scope: BitMap) -> Iterator[str]:
    """Known stems that stand at the end of a compound nobody has written, the longest first."""
    for at in range(german.SHORTEST_PART, len(word) - german.SURE_LENGTH + 1):
        if word[at:] not in german.FUNCTION_WORDS and index.tells(word[at:], scope):
            yield word[at:]


def _likely(index: Index, word: str, scope: BitMap) -> str:
    """The known stem that is one typing error away; empty if there is none."""
    if len(word) < MISTYPED_FROM:
        return ""
    near = [stem for stem in index.stems if abs(len(stem) - len(word)) <= 1]
    found = process.extract(word, near, scorer=DamerauLevenshtein.distance, score_cutoff=1, limit=TRIED)
    return next((str(stem) for stem, *_ in found if index.tells(stem, scope)), "")


def _all(sets: list[_Word], weight: int, within: BitMap | None) -> BitMap:
    parts = [word.hits(weight) for word in sets] + ([within] if within is not None else [])
    return BitMap.intersection(*parts) if parts else BitMap()


def _most(sets: list[_Word], within: BitMap | None) -> BitMap:
    """Those with as many of the words as any network has."""
    least = [word.hits(entries.TEXT) for word in sets]
    levels: list[BitMap] = []
    for hits in least:
        levels.append(BitMap())
        for level in range(len(levels) - 1, 0, -1):
            levels[level] |= levels[level - 1] & hits
        levels[0] |= hits
    if within is not None:
        return next((level & within for level in reversed(levels) if level & within), within)
    return next((level for level in reversed(levels) if level), BitMap())
