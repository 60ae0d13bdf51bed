"""What do networks, their scopes and their relations say about themselves?"""

import pytest
from django.core.exceptions import ValidationError

from directory.enums import RelationKind
from directory.models import Body, Contact, Criterion, Fact, Network, Relation, Scope, Tenure, Terms
from directory.models.network import REVERSED
from tests.directory.smallest import fresh, make

pytestmark = pytest.mark.django_db


# --- networks ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "key"),
    [("Ärzte-Netz", "arzte netz"), ("Bürgerhaushalt e.V.", "burgerhaushalt e v"), ("„Straße“", "strasse")],
)
def test_sort_key_follows_the_name(name, key):
    network = make(Network, name="Vorher")
    network.name = name
    network.save()
    network.refresh_from_db()
    assert network.sort_key == key


def test_network_in_words():
    network = make(Network, name="Bürgerrat", slug="buergerrat")
    assert (str(network), network.get_absolute_url()) == ("Bürgerrat", "/netzwerke/buergerrat/")


@pytest.mark.parametrize("field", ["slug", "name", "summary", "kind", "status"])
def test_network_required(field):
    with pytest.raises(ValidationError) as refusal:
        fresh(Network, **{field: ""}).full_clean()
    assert refusal.value.message_dict[field] == ["Dieses Feld darf nicht leer sein."]


@pytest.mark.parametrize(
    ("status", "end", "allowed"),
    [
        ("ended", "", True), ("ended", "2013", True), ("active", "", True), ("active", "2013", False),
        ("planned", "2013", False), ("founding", "2013", False),
    ],
)  # fmt: skip
def test_network_end_only_if_ended(status, end, allowed):
    network = fresh(Network, status=status, end=end)
    if allowed:
        network.full_clean()
        network.save()
        assert Network.objects.get().end == end
    else:
        with pytest.raises(ValidationError, match="Ein Ende hat nur ein Netzwerk mit dem Status „beendet“"):
            network.full_clean()


def test_leaders_run_it_today():
    network = make(Network)
    leader = make(Tenure, network=network, role="organises")
    make(Tenure, network=network, role="coordinates", end="2018")
    make(Tenure, network=network, role="initiated")
    assert network.leaders == [leader]


def test_areas_and_levels_apart():
    network = make(Network)
    level = make(Scope, network=network, dimension="level", value="bund")
    area = make(Scope, network=network, dimension="area", value="bundesweit")
    seat = make(Scope, network=network, dimension="seat", value="berlin")
    assert (network.levels, network.areas, network.seats) == ([level], [area], [seat])


@pytest.mark.parametrize(
    ("criteria", "who", "conditions"),
    [
        ([], [], False),
        (["who"], ["who"], False),
        (["who", "purpose"], ["who"], True),
        (["purpose"], [], False),
    ],
)
def test_who_and_conditions(criteria, who, conditions):
    network = make(Network)
    terms = make(Terms, network=network)
    for kind in criteria:
        make(Criterion, terms=terms, kind=kind)
    assert [rule.kind for rule in network.rules] == criteria
    assert [rule.kind for rule in network.who] == who
    assert network.has_conditions is conditions


def test_rules_of_further_ways_apart():
    network = make(Network)
    terms = make(Terms, network=network)
    own, further = make(Criterion, terms=terms), make(Criterion, terms=terms, way="mitwirkung")
    assert (network.rules, network.criteria) == ([own], [own, further])


SHORT = [  # status, columns of the terms, criteria, who may join in short
    ("active", {}, [], ""),
    ("planned", {}, [], "noch niemand"),
    ("ended", {"who_text": "Alle.", "who_short": "alle"}, ["who-person"], "niemand mehr"),
    ("active", {"who_text": "Alle aus Bremen."}, [], "Alle aus Bremen."),
    ("active", {"who_text": "Wort " * 40}, [], "Wort " * 15 + "…"),
    ("active", {"who_text": "Alle.", "who_short": "alle Interessierten"}, ["who-person"], "alle Interessierten"),
    ("active", {"who_text": "Nur wir."}, ["who-person", "who-initiative"], "Einzelpersonen, Initiativen"),
    ("active", {}, ["who-person", "sector-politik"], "Einzelpersonen, unter Bedingungen"),
    ("active", {}, ["who-person", "who-organisation", "purpose-interesse-am-austausch"], "alle Interessierten"),
    ("active", {"who_text": "Fachleute."}, ["sector-politik"], "Fachleute."),
]


def test_who_in_short():
    found = []
    for status, columns, criteria, _ in SHORT:
        network = make(Network, status=status)
        terms = make(Terms, network=network, **columns)
        for kind, _, value in (words.partition("-") for words in criteria):
            make(Criterion, terms=terms, kind=kind, value=value)
        found.append(network.who_in_short)
    assert found == [short for *_, short in SHORT]


def test_rules_without_terms():
    network = make(Network)
    assert (network.rules, network.who, network.has_conditions) == ([], [], False)


def test_delete_takes_its_rows_and_leaves_the_rest():
    network = make(Network)
    body = make(Body, entry=network)
    for model in (Fact, Scope, Contact, Terms):
        make(model, network=network)
    make(Tenure, network=network, body=body)
    make(Relation, other=network, other_name="")
    network.delete()
    body.refresh_from_db()
    assert body.entry is None
    assert [model.objects.count() for model in (Fact, Scope, Contact, Terms, Tenure, Relation)] == [0] * 6


# --- scopes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dimension", "value", "words"),
    [
        ("level", "bund", "Bund"), ("level", "land", "Land"), ("level", "kommune", "Kommune"),
        ("area", "bundesweit", "bundesweit"), ("area", "baden-wuerttemberg", "Baden-Württemberg"),
        ("area", "mecklenburg-vorpommern", "Mecklenburg-Vorpommern"),
    ],
)  # fmt: skip
def test_scope_in_words(dimension, value, words):
    scope = fresh(Scope, dimension=dimension, value=value)
    scope.full_clean()
    assert str(scope) == words


# --- relations --------------------------------------------------------------------------------


def test_every_relation_has_a_reverse():
    assert set(REVERSED) == set(RelationKind)


@pytest.mark.parametrize("kind", RelationKind.values)
def test_relation_in_words(kind):
    one, other = make(Network, name="Eins"), make(Network, name="Zwei")
    relation = make(Relation, network=one, kind=kind, other=other, other_name="")
    assert str(relation) == f"Eins {RelationKind(kind).label} Zwei"
    assert relation.reversed_label == REVERSED[RelationKind(kind)]


def test_relation_only_named_in_words():
    relation = make(Relation, network=make(Network, name="Eins"), kind="part-of", other_name="Projekt X")
    assert str(relation) == "Eins ist Teil von Projekt X"


def test_relations_of_different_kinds_to_the_same():
    one, other = make(Network), make(Network)
    for kind in ("part-of", "similar"):
        make(Relation, network=one, kind=kind, other=other, other_name="")
    assert one.relations.count() == other.relations_from.count() == 2
