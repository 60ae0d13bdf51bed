"""Is every date understood that people write in German, and nothing else? What the pages say is read back unchanged."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import example, given, settings, strategies as st

from directory.rules import partial_dates
from directory.rules.partial_dates import NotADate, NotADay, day_from_words, exact_in_words, from_words, in_words

unhurried = settings(deadline=None, max_examples=100)
ABOUT = st.sampled_from(["", "~"])
DAYS = st.dates().map(date.isoformat)
PARTIAL = st.one_of(
    DAYS,
    DAYS.map(lambda day: day[:7]),
    DAYS.map(lambda day: day[:4]),
    st.tuples(DAYS, st.sampled_from([21, 22, 23, 24])).map(lambda each: f"{each[0][:4]}-{each[1]}"),
)
WORDS = ["etwa", "um", "ca.", "30.", "09", "9.", "Sept.", "Mai", "März", "Frühjahr", "2013", "~", "-", "."]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("30.09.2026", "2026-09-30"),
        ("1.7.2018", "2018-07-01"),
        ("1. 7. 2018", "2018-07-01"),
        ("30. September 2026", "2026-09-30"),
        ("1. Oktober 2026", "2026-10-01"),
        ("1.Okt.2026", "2026-10-01"),
        ("1 oktober 2026", "2026-10-01"),
        ("Okt. 2026", "2026-10"),
        ("Sept. 2026", "2026-09"),
        ("Mai 2024", "2024-05"),
        ("MÄRZ\u00a02024", "2024-03"),
        ("Ma\u0308rz 2024", "2024-03"),
        ("Jänner 2024", "2024-01"),
        ("09.2026", "2026-09"),
        ("9/2026", "2026-09"),
        ("Frühjahr 2025", "2025-21"),
        ("Frühling 2025", "2025-21"),
        ("Winter 2025", "2025-24"),
        ("um 2013", "2013~"),
        ("etwa 2013", "2013~"),
        ("ca. Mai 2013", "2013-05~"),
        ("etwa 1. Juli 2018", "2018-07-01~"),
        (" 2013 ", "2013"),
        ("2013~", "2013~"),
        ("2018-06", "2018-06"),
        ("2018-07-01", "2018-07-01"),
        ("2025-21~", "2025-21~"),
    ],
)
def test_dates_as_people_write_them(text, edtf):
    assert from_words(text) == edtf


@pytest.mark.parametrize(
    "text",
    [
        "", "heute", "30.02.2026", "31.04.2026", "0.5.2026", "13.2026", "00.2026", "30.09.26", "09.30.2026", "9-2026",
        "30/09/2026", "Blümchen 2013", "30. Sommer 2013", "30. 2013 Mai", "etwa", "etwa 2013~", "etwa etwa 2013",
        "Mai", "Mai 24", "2024 Mai", "Mai 2024 bis Juni 2024", "seit 2013", "２０１３", "Mai 0000", "0000~",
    ],
)  # fmt: skip
def test_no_date(text):
    with pytest.raises(NotADate) as refusal:
        from_words(text)
    assert str(refusal.value) == f"„{text}“ ist keine Datumsangabe. Richtig wäre zum Beispiel 30.09.2026 oder Mai 2024."


@given(text=PARTIAL, about=ABOUT)
@unhurried
def test_what_the_pages_say_is_read_back(text, about):
    edtf = text + about
    assert (from_words(in_words(edtf)), exact_in_words(edtf)) == (edtf, in_words(edtf))
    assert from_words(edtf) == edtf


@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)))
@example("30. 09 2013")
@unhurried
def test_any_text(text):
    """It means a date, which reads back as itself, or is refused; never anything else."""
    with suppress(NotADate):
        edtf = from_words(text)
        assert partial_dates.parse(edtf).text == edtf == from_words(in_words(edtf))


def test_what_is_no_date_is_shown_as_it_is():
    assert [exact_in_words(text) for text in ("", "2019-02-29", "2018/2019")] == ["", "2019-02-29", "2018/2019"]


@given(st.dates())
@unhurried
def test_days(day):
    written = (day.isoformat(), f"{day:%d.%m.}{day.year:04}", in_words(day.isoformat()))
    assert [day_from_words(text) for text in written] == [day] * 3


@pytest.mark.parametrize("text", ["Mai 2024", "2024", "2024-05", "2024-21", "30.09.2026~", "um 30.09.2026", "20240501"])
def test_no_day(text):
    with pytest.raises(NotADay) as refusal:
        day_from_words(text)
    said = f"„{text}“ ist kein Tag. Richtig wäre zum Beispiel 30.09.2026 oder 30. September 2026."
    assert str(refusal.value) == said
