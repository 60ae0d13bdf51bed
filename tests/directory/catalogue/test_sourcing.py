"""Do documents, SQL and publishing ask for the same sources, whatever a record says?"""

import os

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from directory.catalogue import dump, sourcing, write
from directory.catalogue.registry import BODY, NETWORK, RECORDS, family
from directory.curation import publishing
from directory.curation.review_queue.missing_sources import UNSOURCED, unsourced
from directory.enums import Aspect
from directory.models import TARGET_MODELS, Body, Gap
from directory.models.about import STATED_IN
from tests.directory import making
from tests.directory.catalogue import invented

EXAMPLES = int(os.environ.get("ROUND_TRIPS", "16"))


def by_document(kind, document):
    return sorted((each.kind.name, each.key, each.aspect) for each in sourcing.unsourced(kind, document))


def by_sql(number):
    """What the review queue says of one network; None: of the bodies."""
    found = [each for each in unsourced() if each[0] == number]
    return sorted(
        (kind, getattr(TARGET_MODELS[kind].objects.get(pk=pk), "key", ""), said) for _, kind, pk, said in found
    )


def by_publishing(network):
    """What keeps a network from being published, its words named by the aspects they stand for."""
    for lack in publishing.lacks(network):
        kind = lack.row._meta.model_name
        labels = {str(Aspect(aspect).label): aspect for aspect in STATED_IN.get(kind, {})}
        yield kind, getattr(lack.row, "key", ""), labels[lack.what] if labels else ""


@pytest.mark.django_db
@settings(max_examples=EXAMPLES // 2, deadline=None, suppress_health_check=list(HealthCheck))
@given(invented.networks())
def test_all_ask_for_the_same_sources(document):
    with transaction.atomic():
        invented.surroundings()
        network = write("network", document | {"visibility": "published"})
        asked = by_document(NETWORK, document)
        assert asked == by_document(NETWORK, dump(network)) == by_sql(network.pk) == sorted(by_publishing(network))
        bodies = [each for body in Body.objects.all() for each in by_document(BODY, dump(body))]
        assert sorted(bodies) == by_sql(None) == [("body", "", "name")] * len(invented.BODIES)
        transaction.set_rollback(True)


@pytest.mark.once
@pytest.mark.django_db
@settings(max_examples=EXAMPLES // 2, deadline=None, suppress_health_check=list(HealthCheck))
@given(invented.networks())
def test_reasons_for_what_is_asked_are_enough(document):
    """Nothing is asked for that could not be given, and nothing twice."""
    with transaction.atomic():
        invented.surroundings()
        network = write("network", document | {"visibility": "published"})
        for lack in publishing.lacks(network):
            kind = lack.row._meta.model_name
            aspects = [aspect for aspect in STATED_IN.get(kind, ()) if str(Aspect(aspect).label) == lack.what]
            Gap.objects.create(**{kind: lack.row}, aspect=aspects[0] if aspects else "", reason="Ist so.")
        assert (by_document(NETWORK, dump(network)), by_sql(network.pk), publishing.lacks(network)) == ([], [], [])
        transaction.set_rollback(True)


def test_all_that_can_be_cited_is_asked_for():
    kinds = [kind for record in RECORDS.values() for kind, _ in family(record)]
    assert sorted(kind.name for kind in kinds if kind.is_cited) == sorted(TARGET_MODELS)


def test_what_is_usual_is_stated_even_where_a_document_leaves_it_out(monkeypatch):
    kind = NETWORK.model._meta.get_field("kind")
    monkeypatch.setattr(kind, "get_default", lambda: "network")
    assert [each.aspect for each in sourcing.unsourced(NETWORK, {"name": "Runde"})] == ["name", "kind"]


@pytest.mark.django_db
def test_proof_of_a_part_proves_a_row_and_no_other_aspect():
    tenure = making.tenure(making.network(), making.body())
    kind = NETWORK.rows["tenures"]
    assert sourcing.unproven(kind, tenure, ["start"]) == []
    assert sourcing.unproven(NETWORK, tenure.network, ["name", "start"]) == ["kind", "status"]


@pytest.mark.django_db
def test_desk_counts_what_the_rule_finds():
    networks = [making.network("Eins"), making.network("Zwei")]
    for network in networks:
        making.fact(network)
    found = [each for network in networks for each in by_document(NETWORK, dump(network))]
    assert UNSOURCED.count() == len(found) == 8
