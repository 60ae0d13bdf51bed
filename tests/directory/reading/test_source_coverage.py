"""Is every line of a source text counted as cited, silent or open, and is a changed passage noticed?"""

import pytest

from directory.models import Citation, Contact, Criterion, Fact, Network, Silence, Source, Tenure
from directory.reading import source_coverage
from directory.rules import line_ranges
from tests.directory.smallest import make

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TEXT = ["Überschrift", "", "Das Netzwerk entstand 2013.", "  Es hat 120 Mitglieder.  ", "Bild: K. Beispiel", "   "]


@pytest.fixture
def source():
    return make(Source, file="text.txt")


def cite(source, first, last=None, **columns):
    return make(Citation, source=source, first_line=first, last_line=last or first, **columns)


# --- which lines are shown --------------------------------------------------------------------


def test_cover(source):
    cite(source, 3)
    make(Silence, source=source, first_line=1, last_line=1)
    found = source_coverage.cover(source, TEXT)
    assert (found.source, found.cited, found.silent) == (source, 1, 1)
    assert found.open == [(4, "Es hat 120 Mitglieder."), (5, "Bild: K. Beispiel")]


def test_cover_nothing_cited(source):
    found = source_coverage.cover(source, TEXT)
    assert (found.cited, found.silent, [number for number, _ in found.open]) == (0, 0, [1, 3, 4, 5])


def test_cover_blank_lines_never_count(source):
    cite(source, 1, 6)
    found = source_coverage.cover(source, TEXT)
    assert (found.cited, found.silent, found.open) == (4, 0, [])


def test_cover_cited_and_silent_counts_as_cited(source):
    cite(source, 1)
    make(Silence, source=source, first_line=1, last_line=3)
    found = source_coverage.cover(source, TEXT)
    assert (found.cited, found.silent) == (1, 1)


def test_cover_same_line_cited_twice(source):
    cite(source, 3)
    cite(source, 3, 4)
    assert source_coverage.cover(source, TEXT).cited == 2


def test_cover_of_the_whole_text_represents_no_line(source):
    cite(source, 1, 6, network=make(Network), aspect="listing")
    cite(source, None, None)
    assert source_coverage.cover(source, TEXT).cited == 0


def test_cover_other_sources_left_out(source):
    cite(make(Source), 3)
    make(Silence, first_line=4, last_line=4)
    found = source_coverage.cover(source, TEXT)
    assert (found.cited, found.silent) == (0, 0)


def test_cover_lines_beyond_the_text(source):
    cite(source, 5, 99)
    assert source_coverage.cover(source, TEXT).cited == 1


@pytest.mark.parametrize(
    ("spans", "numbers"),
    [
        ([], set()),
        ([(None, None)], set()),
        ([(3, 3)], {3}),
        ([(3, 5), (5, 6), (9, 9)], {3, 4, 5, 6, 9}),
    ],
)
def test_numbers(spans, numbers):
    assert source_coverage.numbers(spans) == numbers


# --- does the wording still fit? --------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "text.txt").write_text("\n".join(TEXT), encoding="utf-8")
    return tmp_path


def test_broken_none(source, folder):
    cite(source, 3, fingerprint=line_ranges.fingerprint(TEXT, 3, 3))
    cite(source, 3, 4, fingerprint=line_ranges.fingerprint(TEXT, 3, 4))
    assert source_coverage.broken(folder) == (2, [])


@pytest.mark.parametrize(
    ("lines", "mark", "reason"),
    [
        ((3, 3), "0123456789ab", f"Der Wortlaut hat sich geändert (jetzt {line_ranges.fingerprint(TEXT, 3, 3)})."),
        ((3, 3), "", f"Der Wortlaut hat sich geändert (jetzt {line_ranges.fingerprint(TEXT, 3, 3)})."),
        ((6, 8), "0123456789ab", "Die Zeilen 6–8 gibt es nicht; der Text hat 6."),
    ],
)
def test_broken(source, folder, lines, mark, reason):
    right = cite(source, 4, fingerprint=line_ranges.fingerprint(TEXT, 4, 4))
    wrong = cite(source, *lines, fingerprint=mark)
    assert source_coverage.broken(folder) == (2, [source_coverage.Broken(wrong, reason)])
    assert right not in [found.citation for found in source_coverage.broken(folder)[1]]


@pytest.mark.parametrize("file", ["fehlt.txt", ""])
def test_broken_text_missing(folder, file):
    wrong = cite(make(Source, file=file), 1)
    assert source_coverage.broken(folder) == (1, [source_coverage.Broken(wrong, "Der Text fehlt.")])


