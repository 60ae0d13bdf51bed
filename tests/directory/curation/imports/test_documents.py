"""Networks as documents: does the catalogue come back whole, and is what a file changes told, refused or stored?"""

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from directory.catalogue import dump, dump_all
from directory.curation.imports import documents, export
from directory.curation.imports.files import read
from directory.curation.imports.json_files import Documents, Json
from directory.curation.imports.outcome import judge, take_over
from directory.models import (
    Act,
    Body,
    Citation,
    Contact,
    Fact,
    FormerAddress,
    Gap,
    Network,
    Relation,
    Revision,
    Source,
    Verdict,
)
from tests import kept
from tests.directory import making
from tests.directory.curation.imports.tables import base, fates

pytestmark = pytest.mark.django_db
NO_SOURCE = "Es fehlt die Quelle, oder warum es keine gibt."


def exported():
    return "".join(Json.stream(export.documents(Network.objects.order_by("slug")))).encode()


def file(*found):
    return read("netze.json", json.dumps(found).encode())


def taken(*found, **options):
    return take_over(file(*found), **{"name": "netze.json", "in_spite_of_warnings": True, **options})


def complaints(outcome):
    return [sentence for line in outcome.lines for sentence in line.complaints]


def told(outcome):
    return [change.text for line in outcome.lines for change in line.changes]


def network(slug="neu", name="Ganz Neues", **fields):
    cited = {"name": ["satzung"], "kind": ["satzung"], "status": ["satzung"]}
    usual = {"summary": "Ein Satz.", "kind": "network", "status": "active", "cite": cited}
    return {"slug": slug, "name": name, **usual, **fields}


def fact(key="ziel", text="Ein Ziel.", **fields):
    return {"key": key, "kind": "aim", "text": text, "cite": ["satzung"], **fields}


def part_of(other):
    return {"kind": "part-of", "other": other, "cite": ["satzung"]}


# --- the real catalogue -----------------------------------------------------------------------


@pytest.mark.usefixtures("catalogue")
def test_real_catalogue_comes_back_unchanged():
    before = Revision.current()
    outcome = judge(read("netze.json", exported()))
    assert (set(fates(outcome)), told(outcome), Revision.current()) == ({"same"}, [], before)
    assert len(outcome.lines) == Network.objects.count()


@pytest.mark.usefixtures("catalogue")
def test_real_catalogue_made_again():
    """All but the people, who do not leave; and nobody sees it yet."""
    before = list(export.documents(Network.objects.order_by("slug")))
    people = [contact for each in dump_all(Network.objects.all()) for contact in each.get("contacts", ())]
    assert (len(people) > 0, exported()) == (True, "".join(Json.stream(before)).encode())
    content = exported()
    Body.objects.update(entry=None)
    Network.objects.all().delete()
    outcome = take_over(read("netze.json", content), name="netze.json", in_spite_of_warnings=True)
    assert (complaints(outcome), outcome.is_stored, outcome.new_networks) == ([], True, len(before))
    drafts = [{name: value for name, value in each.items() if name != "visibility"} for each in before]
    assert list(export.documents(Network.objects.order_by("slug"))) == drafts
    assert Act.objects.filter(reason="Import aus netze.json").count() == 1
    assert fates(judge(read("netze.json", content))) == ["same"] * len(before)


@pytest.mark.usefixtures("catalogue")
def test_exporting_costs_the_same(django_assert_max_num_queries):
    with django_assert_max_num_queries(17):
        list(export.documents(Network.objects.all()))


# --- what a file changes ----------------------------------------------------------------------


@pytest.fixture
def runde():
    found = base()
    for model, told in ((Citation, {"source": Source.objects.get(slug="satzung")}), (Gap, {"reason": "Bekannt."})):
        for aspect in ("name",) if model is Citation else ("kind", "status"):
            model.objects.create(network=found, aspect=aspect, **told)
    making.citation(making.fact(found, "ziel"), of=Source.objects.get(slug="satzung"))
    return found


