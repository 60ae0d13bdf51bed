"""Can every page of the curators' desk be read by everybody? axe finds nothing, nothing scrolls sideways."""

import pytest

from directory.curation.duplicates import detection
from directory.models import Body, Fact, Gap, Network, Source, Topic, Verdict
from tests import kept
from tests.checkers import in_no_look
from tests.directory.real import SLUGS
from tests.journeys.editing import sign_in
from tests.memberships import hinting

pytestmark = [pytest.mark.journey, pytest.mark.looks]


def addresses():
    """One of every kind of page."""
    network, fact = Network.objects.get(slug=SLUGS["nbh"]), Fact.objects.filter(kind="figure").first()
    source, body, topic = Source.objects.first(), Body.objects.first(), Topic.objects.first()
    one, other = Network.objects.values_list("pk", flat=True)[:2]
    hint = hinting.hint(network)
    catalogue = "/admin/directory"
    act = kept.act_of(network).pk
    yield "/admin/"
    for task in ("kontakte", "ohne-quelle", "dubletten"):
        yield f"/admin/aufgaben/{task}/"
    for model in ("network", "source", "fact", "link", "pair", "merger"):
        yield f"{catalogue}/{model}/"
    yield f"{catalogue}/network/add/"
    for form in ("change/?angabe=status", "change/?angabe=identity"):
        yield f"{catalogue}/network/{network.pk}/{form}"
    for row in ("tenure", "contact", "fact", "relation"):
        yield f"{catalogue}/{row}/add/?network={network.pk}"
    yield f"{catalogue}/terms/{network.terms.pk}/change/?angabe=mode"
    yield f"{catalogue}/criterion/add/?terms={network.terms.pk}"
    yield f"{catalogue}/silence/add/?source={source.pk}"
    yield f"{catalogue}/verdict/add/?fact={fact.pk}"
    for row in (fact.citations.first(), Verdict.objects.first(), Gap.objects.create(fact=fact, reason="Gesagt.")):
        yield f"{catalogue}/{row._meta.model_name}/{row.pk}/change/"
    for page in ("change", "history", f"history/act/{act}", "archive", "delete"):
        yield f"{catalogue}/network/{network.pk}/{page}/"
    for row in (fact, source, body, topic):
        yield f"{catalogue}/{row._meta.model_name}/{row.pk}/change/"
    yield f"{catalogue}/source/{source.pk}/coverage/"
    yield f"{catalogue}/network/import/"
    yield f"{catalogue}/network/import/help/"
    yield f"{catalogue}/merger/choose/network/{one}/?q=netz"
    yield f"{catalogue}/merger/merge/network/{one}/{other}/"
    yield "/admin/memberships/hint/"
    yield f"/admin/memberships/hint/{hint.pk}/change/"
    yield "/admin/memberships/correspondent/"


def test_axe_desk_pages(fresh_site, open_page):
    detection.find_pairs()
    page = open_page(measured=True)
    sign_in(page, everything=True)
    found = []
    for address in addresses():
        answer = page.goto(address)
        assert answer.status == 200, address
        found += in_no_look(page)
    assert found == [], "\n".join(found)
