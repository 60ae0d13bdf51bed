"""The editors' desk: one page for each noun of the catalogue, with its statements and their sources."""

from directory.curation.admin import (
    body,
    citation,
    duplicates,
    fact,
    link,
    member,
    membership,
    merge,
    network,
    page,
    relation,
    scope,
    site,
    source,
    terms,
    topic,
)

__all__ = [
    "body",
    "citation",
    "duplicates",
    "fact",
    "link",
    "member",
    "membership",
    "merge",
    "network",
    "page",
    "relation",
    "scope",
    "site",
    "source",
    "terms",
    "topic",
]