def test_changes_are_told_and_made_and_what_is_missing_goes(runde, admin_user):
    document = dump(runde)
    document["name"] = "Tafelrunde"
    document["facts"] = [fact("neues")]
    outcome = judge(file(document))
    assert told(outcome) == [
        "Name: „Runde“ → „Tafelrunde“",
        "Ziel ergänzt: Ein Ziel.",
        "Beleg ergänzt: Satzung (zu Ziel „Ein Ziel.“)",
        "Ziel entfernt: Eine Angabe.",
    ]
    assert (fates(outcome), outcome.is_stored, dump(runde) == document) == (["changed"], False, False)
    taken(document, by=admin_user, seen=outcome.fingerprint)
    runde.refresh_from_db()
    assert (dump(runde), runde.visibility) == (document, "published")
    act = kept.act_of(runde)
    assert (act.by, act.reason) == (admin_user, "Import aus netze.json")


def test_new_networks_are_drafts_and_may_name_each_other(runde):
    one, two = network("a", "Forum A", visibility="published"), network("b", "Bund B")
    one["relations"], two["relations"] = [part_of("b")], [part_of("a"), part_of("runde")]
    outcome = taken(one, two)
    assert (complaints(outcome), fates(outcome), outcome.new_networks) == ([], ["new", "new"], 2)
    assert [line.title for line in outcome.lines] == [
        "Forum A – Eintrag aufgenommen mit 1 Angabe und 4 Belegen",
        "Bund B – Eintrag aufgenommen mit 2 Angaben und 5 Belegen",
    ]
    assert set(Network.objects.exclude(slug="runde").values_list("visibility", flat=True)) == {"draft"}
    assert Relation.objects.count() == 3


def test_readers_see_what_they_saw(runde):
    outcome = taken({**dump(runde), "visibility": "draft", "summary": "Anders."})
    runde.refresh_from_db()
    assert (complaints(outcome), runde.visibility, runde.summary) == ([], "published", "Anders.")


def test_network_that_others_only_point_to_is_unchanged(runde):
    outcome = judge(file(network(relations=[part_of("runde")]), {**dump(runde)}))
    assert fates(outcome) == ["new", "same"]


def test_order_alone_is_a_change(runde):
    making.citation(making.fact(runde, "zweites", position=2))
    document = dump(runde)
    document["facts"].reverse()
    outcome = taken(document)
    assert (fates(outcome), told(outcome)) == (["changed"], [documents.UNSEEN])
    assert [each.key for each in runde.facts.all()] == ["zweites", "ziel"]


def test_people_stay_as_they_are(runde):
    for person in ({"name": "Anna Beispiel", "email": "anna@example.org"}, {"withheld": True}):
        making.citation(Contact.objects.create(network=runde, **person))
    (document,) = export.documents(Network.objects.all())
    before = list(Contact.objects.order_by("pk").values())
    assert taken({**document, "summary": "Anders."}).is_stored
    assert list(Contact.objects.order_by("pk").values()) == before
    outcome = taken({**document, "contacts": [{"name": "Bert Beispiel"}]})
    assert complaints(outcome) == [documents.PEOPLE.format("runde")]
    assert list(Contact.objects.order_by("pk").values()) == before


# --- refusals ---------------------------------------------------------------------------------


def test_all_that_is_wrong_is_told_and_nothing_stored(runde):
    before = dump(runde), Revision.current()
    spoilt = copy.deepcopy(dump(runde))
    spoilt["facts"] += [fact("a", cite=["gibts-nicht"]), fact("b", kind="farbe"), fact("c")]
    spoilt["tenures"] = [{"body": "niemand", "role": "coordinates", "cite": ["satzung"]}]
    spoilt["treatments"] = [{"key": "t", "topic": "wetter", "text": "Tut.", "cite": ["satzung"]}]
    new = network(farbe="blau")
    outcome = taken(spoilt, new, network("gut", "Guter Kreis"))
    assert complaints(outcome) == [
        "runde: tenures: niemand: body: „niemand“ gibt es nicht oder ist nicht eindeutig.",
        "runde: facts: a: cite: „gibts-nicht“ gibt es nicht oder ist nicht eindeutig.",
        "runde: facts: b: kind: Wert 'farbe' ist keine gültige Option.",
        "runde: treatments: t: topic: „wetter“ gibt es nicht oder ist nicht eindeutig.",
        "neu: Das Feld „farbe“ gibt es hier nicht.",
    ]
    assert (fates(outcome), outcome.is_stored) == (["refused", "refused", "new"], False)
    assert (dump(runde), Revision.current(), Network.objects.count()) == (*before, 1)


