"""Is every partial date either understood, with its first and last day and its German words, or refused with a
sentence?
"""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings, strategies as st

from directory.rules import partial_dates

unhurried = settings(deadline=None)  # another test may keep the machine busy

YEARS = st.integers(1, 9999)
ABOUT = st.sampled_from(["", "~"])


# --- what is understood -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "words"),
    [
        ("2013", date(2013, 1, 1), date(2013, 12, 31), "2013"),
        ("2013~", date(2013, 1, 1), date(2013, 12, 31), "etwa 2013"),
        ("2018-06", date(2018, 6, 1), date(2018, 6, 30), "Juni 2018"),
        ("2018-06~", date(2018, 6, 1), date(2018, 6, 30), "etwa Juni 2018"),
        ("2018-07-01", date(2018, 7, 1), date(2018, 7, 1), "1. Juli 2018"),
        ("2018-07-01~", date(2018, 7, 1), date(2018, 7, 1), "etwa 1. Juli 2018"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "Februar 2020"),
        ("2021-02", date(2021, 2, 1), date(2021, 2, 28), "Februar 2021"),
        ("2020-02-29", date(2020, 2, 29), date(2020, 2, 29), "29. Februar 2020"),
        ("2025-21", date(2025, 3, 1), date(2025, 5, 31), "Frühjahr 2025"),
        ("2025-22", date(2025, 6, 1), date(2025, 8, 31), "Sommer 2025"),
        ("2025-23", date(2025, 9, 1), date(2025, 11, 30), "Herbst 2025"),
        ("2025-24", date(2025, 12, 1), date(2026, 2, 28), "Winter 2025"),
        ("2025-24~", date(2025, 12, 1), date(2026, 2, 28), "etwa Winter 2025"),
        ("2023-24", date(2023, 12, 1), date(2024, 2, 29), "Winter 2023"),
        ("9999-24", date(9999, 12, 1), date(9999, 12, 31), "Winter 9999"),
        ("0001", date(1, 1, 1), date(1, 12, 31), "0001"),
        ("9999", date(9999, 1, 1), date(9999, 12, 31), "9999"),
    ],
)
def test_parse_understood(text, earliest, latest, words):
    parsed = partial_dates.parse(text)
    assert (parsed.text, parsed.earliest, parsed.latest) == (text, earliest, latest)
    assert str(parsed) == partial_dates.in_words(text) == words


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (1, "Januar"), (2, "Februar"), (3, "März"), (4, "April"), (5, "Mai"), (6, "Juni"),
        (7, "Juli"), (8, "August"), (9, "September"), (10, "Oktober"), (11, "November"), (12, "Dezember"),
    ],
)  # fmt: skip
def test_in_words_months(number, name):
    assert partial_dates.in_words(f"2018-{number:02}") == f"{name} 2018"


@given(day=st.dates(), about=ABOUT)
@unhurried
def test_parse_any_day(day, about):
    parsed = partial_dates.parse(day.isoformat() + about)
    assert (parsed.earliest, parsed.latest) == (day, day)


@given(day=st.dates(max_value=date(9999, 11, 30)), about=ABOUT)
@unhurried
def test_parse_any_month(day, about):
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    parsed = partial_dates.parse(day.isoformat()[:7] + about)
    assert (parsed.earliest, parsed.latest) == (first, following - timedelta(days=1))


@given(year=YEARS, season=st.sampled_from([21, 22, 23, 24]), about=ABOUT)
@unhurried
def test_parse_any_season(year, season, about):
    parsed = partial_dates.parse(f"{year:04}-{season}{about}")
    assert parsed.earliest == date(year, 3 * (season - 20), 1)
    assert 27 <= (parsed.latest - parsed.earliest).days <= 92


# --- what is refused --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "0", "13", "0000", "0000-05", "20180", "2018-7", "2018-007", "2018-00", "2018-13", "2018-20",
        "2018-06-00", "2018-06-31", "2018-04-31", "2018-02-30", "2018-21-01", "2018-24-31", "20180701", "2018/2019",
        "2018?", "2018%", "~2018", "2018~~", "2018~-07", "2018-XX", "201X", "-2018", "+2018", "y2018", "Y17E7",
        "2018-07-01T10:00", "1.7.2018", "Juli 2018", "heute", "unknown", "open", "..", "2018/..", "[2018,2019]",
        " 2018", "2018 ", "2018\n", "2018-07-01\n", "\x002018", "２０１８", "٢٠١٨", "2018–07", "2018-0７",
    ],
)  # fmt: skip
def test_parse_refused(text):
    with pytest.raises(partial_dates.NotADate) as refusal:
        partial_dates.parse(text)
    assert str(refusal.value) == f"„{text}“ ist keine Datumsangabe. Richtig wäre zum Beispiel 30.09.2026 oder Mai 2024."
    with pytest.raises(partial_dates.NotADate):
        partial_dates.in_words(text)


