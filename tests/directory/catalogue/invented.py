"""Invented documents of networks, of every shape that one may have."""

from typing import Any

from hypothesis import strategies as st

from directory.catalogue.registry import NETWORK, TERMS
from directory.enums import LAENDER, FactKind, Level, Stance
from tests.directory import making

Document = dict[str, Any]

SOURCES, BODIES, TOPICS, OTHERS = ("satzung", "chronik"), ("stiftung", "verein"), ("methoden", "teilhabe"), ("anderes",)
WORDS = st.text("aäßB 7„“#:'-", min_size=1, max_size=20).map(lambda text: f"x{text.strip()}y")
KEYS = st.text("abcdefgh", min_size=6, max_size=6)
YEARS = st.integers(1990, 2026).map(str)


def surroundings() -> None:
    """What the documents refer to."""
    for slug in SOURCES:
        making.source(slug)
    for slug in BODIES:
        making.body(slug)
    for slug in TOPICS:
        making.topic(slug)
    for slug in OTHERS:
        making.network(slug)


def maybe(**fields: Any) -> st.SearchStrategy[Document]:
    """Any of these fields, or none."""
    return st.fixed_dictionaries({}, optional=fields)


@st.composite
def cites(draw: Any) -> list[Any]:
    """Some citations in their own order; one place is cited at most once."""
    places = draw(st.lists(st.tuples(st.sampled_from(SOURCES), st.integers(1, 9)), max_size=3, unique=True))
    found: list[Any] = []
    for source, line in sorted(places):
        at = f"{source}:{line}#{line:012x}"
        said = draw(maybe(says=WORDS, stance=st.sampled_from([each.value for each in Stance if each != Stance.AGREES])))
        said = {"says": said.get("says", "x"), **said} if said else {}
        found.append({"at": at, **said} if said else at)
    return found


@st.composite
def said(draw: Any) -> Document:
    """What is said about all of a row."""
    found = {"cite": draw(cites()), "gap": draw(st.just("") | WORDS)}
    return {name: value for name, value in found.items() if value}


@st.composite
def said_by_aspect(draw: Any, *aspects: str) -> Document:
    cited = {aspect: draw(cites()) for aspect in aspects}
    gaps = {aspect: draw(st.just("") | WORDS) for aspect in aspects}
    verdict = {"nature": "open", "subject": "x", "reading": draw(WORDS), "reason": "x", "decided_on": "2026-11-21"}
    codes = draw(maybe(**{aspects[0]: st.sampled_from([f"{aspects[0][0]}1", f"{aspects[0][0]}2"])}))
    found = {
        "cite": {aspect: each for aspect, each in cited.items() if each},
        "verdicts": {aspect: {"code": code, **verdict} for aspect, code in codes.items()},
        "gaps": {aspect: reason for aspect, reason in gaps.items() if reason},
    }
    return {name: value for name, value in found.items() if value}


@st.composite
def rows(draw: Any, fields: st.SearchStrategy[Document], same: Any, most: int = 3) -> list[Document]:
    """Rows of one parent, no two with the same ``same``."""
    found = draw(st.lists(fields, max_size=most, unique_by=same))
    keys = draw(st.lists(KEYS, min_size=len(found), max_size=len(found), unique=True))
    return [{"key": key, **row, **draw(said())} for key, row in zip(keys, found, strict=True)]


