"""Do different spellings of one word become the same word, and do names stand where a German list puts them?"""

import pytest
from hypothesis import example, given, strategies as st

from directory.rules import normalisation

PAIRS = st.sampled_from([("ä", "ae", "a"), ("ö", "oe", "o"), ("ü", "ue", "u"), ("Ü", "UE", "U"), ("Ä", "Ae", "A")])


# --- spellings --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spellings", "folded"),
    [
        (["Straße", "Strasse", "STRASSE", "STRAẞE", "straße"], "strasse"),
        (["ü", "ue", "u", "Ü", "UE", "u\u0308"], "u"),
        (["ö", "oe", "o"], "o"),
        (["ä", "ae", "a"], "a"),
        (["Bürgerbeteiligung", "Buergerbeteiligung", "Burgerbeteiligung"], "burgerbeteiligung"),
        (["neue", "NEUE", "neü"], "neu"),
        (["Café", "cafe", "CAFÉ"], "cafe"),
        (["Menüeintrag", "Menueeintrag"], "menuintrag"),
        (["Baden-Württemberg", "baden wuerttemberg", "  Baden – Württemberg! "], "baden wurttemberg"),
        (["e.V.", "E.V", "e V"], "e v"),
        (["ﬁnanzen", "Finanzen"], "finanzen"),
        (["", " ", "…!?", "\u0308"], ""),
    ],
)
def test_fold_same_word(spellings, folded):
    assert {spelling: normalisation.fold(spelling) for spelling in spellings} == dict.fromkeys(spellings, folded)


@pytest.mark.parametrize(("one", "other"), [("Rat", "Rad"), ("Ende", "Wende"), ("Burg", "Berg"), ("e", "")])
def test_fold_different_words(one, other):
    assert normalisation.fold(one) != normalisation.fold(other)


@given(st.text())
@example("aee")
@example("Menueeintrag")
def test_fold_twice(text):
    once = normalisation.fold(text)
    assert normalisation.fold(once) == once


@given(before=st.text(), pair=PAIRS, after=st.text())
@example("men", ("ü", "ue", "u"), "eintrag")
def test_fold_umlaut_pair_or_plain(before, pair, after):
    umlaut, two, plain = (normalisation.fold(before + spelling + after) for spelling in pair)
    assert umlaut == two == plain


@given(st.text())
def test_fold_alphabet(text):
    assert set(normalisation.fold(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Öffentliche Straße", "offentliche strasse"),
        ("№ 5", "no 5"),
        ("Marke™", "marketm"),
        ("½", "1⁄2"),
        ("Ⅷ", "viii"),
        ("ÀÉÎÕÜ", "aeiou"),
        ("Łódź", "łodz"),
    ],
)
def test_plain(text, plain):
    assert normalisation.plain(text) == plain


# --- sorting ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ärzte-Netz", "arzte netz"),
        ("Neue Wege", "neue wege"),
        ("„Zitat“ (Initiative)", "zitat initiative"),
        ("Allianz für Beteiligung e.V.", "allianz fur beteiligung e v"),
        ("Groß", "gross"),
    ],
)
def test_sort_key(text, key):
    assert normalisation.sort_key(text) == key


def test_sort_key_german_list():
    names = ["Zürich", "Ärger", "Apfel", "Öl", "Ofen", "zander", "Übung", "Uhr", "Straße 2", "Strassen", "„Baum“"]
    assert sorted(names, key=normalisation.sort_key) == [
        "Apfel", "Ärger", "„Baum“", "Ofen", "Öl", "Straße 2", "Strassen", "Übung", "Uhr", "zander", "Zürich",
    ]  # fmt: skip


# --- words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        (" ?!", []),
        ("Bürger Buerger burger", ["burger"]),
        ("Rat  der\tStadt\nRat", ["rat", "der", "stadt"]),
        ("Bürger-Rat", ["burger", "rat"]),
        ("a b c d e f g h i j k l", list("abcdefghij")),
    ],
)
def test_words(text, words):
    assert normalisation.words(text) == words


def test_words_limit():
    assert normalisation.words("eins zwei drei", limit=2) == ["eins", "zwei"]
