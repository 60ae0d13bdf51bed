"""Which names and addresses are taken for the same, and which are not?"""

import pytest

from directory.rules.similarity import (
    Signs,
    candidates,
    compare,
    forget_common,
    near,
    postal_address,
    spellings,
    web_address,
)

SAME = [
    ("Netzwerk Bürgerbeteiligung", "Netzwerk Buergerbeteiligung"),
    ("Netzwerk Bürgerbeteiligung", "Netzwerk Bürgerbetieligung"),
    ("Netzwerk Bürgerbeteiligung", "Netzwerk für Bürger-Beteiligung"),
    ("Netzwerk Bürgerbeteiligung", "Bürgerbeteiligung, Netzwerk"),
    ("Allianz für Beteiligung", "Allianz für Beteiligung e.V."),
    ("Fachverband Bürgerbeteiligung (Initiative)", "Fachverband Bürgerbeteiligung"),
    ("Fachverband Bürgerbeteiligung", "Fachverband Bürgerbeteiligungs"),
    ("Netzwerk kommunale Partizipationsbeauftragte", "Netzwerk kommunaler Partizipationsbeauftragter"),
    ("bipar", "BIPAR"),
    ("Bürgerrat Bonn 2021", "Buergerrat Bonn 2021"),
    ("Die", "die"),
]
OTHER = [
    ("Netzwerk Bürgerbeteiligung", "Netzwerk Bürgerhaushalt"),
    ("Netzwerk Bürgerbeteiligung", "Fachverband Bürgerbeteiligung"),
    ("Netzwerk Sachsen", "Netzwerk Sachsen-Anhalt"),
    ("Beteiligungsnetzwerk Oberfranken", "Beteiligungsnetzwerk Unterfranken"),
    ("Beteiligungsnetzwerk Westfalen", "Beteiligungsnetzwerk Ostfalen"),
    ("Bürgerrat Bonn 2020", "Bürgerrat Bonn 2021"),
    ("Beteiligungsnetzwerk Nordrhein-Westfalen Mitte", "Beteiligungsnetzwerk Nordrhein-Westfalen"),
    ("NRW", "NRV"),
    ("Forum (Initiative)", "Tafel (Initiative)"),
    ("", "Forum"),
]


def named(number: int, name: str, **columns) -> Signs:
    return Signs(number, name, spellings(name), **columns)


def found(*signs: Signs) -> list[tuple[int, int]]:
    by_number = {each.number: each for each in signs}
    return sorted((a, b) for a, b in candidates(signs) if compare(by_number[a], by_number[b]))


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_name(one, other):
    assert "Name" in compare(named(1, one), named(2, other)).because
    assert found(named(1, one), named(2, other)) == [(1, 2)]


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_name(one, other):
    assert compare(named(1, one), named(2, other)) is None
    assert found(named(1, one), named(2, other)) == []


def test_the_score_tells_how_near():
    equal, slip = near("netzwerk burgerrat", "netzwerk burger rat"), near("netzwerk burgerrat", "netzwerk burgerat")
    assert equal == 100 > slip >= 88
    assert compare(named(1, "Forum A"), named(2, "forum a")).because == "Name gleich"


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://www.Netz.example/", "netz.example"),
        ("http://netz.example/wir/index.html", "netz.example/wir"),
        (" netz.example/wir/ ", "netz.example/wir"),
        ("https://netz.example/?p=12", "netz.example?p=12"),
        ("https://netz.example/Wir#oben", "netz.example/Wir"),
        ("https://[kaputt", ""),
        ("", ""),
    ],
)
def test_web_addresses_without_what_makes_no_difference(url, same):
    assert web_address(url).replace("/?", "?") == same


def test_postal_addresses_however_spelt():
    assert postal_address("Öffentliche Straße 5, 12345 Köln") == postal_address("Oeffentliche Str. 5, 12345 Koeln")


def test_shared_addresses_count_whatever_the_name():
    one, other = named(1, "Runde"), named(2, "Forum")
    for each in (one, other):
        each.learn(web="https://netz.example/", place="Am Markt 1, 12345 Stadt", mail="Post@netz.example")
    like = compare(one, other)
    assert (like.score, like.because) == (95, "gleiche Webadresse, gleiche Anschrift, gleiche E-Mail-Adresse")
    assert found(one, other) == [(1, 2)]


def test_nothing_is_like_nothing():
    one, other = Signs(1), Signs(2)
    for each in (one, other):
        each.learn(web="", place=" ", mail="")
    assert compare(one, other) is None


def test_records_of_different_groups_are_never_alike():
    assert compare(named(1, "Stadt Köln", group=1), named(2, "Stadt Köln", group=2)) is None
    assert found(named(1, "Stadt Köln", group=1), named(2, "Stadt Köln", group=2)) == []


def test_an_address_many_share_tells_nothing():
    signs = [named(number, f"Forum {number}") for number in range(6)]
    for each in signs:
        each.learn(mail="post@dach.example")
    forget_common(signs[:5])
    assert len(found(*signs[:5])) == 10
    forget_common(signs)
    assert found(*signs) == []


def test_a_record_is_not_like_itself():
    one = named(1, "Fachverband (Initiative)")
    one.learn(name="Fachverband Initiative")
    assert candidates([one]) == set()
