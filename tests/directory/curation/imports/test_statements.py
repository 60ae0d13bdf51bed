"""Do lines become the right rows of a network's document, in the right place, whatever other records are called?"""

import pytest

from directory.curation.imports import export, files
from directory.curation.imports.columns import NAMES
from directory.curation.imports.outcome import judge, take_over
from directory.models import Body, Citation, Contact, Fact, FormerAddress, Network, Source, Tenure
from tests.directory import making
from tests.directory.curation.imports.tables import base, changes, fact, fates, judged, network, refusals, taken

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def runde():
    return base()


def facts():
    return list(Fact.objects.order_by("position").values_list("key", flat=True))


@pytest.mark.parametrize(
    ("moves", "order"),
    [
        ({"c": "1"}, ["c", "a", "b"]),
        ({"a": "3"}, ["b", "c", "a"]),
        ({"a": "3", "b": "2", "c": "1"}, ["c", "b", "a"]),
        ({"a": "1", "b": "2", "c": "2"}, ["a", "c", "b"]),
        ({"a": "9"}, ["b", "c", "a"]),
    ],
)
def test_rows_move_to_the_place_their_lines_name(moves, order):
    taken(*(fact(key=key) for key in "abc"))
    assert taken(*(fact(key=key, reihenfolge=place) for key, place in moves.items())).is_stored
    assert facts() == order


def test_place_told_old_and_new():
    taken(fact(key="a"), fact(key="b"))
    assert changes(judged(fact(key="a", reihenfolge="2"))) == {2: [("Reihenfolge", "1", "2")]}
    assert fates(judged(fact(key="a", reihenfolge="1"), fact(key="b", reihenfolge="2"))) == ["same", "same"]


def test_former_addresses_lead_to_the_record(runde):
    line = {"netzwerk": "runde", "zeilenart": "koordination", "rolle": "koordiniert", "quelle": "satzung"}
    taken({**line, "stelle": "stiftung"})
    for kind, model, slug in (("body", Body, "stiftung"), ("source", Source, "satzung")):
        FormerAddress.objects.create(kind=kind, slug=f"alt-{slug}", number=model.objects.get(slug=slug).pk)
    assert fates(judged({**line, "stelle": "alt-stiftung", "quelle": "alt-satzung"})) == ["same"]


def test_two_words_of_one_place_are_made_again(runde):
    """As after a merger, and in a catalogue that has none of it yet."""
    told = making.fact(runde)
    for claim in ("Sagt dies.", "Sagt das."):
        making.citation(told, claim=claim)
    (
        making.citation(runde, aspect="name"),
        making.citation(runde, aspect="kind"),
        making.citation(runde, aspect="status"),
    )
    content = "".join(files.Csv.stream(NAMES, export.lines(Network.objects.all()))).encode()
    Network.objects.all().delete()
    outcome = take_over(files.read("liste.csv", content), name="liste.csv", in_spite_of_warnings=True)
    assert (refusals(outcome), outcome.is_stored) == ({}, True)
    assert sorted(Citation.objects.exclude(fact=None).values_list("claim", flat=True)) == ["Sagt das.", "Sagt dies."]
    assert set(fates(judge(files.read("liste.csv", content)))) == {"same"}


def test_what_no_line_speaks_about_stays_as_it_is(runde):
    """Also what no form would let through today, and people whom the table does not know."""
    tenure = Tenure.objects.create(network=runde, body=Body.objects.get(), role="coordinates")
    making.citation(Contact.objects.create(network=runde, name="Anna Beispiel", tenure=tenure))
    making.citation(making.fact(runde, "alt"))
    Fact.objects.filter(key="alt").update(url="nirgends")
    before = list(Contact.objects.values()), list(Citation.objects.order_by("pk").values())
    assert (refusals(taken(fact(key="neu"))), facts()) == ({}, ["alt", "neu"])
    assert Fact.objects.get(key="alt").url == "nirgends"
    assert (list(Contact.objects.values()), list(Citation.objects.order_by("pk").values())[:2]) == before


def test_networks_of_a_table_may_name_each_other():
    line = {"zeilenart": "beziehung", "beziehung": "ist Teil von", "quelle": "satzung"}
    pair = [{**line, "netzwerk": "a", "anderes_netzwerk": "b"}, {**line, "netzwerk": "b", "anderes_netzwerk": "a"}]
    assert taken(*pair, network("a", "Forum Nord"), network("b", "Bündnis Süd")).is_stored
    refused = judged(*pair, network("a", "Forum Nord"), network("b", "Bündnis Süd", status="ruhend"))
    assert list(refusals(refused)) == [5]
