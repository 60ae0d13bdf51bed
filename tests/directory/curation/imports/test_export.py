"""Does the catalogue come back from its table unchanged, into the same database and into an empty one?"""

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings, strategies as st

from directory.catalogue.values import stored
from directory.curation import duplicates
from directory.curation.imports import export
from directory.curation.imports.columns import KIND, NAMES, PLACE
from directory.curation.imports.files import Csv, read
from directory.curation.imports.json_files import Json
from directory.curation.imports.outcome import judge, take_over
from directory.models import (
    Citation,
    Contact,
    Criterion,
    Fact,
    Gap,
    Membership,
    Network,
    Relation,
    Scope,
    Source,
    Tenure,
    Terms,
    Treatment,
)
from tests.directory import making
from tests.directory.curation.imports.tables import base, fates, lines, refusals

KEPT = (Network, Scope, Tenure, Terms, Criterion, Membership, Fact, Treatment, Relation)
NUMBERS = {"network_id", "terms_id", "other_id", "visibility"}  # counted anew; new entries are drafts
MADE = {Scope, Tenure, Criterion, Membership, Relation}
"""Rows whose keys are made, so that new rows have new ones."""
TEXTS = st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=60)


def table():
    content = "".join(Csv.stream(NAMES, export.lines(Network.objects.order_by("slug"))))
    return read("netzwerke.csv", content.encode())


def rows():
    """All rows by what names them, without their numbers."""
    found = []
    for model in KEPT:
        for row in model.objects.all():
            anew = NUMBERS | ({"key"} if model in MADE else set())
            values = {name: value for name, value in stored(row).items() if name not in anew}
            other = row.other.slug if model is Relation and row.other else ""
            found.append((model.__name__, Network.objects.get(pk=row.belongs_to()[0]).slug, other, repr(values)))
    return sorted(found)


@pytest.mark.usefixtures("catalogue")
def test_real_catalogue_comes_back_unchanged():
    outcome = judge(table())
    assert set(fates(outcome)) == {"same"}
    assert len(fates(outcome)) > 300


@pytest.mark.usefixtures("catalogue")
def test_real_catalogue_made_again():
    before, file = rows(), table()
    Network.objects.all().delete()
    outcome = take_over(file, name="netzwerke")
    assert [line.complaints for line in lines(outcome) if line.complaints] == []
    assert outcome.is_stored
    assert rows() == before
    assert table() == file
    assert set(Network.objects.values_list("visibility", flat=True)) == {"draft"}


@pytest.mark.django_db
def test_what_the_real_catalogue_does_not_say_made_again(network):
    columns = {"who": "Vereine", "steps": "Der Vorstand.", "deadline": "2026-09"}
    told = [
        Membership.objects.create(network=network, name="A", fee="12.5", period="monatlich", position=1, **columns),
        Membership.objects.create(network=network, name="B", fee="0", position=2),
        Membership.objects.create(network=network, name="C", graded=True, fee_text="je nach Größe", position=3),
        making.fact(network, "name", kind="name", text="", title="Round", language="en", end="2015", position=1),
        making.fact(network, "sprache", kind="language", text="", language="fr", position=2),
        making.terms(network).criteria.create(kind="words", value="rat", text="Der Rat stimmt zu.", position=1),
        making.scope(network, "europaweit"),
        network.scopes.create(dimension="seat", value="ausland", text="Wien"),
    ]
    for row in told:
        making.citation(row)
    making.citation(network, aspect="name")
    Gap.objects.bulk_create(Gap(network=network, aspect=aspect, reason="Gesagt.") for aspect in ("kind", "status"))
    before, file = rows(), table()
    assert set(fates(judge(file))) == {"same"}
    Network.objects.all().delete()
    assert refusals(take_over(file, name="netzwerke")) == {}
    assert (rows(), table()) == (before, file)


@pytest.mark.usefixtures("catalogue")
def test_no_person_leaves_the_house():
    file = "".join(Csv.stream(NAMES, export.lines(Network.objects.all())))
    file += "".join(Json.stream(export.documents(Network.objects.all())))
    told = [word for person in Contact.objects.all() for word in (person.name, person.email, person.phone) if word]
    assert len(told) > 2
    assert [word for word in told if word in file] == []


