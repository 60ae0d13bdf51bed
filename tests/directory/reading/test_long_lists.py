"""What of thousands of bodies or topics can be chosen: the most frequent, what is chosen, and what one seeks?"""

import pytest

from directory.reading.facets import MOST
from tests.directory import making
from tests.directory.asking import facets, selection

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def many() -> None:
    """More bodies than are shown; the first leads three networks, the next two, each other one. Drafts do not count."""
    for number in range(MOST + 10):
        body = making.body(f"Stelle {number:02}")
        for each in range(max(3 - number, 1)):
            making.tenure(making.network(f"Netz {number:02} {each}"), body)
    for each in range(5):
        making.tenure(making.draft(f"Entwurf {each}"), making.body("Stelle 29"))


def bodies(query: str) -> dict[str, int]:
    facet = next(facet for facet in facets(query) if facet.name == "stelle")
    return {option.value: option.count for option in facet.options}


def test_most_frequent_first_chosen(many):
    shown = bodies("")
    assert len(shown) == MOST
    assert (shown["stelle-00"], shown["stelle-01"]) == (3, 2)
    assert list(shown) == sorted(shown)


def test_chosen_stays_shown(many):
    rare = next(slug for slug in (f"stelle-{number:02}" for number in range(MOST + 10)) if slug not in bodies(""))
    shown = bodies(f"stelle={rare}")
    assert (shown[rare], shown["stelle-00"], len(shown)) == (1, 3, MOST + 1)


@pytest.mark.parametrize(
    ("sought", "found"),
    [("stelle+29", ["stelle-29"]), ("29+STELLE", ["stelle-29"]), ("28", ["stelle-28"]), ("nirgends", [])],
)
def test_others_are_sought(many, sought, found):
    query = f"stelle-suche={sought}"
    assert bodies(query) == dict.fromkeys(found, 1)
    assert selection(query).ignored == []


def test_sought_beside_chosen(many):
    assert bodies("stelle-suche=28&stelle=stelle-03") == {"stelle-03": 1, "stelle-28": 1}


@pytest.mark.parametrize("query", ["status-suche=x", "land-suche=x", "nix-suche=x", "stelle-suche-suche=x"])
def test_sought_in_no_long_list_is_ignored(query):
    assert len(selection(query).ignored) == 1


def test_short_list_has_no_field(catalogue):
    assert not any(facet.is_long for facet in facets("") if facet.name in ("stelle", "thema"))


def test_long_list_has_one(many):
    assert next(facet.is_long for facet in facets("") if facet.name == "stelle")