@pytest.mark.parametrize("text", ["2019-02-29", "2019-02-29~", "1900-02-29", "0001-02-29"])
def test_parse_leap_day_of_another_year(text):
    with pytest.raises(partial_dates.NotADate):
        partial_dates.parse(text)


@pytest.mark.parametrize("part", [25, 28, 29, 33, 37, 40, 41])
def test_parse_divisions_beyond_the_four_seasons(part):
    """EDTF knows seasons of a hemisphere, quarters and halves as well; no page could say them."""
    with pytest.raises(partial_dates.NotADate):
        partial_dates.parse(f"2018-{part}")


def test_not_a_date_long_text():
    assert str(partial_dates.NotADate("x" * 500)).startswith(f"„{'x' * 40}“ ist keine")


@given(
    st.one_of(
        st.text(),
        st.text("0123456789-~/?X. TZ", max_size=partial_dates.MAX_LENGTH + 2),
        st.from_regex(partial_dates.SHAPE, fullmatch=True),
        st.from_regex(r"(19|20)[0-9]{2}-(02|06|[234][0-9])(-(28|29|3[0-2]))?~?", fullmatch=True),
    )
)
@example("2019-02-29")
@example("2018-25")
@settings(unhurried, max_examples=300)
def test_parse_any_text(text):
    """It parses, with bounds in order and words to say it, or raises NotADate; never anything else."""
    with suppress(partial_dates.NotADate):
        parsed = partial_dates.parse(text)
        assert parsed.earliest <= parsed.latest
        assert len(parsed.text) <= partial_dates.MAX_LENGTH
        assert parsed.text[:4] in str(parsed)


# --- spans ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "qualifier", "words"),
    [
        ("", "", "", ""),
        ("", "", "Anfang", ""),
        ("2024-03", "", "Anfang", "Anfang März 2024"),
        ("2013-11-28", "", "", "28. November 2013"),
        ("2013-11-28", "2013-11-28", "", "28. November 2013"),
        ("2022-12-07", "2022-12-10", "", "7. bis 10. Dezember 2022"),
        ("2022-11-30", "2022-12-02", "", "30. November bis 2. Dezember 2022"),
        ("2022-12-31", "2023-01-01", "", "31. Dezember 2022 bis 1. Januar 2023"),
        ("2022-12-07", "2023-12-07", "", "7. Dezember 2022 bis 7. Dezember 2023"),
        ("2024-03", "2024-05", "Anfang", "Anfang März bis Mai 2024"),
        ("2024-03", "2025-03", "", "März 2024 bis März 2025"),
        ("2025-21", "2025-23", "", "Frühjahr bis Herbst 2025"),
        ("2025-21", "2025-09", "", "Frühjahr bis September 2025"),
        ("2024-24", "2025-21", "", "Winter 2024 bis Frühjahr 2025"),
        ("2013", "2014", "", "2013 bis 2014"),
        ("2024", "2024-05", "", "2024 bis Mai 2024"),
        ("2024-03", "2024-05-02", "", "März 2024 bis 2. Mai 2024"),
        ("2024-05-02", "2024-06", "", "2. Mai 2024 bis Juni 2024"),
        ("2024-03~", "2024-05~", "", "etwa März 2024 bis etwa Mai 2024"),
        ("2024-03", "2024-05~", "", "März 2024 bis etwa Mai 2024"),
        ("2025-21", "2026", "Mitte", "Mitte Frühjahr 2025 bis 2026"),
        ("", "2013~", "", "bis etwa 2013"),
    ],
)
def test_span_in_words(start, end, qualifier, words):
    assert partial_dates.span_in_words(start, end, qualifier) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("", "", ""),
        ("2015-10", "", "seit Oktober 2015"),
        ("2013~", "", "seit etwa 2013"),
        ("2015-10", "2018-06", "Oktober 2015 bis Juni 2018"),
        ("2015-10", "2015-10", "Oktober 2015"),
        ("", "2013", "bis 2013"),
    ],
)
def test_since_in_words(start, end, words):
    assert partial_dates.since_in_words(start, end) == words
