"""Punctuation: how does a sentence end? With one full stop, also after a name that has one of its own. What has a mark
at its end gets no colon. Pure.
"""

ENDS = (".", "!", "?", "…")


def closed(text: object) -> str:
    """The text with a full stop at its end: ``Allianz für Beteiligung e.V.`` keeps its own."""
    words = str(text).rstrip()
    return words if words.endswith(ENDS) else f"{words}."


def colon(text: object) -> str:
    """What stands between a label and what is said about it: nothing after ``… verarbeitet werden.``"""
    return "" if str(text).rstrip().endswith((*ENDS, ":")) else ":"
