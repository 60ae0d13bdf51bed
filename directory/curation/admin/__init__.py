"""The editors' desk: one page for each noun of the catalogue, with its statements and their sources."""

from directory.curation.admin import (
    body,
    duplicates,
    fact,
    link,
    member,
    merge,
    network,
    page,
    site,
    source,
    terms,
    topic,
)

__all__ = [
    "body",
    "duplicates",
    "fact",
    "link",
    "member",
    "merge",
    "network",
    "page",
    "site",
    "source",
    "terms",
    "topic",
]
