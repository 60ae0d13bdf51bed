"""Which texts would a spreadsheet run instead of showing them? An apostrophe in front stops that; reading removes it.

After the list of OWASP ("CSV Injection"): = + - @, tabs and line ends, also behind spaces and quotation marks, which
some programs remove, and their wide forms. Pure.
"""

import re

RUNS = re.compile(r"[\s'\"]*[=+\-@\t\r\n＝＋－＠]")
GUARD = "'"


def defused(text: str) -> str:
    """The text as it may stand in a cell of a spreadsheet."""
    return GUARD + text if RUNS.match(text) else text


def meant(cell: str) -> str:
    """The text that a cell stands for: ``meant(defused(text)) == text``, whatever the text."""
    bare = cell.removeprefix(GUARD)
    return bare if bare != cell and RUNS.match(bare) else cell
