"""Whatever two documents say: does nothing back a value it did not back before, and does parting give both back?"""

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, assume, given, settings

from directory.catalogue import dump, former_addresses, write
from directory.curation import duplicates
from directory.models import Citation, Contact, Fact, Gap, Merger, Network, Relation, Source, Tenure, Verdict, Version
from directory.models.about import STATED_IN
from tests.directory import twins
from tests.directory.catalogue import invented
from tests.directory.smallest import make
from tests.memberships.test_traces import traces

pytestmark = [pytest.mark.django_db, pytest.mark.once]

EXAMPLES = int(os.environ.get("ROUND_TRIPS", "20"))
TELLS_NO_OTHER = ("differs", "adds")


def backed(document: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """Which source backs what: kind of row, what tells it from others, aspect, value and citation."""
    rows = [("network", document), ("terms", document.get("terms", {}))]
    for kind, row in rows:
        for aspect, cites in row.get("cite", {}).items():
            value = row.get(STATED_IN[kind][aspect], "")
            yield from ((kind, aspect, value, *place(cite)) for cite in cites if agrees(cite))
    rows = [(name, row) for name, found in document.items() if isinstance(found, list) for row in found]
    for kind, row in rows + [("criteria", row) for row in document.get("terms", {}).get("criteria", [])]:
        yield from ((kind, said(kind, row), *place(cite)) for cite in row.get("cite", []) if agrees(cite))


def said(kind: str, row: dict[str, Any]) -> str:
    """What of a row its sources back, whatever else stands beside it."""
    beside = {"key", "cite", "gap", "tenure", *(() if kind == "facts" else ("text", "binding"))}
    return json.dumps({name: value for name, value in row.items() if name not in beside}, sort_keys=True)


def agrees(cite: Any) -> bool:
    return not isinstance(cite, dict) or cite.get("stance", "agrees") not in TELLS_NO_OTHER


def place(cite: Any) -> tuple[str, ...]:
    return (cite,) if isinstance(cite, str) else (cite["at"], cite.get("says", ""))


@settings(max_examples=EXAMPLES // 4, deadline=None, suppress_health_check=list(HealthCheck))
@given(invented.networks(), invented.networks())
def test_merged_and_parted(one, other):
    assume(one["slug"] != other["slug"])
    for told in (part["verdicts"] for part in (one, one.get("terms", {})) if "verdicts" in part):
        for verdict in told.values():
            verdict["code"] = f"x{verdict['code']}"
    for name in {"facts", "treatments"} & one.keys() & other.keys():  # one row of each says the same in both
        own = {each: told for each, told in other[name][0].items() if each in ("key", "cite", "gap")}
        same = {each: told for each, told in one[name][0].items() if each not in ("cite", "gap")}
        other[name][0] = same | own
    with transaction.atomic():
        invented.surroundings()
        kept, gone = write("network", one), write("network", other)
        before = dump(kept), dump(gone)
        known = {line for document in before for line in backed(document)}
        merger = duplicates.merge("network", kept.pk, gone.pk, by=None, reason="Dasselbe.")
        new = set(backed(dump(Network.objects.get(pk=kept.pk)))) - known
        assert [line for line in new if line[0] != "facts" or '"kind": "name"' not in line[1]] == []
        assert duplicates.part(merger.pk, by=None) == []
        assert (dump(Network.objects.get(pk=kept.pk)), dump(Network.objects.get(pk=merger.gone))) == before
        transaction.set_rollback(True)


# --- a value goes with all that is said about it ------------------------------------------------


def pair(**theirs: str) -> tuple[Network, Network]:
    return make(Network, name="Runde", start="2015"), make(Network, name="Runde", **theirs)


def test_a_verdict_on_another_value_is_told_and_not_kept(merge, lost):
    kept, gone = pair(start="2016")
    make(Verdict, network=gone, aspect="start", code="T1")
    assert lost(kept, gone)["Urteil"] == ("nichts", "T1: Frage")
    merge(kept, gone)
    assert not Verdict.objects.exists()


def test_a_source_of_another_value_is_no_source_of_ours(merge):
    kept, gone = pair(start="2016")
    make(Gap, network=kept, aspect="start", reason="Mündlich.")
    twins.cite(gone, make(Source), aspect="start", stance="implies", claim="Seit 2016.")
    merge(kept, gone)
    assert (kept.gaps.get().reason, kept.citations.get().stance) == ("Mündlich.", "differs")


def test_a_source_that_there_is_no_value_backs_none(merge):
    kept, gone = pair()
    twins.cite(gone, make(Source), aspect="start")
    merge(kept, gone)
    assert list(kept.citations.values_list("stance", "claim")) == [("differs", "Beginn: nichts")]


def test_what_has_been_said_about_an_empty_field_keeps_it_empty(merge):
    gone, kept = pair()
    twins.cite(kept, make(Source), aspect="start")
    twins.cite(gone, make(Source), aspect="start")
    merge(kept, gone)
    kept.refresh_from_db()
    assert (kept.start, sorted(kept.citations.values_list("claim", flat=True))) == ("", ["", "Beginn: 2015"])


def test_a_source_of_a_whole_row_says_what_of_it_cannot_stay(merge):
    kept, gone = pair()
    body = make(twins.Body)
    make(Tenure, network=kept, body=body, start="2015")
    twins.cite(make(Tenure, network=gone, body=body, start="2015", end="2018"), make(Source))
    merge(kept, gone)
    cited = kept.tenures.get().citations.get()
    assert (cited.stance, cited.claim) == ("differs", "bis: 2018")


# --- what has happened since --------------------------------------------------------------------


def test_records_that_were_renamed_since_are_still_the_same(merge):
    kept, gone = twins.networks()
    merger = merge(kept, gone)
    for record, slug in ((kept, "neu"), (Source.objects.get(title="Chronik"), "alte-chronik")):
        before, record.slug = record.slug, slug
        type(record).objects.filter(pk=record.pk).update(slug=slug)
        former_addresses.lead_on(record._meta.model_name, record.pk, slug, before)
    assert duplicates.part(merger.pk, by=None) == []
    assert Relation.objects.get(kind="part-of").other == gone
    assert gone.citations.filter(source__slug="alte-chronik").count() == 1
    assert kept.citations.filter(source__slug="alte-chronik").count() == 0


def test_citations_somebody_has_changed_since_stay_and_are_told(merge):
    one, two = twins.sources()
    merger = merge(one, two)
    Citation.objects.filter(first_line=None).update(claim="Genauer.")
    assert duplicates.part(merger.pk, by=None) == ["Angabe (1): wurde inzwischen bearbeitet und bleibt"]
    assert not two.citations.exists()


@pytest.mark.usefixtures("versions")
def test_rows_that_are_back_are_known_to_earlier_mergers(merge):
    first, second, third = (make(Network, name="Runde") for _ in range(3))
    for owner in (first, second, third):
        make(Contact, network=owner, name="Zwiebelkuchen")
        make(Fact, network=owner, key="ziel")
    early = merge(second, third)
    assert duplicates.part(merge(first, second).pk, by=None) == []
    contact = second.contacts.get()
    contact.name, contact.withheld = "", True
    contact.save()
    assert Merger.objects.get(pk=early.pk).undone_at is None
    assert "Zwiebelkuchen" not in str(list(Version.objects.filter(record__in=[second.pk, third.pk]).values()))


@pytest.mark.usefixtures("versions")
@pytest.mark.parametrize("kind", ["network", "source"])
def test_no_table_names_a_person_who_is_withheld(merge, kind):
    networks = twins.networks()
    source, other = make(Source), make(Source)
    for owner, of in zip(networks, (source, other), strict=True):
        Contact.objects.filter(network=owner).update(name="Zwiebelkuchen")
        twins.cite(owner.contacts.get(), of, claim="Nennt Zwiebelkuchen.")
    merge(*(networks if kind == "network" else (source, other)))
    assert "directory_version" in traces("Zwiebelkuchen")
    for contact in Contact.objects.all():
        contact.name, contact.email, contact.withheld = "", "", True
        contact.save()
    Citation.objects.filter(contact__isnull=False).update(claim="")
    assert traces("Zwiebelkuchen") == []
