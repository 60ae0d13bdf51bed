"""Does a web address answer, and where does it lead? Knows no database; the catalogue's addresses are in links."""

from directory.visiting.visitor import Answer, Limits, Pace, Visitor

__all__ = ["Answer", "Limits", "Pace", "Visitor"]
