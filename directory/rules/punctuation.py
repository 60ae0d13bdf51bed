"""Punctuation: how does a sentence end? With one full stop, also after a name that has one of its own. Pure."""

ENDS = (".", "!", "?", "…")


def closed(text: object) -> str:
    """The text with a full stop at its end: ``Allianz für Beteiligung e.V.`` keeps its own."""
    words = str(text).rstrip()
    return words if words.endswith(ENDS) else f"{words}."
