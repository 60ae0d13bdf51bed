"""CSV injection: texts a spreadsheet would run as a formula get an apostrophe in front; reading removes it. Pure.

After the list of OWASP ("CSV Injection"): = + - @, tabs and line ends, also behind spaces and quotation marks, which
some programs remove, and their wide forms.
"""

import re

FORMULA = re.compile(r"[\s'\"]*[=+\-@\t\r\n＝＋－＠]")
GUARD = "'"


def escape(text: str) -> str:
    """The text as it may stand in a cell of a spreadsheet."""
    return GUARD + text if FORMULA.match(text) else text


def unescape(cell: str) -> str:
    """The text that a cell stands for: ``unescape(escape(text)) == text``, whatever the text."""
    bare = cell.removeprefix(GUARD)
    return bare if bare != cell and FORMULA.match(bare) else cell
