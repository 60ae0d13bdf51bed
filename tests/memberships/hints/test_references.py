"""Does every statement have a name that finds it again, and does no other name find anything, or anything hidden?"""

import pytest

from directory.enums import Aspect
from directory.models import Body, Contact, Criterion, Network, Relation
from memberships.hints import references
from memberships.hints.references import find, name_of
from tests.directory import making
from tests.directory.smallest import make
from tests.memberships import hinting

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def network() -> Network:
    return making.network("Netz")


def rows_of(network: Network) -> list:
    rows = [*network.facts.all(), *network.treatments.all(), *network.scopes.all(), *network.tenures.all()]
    rows += [*network.relations.all(), *Criterion.objects.filter(terms__network=network)]
    return [*rows, *(contact for contact in network.contacts.all() if contact.is_shown)]


def test_every_statement_of_the_real_catalogue_found_by_its_name(catalogue):
    found = 0
    for network in Network.objects.published():
        for row in rows_of(network):
            statement = find(network, name_of(row))
            assert (statement.row, statement.name) == (row, name_of(row))
            assert statement.text
            assert {citation.pk for citation in statement.citations} == set(row.citations.values_list("pk", flat=True))
            found += 1
    assert found > 200


@pytest.mark.parametrize("model", [Network, Body])
def test_every_aspect_of_entries_found(catalogue, model):
    for entry in model.objects.all():
        for aspect in references.ASPECTS[model]:
            statement = find(entry, name_of(entry, aspect))
            assert (statement.label, statement.row) == (aspect.label, entry)
            assert {each.aspect for each in statement.citations} <= {aspect}


def test_every_aspect_of_terms_found(catalogue):
    for network in Network.objects.filter(terms__isnull=False):
        for aspect in references.ASPECTS[type(network.terms)]:
            assert find(network, name_of(network.terms, aspect)).row == network.terms


NOTHING = [
    "", ":", "fact", "fact:", "fact:gibt-es-nicht", "treatment:x", "scope:bayern", "criterion:who-person",
    "criterion:", "criterion:-", "terms:cost", "terms:", "network:", "network:members", "network:unsinn", "body:name",
    "tenure:1", "tenure:0", "tenure:-1", "tenure:x", "tenure:٣", "tenure:1.5", f"tenure:{10**30}", "contact:999999",
    "relation:999999", "source:1", "user:1", "citation:1", "__class__:x", "pk:1", "facts:angabe", "fact:angabe:angabe",
    "a" * 10_000, "fact:" + "a" * 10_000, "<script>", "fact:' OR 1=1 --", "fact:\u202e", "fact:%",
]  # fmt: skip


@pytest.mark.parametrize("name", NOTHING)
def test_find_unknown_names_nothing(network, name):
    making.fact(network)
    assert find(network, name) is None


@pytest.mark.parametrize("name", ["fact:angabe", "network:name", "terms:cost", "tenure:1", "body:members", "body:"])
def test_find_body_has_only_its_own(name):
    assert find(making.body(), name) is None


def test_find_rows_of_others_nothing(network):
    other = making.network("Anderes")
    making.fact(other, key="fremd")
    strangers = [making.tenure(other, making.body()), hinting.person(other), make(Relation, network=other)]
    assert [find(network, name_of(row)) for row in [*strangers, other.facts.get()]] == [None] * 4


def test_find_contact_only_while_shown(network):
    person = hinting.person(network, email="kim@beispiel.example", purpose="Fragen")
    name = name_of(person)
    assert find(network, name).text == "Kim Beispiel, Fragen, kim@beispiel.example"
    for hidden in ({"withheld": True}, {"end": "2020", "end_latest": "2020-12-31"}):
        Contact.objects.filter(pk=person.pk).update(**{"withheld": False, **hidden})
        assert find(network, name) is None


def test_find_contact_keeps_no_name(network):
    statement = find(network, name_of(hinting.person(network)))
    assert statement.kept == "Die Kontaktperson"


def test_find_relation_from_both_ends_but_not_to_drafts(network):
    other, draft = making.network("Anderes"), making.draft()
    open_tie = Relation.objects.create(network=network, kind="similar", other=other)
    hidden = Relation.objects.create(network=network, kind="similar", other=draft)
    back = Relation.objects.create(network=draft, kind="similar", other=network)
    name = name_of(open_tie)
    assert (find(network, name).row, find(other, name).row) == (open_tie, open_tie)
    assert [find(network, name_of(row)) for row in (hidden, back)] == [None, None]


FIGURE = {"kind": "figure", "text": "", "number": 95, "bound": "more-than", "unit": "Kommunen", "as_of": "2024-05"}
WORDS = [
    ({}, "Eine Angabe."),
    (FIGURE, "mehr als 95 Kommunen (Stand: Mai 2024)"),
    ({**FIGURE, "as_of": "", "text": "Ein Satz."}, "mehr als 95 Kommunen (ohne Datum) – Ein Satz."),
    ({"kind": "event", "title": "Treffen", "start": "2024", "place": "Ulm"}, "2024, Ulm: „Treffen“ – Eine Angabe."),
    ({"kind": "event", "start": "2030", "planned": True}, "geplant für 2030: Eine Angabe."),
    ({"kind": "website", "text": "", "url": "https://a.example/"}, "https://a.example/"),
]


@pytest.mark.parametrize(("columns", "expected"), WORDS)
def test_words_of_fact(network, columns, expected):
    assert references.words(making.fact(network, **columns)) == expected


def test_words_of_terms(network):
    terms = making.terms(network, cost="kostenpflichtig", cost_text="20 Euro im Jahr.", who_text="Alle.")
    said = {aspect: references.words(terms, aspect) for aspect in (Aspect.COST, Aspect.WHO, Aspect.MODE)}
    assert said == {"cost": "kostenpflichtig: 20 Euro im Jahr.", "who": "Alle.", "mode": "nicht genannt"}


def test_words_of_network_and_body(network):
    body = making.body("Stelle", legal_form="e.V.", office="Ulm", url="https://a.example.org/")
    assert [references.words(network, aspect) for aspect in ("name", "kind", "status", "start")] == [
        "Netz", "Netzwerk", "aktiv", "",
    ]  # fmt: skip
    aspects = ("name", "legal-form", "office", "url")
    assert [references.words(body, aspect) for aspect in aspects] == ["Stelle", "e.V.", "Ulm", "https://a.example.org/"]


def test_words_of_other_rows(network):
    scope = making.scope(network, "bayern")
    scope.text = "folgt aus dem Namen"
    tenure = making.tenure(network, making.body(), start="2018-07-01")
    criterion = making.terms(network, "person").criteria.get()
    assert references.words(scope) == "Bayern: folgt aus dem Namen"
    assert references.words(tenure) == "Stelle: koordiniert, seit 1. Juli 2018"
    assert references.words(criterion) == "Einzelpersonen"
    columns = {"who": "Vereine", "fee": "50", "period": "jaehrlich", "deadline": "2026", "steps": "Der Vorstand."}
    membership = network.memberships.create(name="Förderer", **columns)
    assert references.words(membership) == "Förderer. Vereine. 50 € jährlich. 2026. Der Vorstand."
    assert find(network, name_of(membership)).row == membership


@pytest.mark.parametrize(
    ("name", "words"),
    [("fact:x", "Angabe"), ("terms:cost", "Kosten"), ("network:", "Netzwerk"), ("criterion:who-x", "Bedingung")],
)
def test_kind_in_words(name, words):
    assert references.kind_in_words(name) == words
