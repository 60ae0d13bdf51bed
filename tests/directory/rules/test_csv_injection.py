"""Does no cell run in a spreadsheet, and does every text come back as it was?"""

import pytest
from hypothesis import example, given, strategies as st

from directory.rules.csv_injection import escape, unescape

TRICKY = st.text(alphabet=" \t\r\n'\"=+-@＝＋－＠abc;,", max_size=12)


@given(st.one_of(st.text(), TRICKY))
@example("'=1+1")
@example("''=1+1")
@example("'")
@example("")
def test_every_text_comes_back(text):
    assert unescape(escape(text)) == text


@given(TRICKY)
def test_no_cell_begins_like_a_formula(text):
    bare = escape(text).lstrip(' "\t\r\n')
    assert bare[:1] not in set("=+-@＝＋－＠")


@pytest.mark.parametrize(
    "text", ["=1+1", "+49 30 1", "-1", "@SUM(A1)", "\tx", "\rx", "\n=1", "  =1", '"=1', "'=1", "＝1"]
)
def test_formula_defused(text):
    assert escape(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Text", "a=b", "'s Ziel", "2018-06", "Mail an a@b.de", '"Zitat"', " Text"])
def test_plain_text_left_alone(text):
    assert escape(text) == text


@pytest.mark.parametrize(("cell", "text"), [("'=1+1", "=1+1"), ("'' =1", "' =1"), ("'Text", "'Text"), ("=1+1", "=1+1")])
def test_cell_typed_by_hand_understood(cell, text):
    assert unescape(cell) == text
