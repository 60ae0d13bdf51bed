"""Do locators name the lines they mean, and do fingerprints tell a changed wording from a changed layout?"""

from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from directory.rules import line_ranges

LINES = st.integers(1, 99_999)


@pytest.mark.parametrize(
    ("locator", "lines"),
    [("1", (1, 1)), ("19", (19, 19)), ("11-14", (11, 14)), ("7-7", (7, 7)), ("99999", (99_999, 99_999))],
)
def test_parse_understood(locator, lines):
    assert line_ranges.parse(locator) == lines


@pytest.mark.parametrize(
    "locator",
    [
        "", "0", "0-3", "01", "1-", "-1", "1–2", "1 - 2", "1,2", "1-2-3", "100000", "1-100000", "a", "1a", " 1",
        "1\n", "１", "٣", "1.5", "+1", "-1-2", "Zeile 3",
    ],
)  # fmt: skip
def test_parse_refused(locator):
    with pytest.raises(line_ranges.NotAPassage) as refusal:
        line_ranges.parse(locator)
    assert str(refusal.value) == f"„{locator}“ nennt keine Zeilen; richtig wäre zum Beispiel 19 oder 11-14."


def test_parse_backwards():
    with pytest.raises(line_ranges.NotAPassage, match=r"^„14-11“ endet vor dem Anfang\.$"):
        line_ranges.parse("14-11")


@given(one=LINES, other=LINES)
def test_parse_any_span(one, other):
    first, last = sorted((one, other))
    assert line_ranges.parse(f"{first}-{last}") == (first, last)


@given(st.one_of(st.text(), st.text("0123456789-", max_size=12)))
def test_parse_any_text(text):
    with suppress(line_ranges.NotAPassage):
        first, last = line_ranges.parse(text)
        assert 1 <= first <= last


# --- fingerprints -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first", "last", "mark"),
    [
        (["Netzwerk"], 1, 1, "7831c04124b6"),
        (["", "Bürger und Rat", "im Dorf"], 2, 3, "932619f42bb1"),
        ([""], 1, 1, "e3b0c44298fc"),
    ],
)
def test_fingerprint_known(text, first, last, mark):
    """Stored marks stay valid only as long as this never changes."""
    assert line_ranges.fingerprint(text, first, last) == mark


@pytest.mark.parametrize(
    "text",
    [
        ["Rat der Stadt"],
        ["  Rat  der\tStadt "],
        ["Rat\u00a0der Stadt"],
        ["Rat der", "Stadt"],
        ["Rat", "", "der Stadt", ""],
    ],
)
def test_fingerprint_white_space(text):
    assert line_ranges.fingerprint(text, 1, len(text)) == line_ranges.fingerprint(["Rat der Stadt"], 1, 1)


@pytest.mark.parametrize("text", ["Rat der Städte", "rat der Stadt", "Rat der Stadt.", "Ratder Stadt", "Stadt der Rat"])
def test_fingerprint_other_wording(text):
    assert line_ranges.fingerprint([text], 1, 1) != line_ranges.fingerprint(["Rat der Stadt"], 1, 1)


@given(st.lists(st.text(), min_size=1), st.data())
def test_fingerprint_other_lines_do_not_count(text, data):
    last = data.draw(st.integers(1, len(text)))
    first = data.draw(st.integers(1, last))
    mark = line_ranges.fingerprint(text, first, last)
    assert set(mark) <= set("0123456789abcdef")
    assert len(mark) == 12
    assert line_ranges.fingerprint(text[first - 1 : last], 1, last - first + 1) == mark


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (3, 3, "Die Zeilen 3–3 gibt es nicht; der Text hat 2."),
        (1, 3, "Die Zeilen 1–3 gibt es nicht; der Text hat 2."),
    ],
)
def test_fingerprint_beyond_the_text(first, last, sentence):
    with pytest.raises(line_ranges.NotAPassage) as refusal:
        line_ranges.fingerprint(["eins", "zwei"], first, last)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(("first", "last", "words"), [(19, 19, "Zeile 19"), (11, 14, "Zeilen 11–14")])
def test_in_words(first, last, words):
    assert line_ranges.in_words(first, last) == words


# --- many passages ----------------------------------------------------------------------------

SPANS = st.lists(st.tuples(st.integers(1, 30), st.integers(0, 9)).map(lambda pair: (pair[0], sum(pair))))


def numbers(spans):
    return {number for first, last in spans for number in range(first, last + 1)}


@pytest.mark.parametrize(
    ("text", "spans"),
    [("", []), (" ", []), ("2", [(2, 2)]), ("2,5-7", [(2, 2), (5, 7)]), (" 5-7 , 2 ", [(5, 7), (2, 2)])],
)
def test_spans_understood(text, spans):
    assert line_ranges.spans(text) == spans


@pytest.mark.parametrize("text", [",", "2,", "2,,3", "2;3", "a", "2,7-5", "0"])
def test_spans_refused(text):
    with pytest.raises(line_ranges.NotAPassage):
        line_ranges.spans(text)


@given(st.sets(st.integers(1, 40)))
def test_joined_hold_exactly_the_lines_and_are_read_again(lines):
    found = line_ranges.joined(lines)
    assert numbers(found) == lines
    assert all(later[0] > earlier[1] + 1 for earlier, later in pairwise(found))
    assert line_ranges.spans(line_ranges.written(found)) == found
    assert line_ranges.size(found) == len(lines)


@given(SPANS, st.integers(0, 45))
def test_gaps_are_all_other_lines(spans, last):
    assert line_ranges.gaps(spans, last) == line_ranges.joined(set(range(1, last + 1)) - numbers(spans))


def test_gaps_of_long_passages_cost_nothing():
    assert line_ranges.gaps([(5, 10**12)], 10**15) == [(1, 4), (10**12 + 1, 10**15)]
