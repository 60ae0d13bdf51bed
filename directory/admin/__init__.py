"""The editors' desk: one page for each noun of the catalogue, with its statements and their sources."""

from directory.admin import body, fact, link, member, merging, network, page, pairs, site, source, terms, topic

__all__ = ["body", "fact", "link", "member", "merging", "network", "page", "pairs", "site", "source", "terms", "topic"]
