"""The editors' desk: one page for each noun of the catalogue, with its statements and their sources."""

from directory.admin import body, fact, member, network, page, site, source, terms, topic

__all__ = ["body", "fact", "member", "network", "page", "site", "source", "terms", "topic"]
