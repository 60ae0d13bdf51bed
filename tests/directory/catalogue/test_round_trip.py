"""Does a record survive as its document: dumped, written into an empty database and dumped again, it is the same?"""

import json
import os
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from directory.catalogue import Refused, dump, dump_all, problems, write
from directory.catalogue.registry import RECORDS
from directory.catalogue.writing import Writing
from directory.models import Body, Citation, Contact, FormerAddress, Network, Relation, Tenure, Verdict
from tests.directory import making
from tests.directory.catalogue import invented
from tests.directory.smallest import make

pytestmark = pytest.mark.django_db

EXAMPLES = int(os.environ.get("ROUND_TRIPS", "16"))


def everything() -> dict[str, list[Any]]:
    return {name: dump_all(list(kind.model._base_manager.order_by("slug"))) for name, kind in RECORDS.items()}


def unordered(document: Any) -> Any:
    """Lists whose order means nothing, in one order."""
    if isinstance(document, dict):
        return {name: unordered(value) for name, value in document.items()}
    return sorted(map(unordered, document), key=json.dumps) if isinstance(document, list) else document


def test_every_real_record_comes_back_into_an_empty_database(catalogue):
    before = everything()
    assert json.loads(json.dumps(before)) == before
    for model in (Relation, Tenure, Citation, Network, *(RECORDS[name].model for name in RECORDS)):
        model._base_manager.all().delete()
    for name in ("source", "topic", "page"):
        for document in before[name]:
            write(name, document)
    waiting = [(name, document) for name in ("body", "network") for document in before[name]]
    for name, document in waiting:  # bodies and networks refer to each other
        write(name, {key: value for key, value in document.items() if key not in ("entry", "relations")})
    for name, document in waiting:
        write(name, document)
    assert everything() == before


def test_written_again_nothing_changes(catalogue):
    for name, documents in everything().items():
        writing = Writing(whole=True)
        for document in documents:
            writing.put(RECORDS[name], document, name)
        assert set(writing.tally) == {"unverändert"}


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(invented.networks())
def test_any_document_comes_back(document):
    with transaction.atomic():
        invented.surroundings()
        made = write("network", document)
        first = dump(made)
        assert unordered(first) == unordered(document)
        made.delete()
        assert dump(write("network", first)) == first
        transaction.set_rollback(True)


@pytest.mark.once
@settings(max_examples=EXAMPLES // 2, deadline=None, suppress_health_check=list(HealthCheck))
@given(invented.networks(), invented.networks())
def test_any_document_takes_the_place_of_any_other(before, after):
    """Whatever a record was, afterwards it is what the document says."""
    with transaction.atomic():
        invented.surroundings()
        made = write("network", before)
        assert unordered(dump(write("network", after, made))) == unordered(after)
        assert Network.objects.get(pk=made.pk).slug == after["slug"]
        transaction.set_rollback(True)


def test_order_of_facts_is_the_order_of_the_list():
    network = making.network()
    keys = [making.fact(network, key=key, position=place).key for place, key in enumerate(("b", "c", "a"), start=1)]
    assert [fact["key"] for fact in dump(network)["facts"]] == keys
    document = dump(network)
    document["facts"].reverse()
    assert [fact.key for fact in write("network", document).facts.all()] == keys[::-1]


def test_renamed_row_stays_the_same_row():
    network = making.network()
    relation = Relation.objects.create(network=network, kind="similar", other_name="Anderswo")
    document = dump(network)
    document["relations"][0]["other_name"] = "Andernorts"
    write("network", document)
    relation.refresh_from_db()
    assert relation.other_name == "Andernorts"


def test_two_verdicts_change_places():
    network = making.network()
    for code, aspect in (("K1", "name"), ("K2", "kind")):
        make(Verdict, network=network, aspect=aspect, code=code)
    document = dump(network)
    verdicts = document["verdicts"]
    verdicts["name"], verdicts["kind"] = verdicts["kind"], verdicts["name"]
    assert dump(write("network", document))["verdicts"] == verdicts


def test_verdict_passes_from_the_record_to_a_row():
    network = making.network()
    fact = making.fact(network)
    make(Verdict, network=network, aspect="name", code="K1")
    document = dump(network)
    document["facts"][0]["verdict"] = document.pop("verdicts")["name"]
    assert dump(write("network", document)) == document
    assert Verdict.objects.get().fact == fact


def test_old_document_follows_redirects():
    network, body = making.network(), making.body("Stelle")
    making.tenure(network, body)
    document = dump(network)
    Body.objects.filter(pk=body.pk).update(slug="neuer-name")
    FormerAddress.objects.create(kind="body", slug="stelle", number=body.pk)
    assert write("network", document).tenures.get().body_id == body.pk


def test_problems_are_told_and_nothing_is_written():
    network = making.network()
    document = dump(network) | {"facts": [{"key": "leer", "kind": "aim"}]}
    (problem,) = problems("network", document)
    assert "Eine Angabe braucht einen Titel, eine Aussage oder eine Webadresse." in problem
    assert network.facts.count() == 0
    assert problems("network", dump(network)) == []


def test_all_problems_are_told_at_once():
    network = making.network()
    document = dump(network) | {
        "status": "schlafend",
        "scopes": [{"dimension": "area", "value": "atlantis"}],
        "facts": [{"key": "a", "kind": ["aim"]}, "b", {"key": "c", "kind": "aim", "text": "Gut.", "planned": "x"}],
        "gaps": {"name": True},
    }
    assert [problem.removeprefix("netzwerk: ") for problem in problems("network", document)] == [
        "status: Wert 'schlafend' ist keine gültige Option.",
        "scopes: area: value: Wert 'atlantis' ist keine gültige Option.",
        "facts: a: kind: Hier wird ein einzelner Text oder eine Zahl erwartet.",
        "facts: Hier werden Felder mit Werten erwartet.",
        "facts: c: planned: Wert „x“ muss entweder True oder False sein.",
        "reason: Hier wird ein einzelner Text oder eine Zahl erwartet.",
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_dumping_costs_the_same(django_assert_max_num_queries, number):
    networks = [making.network(f"Netz {place}") for place in range(number)]
    for network in networks:
        making.citation(making.fact(network))
        making.tenure(network, making.body(f"Stelle {network.pk}"))
    with django_assert_max_num_queries(14):
        dump_all(networks)


def test_person_passes_to_a_tenure_that_is_new():
    network = making.network()
    person = Contact.objects.create(network=network, name="Anna Beispiel")
    document = dump(network)
    document["tenures"] = [{"key": "neu", "body": making.body("Stelle").slug, "role": "coordinates"}]
    document["contacts"][0]["tenure"] = "neu"
    assert dump(write("network", document)) == document
    person.refresh_from_db()
    assert person.tenure.key == "neu"


def test_refused_record_is_as_it_is_stored():
    """Whoever tries again with another document must not be told that nothing is new."""
    network = making.network()
    document = {**dump(network), "summary": "Neu."}
    with pytest.raises(Refused):
        write("network", {**document, "facts": [{"key": "leer", "kind": "aim"}]}, network)
    write("network", document, network)
    assert Network.objects.get().summary == "Neu."


def test_many_rows_cost_what_one_costs(django_assert_max_num_queries):
    network = making.network()
    citation = making.citation(making.fact(network))
    document = dump(network)
    document["facts"] = [{"key": f"f{each}", "kind": "aim", "text": "Ein Ziel.", "cite": [citation.source.slug]}
                         for each in range(50)]  # fmt: skip
    with django_assert_max_num_queries(45):
        write("network", document)
    assert network.facts.count() == 50