@pytest.fixture
def network(db):
    return base()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(text=TEXTS, title=TEXTS, claim=TEXTS)
def test_any_text_comes_back_unchanged(network, text, title, claim):
    Network.objects.update(summary=text, easy_text=claim)
    Fact.objects.all().delete()
    made = making.fact(network, text=text, title=title)
    Citation.objects.create(fact=made, source=making.source(), claim=claim, locator=title[:40])
    assert set(fates(judge(table()))) == {"same"}


@pytest.mark.django_db
def test_sources_that_differ_only_in_the_aspect_share_a_line(network):
    for aspect in ("name", "kind"):
        making.citation(network, aspect=aspect, claim="Nennt es.")
    making.citation(network, aspect="status", claim="Folgt daraus.")
    first, second = export.lines(Network.objects.all())
    assert (first["name"], first["belegt"], first["zeilen"]) == ("Runde", "Name; Art", "Zeile 1")
    assert second == {
        PLACE: "runde", KIND: "netzwerk", "quelle": "quelle", "zeilen": "Zeile 1", "fundstelle": "",
        "fingerabdruck": "", "aussage_der_quelle": "Folgt daraus.", "verhaeltnis": "sagt dasselbe", "belegt": "Status",
    }  # fmt: skip


@pytest.mark.django_db
def test_reasons_for_no_source_come_back(network):
    for aspect in ("name", "kind"):
        Gap.objects.create(network=network, aspect=aspect, reason="Selbst gesehen.")
    Gap.objects.create(fact=making.fact(network), reason="Steht am Tor.")
    first, second = export.lines(Network.objects.all())
    assert (first["ohne_quelle_weil"], first["belegt"]) == ("Selbst gesehen.", "Name; Art")
    assert (second["ohne_quelle_weil"], second["belegt"]) == ("Steht am Tor.", "")
    assert fates(judge(table())) == ["same", "same"]


@pytest.mark.django_db
def test_unchanged_after_mergers(network):
    """Two citations of one place, with other words or with the same."""
    fact = making.fact(network)
    for claim in ("Sagt dies.", "Sagt das.", "Sagt das.", "Und das."):
        making.citation(fact, claim=claim)
        making.citation(network, aspect="name", claim=claim)
    assert set(fates(judge(table()))) == {"same"}


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("kept_first", [True, False])
def test_real_catalogue_comes_back_unchanged_after_a_merger(kept_first):
    pair = ["netzwerk-buergerbeteiligung", "innovationsdialog-buergerbeteiligung"]
    kept, gone = (Network.objects.get(slug=slug) for slug in (pair if kept_first else reversed(pair)))
    duplicates.merge("network", kept.pk, gone.pk, by=None, reason="Dasselbe.")
    one, other = Source.objects.exclude(citations=None)[:2]
    duplicates.merge("source", one.pk, other.pk, by=None, reason="Dasselbe.")
    outcome = judge(table())
    assert refusals(outcome) == {}
    assert set(fates(outcome)) == {"same"}


@pytest.mark.django_db
def test_order_of_the_networks_kept(network):
    for name in ("C", "A", "B"):
        making.network(name)
    found = [line[PLACE] for line in export.lines(Network.objects.order_by("-slug"))]
    assert found == ["runde", "c", "b", "a"]


@pytest.mark.django_db
def test_network_gone_meanwhile_left_out(network, monkeypatch):
    monkeypatch.setattr(QuerySet, "in_bulk", lambda *args, **options: {})
    assert list(export.lines(Network.objects.all())) == []


@pytest.mark.django_db
def test_queries_do_not_grow_with_the_networks(network):
    counted = []
    for start, number in ((0, 1), (1, 30)):
        making.many(number, start)
        with CaptureQueriesContext(connection) as asked:
            assert len(list(export.lines(Network.objects.all()))) > number
        counted.append(len(asked))
    assert counted[0] == counted[1] < 30


@pytest.mark.django_db
def test_chunks_cover_everything(network, monkeypatch):
    monkeypatch.setattr(export, "CHUNK", 3)
    making.many(7)
    assert len({line[PLACE] for line in export.lines(Network.objects.all())}) == 8
