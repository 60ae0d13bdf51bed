"""Does one source named at the top of a page stand for all that is new on it, also of a body and of joining terms?"""

import pytest

from directory.curation.admin.citation_fields import NO_SOURCE
from directory.models import Body, Citation, Network, Source, Terms
from tests.directory.curation.admin.conftest import Desk, complaints

pytestmark = pytest.mark.once


def cited() -> set[tuple[str, str, int]]:
    return {(each.target_name, each.aspect, each.source_id) for each in Citation.objects.all()}


def test_of_a_body(desk: Desk, source: Source) -> None:
    told = {"name": "Stiftung", "slug": "stiftung", "office": "Am Markt 1", "usual_source": source.pk}
    assert desk.send("body/add/", told).status_code == 302
    assert cited() == {("body", "name", source.pk), ("body", "office", source.pk)}
    change = f"body/{Body.objects.get().pk}/change/"
    assert desk.send(change, {"legal_form": "e. V.", "usual_source": source.pk}).status_code == 302
    assert ("body", "legal-form", source.pk) in cited()


def test_of_joining_terms(desk: Desk, network: Network, source: Source) -> None:
    other = Source.objects.create(slug="andere", title="Andere", publisher="Verein", read_on="2026-01-02")
    page = f"terms/{Terms.objects.create(network=network).pk}/change/"
    criteria = [{"kind": "who", "value": "person"}, {"kind": "land", "value": "berlin", "cite_source": other.pk}]
    own = [{"aspect": "cost", "source": other.pk, "place": "3"}]
    told = {"mode": "antrag", "cost": "kostenlos", "usual_source": source.pk}
    answer = desk.send(page, told, criteria=criteria, citations=own)
    assert answer.status_code == 302, complaints(answer)
    assert cited() == {
        ("terms", "mode", source.pk), ("terms", "cost", other.pk),
        ("criterion", "", source.pk), ("criterion", "", other.pk),
    }  # fmt: skip


@pytest.mark.parametrize("usual", ["", "987654"])
def test_terms_still_need_one(desk: Desk, network: Network, source: Source, usual: str) -> None:
    page = f"terms/{Terms.objects.create(network=network).pk}/change/"
    found = complaints(desk.send(page, {"mode": "antrag", "usual_source": usual}))
    assert found["citations"] == [f"Beitrittsweg: {NO_SOURCE}"]


def test_it_is_no_source_for_what_stood_there_without_one(desk: Desk, network: Network, source: Source) -> None:
    page = f"terms/{Terms.objects.create(network=network, cost='kostenlos').pk}/change/"
    found = complaints(desk.send(page, {"mode": "antrag", "usual_source": source.pk}))
    assert found["citations"] == [f"Kosten: {NO_SOURCE}"]
    assert cited() == set()
