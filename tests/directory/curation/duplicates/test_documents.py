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
from directory.models import Citation, Gap, Network, Relation, Source, Tenure, Verdict
from directory.models.about import STATED_IN
from tests.directory import twins
from tests.directory.catalogue import invented
from tests.directory.smallest import make

pytestmark = [pytest.mark.django_db, pytest.mark.once]

Document = dict[str, Any]
EXAMPLES = int(os.environ.get("ROUND_TRIPS", "16"))
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
    beside = {"key", "cite", "gap", "verdict", "tenure", *(() if kind == "facts" else ("text", "binding"))}
    return json.dumps({name: value for name, value in row.items() if name not in beside}, sort_keys=True)


def agrees(cite: Any) -> bool:
    return not isinstance(cite, dict) or cite.get("stance", "agrees") not in TELLS_NO_OTHER


def place(cite: Any) -> tuple[str, ...]:
    return (cite,) if isinstance(cite, str) else (cite["at"], cite.get("says", ""))


def distinct(one: Document, other: Document) -> None:
    """Let two documents stand side by side, and say the same in one row of each kind."""
    assume(one["slug"] != other["slug"])
    for told in (part["verdicts"] for part in (one, one.get("terms", {})) if "verdicts" in part):
        for verdict in told.values():
            verdict["code"] = f"x{verdict['code']}"
    for name in {"facts", "treatments"} & one.keys() & other.keys():
        own = {each: told for each, told in other[name][0].items() if each in ("key", "cite", "gap")}
        same = {each: told for each, told in one[name][0].items() if each not in ("cite", "gap")}
        other[name][0] = same | own


def edited(document: Document) -> Document:
    """The document as somebody has changed it: every other row, and some of its own fields."""
    found = {**document, "summary": "Neu.", "start": "1990"}
    for name in ("facts", "treatments", "relations"):
        rows = [{**row, "text": "Neu gesagt."} if place % 2 else row for place, row in enumerate(found.get(name, ()))]
        found |= {name: [row for row in rows if row.get("kind") != "figure"]} if rows else {}
    return found


@pytest.mark.parametrize("is_edited", [False, True])
@settings(max_examples=EXAMPLES // 4, deadline=None, suppress_health_check=list(HealthCheck))
@given(one=invented.networks(), other=invented.networks())
def test_merged_and_parted(is_edited, one, other):
    distinct(one, other)
    with transaction.atomic():
        invented.surroundings()
        kept, gone = write("network", one), write("network", other)
        before = dump(kept), dump(gone)
        known = {line for document in before for line in backed(document)}
        merger = duplicates.merge("network", kept.pk, gone.pk, by=None, reason="Dasselbe.")
        stays = Network.objects.get(pk=kept.pk)
        merged = dump(stays)
        new = set(backed(merged)) - known
        assert [line for line in new if line[0] != "facts" or '"kind": "name"' not in line[1]] == []
        if is_edited:
            known |= new | set(backed(dump(write("network", edited(merged), stays))))
        told = duplicates.part(merger.pk, by=None)
        after = dump(Network.objects.get(pk=kept.pk)), dump(Network.objects.get(pk=merger.gone))
        assert {line for document in after for line in backed(document)} <= known
        assert is_edited or (told, after) == ([], before)
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