@pytest.mark.parametrize("visibility", ["published", "draft"])
def test_nothing_new_goes_without_a_source(runde, visibility):
    Network.objects.update(visibility=visibility)
    document = dump(runde)
    document["facts"][0].pop("cite")
    document["scopes"] = [{"dimension": "level", "value": "bund"}]
    document["gaps"].pop("kind")
    assert complaints(taken(document)) == [
        f"runde: Netzwerk, Art: {NO_SOURCE}",
        f"runde: Ebene, Gebiet oder Sitz „level bund“: {NO_SOURCE}",
        f"runde: Angabe „ziel“: {NO_SOURCE}",
    ]


def test_what_had_no_source_before_may_stay_so(runde):
    making.fact(runde, "alt", position=2)
    assert complaints(taken({**dump(runde), "summary": "Anders."})) == []


def test_second_and_former_addresses_are_refused(runde):
    FormerAddress.objects.create(kind="network", slug="frueher", number=runde.pk)
    outcome = taken({**dump(runde), "name": "A"}, {**dump(runde), "name": "B"}, network("frueher"))
    assert complaints(outcome) == [documents.TWICE.format("runde", 1), documents.FORMER.format("frueher")]


def test_size_counts_rows_and_citations():
    assert [documents.size(each) for each in ({}, network(), network(facts=[fact("a"), fact("b")]))] == [1, 5, 9]


def test_too_much_at_once_is_refused_unless_it_is_there_already(runde, monkeypatch):
    monkeypatch.setattr(documents, "MAX_LINES", 6)
    assert complaints(judge(file(dump(runde)))) == []
    assert complaints(judge(file(network(facts=[fact("a"), fact("b")])))) == [documents.TOO_MUCH]


def test_lookalike_needs_agreement(runde):
    alike, twins = network(name="Die Runde"), (network("a", "Forum Nord"), network("b", "Forum Nord"))
    outcome = taken(alike, in_spite_of_warnings=False)
    assert ([line.warnings for line in outcome.lines], outcome.is_stored) == (
        [["Sieht aus wie „Runde“: Name gleich."]], False,
    )  # fmt: skip
    assert [line.warnings for line in judge(file(*twins)).lines] == [
        [f"Sieht aus wie „Forum Nord“ an Stelle {place} der Datei: Name gleich."] for place in (2, 1)
    ]
    assert taken(alike).is_stored


def test_other_outcome_than_seen_is_not_stored(runde):
    document = {**dump(runde), "summary": "Aus der Datei."}
    seen = judge(file(document)).fingerprint
    assert judge(file(document)).fingerprint == seen
    Fact.objects.get().verify(verified_on="2026-11-20")
    assert (taken(document, seen=seen).is_stored, Network.objects.get().summary) == (False, "Eine Runde.")
    assert taken(document, seen=judge(file(document)).fingerprint).is_stored


# --- hostile files ----------------------------------------------------------------------------

VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.just([]), st.just({}),
    st.sampled_from([[None], [[]], [{}], [1], {"": None}, [{"at": [], "says": {}}], {"name": 5}, "9" * 999]),
)  # fmt: skip


def places(value, path=()):
    """Where something stands in a document."""
    yield path
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, below in pairs:
        yield from places(below, (*path, name))


@pytest.mark.once
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_value_anywhere_is_stored_or_refused_in_words(catalogue, data):
    """Never an error: what a column cannot hold has a sentence."""
    found = Verdict.objects.exclude(network=None).first().network
    document = copy.deepcopy(next(iter(export.documents(Network.objects.filter(pk=found.pk)))))
    at = data.draw(st.sampled_from([path for path in places(document) if path]))
    owner = document
    for name in at[:-1]:
        owner = owner[name]
    owner[at[-1]] = data.draw(VALUES)
    outcome = judge(Documents([document]))
    assert fates(outcome)[0] in {"refused", "changed", "new", "same"}
    assert all(complaints(outcome))