def test_broken_without_lines_not_compared(source, folder):
    without = cite(source, None, None, locator="Seite 3")
    assert source_coverage.broken(folder) == (0, [])
    assert source_coverage.compared([without], TEXT) == []


def test_broken_reads_each_text_once(source, folder, monkeypatch):
    read = []
    original = source_coverage.read
    monkeypatch.setattr(
        source_coverage, "read", lambda folder, source: read.append(source.file) or original(folder, source)
    )
    for line in (1, 3, 4):
        cite(source, line)
    cite(make(Source, file="fehlt.txt"), 1)
    cite(make(Source, file="fehlt.txt"), 1)
    source_coverage.broken(folder)
    assert sorted(read) == ["fehlt.txt", "text.txt"]


@pytest.mark.parametrize(
    ("file", "lines"),
    [("text.txt", TEXT), ("fehlt.txt", None), ("", None)],
)
def test_read(folder, file, lines):
    assert source_coverage.read(folder, make(Source, file=file)) == lines


# --- what of a source is shown ----------------------------------------------------------------


def test_shown(source):
    late, early = cite(source, 19), cite(source, 5)
    longer, again = cite(source, 5, 7), cite(source, 5)
    located, whole = cite(source, None, None, locator="Anhang"), cite(source, None, None)
    cite(make(Source), 1)
    assert sorted(source_coverage.shown(source)) == [
        ("Anhang", [located]),
        ("Ganzer Text", [whole]),
        ("Zeile 19", [late]),
        ("Zeile 5", [early, again]),
        ("Zeilen 5–7", [longer]),
    ]
    assert [place for place, _ in source_coverage.shown(source) if "Zeile" in place] == [
        "Zeile 5",
        "Zeilen 5–7",
        "Zeile 19",
    ]


def test_shown_without_lines_first(source):
    cite(source, 5)
    cite(source, None, None)
    assert [place for place, _ in source_coverage.shown(source)] == ["Ganzer Text", "Zeile 5"]


def test_shown_one_query(source, django_assert_num_queries):
    """Also with all that a page says about the rows behind the citations."""
    for target in (Fact, Contact, Criterion, Tenure):
        cite(source, 1, **{target._meta.model_name: make(target)})
    with django_assert_num_queries(1):
        [
            str(getattr(citation, citation.target_name)) + str(citation.belongs_to())
            for _, citations in source_coverage.shown(source)
            for citation in citations
        ]


# --- how much of the text that is -------------------------------------------------------------


def extent(source):
    return source_coverage.extent(source, source_coverage.telling(Citation.objects.filter(source=source)))


def test_extent(source):
    Source.objects.update(lines=9, blank_lines="2,6")
    source.refresh_from_db()
    cite(source, 3, 4)
    cite(source, 4, 5)
    make(Silence, source=source, first_line=1, last_line=3)
    found = extent(source)
    assert (found.end, found.complete, found.filled, found.told, found.silent) == (9, True, 7, 3, 1)
    assert (found.open, found.open_words) == ([(7, 9)], "7–9")


def test_extent_of_a_text_of_unknown_length(source):
    cite(source, 3)
    make(Silence, source=source, first_line=6, last_line=6)
    found = extent(source)
    assert (found.end, found.complete, found.open_words) == (6, False, "1–2, 4–5")


def test_extent_without_lines(source):
    cite(source, None, None, locator="Seite 3")
    found = extent(source)
    assert (found.end, found.complete, found.filled, found.told, found.silent, found.open) == (0, False, 0, 0, 0, [])


def test_extent_of_citations_beyond_the_text(source):
    source.lines = 4
    cite(source, 4, 9)
    found = extent(source)
    assert (found.told, found.open_words) == (1, "1–3")


def test_extent_of_the_whole_text_represents_no_line(source):
    source.lines = 2
    cite(source, 1, 2, network=make(Network), aspect="listing")
    assert extent(source).open_words == "1–2"


def test_extent_agrees_with_the_comparison(source):
    cite(source, 3)
    make(Silence, source=source, first_line=1, last_line=1)
    source.lines, source.blank_lines = len(TEXT), "2,6"
    found, compared = extent(source), source_coverage.cover(source, TEXT)
    assert (found.told, found.silent) == (compared.cited, compared.silent)
    assert source_coverage.numbers(found.open) == {number for number, _ in compared.open}


def test_cover_of_endless_spans_costs_nothing(source):
    make(Silence, source=source, first_line=2, last_line=2**31 - 1)
    assert source_coverage.cover(source, TEXT).silent == 3


def test_real_texts_are_represented_to_the_last_line(catalogue):
    sources = Source.objects.prefetch_related("silences")
    assert [source.slug for source in sources if not extent(source).complete or extent(source).open] == []
    assert sum(extent(source).told for source in sources) == 75
