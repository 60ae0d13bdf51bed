"""Link checks: does a web address answer, and where does it lead? Knows no database; the catalogue's addresses are in
links.
"""

from directory.curation.link_checks.client import Limits, Pace, Visit, Visitor

__all__ = ["Limits", "Pace", "Visit", "Visitor"]