FACTS = st.sampled_from(
    [kind.value for kind in FactKind if kind not in (FactKind.FIGURE, FactKind.WEBSITE, FactKind.LANGUAGE)]
)
FACT = st.builds(
    lambda text, kind, more: {"text": text, "kind": kind, **more},
    WORDS, FACTS,
    maybe(title=WORDS, start=YEARS, planned=st.just(True), place=WORDS, verified_on=st.just("2026-11-21")),
)  # fmt: skip
FIGURE = st.builds(
    lambda number, bound, unit, more: {"kind": "figure", "number": number, "bound": bound, "unit": unit, **more},
    st.integers(0, 10**6), st.sampled_from(["exactly", "about"]), WORDS, maybe(as_of=YEARS),
)  # fmt: skip
SPEAKING = st.builds(
    lambda kind, language, more: {"kind": kind, "language": language, "title": "x", **more},
    st.sampled_from(["name", "language"]), st.sampled_from(["de", "en"]), maybe(start=YEARS),
)  # fmt: skip
SCOPE = st.sampled_from(
    [("level", value) for value in Level.values] + [("seat", value) for value in dict(LAENDER)]
).map(lambda pair: {"dimension": pair[0], "value": pair[1]})
TENURE = st.builds(
    lambda body, role, start: {"body": body, "role": role, "start": start},
    st.sampled_from(BODIES), st.sampled_from(["coordinates", "hosts"]), YEARS,
)  # fmt: skip
CRITERION = st.builds(
    lambda value, more: {"kind": "who", "value": value, **more},
    st.sampled_from(["person", "organisation"]), maybe(text=WORDS, binding=st.just(False)),
)  # fmt: skip
MEMBERSHIP = st.builds(
    lambda name, fee, more: {"name": name, **fee, **more},
    WORDS,
    st.sampled_from([{}, {"fee": "0.00"}, {"fee": "12.50", "period": "monatlich"}, {"graded": True, "fee_text": "x"}]),
    maybe(who=WORDS, deadline=YEARS, steps=WORDS),
)
RELATION = st.builds(lambda name: {"kind": "similar", "other_name": name}, WORDS) | st.just(
    {"kind": "part-of", "other": "anderes"}
)
TREATMENT = st.builds(lambda topic, text: {"topic": topic, "text": text}, st.sampled_from(TOPICS), WORDS)


@st.composite
def networks(draw: Any) -> Document:
    """A network with rows of every kind, or fewer."""
    name = draw(WORDS)
    top = {
        "slug": f"erfunden-{draw(KEYS)}",
        "name": name,
        "summary": draw(WORDS),
        "kind": "network",
        "status": "active",
    }
    top |= draw(maybe(start=YEARS, short_name=WORDS, visibility=st.just("published"), easy_text=WORDS))
    tenures = draw(rows(TENURE, lambda row: tuple(row.values())))
    contact = st.builds(
        lambda name, tenure: {"name": name, **({"tenure": tenure} if tenure else {})},
        WORDS, st.sampled_from([None, *(row["key"] for row in tenures)]),
    )  # fmt: skip
    terms = draw(maybe(mode=st.just("antrag"), who_text=WORDS, cost_text=WORDS, cost=st.just("kostenlos")))
    if terms:
        terms |= draw(said_by_aspect(*TERMS.aspects)) | {"criteria": draw(rows(CRITERION, lambda row: row["value"]))}
    lists = {
        "scopes": draw(rows(SCOPE, lambda row: tuple(row.values()))),
        "tenures": tenures,
        "contacts": draw(rows(contact, lambda row: row["name"])),
        "terms": {name: value for name, value in terms.items() if value},
        "memberships": draw(rows(MEMBERSHIP, lambda row: row["name"])),
        "facts": draw(rows(FACT | FIGURE | SPEAKING, str)),
        "treatments": draw(rows(TREATMENT, str)),
        "relations": draw(rows(RELATION, str)),
    }
    return {**top, **draw(said_by_aspect(*NETWORK.aspects)), **{name: value for name, value in lists.items() if value}}


def with_few_keys(document: Document) -> Document:
    """The document with keys that others have as well, so that its rows are later states of theirs."""
    names = {row["key"]: f"zeile-{place}" for place, row in enumerate(document.get("tenures", ()))}

    def renamed(rows: list[Document]) -> list[Document]:
        found = [{**row, "key": f"zeile-{place}"} for place, row in enumerate(rows)]
        return [{**row, "tenure": names[row["tenure"]]} if "tenure" in row else row for row in found]

    made = {name: renamed(value) if _is_rows(value) else value for name, value in document.items()}
    if "criteria" in document.get("terms", {}):
        made["terms"] = {**document["terms"], "criteria": renamed(document["terms"]["criteria"])}
    return made


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) and "key" in row for row in value)
