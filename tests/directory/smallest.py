"""What is the smallest valid row of each kind? With ``fresh`` it is not stored yet, so that a test can break it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from directory.models import (
    TARGET_MODELS,
    Act,
    Body,
    Citation,
    Contact,
    Criterion,
    Fact,
    FormerAddress,
    Gap,
    Link,
    Member,
    Membership,
    Merger,
    Network,
    Page,
    Pair,
    Relation,
    Scope,
    Silence,
    Source,
    Submission,
    Tenure,
    Terms,
    Topic,
    Treatment,
    Verdict,
    Version,
)

DAY = date(2026, 11, 21)
_numbers = count(1)


def unused(word: str) -> Callable[[], str]:
    """A value nobody else has."""
    return lambda: f"{word}-{next(_numbers)}"


def any_network() -> Network:
    return make(Network)


SMALLEST: dict[type, dict[str, Any]] = {
    Network: {
        "slug": unused("netzwerk"), "name": "Netzwerk", "summary": "Ein Netzwerk.",
        "kind": "network", "status": "active", "visibility": "published",
    },
    Body: {"slug": unused("stelle"), "name": "Stelle"},
    Topic: {"slug": unused("thema"), "name": "Thema"},
    Source: {"slug": unused("quelle"), "title": "Quelle", "publisher": "Verlag", "read_on": DAY},
    Page: {"slug": unused("seite"), "title": "Seite", "text": "Text"},
    Scope: {"network": any_network, "dimension": "level", "value": "bund"},
    Tenure: {"network": any_network, "body": lambda: make(Body), "role": "coordinates"},
    Contact: {"network": any_network, "name": "Kim Beispiel"},
    Terms: {"network": any_network},
    Criterion: {"terms": lambda: make(Terms), "kind": "who", "value": "person"},
    Fact: {"network": any_network, "key": unused("angabe"), "kind": "aim", "text": "Ein Ziel."},
    Relation: {"network": any_network, "kind": "similar", "other_name": "Anderswo"},
    Treatment: {"network": any_network, "topic": lambda: make(Topic), "key": unused("art"), "text": "Tut etwas."},
    Membership: {"network": any_network, "name": unused("Mitgliedschaft")},
    Member: {"network": any_network, "party": "person"},
    Silence: {"source": lambda: make(Source), "first_line": 1, "last_line": 1, "reason": "Überschrift"},
    Citation: {"source": lambda: make(Source), "first_line": 1, "last_line": 1},
    Verdict: {
        "code": lambda: f"U{next(_numbers)}", "nature": "open", "subject": "Frage",
        "reading": "Lesart", "reason": "Grund", "decided_on": DAY,
    },
    Gap: {"reason": "Steht nur auf dem Türschild."},
}  # fmt: skip

UNSEEN: dict[type, dict[str, Any]] = {
    Act: {"at": datetime(2026, 11, 21, 12, tzinfo=UTC)},
    Version: {"act": lambda: make(Act), "kind": "network", "record": 1},
    Link: {"url": lambda: f"https://example.org/{next(_numbers)}"},
    FormerAddress: {"kind": "network", "slug": unused("frueher"), "number": 1},
    Merger: {"kind": "network", "kept": 1, "kept_name": "A", "gone": 2, "gone_name": "B", "reason": "Dasselbe."},
    Submission: {"note": "Neu."},
    Pair: {
        "kind": "network", "first": 1, "first_name": "A", "second": 2, "second_name": "B",
        "likeness": 90, "because": "Name fast gleich",
    },
}  # fmt: skip
"""Rows that are no part of the catalogue itself."""


def fresh(model: type[Any], **columns: Any) -> Any:
    """A row that is not stored; what it points to is. What is said about a row is about a new fact if told nothing."""
    if model in (Citation, Verdict, Gap) and not any(name in columns for name in ("fact", *SPOKEN_ABOUT)):
        columns["fact"] = make(Fact)
    missing = {name: value for name, value in {**SMALLEST, **UNSEEN}[model].items() if name not in columns}
    return model(**{name: value() if callable(value) else value for name, value in missing.items()}, **columns)


def make(model: type[Any], **columns: Any) -> Any:
    """A stored row."""
    row = fresh(model, **columns)
    row.save()
    return row


SPOKEN_ABOUT = {name: model for name, model in TARGET_MODELS.items() if name != "fact"}
